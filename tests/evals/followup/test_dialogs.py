import json
from pathlib import Path

import pytest

from evals.followup.dialogs import KINDS, Dialog, Read, load_dialogs, read, table
from evals.hostile.scripted import says
from rag.errors import SuiteError
from rag.types import Question, Turn
from rag.writer.write import Writer


def dialog(must: tuple[str, ...] = (), must_not: tuple[str, ...] = (), accepted: tuple[str, ...] = ()) -> Dialog:
    return Dialog("a", "pronoun", Question("what is his job?"), accepted, must, must_not)


def test_words_must_be_whole_and_in_a_row() -> None:
    one = dialog(must=("mike waltz", "job|office"), must_not=("his",))
    assert one.is_right("What is Mike Waltz’s job?")
    assert one.is_right("This is Mike Waltz's office")
    assert not one.is_right("What is Waltz’s job, Mike?")
    assert not one.is_right("What is Mike Waltz’s jobs?")
    assert not one.is_right("What is his job, Mike Waltz?")


def test_accepted_readings_are_whole() -> None:
    one = dialog(accepted=("Thanks!",))
    assert one.is_right("thanks")
    assert not one.is_right("thanks, who?")


def test_table_has_a_line_for_each_kind_that_occurs() -> None:
    turns = [Read(dialog(must=("job",)), "what job?"), Read(dialog(must=("job",)), "what?")]
    assert [line.split() for line in table(turns).splitlines()[1:]] == [
        ["pronoun", "2", "50.0%"],
        ["all", "2", "50.0%"],
    ]


@pytest.mark.parametrize(
    "line",
    ["[]", "{}", '{"id": "a", "kind": "pronoun", "history": [], "question": "why?"}',
     '{"id": "a", "kind": "odd", "history": [], "question": "why?", "must": ["why"]}'],
)  # fmt: skip
def test_a_broken_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "dialogs.jsonl"
    path.write_text(
        json.dumps({"id": "a", "kind": "more", "history": [], "question": "?", "must": ["a"]}) + f"\n{line}\n"
    )
    with pytest.raises(SuiteError, match=r"dialogs\.jsonl, line 2"):
        load_dialogs(path)


def test_shipped_dialogs_are_many_of_every_kind_and_known_apart() -> None:
    dialogs = load_dialogs()
    assert len(dialogs) >= 80
    assert {one.kind for one in dialogs} == set(KINDS)
    assert len({one.id for one in dialogs}) == len(dialogs)


@pytest.mark.parametrize("held_out", [False, True])
def test_nine_of_ten_are_understood_in_both_halves(held_out: bool) -> None:
    turns = read(one for one in load_dialogs() if one.held_out is held_out)
    assert len(turns) >= 50
    assert sum(turn.right for turn in turns) >= 0.9 * len(turns)


def test_a_model_reads_what_hangs_on_the_conversation() -> None:
    history = (Turn("does the mine reopen?", "yes"),)
    one = Dialog("a", "pronoun", Question("why do they?", history), (), ("mine",), ())
    writer = Writer("tiny", lambda: says("Why does the mine reopen?", "stop"))
    assert read([one], writer)[0].reading == "Why does the mine reopen?"
