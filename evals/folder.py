"""The folder of a run: its results, and the facts that say what was measured."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ingest
import rag
from evals.cases import Case
from rag.errors import SuiteError
from rag.types import Article

FACTS = "run.json"
RAG, INGEST = (Path(package.__path__[0]) for package in (rag, ingest))
PACKAGES = ("pullquote", "numpy", "onnxruntime", "tokenizers", "chromadb", "langchain-core")

Facts = dict[str, Any]


def gather_facts(
    cases: Sequence[Case], articles: Iterable[Article], *, embedder: str, settings: Mapping[str, Any]
) -> Facts:
    """What was measured, on what, with what: enough to tell whether two runs can be compared.

    Args:
        cases: what is asked.
        articles: the stored articles.
        embedder: name of the embedding model.
        settings: how it is asked.
    """
    suites = sorted({case.suite for case in cases})
    return {
        "suites": {suite: sum(case.suite == suite for case in cases) for suite in suites},
        "corpus": corpus_hash(cases, articles),
        "settings": dict(settings),
        "embedder": embedder,
        "models": model_hashes(),
        "code": code_hash(),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "machine": machine(),
    }


def corpus_hash(cases: Sequence[Case], articles: Iterable[Article]) -> str:
    """SHA-256 over every pair that is asked and every article text, whatever their order."""
    lines = [f"{case.suite} {case.pair!r}" for case in cases]
    lines += [f"article {article.sha256}" for article in articles]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def machine() -> dict[str, Any]:
    """Where it is measured."""
    return {"system": platform.platform(), "processors": os.cpu_count()}


def model_hashes(folder: Path = RAG) -> dict[str, str]:
    """The SHA-256 of every ONNX file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.onnx"))
    }


def code_hash(folders: Sequence[Path] = (RAG, INGEST)) -> str:
    """SHA-256 over the Python files below some folders: answers of other code are not added to a run."""
    together = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            together.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return together.hexdigest()


def open_folder(root: Path, facts: Facts) -> Path:
    """The folder to write to: that of the newest run of the same facts if it is unfinished, else a new one."""
    mark = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:8]
    earlier = sorted(path.parent for path in root.glob(f"*-{mark}/{FACTS}"))
    if earlier and "finished" not in read_facts(earlier[-1]):
        return earlier[-1]
    now = dt.datetime.now(dt.UTC)
    folder = root / f"{now:%Y%m%d-%H%M%S-%f}-{mark}"
    folder.mkdir(parents=True)
    _write(folder, facts | {"started": now.isoformat(timespec="seconds")})
    return folder


def finish(folder: Path) -> None:
    """Mark a run as finished: asked again, the same questions make a new run."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    _write(folder, read_facts(folder) | {"finished": now})


def read_facts(folder: Path) -> Facts:
    """Read the facts of a run.

    Raises:
        SuiteError: when the folder holds no run.
    """
    try:
        facts: Facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SuiteError(f"{folder} is not the folder of a run: its {FACTS} cannot be read ({error}).") from error
    return facts


def _write(folder: Path, facts: Facts) -> None:
    """Replace the facts in one step, so that a crash leaves the old or the new."""
    part = folder / (FACTS + ".part")
    part.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(folder / FACTS)
