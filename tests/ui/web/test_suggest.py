from __future__ import annotations

from types import SimpleNamespace

from ingest import extract, sample
from rag.types import Answer, Citation, Question, Refusal, RefusalReason, Span, Statement, Verdict
from ui.web.suggest import MOST, follow_ups, questions

TEXT = (
    "The ferry stopped on Monday.\n\nAnna Bell, who leads the port, said that it was the wind. “It will sail,” "
    "said Marco Del Rio. Anna Bell added that Lucy Grey, a nurse, waits in Port Harbor, the next town. The Civic Union "
    "is angry. Two small boats were damaged by the wind."
)


def answering(confidence: dict[str, float], asked: list[Question]) -> SimpleNamespace:
    """Answers with this confidence; refuses what is not there."""

    def ask(question: Question, answerer: str) -> Answer:
        assert answerer == "reader"
        asked.append(question)
        if question.text not in confidence:
            return Answer(question.text, "No.", refusal=Refusal(RefusalReason.NOT_SAID, "No."), confidence=1.0)
        return Answer(question.text, "Yes.", confidence=confidence[question.text])

    return SimpleNamespace(ask=ask)


def test_only_questions_that_the_article_answers_are_offered(make_article) -> None:
    asked: list[Question] = []
    article = make_article(text=TEXT)
    sure = {"What did Anna Bell say?": 0.9, "What did Marco Del Rio say?": 0.2, "What is this about?": 0.8}
    assert questions(answering(sure, asked), article) == ["What did Anna Bell say?", "What is this about?"]
    assert [question.text for question in asked] == [
        "What did Anna Bell say?",
        "What did Marco Del Rio say?",
        "How many small boats were damaged by the wind?",
        "Who is Lucy Grey?",
        "What is this about?",
        "Who wrote this?",
        "When was this published?",
    ]
    assert {question.scope.articles for question in asked} == {(article.id,)}


def test_no_more_are_offered_than_fit(make_article) -> None:
    sure = dict.fromkeys(
        ["What did Anna Bell say?", "What did Marco Del Rio say?", "Who is Lucy Grey?", "What is this about?"], 0.9
    )
    assert len(questions(answering(sure, []), make_article(text=TEXT))) == MOST


def test_the_sample_has_its_own(make_article) -> None:
    article = make_article(text=extract(sample.path()).text)
    assert questions(answering({}, []), article)[0] == "who urged Kyiv to tone down?"


def answered(question: str, text: str, span: Span) -> Answer:
    return Answer(question, text, (Statement(text, (Citation(1, span, "reader"),), Verdict.SUPPORTED),))


def test_what_leads_on_is_answered_by_the_cited_article_and_was_not_asked(make_article, scripted_library) -> None:
    asked: list[Question] = []
    article = make_article(text=TEXT)
    offering = answering({"What did Marco Del Rio say?": 0.9, "What did Anna Bell say?": 0.9}, asked)
    offering.library = scripted_library([article])
    span = Span(article.id, 1, TEXT.index("“It will"), len(TEXT))
    first = answered("what did Anna Bell say?", "it was the wind", span)
    assert follow_ups(offering, [first]) == ["What did Marco Del Rio say?"]
    second = answered("What did Marco Del Rio say?", "It will sail", span)
    assert follow_ups(offering, [first, second]) == []
    assert {question.scope.articles for question in asked} == {(article.id,)}


def test_nothing_leads_on_from_a_refusal_and_from_a_deleted_article(scripted_library) -> None:
    offering = answering({}, [])
    offering.library = scripted_library([])
    assert follow_ups(offering, []) == []
    assert follow_ups(offering, [Answer("why?", "The article does not say.")]) == []
    assert follow_ups(offering, [answered("why?", "so", Span("gone", 1, 0, 2))]) == []
