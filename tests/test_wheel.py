"""Releases are reproducible: the wheel that is built twice is the same, bit by bit, and nothing is missing in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".*", "build", "dist", "runs", "*.egg-info", "__pycache__", "tests", "docs")
NEEDED = {
    "ingest/sample/article.txt",
    "rag/models/embedder/model.onnx",
    "rag/models/reader/model.onnx",
    "rag/models/reader/tokenizer.json",
    "rag/models/reader/calibration.json",
    "rag/models/support/model.onnx",
    "evals/suites/sample.jsonl",
    "ui/web/style.css",
    "ui/web/scripts/page.js",
    "ui/web/languages/es.json",
    "ui/web/parts/extras.html",
}


def build(source: Path, touched: int) -> Path:
    """Build the wheel from a copy whose files have another age."""
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for file in source.rglob("*"):
        os.utime(file, (touched, touched))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(source / "dist")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": "", "PYTHONHASHSEED": str(touched)}
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=source, env=environment, umask=0o022, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = (source / "dist").glob("*.whl")
    return wheel


def test_two_builds_are_the_same_and_hold_models_sample_and_licenses(tmp_path: Path) -> None:
    one, other = build(tmp_path / "one", 1_000_000_000), build(tmp_path / "elsewhere", 1_500_000_000)
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as wheel:
        names = set(wheel.namelist())
        assert names >= NEEDED
        (license_,) = (name for name in names if name.endswith(".dist-info/licenses/LICENSE"))
        assert wheel.read(license_) == (ROOT / "LICENSE").read_bytes()
        for model in {name.rpartition("/")[0] for name in names if name.endswith(".onnx")}:
            told = wheel.read(f"{model}/README.md")
            assert b"Apache-2.0" in told or b"| license |" in told, f"{model} does not say what it is made from"
        assert wheel.testzip() is None
        assert not [name for name in names if name.startswith("tests") or name.endswith((".pyc", ".sqlite", ".env"))]
