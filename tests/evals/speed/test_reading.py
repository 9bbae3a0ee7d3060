from evals.plots import to_svg
from evals.speed.reading import Asked, in_gold, plot
from rag.reader.model import Found, TextReading
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


def test_the_curve_is_drawn() -> None:
    rows = [{"candidates": n, "gold_found": n / 10, "seconds": n / 100} for n in (1, 4)]
    drawn = to_svg([plot(rows)])
    assert ">4</text>" in drawn
    assert "milliseconds to read them" in drawn
