from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from evals.evaluate import evaluate
from evals.judge import Judge
from evals.result import Result
from rag.errors import SuiteError
from rag.settings import Settings


def answered(**facts: Any) -> Result:
    return replace(Result("1", "s", "who", "Who spoke?", ("Ada Quill",), (), answer="The mayor, Ada Quill"), **facts)


@pytest.mark.parametrize(
    ("said", "worth"), [("Yes.", 1.0), ("**No**, it does not.", 0.0), ("That depends.", None), ("", None)]
)
def test_what_the_model_says_counts(said: str, worth: float | None) -> None:
    assert Judge(FakeListChatModel(responses=[said])).judge(answered()) == worth


def test_a_refusal_is_judged_without_the_model() -> None:
    judge = Judge(FakeListChatModel(responses=["yes"]))
    assert judge.judge(answered(reason="not_said")) == 0.0
    assert judge.judge(answered(golds=())) is None


def test_the_model_reads_question_golds_and_answer() -> None:
    seen: list[str] = []

    class Listening(FakeListChatModel):
        def _call(self, messages: Any, *args: Any, **kwargs: Any) -> str:
            seen.append(messages[0].content)
            return "yes"

    Judge(Listening(responses=[""])).judge(answered())
    assert all(words in seen[0] for words in ("Who spoke?", "Ada Quill", "The mayor, Ada Quill"))


def test_a_model_that_cannot_be_asked_judges_nothing(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(FakeListChatModel):
        def _call(self, *args: Any, **kwargs: Any) -> str:
            raise OSError("no route")

    assert Judge(Broken(responses=[""])).judge(answered()) is None
    assert caplog.messages == ["s, pair 1 was not judged: OSError: no route"]


def test_a_judge_without_a_key_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SuiteError, match="needs a key: set OPENAI_API_KEY"):
        evaluate(["sample"], tmp_path / "runs", settings=Settings(tmp_path), judge="openai:any")
