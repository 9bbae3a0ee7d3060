from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from evals.cases import make_cases
from evals.evaluate import by_name
from evals.feedback import pairs
from evals.suite import Pair, load_suite
from rag.feedback import Fault, Feedback
from rag.library import Library
from rag.types import Answer, Article, Citation, Refusal, RefusalReason, Scope, Span, Statement, Turn, Verdict


def span_of(words: str, article: Article) -> Span:
    start = article.text.index(words)
    return Span(article.id, article.version, start, start + len(words))


@pytest.fixture
def answer(article: Article) -> Answer:
    proof = Statement("The dam held.", (Citation(1, span_of("The dam held.", article), "reader"),), Verdict.SUPPORTED)
    doubt = Statement("Ada Quill", (Citation(2, span_of("Ada Quill", article), "reader"),), Verdict.UNSUPPORTED)
    return Answer("what held?", "the dam", (proof, doubt), scope=Scope(articles=(article.id,)))


REFUSED = Answer("why?", "No.", refusal=Refusal(RefusalReason.NOT_SAID, "No."))


def pair(feedback: Feedback, library: Library) -> Pair | None:
    return next(pairs([feedback], library))


def test_a_right_answer_is_gold_with_its_proof(answer: Answer, library: Library, article: Article) -> None:
    made = pair(Feedback(answer, (Turn("rain?", "yes"),), id=7), library)
    assert made == Pair(
        "feedback-7", (article.id,), "what held?", "other", ("the dam",), ("The dam held.",), (Turn("rain?", "yes"),)
    )


def test_a_right_refusal_must_be_refused_again(library: Library) -> None:
    assert pair(Feedback(REFUSED), library).answers == ()


def test_an_answer_that_should_have_been_refused_must_be(answer: Answer, library: Library) -> None:
    made = pair(Feedback(answer, fault=Fault.SHOULD_REFUSE, said="it does not say"), library)
    assert (made.answers, made.gold) == ((), ())


@pytest.mark.parametrize("fault", [Fault.WRONG_ANSWER, Fault.MISSING])
def test_what_a_person_says_is_right_is_gold(answer: Answer, library: Library, fault: Fault) -> None:
    made = pair(Feedback(answer, fault=fault, said="the levee"), library)
    assert (made.answers, made.gold) == (("the levee",), ())
    assert pair(Feedback(answer, fault=fault), library) is None


def test_of_a_wrong_citation_the_answer_stays_and_the_right_words_are_gold(answer: Answer, library: Library) -> None:
    made = pair(Feedback(answer, fault=Fault.WRONG_CITATION, said="Rain fell all night."), library)
    assert (made.answers, made.gold) == (("the dam",), ("Rain fell all night.",))
    assert pair(Feedback(answer, fault=Fault.WRONG_CITATION, said="the second one"), library).gold == ()


def test_a_question_to_the_whole_library_names_no_article(answer: Answer, library: Library) -> None:
    assert pair(Feedback(replace(answer, scope=Scope())), library).articles == ()


def test_a_question_to_a_deleted_article_is_left_out(answer: Answer, library: Library, article: Article) -> None:
    library.remove(article.id)
    assert pair(Feedback(answer), library) is None
    assert pair(Feedback(replace(answer, scope=Scope())), library).gold == ()


def test_the_eval_command_reads_them(answer: Answer, library: Library, tmp_path: Path) -> None:
    made = [pair(Feedback(a, id=n), library) for n, a in enumerate((answer, REFUSED))]
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(asdict(one)) + "\n" for one in made))
    assert load_suite(file) == made
    (first, _) = make_cases("cases", load_suite(file), by_name(library), scoped=True)
    assert library.words(first.gold[0]) == "The dam held."
