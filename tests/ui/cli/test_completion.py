from __future__ import annotations

import pytest


@pytest.fixture(params=["bash", "zsh", "fish"])
def complete(request: pytest.FixtureRequest, command, monkeypatch: pytest.MonkeyPatch):
    """What a shell is offered for the beginning of a command."""

    def run(line: str) -> str:
        words = line.split(" ")
        for name, value in {
            "_PULLQUOTE_COMPLETE": f"complete_{request.param}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        }.items():
            monkeypatch.setenv(name, value)
        return str(command().out)

    return run


def test_commands_are_completed(complete) -> None:
    offered = complete("pullquote check")
    assert "check-quote" in offered
    assert "articles" not in offered


def test_options_are_completed(complete) -> None:
    offered = complete("pullquote ask --")
    assert "--publisher" in offered
    assert "--glob" not in offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_shown(command, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: (shell, f"/bin/{shell}"))
    ended = command("--show-completion")
    assert (ended.code, "_PULLQUOTE_COMPLETE" in ended.out) == (0, True)
