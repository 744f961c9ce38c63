"""Tables, told apart: those that say something in rows and columns, and those that only put things beside each other.

The first become cells, which `compose` puts back into a table; the others become the blocks that they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from translations.types import Block, BlockKind

#: A cell with more blocks is a column of a page, not a cell of a table.
_MOST_IN_CELL = 3
_WIDEST = 50
_CELL_JOIN = " — "


@dataclass(slots=True)
class Cell:
    blocks: list[Block] = field(default_factory=list)
    header: bool = False
    columns: int = 1
    rows: int = 1

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str]) -> Cell:
        return cls([], tag == "th", _span(attributes.get("colspan", "")), _span(attributes.get("rowspan", "")))

    @property
    def worded(self) -> bool:
        return any(block.kind is not BlockKind.IMAGE for block in self.blocks)


def _span(given: str) -> int:
    """A colspan or rowspan as browsers read it, within reason."""
    digits = given.strip()[:3]
    return min(max(int(digits), 1), _WIDEST) if digits.isascii() and digits.isdigit() else 1


class Row:
    """A table row while it is read."""

    def __init__(self) -> None:
        #: What stands before the first cell, though it should not.
        self.cells: list[Cell] = [Cell()]
        #: Whether a picture came before its end in this table.
        self.pictured = False

    @property
    def filled(self) -> int:
        return sum(cell.worded for cell in self.cells)

    def laid_out(self) -> list[Block]:
        """Its blocks, where the table is there for the layout: several short cells make one paragraph."""
        every = [block for cell in self.cells for block in cell.blocks]
        if self.filled > 1 and all(len(cell.blocks) <= 1 for cell in self.cells):
            worded = [block for block in every if block.kind is not BlockKind.IMAGE]
            return [block for block in every if block.kind is BlockKind.IMAGE] + [_joined(worded, _CELL_JOIN)]
        if self.pictured and len(every) == 1 and every[0].kind is BlockKind.PARAGRAPH:
            return [Block(kind=BlockKind.CAPTION, text=every[0].text, html=every[0].html)]
        return every


def blocks_of(rows: Iterable[Row]) -> Iterator[Block]:
    """The blocks of an outermost table."""
    found = [row for row in rows if row.filled or any(cell.blocks for cell in row.cells)]
    if not _is_data(found):
        for row in found:
            yield from row.laid_out()
        return
    opens = "table"
    for row in found:
        for cell in row.cells[not row.cells[0].blocks :]:
            yield _block(cell, opens)
            opens = ""
        opens = "row"


def _is_data(rows: list[Row]) -> bool:
    """Words in columns somewhere, no picture anywhere, and nowhere as much as a column of a page."""
    cells = [cell for row in rows for cell in row.cells]
    pictured = any(block.kind is BlockKind.IMAGE for cell in cells for block in cell.blocks)
    return not pictured and any(row.filled > 1 for row in rows) and all(_is_short(cell) for cell in cells)


def _is_short(cell: Cell) -> bool:
    return len(cell.blocks) <= _MOST_IN_CELL


def _block(cell: Cell, opens: str) -> Block:
    words = _joined(cell.blocks, " ")
    return replace(words, kind=BlockKind.CELL, opens=opens, header=cell.header, columns=cell.columns, rows=cell.rows)


def _joined(blocks: list[Block], by: str) -> Block:
    marked = any(block.html for block in blocks)
    html = by.join(block.html or escape(block.text, quote=False) for block in blocks) if marked else ""
    return Block(kind=BlockKind.PARAGRAPH, text=by.join(block.text for block in blocks), html=html)
