import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

import ingest
from evals.hostile.scripted import says
from evals.suite import load_article
from ingest.pipeline import store
from rag import Pullquote, Question, Scope, Settings, open_pullquote
from rag.errors import QuestionError
from rag.library import Library
from rag.types import Answer, Passage, RefusalReason, Turn


@pytest.fixture(scope="module")
def pullquote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pullquote]:
    with open_pullquote(Settings(home=tmp_path_factory.mktemp("home"))) as opened:
        ingest.add_sample(opened.library, opened.embedder)
        yield opened


def test_the_sample_question(pullquote: Pullquote) -> None:
    answer = pullquote.ask("who urged Kyiv to tone down?")
    assert answer.text == "Mike Waltz"
    quote = pullquote.library.words(answer.citations[0].span)
    assert "They need to tone it down" in quote
    assert "Mike Waltz, the White House national security adviser" in quote


def test_the_chain_is_a_runnable_that_composes(pullquote: Pullquote) -> None:
    assert isinstance(pullquote.chain, Runnable)
    assert (pullquote.chain | RunnableLambda(lambda answer: answer.text)).invoke(
        Question("who urged Kyiv to tone down?")
    ) == "Mike Waltz"
    assert pullquote.chain.OutputType is Answer
    assert pullquote.chain.InputType is Question


@pytest.mark.parametrize(
    "question", ["who urged Kyiv to tone down?", "thanks!", "what is this about?", "why did he go?"]
)
def test_the_chain_answers_as_the_stages_do(pullquote: Pullquote, question: str) -> None:
    def told(answer: Answer) -> Answer:
        return replace(answer, timings=dict.fromkeys(answer.timings, 0.0))

    by_chain = list(map(told, pullquote.chain.stream(question)))
    assert by_chain == list(map(told, pullquote.stream(question)))
    assert told(pullquote.chain.invoke(question)) == by_chain[-1]
    assert told(asyncio.run(pullquote.chain.ainvoke(question))) == by_chain[-1]


def test_streaming_grows_to_the_whole_answer(pullquote: Pullquote) -> None:
    snapshots = list(pullquote.stream("who urged Kyiv to tone down?"))
    assert len(snapshots) > 1
    assert snapshots[0].text == snapshots[-1].text
    assert snapshots[0].statements == ()
    assert snapshots[-1].statements


def test_the_async_forms_answer_the_same(pullquote: Pullquote) -> None:
    async def ask() -> tuple[Answer, list[Answer]]:
        question = "who urged Kyiv to tone down?"
        return await pullquote.aask(question), [snapshot async for snapshot in pullquote.astream(question)]

    whole, snapshots = asyncio.run(ask())
    assert whole.text == snapshots[-1].text == "Mike Waltz"
    assert len(snapshots) > 1


