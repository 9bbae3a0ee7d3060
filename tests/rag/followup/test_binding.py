import re

import pytest

from rag.followup.binding import fits, is_explained
from rag.followup.mentions import Mention, Sort

CASES = re.compile(r"\b(?:(?P<owner>his|its|their)|(?P<subject>he|it|they)|(?P<object>him|them))\b")


@pytest.mark.parametrize(
    ("asked", "kind", "explained"),
    [
        ("did Macron say he would come?", "he", True),
        ("did Macron call him?", "he", False),
        ("what did Ferrell say about him?", "he", False),
        ("how old is he?", "he", False),
        ("which team member has his own fan club?", "he", True),
        ("which company lost a third of its value?", "it", True),
        ("who lent a hand with its frame?", "it", False),
        ("after its departure, when did the torch return?", "it", True),
        ("what does it mean for a disease to spread?", "it", True),
        ("why is it difficult to rebuild the dam?", "it", True),
        ("how much did it cost?", "it", False),
        ("where did scientists find their sample?", "they", True),
        ("who said they did not support the plan?", "they", True),
        ("what must each mission do before they continue?", "they", True),
        ("who employs them?", "they", False),
        ("what did the crew of Apollo 13 use as a life boat on the way home with them?", "they", True),
    ],
)
def test_what_a_question_explains_itself(asked: str, kind: str, explained: bool) -> None:
    found = CASES.search(asked)
    assert found
    assert is_explained(asked, found, kind) is explained


def test_what_a_pronoun_can_stand_for() -> None:
    woman, city = Mention("Ilse Brandvik", 0, Sort.PERSON), Mention("Riyadh", 0, Sort.PLACE)
    assert fits("she", woman)
    assert not fits("he", woman)
    assert not fits("it", woman)
    assert fits("it", city)
    assert not fits("he", city)
    assert fits("he", city, own=True)
    assert fits("they", Mention("the talks", 0, Sort.THING, plural=True))
    assert not fits("they", Mention("over 50", 0, Sort.NUMBER, plural=True))
