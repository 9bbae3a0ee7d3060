"""Print how many fixed dialog turns are understood: ``python -m evals.followup [--half …] [--wrong]``."""

from __future__ import annotations

import argparse
import sys

from evals.followup.dialogs import load_dialogs, read, table


def main() -> int:
    """Understand every dialog turn and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.followup", description="How well follow-ups are understood.")
    parser.add_argument("--half", choices=["developed", "held-out"], help="only one half of the turns")
    parser.add_argument("--wrong", action="store_true", help="list the turns that were not understood")
    arguments = parser.parse_args()
    dialogs = load_dialogs()
    for half in [arguments.half] if arguments.half else ["developed", "held-out"]:
        turns = read(dialog for dialog in dialogs if dialog.held_out == (half == "held-out"))
        sys.stdout.write(f"{half} half\n{table(turns)}\n\n")
        for turn in turns:
            if arguments.wrong and not turn.right:
                sys.stdout.write(f"{turn.dialog.id}: {turn.dialog.question.text}\n    {turn.reading}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
