"""Makes anything safe to stand in a feed: one bad character must never cost a partner the other 49 entries. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from translations import compose

#: What XML 1.0 §2.2 forbids, and the control characters that it merely discourages. TAB, LF and CR are handled apart.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_NOT_IN_ADDRESS = re.compile(r'[\s<>"{}|\\^`]')
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_KEPT = "/:@!$&'()*+,;=~?%"


def characters(value: str) -> str:
    """`value` without the characters that would make the whole feed unreadable."""
    return _FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def text(value: str) -> str:
    """One line of plain text."""
    return _SPACE.sub(" ", characters(value)).strip()


def html(value: str) -> str:
    """Sanitised HTML.

    Sanitising decodes character references, so it may bring forbidden characters in (`&#11;`); taking these out may
    join what they kept apart (`java&#11;script:`). Hence the second round. It cannot bring in any more.
    """
    once = compose.sanitise(characters(value))
    cleaned = characters(once)
    return once if cleaned == once else compose.sanitise(cleaned)


def address(value: str) -> str:
    """An absolute http(s) address with legal characters only, or "" when it cannot be one."""
    value = characters(value).strip()
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port  # `.port` raises for one that is not a number
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or _NOT_IN_ADDRESS.search(parts.netloc):
        return ""
    return parts._replace(
        path=_quoted(parts.path), query=_quoted(parts.query), fragment=_quoted(parts.fragment)
    ).geturl()


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_KEPT)


def media_type(value: str) -> str:
    """`value` when it has the form RFC 4287 §4.2.7.3 asks for, else ""."""
    return value if _MEDIA_TYPE.fullmatch(value) else ""


def language(value: str) -> str:
    """`value` when it has the form of a BCP 47 tag, else ""."""
    return value if _LANGUAGE.fullmatch(value) else ""


def moment(value: datetime) -> datetime:
    """In UTC and whole seconds; a naive time is taken as UTC. feedgen refuses naive ones and prints microseconds."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)
