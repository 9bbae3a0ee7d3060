from __future__ import annotations

from ui.cli.manual import divided

HELP = """Ask.

Exit code: 0.

Examples:
    pullquote ask "who?"

    pullquote ask "why?" --json
"""


def test_help_is_divided_into_words_and_examples() -> None:
    assert divided(HELP) == ("Ask.\n\nExit code: 0.", ['pullquote ask "who?"', 'pullquote ask "why?" --json'])
    assert divided("Ask.") == ("Ask.", [])


def test_a_command_shows_each_example_on_a_line_of_its_own(command) -> None:
    shown = command("ask", "--help").out
    _, _, examples = shown.partition("\nExamples:\n")
    assert '\n  pullquote ask "what did the mayor say?" --since 2025-02-01 --publisher Reuters\n' in examples
    assert all(line.startswith("  pullquote ask ") for line in examples.splitlines())


def test_commands_are_listed_under_what_they_are_for(command) -> None:
    shown = command("--help").out
    assert shown.index("\nAsk:\n") < shown.index("\n  chat ") < shown.index("\nArticles:\n") < shown.index("\n  diff ")
    assert "3 the articles do not say" in shown


def test_a_group_lists_its_commands(command) -> None:
    assert "\nCommands:\n  create  Make a token and print it.\n" in command("token", "--help").out
