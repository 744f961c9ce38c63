"""An article as JSON: the fields of the push API, and of `.json` files.

A mistake is refused, never guessed at: a field that we do not know is more likely a misspelt one than a spare one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from translations.errors import RefusedInput
from translations.intake import clean, markup, press
from translations.types import Block, IncomingArticle, Media, Priority

FIELDS = (
    *("external_id", "url", "language", "title", "summary", "byline", "published", "body", "categories", "media"),
    *("priority", "embargo"),
)
_MEDIA_FIELDS = ("url", "type", "length", "alt", "credit")
_HAS_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_PRIORITIES = {priority.name.lower(): priority for priority in Priority}


def from_json(data: Mapping[str, Any], *, external_id: str = "", language: str = "vi") -> IncomingArticle:
    """The article in `data`; `external_id` and `language` stand in for what it leaves out.

    `body` is {"html": …}, {"text": …}, or a string, which is HTML when it has tags.
    """
    if not isinstance(data, Mapping):
        raise RefusedInput(
            f"the article is {_kind(data)}", field="", cure="Send one JSON object with title, body and external_id."
        )
    _known(data, FIELDS, "")
    url = _text(data, "url")
    return IncomingArticle(
        external_id=_raw(data, "external_id") or external_id,
        language=_text(data, "language") or language,
        title=_text(data, "title"),
        summary=_text(data, "summary"),
        byline=_text(data, "byline"),
        url=url,
        published=_moment(data.get("published"), "published"),
        embargo=_moment(data.get("embargo"), "embargo"),
        blocks=_body(data.get("body"), url),
        categories=_categories(data.get("categories")),
        media=_media(data.get("media")),
        priority=_priority(data.get("priority")),
    )


def _kind(value: object) -> str:
    names = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _known(data: Mapping[str, Any], fields: tuple[str, ...], where: str) -> None:
    for name in data:
        if name not in fields:
            raise RefusedInput(
                f"there is no field {clean.shown(name)}", field=where, cure=f"The fields are {', '.join(fields)}."
            )


def _wrong(field: str, value: object, cure: str) -> RefusedInput:
    return RefusedInput(f"{field} is {_kind(value)}: {clean.shown(value)}", field=field, cure=cure)


def _raw(data: Mapping[str, Any], name: str, *, field: str = "") -> str:
    """A text field as given, less white space around it; "" when it is missing or null."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(field or name, value, f"Send {name} as a text.")
    return value.strip()


def _text(data: Mapping[str, Any], name: str, *, field: str = "") -> str:
    return clean.line(_raw(data, name, field=field))


def _moment(value: object, field: str) -> datetime | None:
    if value is None or value == "":
        return None
    cure = "Send ISO 8601 with a zone, as in 2020-10-19T16:00:00+07:00."
    if not isinstance(value, str | datetime):
        raise _wrong(field, value, cure)
    try:
        when = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        raise RefusedInput(f"{field} {clean.shown(value)} is no time", field=field, cure=cure) from None
    if when.utcoffset() is None:
        raise RefusedInput(f"{field} {clean.shown(str(value))} has no time zone", field=field, cure=cure)
    return when


def _body(value: object, url: str) -> tuple[Block, ...]:
    cure = 'Send {"html": "…"} or {"text": "…"}.'
    if value is None:
        raise RefusedInput("the body is missing", field="body", cure=cure)
    if isinstance(value, str):
        value = {"html" if _HAS_TAGS.search(value) else "text": value}
    if not isinstance(value, Mapping):
        raise _wrong("body", value, cure)
    _known(value, ("html", "text"), "body")
    if len(value) != 1:
        raise RefusedInput(f"the body has {len(value)} parts", field="body", cure=cure)
    ((form, words),) = value.items()
    if not isinstance(words, str):
        raise _wrong(f"body.{form}", words, cure)
    return markup.blocks(words, base_url=clean.address(url)) if form == "html" else press.blocks(words)


def _categories(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _wrong("categories", value, "Send a list of texts.")
    return tuple(dict.fromkeys(clean.line(item) for item in value))


def _media(value: object) -> tuple[Media, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise _wrong("media", value, f"Send a list of objects with {', '.join(_MEDIA_FIELDS)}.")
    return tuple(_one_media(item) for item in value)


def _one_media(item: Mapping[str, Any]) -> Media:
    _known(item, _MEDIA_FIELDS, "media")
    length = item.get("length")
    length = 0 if length is None else length
    if not isinstance(length, int) or isinstance(length, bool):
        raise _wrong("media", length, "Send length as a whole number of bytes.")
    url, kind = _text(item, "url", field="media"), _text(item, "type", field="media").lower()
    alt, credit = _text(item, "alt", field="media"), _text(item, "credit", field="media")
    return Media(url=url, type=kind, length=length, alt=alt, credit=credit)


def _priority(value: object) -> Priority:
    if value is None:
        return Priority.NORMAL
    known = _PRIORITIES.get(value.lower()) if isinstance(value, str) else None
    if known is None:
        raise RefusedInput(
            f"priority {clean.shown(value)} is none of ours", field="priority", cure="Send breaking, normal or low."
        )
    return known
