"""A saved web page: what it says about itself in its head, and the part of it that is the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from translations.errors import RefusedInput
from translations.intake import clean, dateline, markup, structured
from translations.intake.events import End, Event, Start, Text, read
from translations.intake.press import HANOI, signs
from translations.types import Block, BlockKind, IncomingArticle

#: Parts of an article's element that are not the article.
_AROUND = frozenset({"nav", "aside", "footer", "header", "form"})
#: A container with less text is a card or an empty shell. Characters.
_SHORTEST = 200
_TITLES = ("og:title", "twitter:title")
_TIMES = ("article:published_time", "datepublished", "pubdate", "og:published_time", "date", "dc.date")
_AUTHORS = ("author", "article:author", "dc.creator")


@dataclass
class _Head:
    """What the events say besides the body."""

    meta: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    scripts: list[list[str]] = field(default_factory=list)
    canonical: str = ""

    def text(self, tag: str) -> str:
        return "".join(self.texts.get(tag, ()))


def read_page(
    html: str, *, external_id: str = "", default_zone: tzinfo = HANOI, language: str = "vi"
) -> IncomingArticle:
    """The article of a page. What the page does not say is left empty.

    `language` is the source's: too many templates claim `lang="en"` whatever they hold.
    """
    events = read(html)
    head = _head(events)
    found = structured.article("".join(script) for script in head.scripts[:20])
    url = clean.address(head.canonical or head.meta.get("og:url", ""))
    title = _first(*(head.meta.get(name, "") for name in _TITLES), head.text("h1"), head.text("title"))
    title = title or found.title
    byline = (
        _first(*(head.meta.get(name, "") for name in _AUTHORS if "://" not in head.meta.get(name, ""))) or found.byline
    )
    blocks, when = _without_front(_body(events, url), title, default_zone)
    blocks, byline = _without_byline(blocks, byline)
    times = [*(head.meta.get(name, "") for name in _TIMES), found.published, *head.times]
    return IncomingArticle(
        external_id=external_id,
        language=language,
        title=title,
        summary=_first(head.meta.get("description", ""), head.meta.get("og:description", "")),
        byline=byline,
        published=_published(times, default_zone) or when,
        url=url,
        blocks=blocks,
    )


def _first(*values: str) -> str:
    return next(filter(None, map(clean.line, values)), "")


def _head(events: Iterable[Event]) -> _Head:
    head, tag, into = _Head(), "", ""
    for event in events:
        match event:
            case Start(tag, attributes):
                into = _note(head, tag, dict(attributes)) or into
            case End(ended) if ended in ("title", "h1", "script"):
                into = ""
            case Text(text) if into == "script":
                head.scripts[-1].append(text)
            case Text(text) if into:
                head.texts[into].append(text)
    return head


def _note(head: _Head, tag: str, attributes: dict[str, str]) -> str:
    """Notes one start tag; returns where the text that follows belongs, if anywhere."""
    if tag == "meta":
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        head.meta.setdefault(name.lower(), attributes.get("content", ""))
    elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
        head.canonical = head.canonical or attributes.get("href", "")
    elif tag == "time":
        head.times.append(attributes.get("datetime", ""))
    elif tag in ("title", "h1") and tag not in head.texts:
        head.texts[tag] = []
        return tag
    elif tag == "script" and "ld+json" in attributes.get("type", ""):
        head.scripts.append([])
        return tag
    return ""


def _published(times: Iterable[str], zone: tzinfo) -> datetime | None:
    for given in times:
        try:
            when = datetime.fromisoformat(clean.line(given))
        except ValueError:
            continue
        return when if when.tzinfo else when.replace(tzinfo=zone)
    return None


def _body(events: list[Event], url: str) -> tuple[Block, ...]:
    start, end = _container(events)
    inside = events[start:end]
    found = markup.of_events(inside, base_url=url, without=_AROUND)
    return found or markup.of_events(inside, base_url=url)


def _container(events: list[Event]) -> tuple[int, int]:
    """Where the article is: of the surest kind of element that has enough text, the one with the most."""
    best: dict[int, tuple[int, int, int]] = {}
    opened: list[tuple[int, int, int]] = []
    length = 0
    for index, event in enumerate(events):
        match event:
            case Text(text):
                length += len(text)
            case Start(tag, attributes):
                opened.append((_surety(tag, attributes.get("itemprop", "")), index, length))
            case End():
                kind, start, before = opened.pop()
                if kind and length - before > best.get(kind, (_SHORTEST, 0, 0))[0]:
                    best[kind] = (length - before, start, index + 1)
    _, start, end = best[min(best)] if best else (0, 0, len(events))
    return start, end


def _surety(tag: str, itemprop: str) -> int:
    """1 for the surest sign that an element is the article; 0 for none."""
    if itemprop.lower() == "articlebody":
        return 1
    return {"article": 2, "main": 3, "body": 4}.get(tag, 0)


def _without_front(blocks: tuple[Block, ...], title: str, zone: tzinfo) -> tuple[tuple[Block, ...], datetime | None]:
    """Leaves out the headline and the dateline where the body repeats them."""
    kept, when = [], None
    for index, block in enumerate(blocks):
        if index < 4 and block.kind is not BlockKind.IMAGE:
            if block.text.casefold() == title.casefold():
                continue
            if found := _dateline(block.text, zone):
                when = found
                continue
        kept.append(block)
    return tuple(kept), when


def _dateline(text: str, zone: tzinfo) -> datetime | None:
    try:
        return dateline.read(text, default_zone=zone)
    except RefusedInput:
        return None


def _without_byline(blocks: tuple[Block, ...], byline: str) -> tuple[tuple[Block, ...], str]:
    """Leaves out the byline where the body ends with it, and takes it from there when the head had none."""
    if len(blocks) < 2 or blocks[-1].kind is not BlockKind.PARAGRAPH:
        return blocks, byline
    last = blocks[-1].text
    if last.casefold() == byline.casefold() or (not byline and signs(last)):
        return blocks[:-1], last
    return blocks, byline
