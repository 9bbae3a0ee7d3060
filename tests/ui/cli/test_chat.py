from __future__ import annotations

import json
from pathlib import Path

ASK = "who urged Kyiv to tone down?"


def test_a_question_a_line_is_answered_in_the_light_of_those_before(anywhere) -> None:
    ended = anywhere("chat", "--json", typed=f"{ASK}\n\nwhat did he say?\n   \n")
    first, second = map(json.loads, ended.out.splitlines())
    assert (ended.code, first["answer"]) == (0, "Mike Waltz")
    assert "Waltz" in second["understood"]


def test_what_goes_wrong_is_an_object_too_and_the_conversation_goes_on(command, sample_home) -> None:
    problem, answer = map(json.loads, command("chat", "--json", typed=f"{'why ' * 300}\n{ASK}\n").out.splitlines())
    assert problem["type"] == "urn:pullquote:problem:question-error"
    assert answer["answer"] == "Mike Waltz"


def test_commands_are_heard(anywhere, sample_id: str) -> None:
    typed = f"/articles\n{ASK}\n/quotes\n/only none\n/only {sample_id}\n/nonsense\n/quit\n{ASK}\n"
    ended = anywhere("chat", typed=typed)
    assert ended.out.startswith(f"{sample_id}  The United States")
    assert ended.out.count("[1] “They need to tone it down") == 2
    assert "There is no article none" in ended.err
    assert "There is no command /nonsense." in ended.err
    assert "/quit" in ended.out


def test_there_are_no_quotes_before_an_answer(command) -> None:
    ended = command("chat", typed="/quotes\n/help\n")
    assert (ended.code, ended.err) == (0, "There is no answer yet.\n")
    assert ended.out.startswith("/help ")


def test_a_new_conversation_knows_nothing_of_the_last(command, sample_home) -> None:
    lines = command("chat", "--json", typed=f"{ASK}\n/new\nwhat did he say?\n").out.splitlines()
    assert json.loads(lines[1])["understood"] == "what did he say?"


def test_the_second_article_is_counted_in_the_last_answer(command, tmp_path: Path) -> None:
    for number, (town, hurt) in enumerate([("Dunmarrow", "two"), ("Ostrel", "seven")]):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"A fire in {town} hurt {hurt} people on Monday, the town’s mayor said.", encoding="utf-8")
        assert command("add", str(path)).code == 0
    typed = "how many people were hurt in the fire?\nwhat about the second article?\nwhat about the first article?\n"
    both, second, first = map(json.loads, command("chat", "--json", typed=typed).out.splitlines())
    cited = [citation["article"] for statement in both["statements"] for citation in statement["citations"]]
    assert len(set(cited)) == 2
    for answer, article in zip((second, first), (cited[1], cited[0]), strict=True):
        assert {c["article"] for s in answer["statements"] for c in s["citations"]} == {article}
