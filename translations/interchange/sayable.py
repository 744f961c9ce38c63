"""Values in XML, both ways."""

from __future__ import annotations

import re

#: XML 1.0 has no way to write these.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGEST = re.compile(r"[0-9a-f]{1,16}")


def sayable(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)


def hexadecimal(digest: int | None) -> str:
    return "" if digest is None else f"{digest:x}"


def number(text: str | None) -> int | None:
    """A digest that we wrote; None for anything else, and then the context is unknown."""
    value = int(text, 16) if text and _DIGEST.fullmatch(text) else None
    return value if value is None or value < 2**63 else None
