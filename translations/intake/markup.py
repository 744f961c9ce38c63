"""Hostile HTML to blocks. Scripts, styles, frames, forms' fields and everything that runs are gone with their content.

Nested lists are flattened, and so are nested tables; an outermost table is kept where it says something (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from translations.errors import RefusedInput
from translations.intake import clean
from translations.intake.events import End, Event, Start, Text, read
from translations.intake.runs import Inline, Run
from translations.intake.tables import Cell, Row, blocks_of
from translations.intake.tags import BREAKING, DROPPED, KINDS, VOID
from translations.types import Block, BlockKind

#: An article with more is a mistake, or an attack.
MOST_BLOCKS = 2000
#: Each level of tables copies its blocks once more.
_DEEPEST_ROW = 8
_POINT = re.compile(r"\s*(?:[-–—•·*+]|\d{1,2}[.)])\s")


def blocks(html: str, *, base_url: str = "") -> tuple[Block, ...]:
    """The blocks of a piece of HTML, in reading order. Addresses are taken relative to `base_url`, or dropped."""
    return of_events(read(html), base_url=base_url)


def of_events(
    found: Iterable[Event], *, base_url: str = "", without: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    """As `blocks`, of events already read; the elements named in `without` are left out as well."""
    builder = _Builder(base_url, DROPPED | without)
    for event in found:
        match event:
            case Text(text):
                builder.text(text)
            case Start(tag, attributes):
                builder.start(tag, attributes)
            case End(tag):
                builder.end(tag)
    builder.flush()
    return tuple(builder.blocks)


class _Builder:
    """Follows the events. `blocks` is the result; inside a table it waits until the outermost one is whole."""

    def __init__(self, base_url: str, dropped: frozenset[str]) -> None:
        self.blocks: list[Block] = []
        self._base_url = base_url
        self._dropped = dropped
        self._skipping = 0
        self._inline = Inline(base_url)
        self._run = Run()
        self._pictures: list[Block] = []
        #: Open elements that say what kind a block is, and whether a list is numbered.
        self._kinds: list[str] = []
        self._lists: list[bool] = []
        #: The open rows, outermost first; None for one nested so deep that its cells only add to the row around it.
        self._rows: list[Row | None] = []
        #: Those of the outermost table that are whole.
        self._whole: list[Row] = []
        self._tables = 0
        self._pictured = False
        self._breaks = 0

    def text(self, text: str) -> None:
        if self._skipping:
            return
        if text.strip():
            self._after_break(text)
            if not self._run:
                self._run.markup(self._inline.openings())
        self._run.words(text)

    def _after_break(self, text: str) -> None:
        """A `<br>` is a space, unless it ends a sentence, stands twice, or a point of a list follows."""
        if self._breaks and self._run:
            if self._breaks > 1 or self._run.ends_sentence() or _POINT.match(text):
                self.flush()
            else:
                self._run.words(" ")
        self._breaks = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or tag in self._dropped:
            self._skipping += tag not in VOID
        elif tag == "br":
            self._breaks += 1
        elif tag == "img":
            self._picture(attributes)
        elif tag in BREAKING:
            self.flush()
            self._enter(tag, attributes)
        elif tag not in VOID:
            started = bool(self._run)
            markup = self._inline.start(tag, attributes)
            if started:
                self._run.markup(markup)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= tag not in VOID
        elif tag in BREAKING:
            self.flush()
            self._leave(tag)
        elif tag not in VOID and self._inline.end(tag) and self._run:
            self._run.markup(f"</{tag}>")

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in KINDS:
            self._kinds.append(tag)
        elif tag in ("ul", "ol"):
            self._lists.append(tag == "ol")
        elif tag == "tr":
            self._rows.append(Row() if len(self._rows) < _DEEPEST_ROW else None)
        elif tag in ("td", "th") and self._rows and (row := self._rows[-1]):
            row.cells.append(Cell.of(tag, attributes))
        elif tag == "table":
            self._tables += 1

    def _leave(self, tag: str) -> None:
        if tag in KINDS and self._kinds and self._kinds[-1] == tag:
            self._kinds.pop()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif tag == "table":
            self._end_table()

    def _end_row(self, row: Row | None) -> None:
        if row:
            row.pictured = self._pictured
            if self._tables == 1:
                self._whole.append(row)
            else:
                self._add(*row.laid_out())

    def _end_table(self) -> None:
        self._pictured = False
        self._tables = max(self._tables - 1, 0)
        if not self._tables:
            whole, self._whole = self._whole, []
            self._add(*blocks_of(whole))

    def _add(self, *found: Block) -> None:
        row = next((row for row in reversed(self._rows[:_DEEPEST_ROW]) if row), None)
        (row.cells[-1].blocks if row else self.blocks).extend(found)
        if len(self.blocks) > MOST_BLOCKS:
            raise RefusedInput(
                f"the body has more than {MOST_BLOCKS} blocks", field="body", cure="Send it as several articles."
            )

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """Kept behind the block it stands in, so that it does not cut a sentence in two."""
        given = (
            clean.address(attributes.get(name, ""), self._base_url) for name in ("data-src", "data-original", "src")
        )
        src = next(filter(None, given), "")
        dot = {attributes.get("width"), attributes.get("height")} & {"0", "1"}
        if src and not dot:
            self._pictured = self._pictured or bool(self._rows)
            self._pictures.append(Block(kind=BlockKind.IMAGE, text=clean.line(attributes.get("alt", "")), src=src))
            if not self._run:
                self.flush()

    def flush(self) -> None:
        """Ends the block in hand."""
        if self._run:
            text, html = self._run.result()
            if text:
                self._add(self._block(text, html))
        if self._pictures:
            self._add(*self._pictures)
        self._run, self._pictures, self._breaks = Run(), [], 0

    def _block(self, text: str, html: str) -> Block:
        tag = self._kinds[-1] if self._kinds else ""
        kind = KINDS.get(tag, BlockKind.PARAGRAPH)
        if kind is BlockKind.HEADING:
            return Block(kind=kind, text=text, html=html, level=max(2, int(tag[1])))
        ordered = kind is BlockKind.LIST_ITEM and bool(self._lists and self._lists[-1])
        return Block(kind=kind, text=text, html=html, ordered=ordered)
