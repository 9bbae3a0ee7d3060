from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pages import PAGES, ROOT

import ui.api.reference
import ui.cli.reference
from rag.settings import VARIABLES


def test_the_list_of_commands_is_the_program() -> None:
    assert (ROOT / "docs/reference/cli.md").read_text() == ui.cli.reference.page(), "make docs writes it anew"


def test_the_list_of_routes_is_the_program() -> None:
    assert (ROOT / "docs/reference/http.md").read_text() == ui.api.reference.page(), "make docs writes it anew"


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    assert [variable for variable in VARIABLES.values() if f"`{variable}`" not in page] == []


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own page
    assert done.returncode == 0, done.stderr
    built = {path.relative_to(tmp_path).with_suffix("").as_posix() for path in tmp_path.rglob("*.html")}
    assert {
        path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in PAGES if "docs" in path.parts
    } <= built
