from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[2] / ".ci" / "audit.py"
GOOD = {"name": "good", "version": "1", "vulns": []}
BAD = {"name": "bad", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("required", [True, False])
def test_a_known_vulnerability_fails(audit: ModuleType, required: bool) -> None:
    code, told = audit.verdict({"dependencies": [GOOD, BAD, UNKNOWN]}, required)
    assert code == 1
    assert "bad 2: CVE-1, fixed in 3" in told


def test_none_is_said_with_what_could_not_be_looked_up(audit: ModuleType) -> None:
    assert audit.verdict({"dependencies": [GOOD]}, True) == (0, "1 packages looked up, no known vulnerability")
    code, told = audit.verdict({"dependencies": [GOOD, UNKNOWN]}, True)
    assert code == 0
    assert told.endswith("not found there: unknown")


@pytest.mark.parametrize("report", [None, {"dependencies": []}, {"dependencies": [UNKNOWN]}])
def test_nothing_is_called_safe_that_was_not_looked_up(audit: ModuleType, report) -> None:
    for required in (True, False):
        code, told = audit.verdict(report, required)
        assert code == required
        assert told.startswith("NOT AUDITED")
