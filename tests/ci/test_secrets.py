"""What ``make secrets`` looks for is found."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = (Path(__file__).parents[2] / "Makefile").read_text()
PLUGINS = re.search(r"NOT_BY_LOOKS := \$\(foreach plugin,([\w ]+)", MAKEFILE)[1].split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("key = AKIA" + "IOSFODNN7EXAMPL2", True),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", True),
        ("ghp_" + "a1B2" * 9, True),
        ("sha256 = " + "0f" * 32, False),
    ],
)
def test_keys_are_found_and_hashes_are_left_alone(tmp_path: Path, text: str, found: bool) -> None:
    (tmp_path / "notes.txt").write_text(f"{text}\n")
    without = [word for plugin in PLUGINS for word in ("--disable-plugin", plugin)]
    command = [sys.executable, "-m", "detect_secrets.pre_commit_hook", *without, "notes.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (done.returncode == 1) == found, done.stdout + done.stderr
