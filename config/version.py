"""The version, read from the changelog's first heading: one place for it."""

from __future__ import annotations

import re
from pathlib import Path

_CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+\S*)", re.MULTILINE)


def _read() -> str:
    found = _HEADING.search(_CHANGELOG.read_text(encoding="utf-8"))
    if found is None:
        raise RuntimeError(f"{_CHANGELOG} has no '## 1.2.3' heading; add one for this version.")
    return found.group(1)


VERSION = _read()
