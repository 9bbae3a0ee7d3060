"""``pullquote doctor``: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from ui.cli.output import AS_JSON, FAILED, print_json, show


def doctor(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """Look at what is installed, writable and reachable, with a mend for each fault.

    Exit code: 0 nothing must be mended, 1 something must.

    Examples:
        pullquote doctor
    """
    from rag.settings import Settings
    from ui.doctor import examine

    findings = []
    for finding in examine(Settings.from_environment()):
        findings.append(finding)
        if not as_json:
            show(
                f"{finding.state:5} {finding.what}: {finding.detail}", style="red" if finding.state == "fault" else None
            )
            if finding.mend:
                show(f"      {finding.mend}", style="dim")
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(FAILED)
