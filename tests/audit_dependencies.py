"""Known holes in what we depend on: `make audit`. Fails on one; says loudly when no database could be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: Seconds; a service that cannot be reached is not waited for longer.
PATIENCE = 180


def report(name: str) -> dict[str, Any] | None:
    """pip-audit's report on one file of pins; None when it could not be made."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--no-deps",
        "--disable-pip",
        "--timeout",
        "10",
        "-f",
        "json",
        "-r",
        name,
    ]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return found


def verdict(found: dict[str, Any] | None) -> tuple[list[str], int, int]:
    """(what is known to be broken, how many were looked up, how many could not be)."""
    packages = found["dependencies"] if found else []
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for each in packages
        for hole in each.get("vulns", ())
    ]
    skipped = sum("skip_reason" in each for each in packages)
    return holes, len(packages) - skipped, skipped


def said(name: str, holes: list[str], known: int, unknown: int) -> str:
    if not known:
        return (
            f"NOT AUDITED: {name}. No database of known holes could be asked from here; run `make audit` where one can."
        )
    missing = f", {unknown} NOT found in the database" if unknown else ""
    return "\n".join([*holes, f"{name}: {known} packages looked up{missing}, {len(holes)} known holes."])


def main() -> int:
    found = {name: verdict(report(name)) for name in ("requirements.txt", "requirements-dev.txt")}
    sys.stdout.writelines(f"{said(name, *each)}\n" for name, each in found.items())
    return int(any(holes for holes, _, _ in found.values()))


if __name__ == "__main__":
    sys.exit(main())
