"""Inline HTML as a reader meets it: which elements there are, and the words inside each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from benchmarks.evaluate.wording import content_words

#: What a sanitiser adds to every link.
_ADDED = frozenset({"rel"})
#: Of the words that an element has in the reference, and that the draft has anywhere, so many must be inside.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Element:
    tag: str
    attributes: tuple[tuple[str, str], ...]
    words: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[Element] = []
        self.open: list[tuple[str, tuple[tuple[str, str], ...], int]] = []
        self.balanced = True

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((name, value or "") for name, value in attrs if name not in _ADDED))
        self.open.append((tag, kept, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.balanced = False
            return
        name, attributes, start = self.open.pop()
        self.elements.append(Element(name, attributes, self.text[start:]))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def plain(html: str) -> str:
    return _read(html).text


def intact(html: str, reference: str) -> bool:
    """The reference's elements, each with its attributes; none lost, added, emptied or crossed."""
    here, there = _read(html), _read(reference)
    if not here.balanced or here.open or not all(element.words.strip() for element in here.elements):
        return False
    return _kinds(here) == _kinds(there)


def in_place(html: str, reference: str) -> bool:
    """Intact, and every element stands on the words that it has in the reference."""
    return intact(html, reference) and all(_stands(element, html) for element in _read(reference).elements)


def _kinds(reader: _Reader) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    return Counter((element.tag, element.attributes) for element in reader.elements)


def _stands(wanted: Element, html: str) -> bool:
    """Other words for the same thing cannot be judged, and pass."""
    here = _read(html)
    words = content_words(wanted.words) & content_words(here.text)
    same = [e for e in here.elements if (e.tag, e.attributes) == (wanted.tag, wanted.attributes)]
    return not words or any(len(words & content_words(element.words)) >= _MOST * len(words) for element in same)
