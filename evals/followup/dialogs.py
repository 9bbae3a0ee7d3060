"""Fixed dialog turns: is the last question understood from the turns before it?

The rules were developed on one half of the turns, chosen by a hash of the turn's id; the other half is held out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.lines import read_lines
from rag.followup import standalone
from rag.types import Question, Turn

if TYPE_CHECKING:
    from rag.writer.write import Writer

DIALOGS = Path(__file__).parent / "dialogs.jsonl"
KINDS = ("pronoun", "ellipsis", "correction", "then", "other one", "more", "small talk", "new topic")


@dataclass(frozen=True, slots=True)
class Dialog:
    """A question in its conversation, and what a right reading of it is.

    Attributes:
        id: unique in the file.
        kind: what makes the question depend on the conversation, one of ``KINDS``.
        question: with the turns before it.
        accepted: whole readings; where there are any, only they are right.
        must: words or phrases that a right reading has; ``|`` parts those of which one is enough.
        must_not: words or phrases that it does not have.
    """

    id: str
    kind: str
    question: Question
    accepted: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether it is in the half that the rules were not developed on."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1

    def is_right(self, reading: str) -> bool:
        """Whether a reading is accepted; letter case, punctuation and the possessive ending do not count."""
        words = _words(reading)
        if self.accepted:
            return words in map(_words, self.accepted)
        has = all(any(_words(one) in words for one in ones.split("|")) for ones in self.must)
        return has and not any(_words(one) in words for one in self.must_not)


@dataclass(frozen=True, slots=True)
class Read:
    """A dialog turn and how it was read."""

    dialog: Dialog
    reading: str

    @property
    def right(self) -> bool:
        """Whether it was understood."""
        return self.dialog.is_right(self.reading)


def load_dialogs(path: Path = DIALOGS) -> list[Dialog]:
    """Read dialog turns.

    Raises:
        SuiteError: a line is not an object with ``id``, ``kind``, ``history``, ``question``, and ``accepted`` or
            ``must``.
    """
    return list(read_lines(path, _dialog, "a dialog turn"))


def read(dialogs: Iterable[Dialog], writer: Writer | None = None) -> list[Read]:
    """Understand each dialog's question, by the rules or with a language model."""
    by_rules = ((dialog, standalone(dialog.question)) for dialog in dialogs)
    return [
        Read(dialog, writer.rewrite(dialog.question, found) if writer else found.text) for dialog, found in by_rules
    ]


def table(turns: Sequence[Read]) -> str:
    """A line for each kind that occurs, and one for all."""
    groups = {kind: [turn for turn in turns if turn.dialog.kind == kind] for kind in KINDS} | {"all": list(turns)}
    lines = [f"{'kind':<12} {'turns':>5} {'understood':>11}"]
    for kind, group in groups.items():
        if group:
            share = sum(turn.right for turn in group) / len(group)
            lines.append(f"{kind:<12} {len(group):>5} {100 * share:>10.1f}%")
    return "\n".join(lines)


def _dialog(row: dict[str, Any]) -> Dialog:
    accepted, must, must_not = (tuple(row.get(key, ())) for key in ("accepted", "must", "must_not"))
    if not accepted and not must:
        raise ValueError("neither accepted nor must says what is right")
    if row["kind"] not in KINDS:
        raise ValueError(f"no kind {row['kind']!r}")
    history = tuple(Turn(turn["question"], turn["answer"]) for turn in row["history"])
    return Dialog(row["id"], row["kind"], Question(row["question"], history), accepted, must, must_not)


def _words(text: str) -> str:
    """The words of a text between spaces, so that whole words can be looked for."""
    bare = re.sub(r"['’](?:s\b|(?!\w))", "", text.lower())
    return " ".join(["", *re.findall(r"[^\W_]+", bare), ""])
