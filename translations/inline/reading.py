"""Sanitised inline HTML to plain text and spans."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from translations.types import Mark

Span = tuple[int, int]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.marks: list[Mark] = []
        self._length = 0
        #: Positions in `marks` of the elements that are open.
        self._open: list[int] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self._length += len(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            return
        attributes = tuple((name, value or "") for name, value in attrs)
        self._open.append(len(self.marks))
        self.marks.append(Mark(tag=tag, attributes=attributes, source=(self._length, self._length)))

    def handle_endtag(self, tag: str) -> None:
        """Closes the innermost open element of that name, and with it whatever was left open inside."""
        if not any(self.marks[index].tag == tag for index in self._open):
            return
        while self._open:
            index = self._open.pop()
            mark = self.marks[index]
            self.marks[index] = replace(mark, source=(mark.source[0], self._length))
            if mark.tag == tag:
                return

    def finish(self) -> None:
        self.close()
        for index in self._open:
            self.marks[index] = replace(self.marks[index], source=(self.marks[index].source[0], self._length))


def read(html: str, text: str) -> tuple[Mark, ...]:
    """The inline elements of `html`, outer before inner, in order; empty ones are left out.

    `text` is what `html` must say; when it does not, there are no marks: better none than one in a wrong place.
    """
    if not html:
        return ()
    reader = _Reader()
    reader.feed(html)
    reader.finish()
    if "".join(reader.text) != text:
        return ()
    return tuple(mark for mark in (trimmed(mark, text) for mark in reader.marks) if mark)


def trimmed(mark: Mark, text: str) -> Mark | None:
    """`mark` without white space at its ends; None when nothing is left."""
    start, end = mark.source
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return replace(mark, source=(start, end)) if start < end else None


def cut(marks: Sequence[Mark], text: str, sentences: Sequence[str]) -> list[tuple[Mark, ...]]:
    """The marks of each sentence of `text`, counted from its start. One that runs over several is in each of them."""
    found = []
    position = 0
    waiting, running = deque(marks), list[Mark]()
    for sentence in sentences:
        start = max(text.find(sentence, position), position) if marks else position
        position = start + len(sentence)
        while waiting and waiting[0].source[0] < position:
            running.append(waiting.popleft())
        running = [mark for mark in running if mark.source[1] > start]
        found.append(tuple(filter(None, (_within(mark, start, sentence) for mark in running))))
    return found


def _within(mark: Mark, start: int, sentence: str) -> Mark | None:
    first = max(mark.source[0] - start, 0)
    last = min(mark.source[1] - start, len(sentence))
    return trimmed(replace(mark, source=(first, last)), sentence) if first < last else None
