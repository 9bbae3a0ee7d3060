"""The container's steps, without a container: each file that describes them is held against the others and is run."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from server_pair import ServerPair, free_port

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
WEB = [name for name in SERVICES if name.startswith("web")]
BIN = Path(sys.executable).parent
PATIENCE = 240.0
PASSWORD = "correct-horse-battery"  # noqa: S105 - of a database that a test makes


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction of the Dockerfile, and in which of its stages."""

    stage: int
    name: str
    words: str


def steps() -> list[Step]:
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    found, stage = [], -1
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line.strip():
            name, _, words = line.partition(" ")
            stage += name == "FROM"
            found.append(Step(stage, name, words.strip()))
    return found


def named(name: str, stage: int | None = None) -> list[str]:
    return [step.words for step in steps() if step.name == name and stage in (None, step.stage)]


def last(name: str) -> list[str]:
    """The words of the last instruction of that name, which is the one that counts."""
    found = [step.words for step in steps() if step.name == name][-1]
    return list(json.loads(found[found.index("[") :]))


def copied() -> list[str]:
    """What is copied into the image from the folder of the Dockerfile."""
    return [source for words in named("COPY") if not words.startswith("--from") for source in words.split()[:-1]]


def environment() -> dict[str, str]:
    """The variables of the image, without those of the shell."""
    return dict(word.split("=", 1) for words in named("ENV", 1) for word in shlex.split(words))


def test_what_the_image_is_made_from_is_pinned() -> None:
    assert len({words.split()[0] for words in named("FROM")}) == 1
    images = [words.split()[0] for words in named("FROM")]
    images += [service["image"] for service in SERVICES.values() if "build" not in service]
    for image in images:
        assert re.fullmatch(r"[\w.-]+:\d+\.\d+(\.\d+)?-[\w-]+", image), f"{image} may be another one tomorrow"
    assert re.match(r"python:3\.11\.", images[0])


def test_everything_that_is_copied_exists_and_nothing_else_is_sent() -> None:
    assert [name for name in copied() if not (ROOT / name).exists()] == []
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    assert sorted(line[1:] for line in lines if line.startswith("!")) == sorted(copied())


