from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from evals.hostile.scripted import ScriptedModel, says
from evals.said import Memory
from rag.writer import faults

ASKED = [SystemMessage("rules"), HumanMessage("who?")]


class Counting:
    """What a model says, and how often it was asked."""

    def __init__(self, says: str = "Mike Waltz [1].") -> None:
        self.times = 0
        self.says = says

    def script(self, messages: list[BaseMessage]) -> str:
        self.times += 1
        return self.says

    def memory(self, path: Path) -> Memory:
        return Memory(ScriptedModel(script=self.script), path)


def test_a_model_is_asked_once_for_each_prompt(tmp_path: Path) -> None:
    counting = Counting()
    memory = counting.memory(tmp_path / "new" / "said.jsonl")
    first = memory.ask(ASKED)
    assert (memory.ask(ASKED), counting.times) == (first, 1)
    assert memory.ask([*ASKED, HumanMessage("why?")]).prompt != first.prompt
    assert memory.seconds >= first.seconds > 0
    again = Counting()
    assert (again.memory(tmp_path / "new" / "said.jsonl").ask(ASKED), again.times) == (first, 0)


def test_a_line_that_a_crash_cut_off_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    Counting().memory(path).ask(ASKED)
    path.write_text(path.read_text()[:-5])
    again = Counting("Donald Trump [1].")
    assert again.memory(path).ask(ASKED).text.strip() == "Donald Trump [1]."
    assert again.times == 1
    assert len(path.read_text().splitlines()) == 1


def test_a_fault_is_not_kept_but_an_empty_answer_is(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    with pytest.raises(faults.Broken):
        Memory(says("Mike Waltz urged", finish=None), path).ask(ASKED)
    assert not path.exists()
    assert Memory(says(""), path).ask(ASKED).text == Memory(says("more"), path).ask(ASKED).text == ""


def test_the_model_made_of_it_says_the_same(tmp_path: Path) -> None:
    memory = Counting().memory(tmp_path / "said.jsonl")
    said = memory.ask(ASKED).text
    assert "".join(str(chunk.text) for chunk in memory.model().stream(ASKED)).strip() == said.strip()
