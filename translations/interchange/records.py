"""Reads big XML files from strangers, a record at a time. No entity, no DTD, no network; every size has a limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from translations.errors import RefusedInput

#: A million units are about 500 MB.
MAX_BYTES = 2_000_000_000
MAX_ELEMENTS = 10_000
MAX_TEXT = 20_000  # characters, as in the desk's boxes
_CHUNK = 1 << 18
_CURE = "Export it again, as TMX 1.4 or XLIFF 2.1."


@dataclass(frozen=True, slots=True)
class Record:
    number: int
    element: etree._Element
    #: The attributes of the file's outermost element.
    root: Mapping[str, str]


def records(file: BinaryIO, tag: str, *, root: str) -> Iterator[Record]:
    """Every element `tag` (by its local name), which is gone after the next step. Raises RefusedInput."""
    parser = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    state = _State(tag, root)
    for chunk in _chunks(file):
        with _told():
            parser.feed(chunk)
        yield from state.read(parser)
    with _told():
        parser.close()
    yield from state.read(parser)


def content(node: etree._Element, *, code: frozenset[str]) -> str:
    """The words in `node`, white space made even; the elements in `code` hold another program's markup, not words."""
    text = " ".join("".join(_pieces(node, code)).split())
    if len(text) > MAX_TEXT:
        raise RefusedInput(f"a segment has {len(text)} characters", cure=f"The longest may have {MAX_TEXT}.")
    return text


def name(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def speaks(tag: str, language: str) -> bool:
    """A file's vi-VN will do for vi."""
    return tag.lower() == language.lower() or tag.lower().split("-")[0] == language.lower()


class _State:
    """Where in the file we are: what is outside of a record is forgotten as soon as it is read."""

    def __init__(self, tag: str, root: str) -> None:
        self._tag, self._root = tag, root
        self._attributes: Mapping[str, str] | None = None
        self._depth = self._size = self._number = 0

    def read(self, parser: etree.XMLPullParser) -> Iterator[Record]:
        for event, node in parser.read_events():
            if self._attributes is None:
                self._begin(node)
            inside = self._depth or name(node) == self._tag
            if event == "start":
                self._enter(bool(inside))
            elif not inside:
                _forget(node)
            else:
                self._depth -= 1
                if not self._depth:
                    self._number += 1
                    yield Record(self._number, node, self._attributes or {})
                    _forget(node)

    def _begin(self, node: etree._Element) -> None:
        if name(node) != self._root:
            raise RefusedInput(f"<{name(node)}> is no {self._root.upper()} file", cure=_CURE)
        dtd = node.getroottree().docinfo.internalDTD
        if dtd is not None and (any(dtd.iterentities()) or any(dtd.iterelements())):
            raise RefusedInput("the file brings declarations of its own (a DTD or entities)", cure=_CURE)
        self._attributes = dict(node.attrib)

    def _enter(self, inside: bool) -> None:
        if not inside:
            return
        self._size = self._size + 1 if self._depth else 1
        self._depth += 1
        if self._size > MAX_ELEMENTS:
            raise RefusedInput(f"record {self._number + 1} has more than {MAX_ELEMENTS} elements", cure=_CURE)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    total = 0
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        if total > MAX_BYTES:
            raise RefusedInput(f"the file is larger than {MAX_BYTES} bytes", cure="Cut it into parts.")
        yield chunk


@contextmanager
def _told() -> Iterator[None]:
    """A parser's complaint, as ours."""
    try:
        yield
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedInput(f"the file is not well-formed XML ({error})", cure=_CURE) from None


def _forget(node: etree._Element) -> None:
    """Its text goes, and so do the emptied ones before it; it stays itself until its parent has moved on."""
    node.clear()
    while (before := node.getprevious()) is not None:
        before.getparent().remove(before)


def _pieces(node: etree._Element, code: frozenset[str]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if not isinstance(child.tag, str):
            raise RefusedInput("a segment refers to an entity", cure=_CURE)
        if name(child) not in code:
            yield from _pieces(child, code)
        yield child.tail or ""
