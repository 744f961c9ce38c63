"""What a document says of itself, whatever its format. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from feeds import cleaning

_NOT_IN_HOST = re.compile(r"[^a-z0-9.-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    language: str
    #: This document's own address.
    self_url: str
    site_url: str
    site_name: str
    #: Of songngu.
    version: str
    #: Slug and name of the category that this is the feed of; empty for everything.
    category: str = ""
    label: str = ""
    #: Further languages → the addresses of their feeds.
    others: Mapping[str, str] = field(default_factory=dict)
    rights: str = ""
    license_url: str = ""
    hub_url: str = ""
    #: RFC 5005 §4: the archive document before this one, relative to this one; empty at the beginning.
    previous: str = ""
    #: RFC 5005 §4: in an archive document, the one to subscribe to; empty in that itself.
    current: str = ""


def feed_id(site_url: str, language: str, category: str = "") -> str:
    """One feed's, through all its documents and partners."""
    return tag(site_url, "/".join(part for part in ("feeds", language, category) if part))


def tag(site_url: str, name: str) -> str:
    """A tag URI (RFC 4151): stable while the site keeps its host, whatever becomes of ports and paths."""
    host = _NOT_IN_HOST.sub("-", (urlsplit(site_url).hostname or "localhost").lower()).strip("-") or "localhost"
    return f"tag:{host},2026:{quote(cleaning.text(name))}"
