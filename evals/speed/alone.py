"""One system in a process of its own: how long until its first answer, and how much memory it takes.

``python -m evals.speed.alone ours|tutorial HOME QUESTION`` prints one JSON object.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.speed.timing import ratio
from rag.types import Question

MEASURES = ("seconds", "megabytes")


def measure_alone(home: Path, question: str, repeats: int) -> dict[str, Any]:
    """Start processes that open a filled library, ask one question, and end; both systems in turn.

    Args:
        home: holds the libraries, ``ours`` and ``tutorial``.
        question: what they are asked.
        repeats: processes of each.
    """
    told: dict[str, list[dict[str, float]]] = {"ours": [], "tutorial": []}
    for _ in range(repeats):
        for system, runs in told.items():
            runs.append(_in_its_own_process(system, home / system, question))
    measures = {name: {system: [run[name] for run in runs] for system, runs in told.items()} for name in MEASURES}
    return {
        name: {system: statistics.median(values) for system, values in both.items()}
        | {"tutorial_to_ours": asdict(ratio(both["tutorial"], both["ours"]))}
        for name, both in measures.items()
    }


def _in_its_own_process(system: str, home: Path, question: str) -> dict[str, float]:
    began = time.perf_counter()
    command = [sys.executable, "-m", "evals.speed.alone", system, str(home), question]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
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
        from evals.speed.baseline import Tutorial, by_reader
        from evals.speed.embeddings import float32
        from evals.speed.torch_reader import TorchReader

        answer = Tutorial(home, float32(), by_reader(TorchReader())).ask(Question(question))
    sys.stdout.write(json.dumps({"answer": answer.text, "megabytes": peak_memory() / 1e6}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
