"""JSON Feed 1.1 as a JSON Schema of our own, written from jsonfeed.org's text. Extensions start with `_`."""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_URL: dict[str, Any] = {"type": "string", "pattern": "^https?://[^ ]+$"}
_TIME: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "patternProperties": {"^_[a-z]": {}},
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_AUTHOR = {**_object((), name=_TEXT, url=_URL, avatar=_URL), "minProperties": 1}
_ATTACHMENT = _object(
    ("url", "mime_type"), url=_URL, mime_type=_TEXT, title=_TEXT, size_in_bytes={"type": "integer", "minimum": 0}
)
_ITEM = {
    **_object(
        ("id",),
        id=_TEXT, url=_URL, external_url=_URL, title=_TEXT, content_html={"type": "string"}, content_text=_TEXT,
        summary=_TEXT, date_published=_TIME, date_modified=_TIME, authors=_list(_AUTHOR), tags=_list(_TEXT),
        language=_TEXT, attachments=_list(_ATTACHMENT),
    ),
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
}  # fmt: skip
SCHEMA = _object(
    ("version", "title", "items"),
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=_TEXT, home_page_url=_URL, feed_url=_URL, description=_TEXT, language=_TEXT, authors=_list(_AUTHOR),
    hubs=_list(_object(("type", "url"), type=_TEXT, url=_URL)), items=_list(_ITEM),
)  # fmt: skip
