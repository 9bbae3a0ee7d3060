from collections.abc import Sequence

from evals.plots import to_svg
from evals.speed.reading import Asked, in_gold, plot, until_sure
from rag.reader.model import Found, TextReading
from rag.reader.read import Reader, Reading, Readings
from rag.types import Passage, Span

TEXTS = ("Rain fell all night.", "Ada Quill spoke of the dam.")


def asked() -> Asked:
    passages = tuple(Passage(str(i), Span("a", 1, 100 * i, 100 * i + len(text)), text) for i, text in enumerate(TEXTS))
    return Asked("Who spoke?", (passages[1].span,), passages)


def readings(*scores: float) -> list[TextReading]:
    return [TextReading((Found(0, 4, score),), 0.0, 0.0) for score in scores]


def test_the_best_span_of_those_read_decides() -> None:
    assert in_gold(asked(), readings(1.0, 2.0))
    assert not in_gold(asked(), readings(3.0, 2.0))
    assert not in_gold(asked(), readings(1.0))
    assert not in_gold(asked(), [TextReading((), 0.0, 0.0)])


class HastyReader(Reader):
    """Says that the last passage answers, or the first one when it may stop early."""

    def __init__(self) -> None:
        pass

    def read(self, question: str, passages: Sequence[Passage], *, until_sure: bool = False) -> Readings:
        passage = passages[0 if until_sure else -1]
        return Readings((Reading(passage.span, passage.text, 1.0, passage),), tuple(passages), 1.0)


def test_what_stopping_early_changes_is_counted() -> None:
    told = until_sure([asked()], HastyReader())
    assert (told["changed"], told["gold_found"], told["gold_found_in_all"]) == (1.0, 0.0, 1.0)
    assert told["all_to_until_sure"] > 0


def test_the_curve_is_drawn() -> None:
    rows = [{"candidates": n, "gold_found": n / 10, "seconds": n / 100} for n in (1, 4)]
    drawn = to_svg([plot(rows)])
    assert ">4</text>" in drawn
    assert "milliseconds to read them" in drawn