def shelve(opened: Pullquote) -> None:
    ingest.add_sample(opened.library, opened.embedder)
    for name in ("strike-wire", "feature-saltmere"):
        store(load_article(name), opened.library, opened.embedder)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What passages are searched by meaning for."""
    texts: list[str] = []
    search_meaning = Library.search_meaning

    def search(library: Library, text: str, k: int, scope: Scope) -> list[Passage]:
        texts.append(text)
        return search_meaning(library, text, k, scope)

    monkeypatch.setattr(Library, "search_meaning", search)
    return texts


def test_meaning_is_searched_where_what_words_find_is_not_enough(tmp_path: Path, searched: list[str]) -> None:
    with open_pullquote(Settings(home=tmp_path)) as opened:
        shelve(opened)
        assert opened.ask("who urged Kyiv to tone down?").text == "Mike Waltz"
        assert searched == []
        questions = ["who is the emperor of it all?", "is it a blow to Ukraine?"]
        for question in questions:
            opened.ask(question)
        assert searched == questions


def test_a_language_model_is_given_what_meaning_finds_too(tmp_path: Path, searched: list[str]) -> None:
    with Pullquote(Settings(home=tmp_path), says("Mike Waltz urged Kyiv to tone down [1].")) as opened:
        shelve(opened)
        opened.ask("who urged Kyiv to tone down?")
        assert searched == ["who urged Kyiv to tone down?"]


def test_every_stage_is_timed(pullquote: Pullquote) -> None:
    assert set(pullquote.ask("who is Mike Waltz?").timings) == {"understand", "retrieve", "read", "answer"}


def test_every_citation_is_a_slice_of_the_article(pullquote: Pullquote) -> None:
    text = pullquote.library.articles()[0].text
    for question in ("what is this about?", "why is it a blow to Ukraine?", "which countries sponsored it?", "asdf"):
        for citation in pullquote.ask(question).citations:
            assert text[citation.span.start : citation.span.end] == pullquote.library.words(citation.span)


def test_the_record_answers_about_itself(pullquote: Pullquote) -> None:
    answer = pullquote.ask("when was this published?")
    assert answer.text == "20 February 2025 (from the article's record)"
    assert answer.answerer == "record"
    unknown = pullquote.ask("who wrote this?")
    assert unknown.refused
    assert "does not say who wrote it" in unknown.text


def test_a_summary_is_made_of_cited_sentences(pullquote: Pullquote) -> None:
    answer = pullquote.ask("what is this article about?")
    assert 3 <= len(answer.statements) <= 5
    starts = [statement.citations[0].span.start for statement in answer.statements]
    assert starts == sorted(starts)


def test_a_question_in_two_parts_gets_both_answers(pullquote: Pullquote) -> None:
    lines = pullquote.ask("who urged Kyiv to tone down and where were the talks held?").text.splitlines()
    assert lines[0] == "Mike Waltz"
    assert "Riyadh" in lines[1]


def test_thanks_are_no_question(pullquote: Pullquote) -> None:
    answer = pullquote.ask("thanks!")
    assert answer.answerer == "small talk"
    assert not answer.citations


@pytest.mark.parametrize(("question", "said"), [("  ", "empty"), ("why " * 300, "at most 1,000")])
def test_questions_that_cannot_be_asked(pullquote: Pullquote, question: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        pullquote.ask(question)


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with open_pullquote(Settings(home=tmp_path)) as empty:
        answer = empty.ask("who?")
    assert answer.refusal is not None
    assert answer.refusal.reason is RefusalReason.EMPTY_LIBRARY
    assert "Add an article" in answer.text


@pytest.mark.parametrize(
    "question", ["who urged Kyiv to tone down?", "what is this about?", "when was this published?"]
)
def test_a_scope_without_the_article_finds_nothing(pullquote: Pullquote, question: str) -> None:
    answer = pullquote.ask(Question(question, scope=Scope(articles=("elsewhere",))))
    assert answer.refused
    assert answer.citations == ()


def test_a_chat_model_of_ones_own_answers(tmp_path: Path) -> None:
    model = says("Mike Waltz, an adviser, urged Kyiv to tone it down [3].")
    with Pullquote(Settings(home=tmp_path), model) as opened:
        ingest.add_sample(opened.library, opened.embedder)
        answer = opened.ask("who urged Kyiv to tone down?")
        thanks = opened.ask("thanks!")
    assert answer.text == "Mike Waltz, an adviser, urged Kyiv to tone it down."
    assert answer.answerer == "ScriptedModel"
    assert answer.timings["write"] > 0
    assert thanks.answerer == "small talk"


def test_the_second_article_is_the_second_that_the_last_answer_cited(tmp_path: Path) -> None:
    with open_pullquote(Settings(home=tmp_path)) as opened:
        for name in ("fire-ledger", "fire-courier"):
            store(load_article(name), opened.library, opened.embedder)
        ids = tuple(article.id for article in opened.library.articles())
        history = (Turn("how many people were hurt?", "three; four", ids),)
        answer = opened.ask(Question("what about the second article?", history))
    assert answer.understood == "how many people were hurt in the second article?"
    assert {citation.span.article for citation in answer.citations} == {ids[1]}


def test_a_question_that_says_which_articles_asks_only_those_and_says_so(pullquote: Pullquote) -> None:
    answer = pullquote.ask("who urged Kyiv to tone down in the latest article?")
    assert answer.text == "Mike Waltz"
    assert answer.scope.articles == (pullquote.library.articles()[0].id,)
    none = pullquote.ask("which articles were published in 1999?")
    assert none.refused
    assert none.scope.until.isoformat() == "1999-12-31"


def test_a_refusal_says_how_many_articles_were_searched_within_the_scope(tmp_path: Path) -> None:
    with Pullquote(Settings(home=tmp_path), says("The articles do not say.")) as opened:
        added = [
            store(load_article(name), opened.library, opened.embedder).article.id
            for name in ("fire-ledger", "fire-courier", "court-coins")
        ]

        def told(answerer: str, *articles: str) -> str:
            answer = opened.ask(Question("why did the mayor resign?", scope=Scope(articles=articles)), answerer)
            assert answer.refusal is not None
            assert answer.refusal.text == answer.text
            return answer.text

        for answerer in opened.answerers:
            assert told(answerer) == "I find no answer in the 3 articles."
            assert told(answerer, *added[:2]) == "I find no answer in the 2 articles."
            assert told(answerer, added[0]) == "The article does not say."


def test_a_question_outlives_the_deletion_of_what_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_pullquote(Settings(home=tmp_path)) as own:
        for text in ("Ann Lee opened the new bridge on Monday. It cost nine million.", "Rain fell on the bridge."):
            ingest.add_text(text, own.library, own.embedder)
        doomed = next(article.id for article in own.library.articles() if "nine million" in article.text)
        read = own._stages.read

        def delete_and_read(state):
            found = read(state)
            if own.library.count() == 2:
                own.library.remove(doomed)
            return found

        monkeypatch.setattr(own._stages, "read", delete_and_read)
        answer = own.ask("How much did the bridge cost?")
    assert "nine million" not in answer.text
    assert doomed not in [citation.span.article for citation in answer.citations]
