"""Print how many fixed dialog turns are understood: ``python -m evals.followup [--half …] [--wrong]``.

With ``--answerer PROVIDER:MODEL`` a language model rewrites those that hang on the conversation, as it does in a chat.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from evals.followup.dialogs import load_dialogs, read, table
from rag.settings import Settings


def main() -> int:
    """Understand every dialog turn and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.followup", description="How well follow-ups are understood.")
    parser.add_argument("--half", choices=["developed", "held-out"], help="only one half of the turns")
    parser.add_argument("--wrong", action="store_true", help="list the turns that were not understood")
    parser.add_argument("--answerer", help="a language model that rewrites, as PROVIDER:MODEL")
    arguments = parser.parse_args()
    writer = None
    if arguments.answerer:
        from rag.writer.providers import connect
        from rag.writer.write import Writer

        writer = Writer(arguments.answerer, partial(connect, arguments.answerer, Settings.from_environment().model_url))
    dialogs = load_dialogs()
    for half in [arguments.half] if arguments.half else ["developed", "held-out"]:
        turns = read((dialog for dialog in dialogs if dialog.held_out == (half == "held-out")), writer)
        sys.stdout.write(f"{half} half\n{table(turns)}\n\n")
        for turn in turns:
            if arguments.wrong and not turn.right:
                sys.stdout.write(f"{turn.dialog.id}: {turn.dialog.question.text}\n    {turn.reading}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
