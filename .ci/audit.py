"""Look the pinned packages up among known vulnerabilities, and say plainly when that could not be done.

Ends with 1 when a package has a known vulnerability. Without the network, or with an index that knows none, nothing is
audited: that is said, and is a failure only when ``AUDIT=required`` is in the environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PINNED = Path(__file__).parents[1] / "constraints.txt"


def verdict(report: dict[str, Any] | None, required: bool) -> tuple[int, str]:
    """What to say of a report of pip-audit, None when there is none, and how to end."""
    packages = report["dependencies"] if report else []
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or 'none'}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    left_out = [package["name"] for package in packages if "skip_reason" in package]
    looked_up = len(packages) - len(left_out)
    if faults:
        return 1, "\n".join(["Known vulnerabilities:", *faults])
    if not looked_up:
        told = "NOT AUDITED: no list of known vulnerabilities could be reached. Run “make audit” with the network."
        return int(required), told
    told = f"{looked_up} packages looked up, no known vulnerability"
    return 0, f"{told}; not found there: {', '.join(left_out)}" if left_out else told


def main() -> int:
    """Ask pip-audit; returns the exit code."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(PINNED), "--no-deps", "--disable-pip", "-f", "json"]
    done = subprocess.run(  # noqa: S603 - fixed words
        [*command, "--progress-spinner", "off", "--timeout", "10"], capture_output=True, text=True, check=False
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
    code, told = verdict(report, os.environ.get("AUDIT") == "required")
    sys.stderr.write(f"{told}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
