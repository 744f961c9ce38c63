"""Text from outside, made fit to keep: one function for a line of text, one for an address."""

from __future__ import annotations

import re
import sys
import unicodedata
from urllib.parse import urljoin, urlsplit


def _unwanted() -> dict[int, None]:
    """Code points that carry no words: controls, surrogates, noncharacters, direction overrides, invisible tags."""
    ranges = [
        *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F)),  # controls; white space among them becomes a space
        *((0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFFF9, 0xFFFB)),
        *((0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x061C, 0x061C)),
        *((0x00AD, 0x00AD), (0xFEFF, 0xFEFF), (0xE0000, 0xE007F)),
        *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, sys.maxunicode, 0x10000)),
    ]
    return {point: None for first, last in ranges for point in range(first, last + 1)}


_UNWANTED = _unwanted()
#: Normalising sorts each run of combining marks in quadratic time: longer runs are cut to this many.
_MOST_MARKS = 8
_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}")


def _fewer_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def characters(text: str) -> str:
    """`text` in NFC without the characters that no reader should get; white space stays as it is."""
    return unicodedata.normalize("NFC", _MARKS.sub(_fewer_marks, text.translate(_UNWANTED)))


def line(text: str) -> str:
    """One line of clean text: NFC, white space (also no-break) collapsed, nothing invisible. Linear in its length."""
    return " ".join(characters(text).split())


def shown(value: object, most: int = 60) -> str:
    """`value` as an error message may name it: quoted, short, and safe to print."""
    text = value if isinstance(value, str) else repr(value)
    text = line(text[: most * 4])
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def address(url: str, base: str = "", *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """The absolute address that `url` means, or "" when it is not one that we would hand to a reader."""
    url = line(url)
    if not url or " " in url or any(sign in url for sign in "<>\"'`\\"):
        return ""
    try:
        full = urljoin(base, url) if base else url
        parts = urlsplit(full)
        _ = parts.port  # raises when it is not a number
    except ValueError:
        return ""
    if parts.scheme not in schemes:
        return ""
    if parts.scheme == "mailto":
        return full if "@" in parts.path else ""
    return full if parts.hostname and parts.username is None and parts.password is None else ""
