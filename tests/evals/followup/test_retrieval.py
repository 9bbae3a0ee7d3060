from typing import Any

import pytest

from evals.cases import Case
from evals.followup import retrieval
from evals.suite import Pair
from rag.types import Passage, Question, Span, Turn

GOLD, OTHER = (Passage(str(start), Span("aaaaaaaaaaaa", 1, start, start + 9), "words") for start in (0, 9))


def test_a_question_is_searched_for_in_the_words_that_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(library: Any, text: str, k: int) -> list[Passage]:
        return [GOLD] if "Mike Waltz" in text else [OTHER, GOLD]

    monkeypatch.setattr(retrieval, "candidates", found)
    pair = Pair("a", ("sample",), "how old is he?", "follow_up", ("51",))
    asked = Question(pair.question, (Turn("who urged Kyiv?", "Mike Waltz"),))
    cases = [Case("sample", pair, asked, (GOLD.span,))]
    library: Any = None
    assert retrieval.hits(cases, library, lambda q: q.text) == [0, 1, 1]
    assert retrieval.hits(cases, library, lambda q: q.text.replace("he", "Mike Waltz")) == [1, 1, 1]
