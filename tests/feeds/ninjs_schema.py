"""What ninjs 3.1 allows of what we send, as a JSON Schema of our own, written from IPTC's public specification.

Narrower than IPTC's: a property that we never use is not listed, so that a misspelt one is found.
"""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_URI: dict[str, Any] = {"type": "string", "format": "uri", "pattern": "^[a-z][a-z0-9+.-]*:"}
_TIME: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_VALUED = _object(("value",), role=_TEXT, contentType=_TEXT, value={"type": "string"})
_NAMED = {"name": _TEXT, "uri": _URI, "literal": _TEXT}
_RENDITION = _object(
    ("name",), name=_TEXT, href=_URI, contentType=_TEXT, title=_TEXT, sizeInBytes={"type": "number", "minimum": 0}
)
_ITEM: dict[str, Any] = {
    "uri": _URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
    "representationType": {"enum": ["full", "partial"]},
    "version": _TEXT,
    "firstCreated": _TIME,
    "versionCreated": _TIME,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "copyrightNotice": _TEXT,
    "edNote": _TEXT,
    "language": _TEXT,
    "title": _TEXT,
    "by": _TEXT,
    "headlines": _list(_VALUED),
    "descriptions": _list(_VALUED),
    "bodies": _list(_VALUED),
    "subjects": _list(_object(**_NAMED, rel=_TEXT)),
    "infoSources": _list(_object(**_NAMED, role=_TEXT)),
    "altIds": _list(_object(role=_TEXT, value=_TEXT)),
    "renditions": _list(_RENDITION),
    "rightsInfo": _object(("linkedRights",), linkedRights=_URI),
    "digitalSourceType": _object(**_NAMED),
    "standard": _object(name={"const": "ninjs"}, version={"const": "3.1"}, schema=_URI),
}
SCHEMA = _object(("uri",), **_ITEM, associations=_list(_object(("name", "uri"), **_ITEM, name=_TEXT, rel=_TEXT)))
