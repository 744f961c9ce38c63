"""What `make audit` makes of a report. The report itself needs a database that cannot be asked from everywhere."""

from __future__ import annotations

from audit_dependencies import verdict


def test_a_hole_is_named_with_the_version_that_mends_it() -> None:
    hole = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}
    found = {
        "dependencies": [{"name": "x", "version": "2.0", "vulns": [hole]}, {"name": "y", "version": "1", "vulns": []}]
    }
    assert verdict(found) == (["x 2.0: PYSEC-2026-1, mended in 2.1"], 2, 0)


def test_what_could_not_be_looked_up_counts_for_nothing() -> None:
    assert verdict({"dependencies": [{"name": "x", "skip_reason": "not found"}]}) == ([], 0, 1)
    assert verdict(None) == ([], 0, 0)
