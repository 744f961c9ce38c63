"""An RSS or Atom document, as bytes → its items. Pure: nothing is fetched, whatever the document asks for."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import unescape
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

import feedparser

from translations.errors import FetchError
from translations.intake import clean
from translations.types import Media
from worker.dates import moment
from worker.decoding import decode

#: The newest so many: a feed is a window on the news, not an archive.
MAX_ITEMS = 100
MAX_ID = 200
_DEEPEST = 500
_MOST_ATTRIBUTES = 200
#: Equals signs from one "<" to the next, in a document that is not well-formed.
_MOST_SIGNS = 2000
_MAX_CATEGORIES = 20
_LONGEST_CATEGORY = 100
_MAX_MEDIA = 20
_KEPT_TYPE = re.compile(r"(?:image|audio|video)/[a-z0-9][a-z0-9.+-]{0,60}|application/pdf")
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_FEED_LINK = re.compile(r"<link\b[^<>]{0,500}application/(?:rss|atom)\+xml[^<>]{0,500}>", re.IGNORECASE)
_HREF = re.compile(r"""href\s{0,9}=\s{0,9}["']([^"'<>]{1,500})""", re.IGNORECASE)
_ENDED = re.compile(r"</(rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
#: How some feeds number an item's revisions: the same article, not a new one.
_REVISION = re.compile(r"#\d{1,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    #: The same through every correction of the article.
    external_id: str
    #: The article's own page: absolute http(s), or empty.
    url: str
    #: May hold markup, as may the summary.
    title: str
    summary: str
    #: The content element; empty when the feed has none. Not sanitised; its addresses may be relative to `url`.
    html: str
    byline: str = ""
    #: Aware, or None when the feed does not say.
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()


def read_feed(body: bytes, url: str, *, charset: str = "", zone: tzinfo = UTC) -> tuple[FeedItem, ...]:
    """The feed's items, in its order, each id once. Dates without a zone are taken to be in `zone`.

    Malformed feeds are read as far as they can be. Raises FetchError for what is no feed, or declares entities.
    """
    entries = _parse(_root_of(decode(body, charset), url), url)
    items: dict[str, FeedItem] = {}
    for entry in entries[:MAX_ITEMS]:
        item = _item(entry, url, zone)
        known = items.get(item.external_id) if item else None
        if item and (known is None or _newer(item, known)):
            items[item.external_id] = item
    return tuple(items.values())


def plain(html: str) -> str:
    """Enough for headlines and for counting: tags dropped, entities resolved, cleaned."""
    return clean.line(unescape(_TAG.sub(" ", html)))


def _root_of(text: str, url: str) -> str:
    """The document from its first element on.

    The prolog can hold only an entity declaration (which can grow without bounds, or name a file to read) or
    nothing that we need, so it is refused or dropped before any parser sees it. Linear: each step moves on.
    """
    at = 0
    while (at := text.find("<", at)) >= 0:
        closing = "?>" if text.startswith("<?", at) else "-->" if text.startswith("<!--", at) else ""
        if not closing:
            break
        end = text.find(closing, at)
        at = end + len(closing) if end >= 0 else len(text)
    root = text[at:] if at >= 0 else ""
    if re.match(r"<(!DOCTYPE\s+html|html)\b", root, re.IGNORECASE):
        raise FetchError(f"{url} is a web page, not a feed", cure=_feed_hint(root))
    if _DOCTYPE.match(root):
        raise FetchError(
            f"{url} has a document type declaration, which could hide an entity bomb",
            cure="Ask whoever runs the feed to leave out <!DOCTYPE>: neither RSS 2.0 nor Atom needs one.",
        )
    return root


def _feed_hint(page: str) -> str:
    """Pages usually name their feeds: then the cure can."""
    for link in _FEED_LINK.findall(page[:100_000]):
        href = _HREF.search(link)
        if href:
            return f"The page names this feed: {unescape(href[1])}"
    return "Give the address of its RSS or Atom feed."


def _parse(text: str, url: str) -> list[Any]:
    """feedparser's entries. The last of a document that was cut off is dropped: half an article is a wrong one."""
    document = text.encode()
    _refuse_floods(document, url)
    try:
        found = feedparser.parse(
            io.BytesIO(document),  # a stream: feedparser would open a bare string as a file or fetch it
            # No content-location: ids would be made absolute with it, and be others after the feed has moved.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # done once, by the intake, for every way in
        )
    except Exception as error:  # it has failed in many ways on strange documents
        raise FetchError(f"{url} cannot be read as a feed ({error!r})", cure="Try a feed validator.") from None
    if not found.get("version") and not found.entries:
        raise FetchError(f"{url} is not a feed", cure="Give the address of an RSS or Atom feed.")
    entries: list[Any] = found.entries
    return entries if _ENDED.search(text[-2000:]) else entries[:-1]  # caches append comments


def _refuse_floods(document: bytes, url: str) -> None:
    """feedparser takes hours for megabytes of attributes in one tag, or of tags in tags; this takes milliseconds."""
    strange = FetchError(f"{url} is no feed that a newsroom would write", cure="Check what the address serves.")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise strange

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(document, True)
    except expat.ExpatError:  # malformed: what lies beyond this point is bounded more roughly
        if any(piece.count(b"=") > _MOST_SIGNS for piece in document.split(b"<")):
            raise strange from None


def _newer(item: FeedItem, known: FeedItem) -> bool:
    """Entries with one id are one entry at two times (RFC 4287 §4.1.1)."""
    return item.updated is not None and (known.updated is None or item.updated > known.updated)


def _item(entry: Any, base: str, zone: tzinfo) -> FeedItem | None:
    url = _page(entry, base)
    title = str(entry.get("title") or "")
    external_id = _identity(str(entry.get("id") or "") or url or title)
    if not external_id or not title:
        return None
    html = _content(entry)
    return FeedItem(
        external_id=external_id,
        url=url,
        title=title,
        summary=_summary(entry, html),
        html=html,
        byline=_byline(entry),
        published=_moment(entry, "published", zone) or _moment(entry, "updated", zone),
        updated=_moment(entry, "updated", zone),
        categories=_categories(entry),
        media=_media(entry, base),
    )


def _identity(found: str) -> str:
    found = clean.line(found)
    if found.startswith(("http://", "https://")):
        found = _REVISION.sub("", found)
    return found if len(found) <= MAX_ID else "sha256:" + hashlib.sha256(found.encode()).hexdigest()


def _web(url: object, base: str = "") -> str:
    try:
        text = urljoin(base, str(url or "").strip()) if url else ""
    except ValueError:
        return ""
    return text if text.startswith(("http://", "https://")) and len(text) <= 2000 else ""


def _page(entry: Any, base: str) -> str:
    """The first HTML alternate: feedparser's own `link` is the last, which may be another language, or the id."""
    for link in entry.get("links", ()):
        if link.get("rel") == "alternate" and "html" in link.get("type", "text/html") and _web(link.get("href"), base):
            return _web(link.get("href"), base)
    return _web(entry.get("link"))


def _content(entry: Any) -> str:
    """The longest content in HTML; plain text gets its paragraphs."""
    found = [_as_html(part) for part in entry.get("content", ())]
    return max(found, key=len, default="")


def _as_html(part: Any) -> str:
    value = str(part.get("value") or "")
    if part.get("type") != "text/plain" or _TAG.search(value):
        return value
    escaped = value.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n\s*\n", escaped) if paragraph.strip())


def _summary(entry: Any, html: str) -> str:
    """feedparser offers the content as summary when there is no other: then there is none."""
    summary = str(entry.get("summary") or "")
    return "" if summary == html else summary


def _byline(entry: Any) -> str:
    names = [str(author.get("name") or "") for author in entry.get("authors", ()) if author]
    return ", ".join(dict.fromkeys(name.strip() for name in names if name.strip()))[:500]


def _moment(entry: Any, name: str, zone: tzinfo) -> datetime | None:
    """`dict.get` goes round feedparser's habit of answering `updated` with `published`."""
    return moment(str(dict.get(entry, name) or ""), dict.get(entry, f"{name}_parsed"), zone)


def _categories(entry: Any) -> tuple[str, ...]:
    terms = (plain(str(tag.get("label") or tag.get("term") or "")) for tag in entry.get("tags", ()))
    return tuple(dict.fromkeys(term for term in terms if 0 < len(term) <= _LONGEST_CATEGORY))[:_MAX_CATEGORIES]


def _media(entry: Any, base: str) -> tuple[Media, ...]:
    files = {media.url: media for media in reversed(list(_files(entry, base)))}
    return tuple(reversed(files.values()))[:_MAX_MEDIA]


def _files(entry: Any, base: str) -> Iterator[Media]:
    """Enclosures, then Media RSS. A file of another type, or of none, is left out rather than the whole article."""
    credits = [str(credit.get("content") or "") for credit in entry.get("media_credit", ())]
    for found in (*entry.get("enclosures", ()), *entry.get("media_content", ())):
        url, kind = _web(found.get("href") or found.get("url"), base), str(found.get("type") or "").lower()
        size = str(found.get("length") or found.get("filesize") or found.get("fileSize") or "")
        if url and _KEPT_TYPE.fullmatch(kind):
            length = int(size) if size.isascii() and size.isdigit() and len(size) < 15 else 0
            yield Media(url=url, type=kind, length=length, credit=credits[0] if len(credits) == 1 else "")
