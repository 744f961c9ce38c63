"""schema.org data in a page (JSON-LD): the first object that says when it was published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from translations.intake import clean

_MOST_OBJECTS = 1000


@dataclass(frozen=True, slots=True)
class Found:
    title: str = ""
    byline: str = ""
    published: str = ""


def article(scripts: Iterable[str]) -> Found:
    """What the scripts say of the article; empty when they say nothing that can be read."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if isinstance(item.get("datePublished"), str):
                return Found(_text(item.get("headline")), _names(item.get("author")), item["datePublished"])
    return Found()


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """The objects at any depth, outermost first; without recursion, and not for ever."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_OBJECTS:
        item, seen = waiting.pop(0), seen + 1
        if isinstance(item, dict):
            yield item
            waiting += [value for value in item.values() if isinstance(value, dict | list)]
        elif isinstance(item, list):
            waiting += item[:_MOST_OBJECTS]


def _text(value: object) -> str:
    return clean.line(value) if isinstance(value, str) else ""


def _names(value: object) -> str:
    people = value if isinstance(value, list) else [value]
    names = (_text(person.get("name")) if isinstance(person, dict) else _text(person) for person in people)
    return ", ".join(filter(None, names))
