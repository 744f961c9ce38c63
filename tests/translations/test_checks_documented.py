"""docs/checks.md and the registry name the same codes, and every documented example does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translations import checks
from translations.types import Severity

DOCUMENT = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in DOCUMENT.splitlines() if line.startswith("| `")
]


def test_every_code_of_the_registry_is_documented_and_no_other() -> None:
    documented = [row[0].strip("`") for row in ROWS]
    registered = [code for rule in checks.CHECKS for code in rule.codes]
    assert sorted(documented) == sorted(registered)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("`"))
def test_a_documented_example_raises_its_flag(row: list[str]) -> None:
    code, severity, _, source, target = row
    flags = checks.run(source, target, source_language="vi", target_language="en")
    assert (code.strip("`"), Severity(severity)) in {(flag.code, flag.severity) for flag in flags}


def test_the_version_can_stand_in_a_signature() -> None:
    assert re.fullmatch(r"[\w.-]+", checks.VERSION)
