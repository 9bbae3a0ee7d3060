import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from evals.speed import memory


def test_memory_grows_with_what_is_held() -> None:
    before = memory.memory()
    with mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as held:  # never what was held before
        held.write(b"x" * len(held))
        assert memory.memory() - before > 32 << 20
        assert memory.peak_memory() >= before + len(held) // 2


def test_a_process_is_not_charged_for_the_one_that_started_it() -> None:
    held = bytearray(256 << 20)
    code = "from evals.speed.memory import peak_memory; print(peak_memory())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert 5 << 20 < int(done.stdout) < len(held)


def test_without_a_status_file_the_peak_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "none")
    assert memory.memory() == memory.peak_memory() > 5 << 20
