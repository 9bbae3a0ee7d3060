from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import signal, sys, time
from evals.load.server import serving

with serving(articles=1, users=1) as server:
    print(server.pid, flush=True)
    signal.pause()
"""


def test_the_server_and_its_library_go_with_whoever_started_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:  # noqa: S603 - our own program
        server = int(process.stdout.readline())
        assert Path(f"/proc/{server}").exists()
        assert list(tmp_path.glob("pullquote-load-*"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(100) == 128 + signal.SIGTERM
    assert not Path(f"/proc/{server}").exists()
    assert not list(tmp_path.glob("pullquote-load-*"))
