"""Terms as CSV: UTF-8, a header, one entry a line. Whatever spreadsheets write is read: BOM, semicolons, tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from translations.errors import RefusedInput
from translations.glossary.rows import TermRow, joined, row

COLUMNS = ("source", "target", "admitted", "forbidden", "domain", "note", "status")
_CURE = f"The first line names the columns: {', '.join(COLUMNS)}; only the first two are needed."
#: A spreadsheet would run a cell that begins like this.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_csv(data: bytes) -> list[TermRow]:
    """Raises RefusedInput, with the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedInput(f"the file is not UTF-8 (byte {error.start})", cure="Save it as CSV UTF-8.") from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or []]
        if not {"source", "target"} <= set(names):
            raise RefusedInput("the file has no source and target columns", cure=_CURE)
        reader.fieldnames = names
        return [row(_fields(line), where=f"line {reader.line_num}: ") for line in reader if any(line.values())]
    except csv.Error as error:
        raise RefusedInput(f"line {reader.line_num}: {error}", cure=_CURE) from None


def write_csv(rows: Iterable[TermRow]) -> bytes:
    """With a byte order mark, without which Excel reads Vietnamese wrongly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in rows:
        cells = (each.source, each.target, joined(each.admitted), joined(each.forbidden))
        writer.writerow([_harmless(cell) for cell in (*cells, each.domain, each.note, each.status)])
    return out.getvalue().encode("utf-8-sig")


def _fields(line: dict[str, str | None]) -> dict[str, str]:
    """Our own apostrophe before a formula goes again; cells beyond the header are nobody's."""
    return {
        name: value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value
        for name, value in line.items()
        if name and isinstance(value, str)
    }


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
