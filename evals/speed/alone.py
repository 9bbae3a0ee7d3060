"""One system in a process of its own: how long until its first answer, and how much memory it takes.

``python -m evals.speed.alone ours|tutorial HOME QUESTION`` prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rag.types import Question


def measure_alone(system: str, home: Path, question: str) -> dict[str, Any]:
    """Start a process that opens a filled library, asks one question, and ends.

    Args:
        system: ``ours`` or ``tutorial``.
        home: its library.
        question: what it is asked.
    """
    began = time.perf_counter()
    command = [sys.executable, "-m", "evals.speed.alone", system, str(home), question]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told | {"seconds": time.perf_counter() - began}


def main(system: str, home: Path, question: str) -> None:
    """Open, ask, and tell how much memory it took."""
    # Imported here: what is imported is part of what is measured.
    from evals.speed.memory import peak_memory

    if system == "ours":
        from rag import Settings, open_pullquote

        with open_pullquote(Settings(home=home)) as pullquote:
            answer = pullquote.ask(Question(question))
    else:
        from evals.speed.baseline import Tutorial
        from evals.speed.embeddings import float32
        from evals.speed.torch_reader import TorchReader

        answer = Tutorial(home, float32(), TorchReader()).ask(Question(question))
    sys.stdout.write(json.dumps({"answer": answer.text, "megabytes": peak_memory() / 1e6}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
