from __future__ import annotations

import re

import evals.evaluate  # noqa: F401 - so that errors that were defined elsewhere would be seen
import ingest  # noqa: F401
import ui.mcp
import ui.problems
from rag import errors


def drawn() -> dict[str, str]:
    """The name of every error in the drawing, with the one that it hangs from."""
    parents: dict[int, str] = {}
    found = {}
    for line in errors.__doc__.splitlines():
        if name := re.match(r"    (?:[│ ]   )*(?:[├└]── )?([A-Z]\w+)(?:  |$)", line):
            depth = name.start(1)
            parents[depth] = name[1]
            found[name[1]] = parents.get(depth - 4, "")
    return found


def every(kind: type[Exception]) -> dict[str, str]:
    """All errors below one, each with the one above it; what a module keeps to itself has an underscore."""
    known = [sub for sub in kind.__subclasses__() if not sub.__name__.startswith("_")]
    return {sub.__name__: kind.__name__ for sub in known} | {k: v for sub in known for k, v in every(sub).items()}


def test_the_drawing_is_the_tree() -> None:
    assert drawn() == {"PullquoteError": "", **every(errors.PullquoteError)}


def test_every_error_has_a_status_of_its_own_kind() -> None:
    for name in every(errors.PullquoteError):
        described = ui.problems.describe(getattr(errors, name)("what happened"))
        assert described.status >= 400
        assert type(ui.problems.to_error(described)).__name__ == name