def test_what_the_build_needs_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = [glob.rstrip("*") for glob in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    assert {*packages, project["project"]["readme"], *project["project"]["license-files"]} <= set(copied())


def test_the_image_is_installed_by_make_setup() -> None:
    (setup,) = (words for words in named("RUN", 0) if words.startswith("make"))
    command = shlex.split(setup)
    assert command[:2] == ["make", "setup"]
    (extras,) = (word.removeprefix("EXTRAS=") for word in command[2:])
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(extras.split(",")) <= set(known)
    assert "postgres" in extras.split(",")


def test_make_setup_does_in_the_image_what_it_does_here(tmp_path: Path) -> None:
    put_together(tmp_path)
    (setup,) = (words for words in named("RUN", 0) if words.startswith("make"))
    there, here = dry_run(shlex.split(setup), tmp_path), dry_run(["make", "-B", "setup"], ROOT)
    extras = setup.rpartition("EXTRAS=")[2]
    assert there == [line.replace(".[dev]", f".[{extras}]") for line in here]
    assert len(there) == 3
    assert "-c constraints.txt" in there[1]


def dry_run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run([*command, "-n"], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
    return [line for line in done.stdout.splitlines() if not line.startswith("make")]


def put_together(folder: Path) -> Path:
    """What the build copies, in a folder."""
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def test_nobody_in_the_image_is_root() -> None:
    (user,) = named("USER")
    assert any(f"--uid {user} " in words for words in named("RUN", 1))
    assert int(user) >= 10_000
    assert {step.name for step in steps() if step.stage == 1}.isdisjoint({"ADD", "SHELL"})
    order = [step.name for step in steps() if step.stage == 1]
    assert order.index("COPY") < order.index("USER") < order.index("CMD"), "what it runs is not its own to change"


def test_the_ports_are_the_same_everywhere() -> None:
    (exposed,) = named("EXPOSE")
    assert last("CMD")[-2:] == ["--port", exposed]
    assert f"127.0.0.1:{exposed}/health" in last("HEALTHCHECK")[-1]
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    assert re.search(r"reverse_proxy (.+) \{", caddyfile)[1].split() == [f"{name}:{exposed}" for name in WEB]
    assert len(WEB) > 1
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    chroma = SERVICES["chroma"]
    assert chroma["command"][-2:] == ["--port", str(urlsplit(web_environment()["PULLQUOTE_CHROMA_URL"]).port)]


def test_every_web_process_serves_the_same_library() -> None:
    assert all(SERVICES[name] == SERVICES[WEB[0]] for name in WEB)
    database = urlsplit(web_environment()["PULLQUOTE_DATABASE_URL"])
    given = SERVICES["postgres"]["environment"]
    assert (database.hostname, database.username, database.path) == (
        "postgres",
        given["POSTGRES_USER"],
        f"/{given['POSTGRES_DB']}",
    )
    assert given["POSTGRES_PASSWORD"] in SERVICES[WEB[0]]["environment"]["PULLQUOTE_DATABASE_URL"]
    assert urlsplit(web_environment()["PULLQUOTE_CHROMA_URL"]).hostname == "chroma"


def test_everything_is_waited_for_and_has_a_check_of_its_health() -> None:
    for service in SERVICES.values():
        for name, condition in service.get("depends_on", {}).items():
            assert condition == {"condition": "service_healthy"}
            assert "healthcheck" in SERVICES[name] or ("build" in SERVICES[name] and "command" not in SERVICES[name])


def test_every_volume_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_every_variable_is_a_setting_with_a_line_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    ours = {*environment(), *web_environment()} - {"PATH", "PYTHONUNBUFFERED"}
    assert len(ours) == 4
    assert [name for name in ours if f"| `{name}` |" not in page] == []
    how = (ROOT / "docs" / "how-to" / "servers.md").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    assert [name for name in asked if f"`{name}`" not in how] == []


def web_environment() -> dict[str, str]:
    """The variables of a web process, with the ones of ``.env`` put in."""
    given = SERVICES[WEB[0]]["environment"]
    return {name: re.sub(r"\$\{POSTGRES_PASSWORD:[^}]*\}", PASSWORD, value) for name, value in given.items()}


@pytest.fixture
def here(tmp_path: Path, server_pair: ServerPair) -> dict[str, str]:
    """The environment of a web process, with servers of this machine in place of those of the network."""
    servers = server_pair.new()
    given = {**environment(), **web_environment()}
    where = {"PULLQUOTE_DATABASE_URL": servers.database_url, "PULLQUOTE_CHROMA_URL": servers.chroma_url}
    assert where.keys() <= given.keys()
    home = tmp_path / "home"
    home.mkdir()
    path = given["PATH"].replace("/opt/pullquote/.venv/bin", str(BIN)).replace("$PATH", os.environ["PATH"])
    code = tmp_path / "code"
    code.mkdir()
    put_together(code)
    return {**given, **where, "PULLQUOTE_HOME": str(home), "HOME": str(home), "PATH": path, "PYTHONPATH": str(code)}


def test_the_command_serves_and_the_check_of_its_health_means_it(here: dict[str, str], tmp_path: Path) -> None:
    asked, port = last("CMD")[-1], str(free_port())
    command = [word.replace(asked, port).replace("0.0.0.0", "127.0.0.1") for word in last("CMD")]  # noqa: S104
    check = [word.replace(f":{asked}/", f":{port}/") for word in last("HEALTHCHECK")]
    assert run(check, here).returncode != 0
    with running(command, here, tmp_path) as process:
        wait(process, check, here, tmp_path)
    assert run(check, here).returncode != 0
    where = run(["python", "-P", "-c", "import evals, ingest, rag, ui; print(rag.__file__, ui.__file__)"], here)
    assert where.stdout.count(here["PYTHONPATH"]) == 2, "the code that ran was not what is copied"


def test_nobody_is_let_in_before_there_is_a_user(here: dict[str, str]) -> None:
    refused = run(last("CMD"), here)
    assert refused.returncode == 1
    assert "Make a user first" in refused.stderr
    made = run(["pullquote", "users", "add", "ana"], here, f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    listed = run(["pullquote", "users", "list"], here)
    assert "ana" in listed.stdout


def test_the_chroma_server_starts_and_answers_its_check(here: dict[str, str], tmp_path: Path) -> None:
    port = str(free_port())
    service = SERVICES["chroma"]
    asked = service["command"][-1]
    put = {"0.0.0.0": "127.0.0.1", asked: port, environment()["PULLQUOTE_HOME"]: str(tmp_path / "index")}  # noqa: S104
    command = [put.get(word, word) for word in service["command"]]
    check = [word.replace(f":{asked}/", f":{port}/") for word in service["healthcheck"]["test"][1:]]
    with running(command, here, tmp_path) as process:
        wait(process, check, here, tmp_path)


def run(command: list[str], environment: dict[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own files
        [found(command[0]), *command[1:]],
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def found(program: str) -> str:
    path = BIN / program
    assert path.exists(), f"{program} is not installed by make setup"
    return str(path)


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own files
            [found(command[0]), *command[1:]], env=environment, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait(process: subprocess.Popen[bytes], check: list[str], environment: dict[str, str], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while run(check, environment).returncode:
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < until, (folder / "log").read_text()
