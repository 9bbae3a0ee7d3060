import random
import re

from rag.cite.train.pairs import Label
from rag.cite.train.questions import ASKED, TOLD, found_pairs, question_pairs
from rag.reader.model import ReaderModel
from rag.reader.train.examples import Example

TEXT = (
    "Mayor Per Aune opened the bridge in Brandal in 2019. Kari Moe led the union until 2021. "
    "The first ferry ran in 1998."
)
EXAMPLES = [
    Example("1", "Brandal", "Who opened the bridge in Brandal?", TEXT, ("Mayor Per Aune",), 0),
    Example("2", "Brandal", "When did the first ferry run?", TEXT, ("1998",), TEXT.index("1998")),
]


def test_the_right_answer_is_supported_by_its_sentence() -> None:
    made = [pair for seed in range(20) for pair in question_pairs(EXAMPLES, random.Random(seed)) if pair.supported]
    assert len(made) == 40
    asked, told = ([pair.hypothesis for pair in made if pair.source == source] for source in (ASKED, TOLD))
    assert all(re.search(r"Mayor Per Aune|1998", hypothesis) for hypothesis in asked)
    assert set(told) == {"Mayor Per Aune opened the bridge in Brandal."}
    assert len({pair.premise for pair in made}) > 3


def test_another_answer_and_another_question_are_not() -> None:
    made = [pair for seed in range(40) for pair in question_pairs(EXAMPLES, random.Random(seed)) if not pair.supported]
    assert {pair.label for pair in made} == {Label.NOT_SUPPORTED}
    asked = " ".join(pair.hypothesis for pair in made)
    assert "1998" in asked
    assert "last ferry" in asked
    assert not any("opened" in p.hypothesis and "Brandal" in p.hypothesis and "Aune" in p.hypothesis for p in made)


def test_what_a_reader_finds_wrongly_is_not_supported() -> None:
    wrong = Example("3", "Brandal", "Who painted the bridge?", TEXT, (), -1)
    (pair,) = found_pairs([wrong, EXAMPLES[1]], ReaderModel(), random.Random(0))
    assert pair.hypothesis.lower().startswith("who painted the bridge")
    assert not pair.supported
