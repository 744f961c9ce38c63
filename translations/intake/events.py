"""HTML as a flat list of events. No tree is built, so a document of any depth costs its length and no more.

libxml2 balances the events (every start has its end), reads each entity once and no DTD, and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from translations.errors import RefusedInput
from translations.intake import clean

#: Longer attribute values (data: pictures, mostly) are of no use here. Characters.
_LONGEST_VALUE = 4000
#: Starts, ends and texts: some hundred times what a long article has, and about a second's work.
_MOST_EVENTS = 400_000


class Start(NamedTuple):
    tag: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    tag: str


class Text(NamedTuple):
    text: str


Event = Start | End | Text


class _Recorder:
    """The parser's target: keeps what comes, except comments and processing instructions."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        kept = {name: value for name, value in attributes.items() if len(value) <= _LONGEST_VALUE}
        self._keep(Start(tag, kept))

    def end(self, tag: str) -> None:
        self._keep(End(tag))

    def data(self, text: str) -> None:
        self._keep(Text(text))

    def _keep(self, event: Event) -> None:
        self.events.append(event)
        if len(self.events) > _MOST_EVENTS:
            raise RefusedInput(
                f"the HTML has more than {_MOST_EVENTS:,} tags and texts",
                field="body",
                cure="Send the article only, without the page around it.",
            )

    def comment(self, text: str) -> None: ...

    def pi(self, target: str, data: str | None = None) -> None: ...

    def close(self) -> list[Event]:
        return self.events


def read(html: str) -> list[Event]:
    """The events of `html`, whatever state it is in."""
    parser = etree.HTMLParser(target=_Recorder(), huge_tree=True, no_network=True, encoding="utf-8")
    try:
        parser.feed(clean.characters(html).encode())
        found: list[Event] = parser.close()
    except (etree.LxmlError, ValueError) as error:
        raise RefusedInput(
            f"this HTML cannot be read ({clean.shown(str(error))})", field="body", cure="Send well-formed HTML."
        ) from error
    return found
