from typing import Any

from evals.cases import Case
from evals.said import Said
from evals.suite import Pair
from evals.written.ask import Asked
from evals.written.measure import after, before, figures, load_labels, table
from rag.types import Answer, Citation, Passage, Question, Span, Statement, Verdict

FIRST, SECOND = (Passage(str(start), Span("aaaaaaaaaaaa", 1, start, start + 90), "words") for start in (0, 90))
GOLD = Span("aaaaaaaaaaaa", 1, 10, 40)
TRUE, FALSE = "Mike Waltz urged Kyiv.", "Donald Trump urged Kyiv."


def asked(text: str, *statements: Statement, golds: tuple[str, ...] = ("Mike Waltz",)) -> Asked:
    pair = Pair("q1", ("sample",), "who urged Kyiv?", "who", golds)
    case = Case("sample", pair, Question(pair.question), (GOLD,) if golds else ())
    words = " ".join(s.text for s in statements if s.verdict is Verdict.SUPPORTED)
    return Asked(case, Said("hash", text, 2.0), (FIRST, SECOND), Answer(pair.question, words, statements), 0.5)


def column(stage: Any, *answers: Asked) -> Any:
    return figures([(one, stage(one)) for one in answers], {("q1", TRUE): True, ("q1", FALSE): False})


def test_before_is_what_the_model_wrote_and_after_what_holds() -> None:
    right = Statement(TRUE, (Citation(1, GOLD, "repair"),), Verdict.SUPPORTED)
    one = asked(f"{TRUE[:-1]} [2]. {FALSE[:-1]} [9].", right, Statement(FALSE, (), Verdict.UNSUPPORTED))
    raw, held = column(before, one), column(after, one)
    assert (raw.statements, raw.cited, raw.citations, raw.right_citations) == (2, 1.0, 2, 0.0)
    assert (raw.judged, raw.unsupported, raw.right, raw.seconds) == (2, 0.5, 1.0, 2.0)
    assert (held.statements, held.citations, held.right_citations) == (1, 1, 1.0)
    assert (held.judged, held.unsupported, held.seconds) == (1, 0.0, 2.5)
    assert (held.f1 or 0) > (raw.f1 or 0)


def test_a_passage_that_shows_the_gold_sentence_is_a_right_citation() -> None:
    assert column(before, asked(f"{TRUE[:-1]} [1].")).right_citations == 1.0


def test_a_model_that_finds_nothing_refuses() -> None:
    refusal = asked("The articles do not say.", golds=())
    found = column(before, refusal)
    assert (found.answered, found.refused, found.right, found.unsupported) == (0, 1.0, 1.0, None)
    assert column(before, asked(FALSE, golds=())).refused == 0.0


def test_shipped_labels_are_of_both_kinds_and_the_table_has_a_line_for_each_figure() -> None:
    assert set(load_labels().values()) == {True, False}
    assert len(table({"before": column(before, asked(TRUE))}).splitlines()) == 12
