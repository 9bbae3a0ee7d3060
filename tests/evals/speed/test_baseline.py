from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from evals.speed.baseline import Tutorial, by_chat, by_reader
from evals.speed.torch_reader import Best
from rag.embeddings import LangChainEmbeddings
from rag.types import Article, Question, Scope


class FirstWord:
    """A reader that finds the first word of the last text."""

    score = 1.0

    def read(self, question: str, texts: list[str]) -> Best | None:
        return Best(len(texts) - 1, 0, texts[-1].index(" "), self.score) if texts else None


@pytest.fixture
def tutorial(tmp_path: Path, letters: Any, article: Article) -> Any:
    reader: Any = FirstWord()
    made = Tutorial(tmp_path / "tutorial", LangChainEmbeddings(letters), by_reader(reader))
    assert made.add([article]) == 1
    yield made
    made.close()


def test_the_answer_cites_its_chunk(tutorial: Tutorial, article: Article) -> None:
    answer = tutorial.ask(Question("What fell?"))
    (citation,) = answer.citations
    assert answer.text == "Rain"
    assert article.text[citation.span.start : citation.span.end] == article.text
    assert set(answer.timings) == {"retrieve", "read"}


def test_a_scope_limits_the_articles(tutorial: Tutorial) -> None:
    assert tutorial.ask(Question("What fell?", scope=Scope(articles=("elsewhere",)))).refused


def test_no_answer_in_any_chunk_is_a_refusal(tutorial: Tutorial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FirstWord, "score", -0.1)
    assert tutorial.ask(Question("What fell?")).refused


def test_a_chat_model_answers_from_all_chunks_and_cites_them(tmp_path: Path, letters: Any, article: Article) -> None:
    unknown = ["I don't know.", "The context does not mention a winner.", "There is no information about that."]
    model = FakeListChatModel(responses=["Rain fell.", *unknown])
    made = Tutorial(tmp_path / "tutorial", LangChainEmbeddings(letters), by_chat(model))
    made.add([article])
    answer = made.ask(Question("What fell?"))
    assert (answer.text, len(answer.citations)) == ("Rain fell.", 1)
    assert [made.ask(Question("Who won?")).refused for _ in unknown] == [True, True, True]
    made.close()
