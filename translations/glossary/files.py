"""Term files by their kind."""

from __future__ import annotations

from collections.abc import Iterable

from translations.glossary.csv_file import read_csv, write_csv
from translations.glossary.rows import TermRow
from translations.glossary.tbx_file import read_tbx, write_tbx

#: Kind → media type.
TYPES = {"csv": "text/csv; charset=utf-8", "tbx": "application/x-tbx+xml"}


def read_file(name: str, data: bytes, source_language: str, target_language: str) -> list[TermRow]:
    """TBX when it looks like XML, CSV otherwise; the name does not decide. Raises RefusedInput."""
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) or name.lower().endswith((".tbx", ".xml")):
        return read_tbx(data, source_language, target_language)
    return read_csv(data)


def write_file(kind: str, rows: Iterable[TermRow], source_language: str, target_language: str) -> bytes:
    return write_tbx(rows, source_language, target_language) if kind == "tbx" else write_csv(rows)
