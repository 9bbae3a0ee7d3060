"""No dependency tries a connection while Pullquote serves, adds and asks: no telemetry, no downloads, no look-ups."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import fcntl, json, socket, struct, sys, urllib.request
from pathlib import Path

tried, own = [], {"127.0.0.1", "localhost", "::1", "", None}

def watch(event, arguments):
    # Sees every connection and look-up of Python, whoever asks for it and whatever becomes of it.
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in own:
        tried.append(f"connect {arguments[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0] not in own:
        tried.append(f"look up {arguments[0]}")
    elif event == "socket.sendto" and arguments[1][0] not in own:
        tried.append(f"send to {arguments[1]}")

sys.addaudithook(watch)
if "--alone" in sys.argv:  # in a network namespace of its own: nothing is there but this
    with socket.socket() as any_:
        fcntl.ioctl(any_, 0x8914, struct.pack("16sh", b"lo", 1))

from rag import open_pullquote
from rag.settings import Settings
from ui.access import Access
from ui.service import Service
from ui.web.app import create_app
from ui.web.served import served

ARTICLE = "Bridge opens\\n\\nThe mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years of work."

def get(path, body=None):
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()

home = Path(sys.argv[1])
with open_pullquote(Settings(home=home)) as pullquote:
    pullquote.library.open_index()
    with served(create_app(pullquote, Access(home, open_here=True))) as address:
        get("/"), get("/config"), get("/articles"), get("/gradio_api/startup-events")
        get("/api/v1/articles", {"text": ARTICLE})
        answer = json.loads(get("/api/v1/ask", {"question": "who opened the bridge?"}))
        list(pullquote.retriever.invoke("bridge"))
        pullquote.chain.invoke("who opened the bridge?")

def counted(protocol, name):
    table = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith(protocol)]
    return int(dict(zip(*table))[name])

if "--alone" in sys.argv and (lost := counted("Ip:", "OutNoRoutes") + counted("Udp:", "NoPorts")):
    tried.append(f"{lost} packets that the kernel had no way for")  # also of code that is not Python
print(json.dumps({"tried": tried, "answer": answer["answer"]}))
"""


def alone() -> list[str]:
    """What runs a program in a network namespace of its own, where the system lets anyone make one."""
    if shutil.which("unshare"):
        command = ["unshare", "--user", "--map-root-user", "--net"]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return command
    return []


def run(program: str, home: Path) -> dict[str, object]:
    settings = {
        name: value for name, value in os.environ.items() if not name.startswith(("HF_", "LANGSMITH", "GRADIO"))
    }
    before = alone()
    command = [*before, sys.executable, "-c", program, str(home), *(["--alone"] if before else [])]
    done = subprocess.run(command, capture_output=True, text=True, env=settings, check=False, timeout=280)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_connection_is_tried(tmp_path: Path) -> None:
    told = run(PROGRAM, tmp_path / "home")
    assert "Ida Holm" in str(told["answer"])
    assert told["tried"] == []


@pytest.mark.parametrize(
    "attempt", ["socket.create_connection(('192.0.2.1', 80), 0.1)", "socket.gethostbyname('a.example')"]
)
def test_one_that_is_tried_is_noticed(tmp_path: Path, attempt: str) -> None:
    quiet = f"try:\n        {attempt}\n    except OSError:\n        pass\n    pullquote.library"
    told = run(PROGRAM.replace("pullquote.library", quiet, 1), tmp_path / "home")
    assert told["tried"] != []
