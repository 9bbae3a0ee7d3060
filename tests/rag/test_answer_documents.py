from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnablePassthrough

from ingest import pipeline
from rag import Answer, Pullquote, Settings, open_pullquote
from rag.errors import NotInLibrary

ASK = "who urged Kyiv to tone down?"


@pytest.fixture(scope="module")
def pullquote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pullquote]:
    with open_pullquote(Settings(home=tmp_path_factory.mktemp("home"))) as opened:
        pipeline.add_sample(opened.library, opened.embedder)
        yield opened


def test_retriever_and_answerer_make_a_chain_of_ones_own(pullquote: Pullquote) -> None:
    chain = RunnablePassthrough.assign(context=itemgetter("question") | pullquote.retriever) | pullquote.answerer
    answer = chain.invoke({"question": ASK})
    assert isinstance(answer, Answer)
    assert answer.text == pullquote.ask(ASK).text == "Mike Waltz"
    assert "tone it down" in pullquote.library.words(answer.citations[0].span)


def test_the_words_of_a_document_are_looked_up_not_taken(pullquote: Pullquote) -> None:
    (document,) = [d for d in pullquote.retriever.invoke(ASK) if "Mike Waltz" in d.page_content][:1]
    forged = Document("Pope Francis urged Kyiv to tone down.", id=document.id, metadata=document.metadata)
    assert pullquote.answerer.invoke({"question": ASK, "context": [forged]}).text == "Mike Waltz"


def test_documents_of_elsewhere_are_turned_away(pullquote: Pullquote) -> None:
    with pytest.raises(ValueError, match="does not say where it stands"):
        pullquote.answerer.invoke({"question": ASK, "context": [Document("The Pope did.")]})
    place = {"article": "none", "version": 1, "start": 0, "end": 5}
    with pytest.raises(NotInLibrary):
        pullquote.answerer.invoke({"question": ASK, "context": [Document("The Pope did.", metadata=place)]})


def test_nothing_found_is_a_refusal(pullquote: Pullquote) -> None:
    assert pullquote.answerer.invoke({"question": ASK, "context": []}).refused
