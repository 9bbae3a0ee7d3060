from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_server import fault_server

from ingest import pipeline
from rag import Pullquote, owner
from rag.embedded_index import EmbeddedIndex
from rag.library import Library
from rag.owner import Owner
from rag.settings import Settings
from ui import doctor
from ui.doctor import Finding, examine, passages


def found(home: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(Settings(home=home))}


def test_a_sound_installation_has_nothing_to_mend(tmp_path: Path) -> None:
    findings = found(tmp_path / "not" / "yet")
    assert [finding.what for finding in findings.values() if finding.state == "fault"] == []
    assert "made when it is first used" in findings["Library folder"].detail
    assert not (tmp_path / "not").exists()


def test_a_folder_that_cannot_be_written_to_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dir: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    finding = doctor._folder(tmp_path)
    assert (finding.state, "PULLQUOTE_HOME" in finding.mend) == ("fault", True)


def test_a_full_disk_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    assert doctor._space(tmp_path).state == "fault"


def test_a_damaged_record_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_bytes(b"not a database at all" * 100)
    finding = found(tmp_path)["Articles"]
    assert (finding.state, "Restore" in finding.mend) == ("fault", True)


@pytest.fixture
def home(tmp_path: Path, sample_pullquote: Pullquote) -> Path:
    """A library with two articles and their vectors."""
    with Library.open(tmp_path / "home", sample_pullquote.embedder) as library:
        for text in ("The council voted for the bridge on Monday.", "Rain fell in the north of the country."):
            pipeline.add_text(text * 3, library, sample_pullquote.embedder)
        library.open_index()
    return tmp_path / "home"


def test_a_sound_index_is_no_fault(home: Path) -> None:
    assert found(home)["Index"] == Finding("Index", "ok", "2 passages, as in the record")


def test_on_a_full_disk_nothing_else_is_called_damaged(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def refuse(address: str, uri: bool = False) -> sqlite3.Connection:
        if "immutable=1" not in address:
            raise sqlite3.OperationalError("disk I/O error")
        return connect(address, uri=uri)

    monkeypatch.setattr(sqlite3, "connect", refuse)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    findings = found(home)
    assert [finding.what for finding in findings.values() if finding.state == "fault"] == ["Disk"]
    assert findings["Articles"].detail.startswith("2 in ")
    assert "the disk is full" in findings["Index"].detail


def lose_the_vectors(home: Path) -> None:
    shutil.rmtree(home / "index")
    EmbeddedIndex(home / "index").close()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda home: (home / "index" / "chroma.sqlite3").write_bytes(b"nonsense" * 1000), "it is damaged"),
        (lose_the_vectors, "it lacks 2 of 2 passages"),
    ],
)
def test_what_is_wrong_with_the_index_is_named_with_its_mend(
    home: Path, damage: Callable[[Path], object], said: str, sample_pullquote: Pullquote
) -> None:
    damage(home)
    finding = doctor._index(home)
    assert (finding.state, finding.detail, "pullquote reindex" in finding.mend) == ("fault", said, True)
    with Library.open(home, sample_pullquote.embedder) as library:
        library.reindex()
    assert doctor._index(home).state == "ok"


def test_a_lost_index_is_noted(home: Path) -> None:
    shutil.rmtree(home / "index")
    assert (doctor._index(home).state, "pullquote reindex" in doctor._index(home).mend) == ("note", True)


def test_the_index_of_a_library_in_use_is_left_to_its_owner(home: Path, sample_pullquote: Pullquote) -> None:
    with Library.open(home, sample_pullquote.embedder):
        assert "the process that uses the library" in doctor._index(home).detail


def test_a_clock_that_is_behind_the_library_is_a_fault(home: Path) -> None:
    later = time.time() + 3 * 24 * 3600
    os.utime(home / "record.sqlite", (later, later))
    finding = doctor._clock(home / "record.sqlite")
    assert (finding.state, "Set the clock" in finding.mend) == ("fault", True)


def test_a_missing_package_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "importlib.metadata.requires", lambda _: ["not-there>=1", 'also-not; extra == "dev"', "typer<0"]
    )
    finding = doctor._packages()
    assert finding.state == "fault"
    assert "not-there is missing" in finding.detail
    assert "typer is" in finding.detail
    assert "also-not" not in finding.detail


def test_the_owner_is_named(tmp_path: Path) -> None:
    assert found(tmp_path)["Library in use"].detail == "by nobody"
    owner.write(tmp_path, Owner(7, "pullquote chat"))
    assert doctor._owner(tmp_path).detail == "by process 7 (pullquote chat)"
    owner.write(tmp_path, Owner(7, "pullquote serve", "http://127.0.0.1:9/", "key"))
    finding = doctor._owner(tmp_path)
    assert (finding.state, "does not answer" in finding.detail) == ("note", True)


def test_tracing_that_is_on_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    assert "sent to LangSmith" in doctor._tracing().detail


def test_the_answerer_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(tmp_path)["Answerer"].detail == "the built-in reader: nothing needs to be reached"
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    for answerer, state, words in (
        ("gguf:/nowhere.gguf", "fault", "There is no model file /nowhere.gguf"),
        ("nonsense", "fault", "names no model"),
        ("openai:tiny", "note", "not reachable: set OPENAI_API_KEY"),
        ("ollama:tiny", "note", "not reachable: nobody answers there"),
    ):
        finding = doctor._answerer(Settings(home=tmp_path, answerer=answerer))
        assert (answerer, finding.state, words in finding.detail, bool(finding.mend)) == (answerer, state, True, True)


def test_a_model_that_answers_is_reachable(tmp_path: Path) -> None:
    with fault_server() as server:
        settings = Settings(home=tmp_path, answerer="openai:tiny", model_url=server.url("fine"))
        assert doctor._answerer(settings) == Finding("Answerer", "ok", "openai:tiny is reachable")


def test_one_passage_is_one() -> None:
    assert [passages(0), passages(1), passages(2)] == ["0 passages", "1 passage", "2 passages"]
