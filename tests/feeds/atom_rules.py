"""What RFC 4287, RFC 5005 and RFC 6721 demand of a feed, as far as a program can tell. Returns every fault, in words.

With them, what W3C's validator warns of, and the rules of the vocabularies inside: Media RSS and ITS 2.0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
FH = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ITS = "{http://www.w3.org/2005/11/its}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: child → (least, most), RFC 4287 §4.1.1 and §4.1.2
FEED = {
    "author": (0, None), "category": (0, None), "contributor": (0, None), "generator": (0, 1), "icon": (0, 1),
    "id": (1, 1), "link": (0, None), "logo": (0, 1), "rights": (0, 1), "subtitle": (0, 1), "title": (1, 1),
    "updated": (1, 1), "entry": (0, None),
}  # fmt: skip
ENTRY = {
    "author": (0, None), "category": (0, None), "content": (0, 1), "contributor": (0, None), "id": (1, 1),
    "link": (0, None), "published": (0, 1), "rights": (0, 1), "source": (0, 1), "summary": (0, 1), "title": (1, 1),
    "updated": (1, 1),
}  # fmt: skip
SOURCE = {name: bounds for name, bounds in FEED.items() if name != "entry"}
MEDIA_ATTRIBUTES = {"url", "type", "medium", "fileSize", "lang", "height", "width", "duration", "isDefault"}
MEDIA_CHILDREN = {"description", "credit", "title", "text", "rating", "thumbnail", "copyright", "license"}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    "content": {"type", "src"},
    **{name: {"type"} for name in ("title", "subtitle", "summary", "rights")},
}
DATE = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-][0-2]\d:[0-5]\d)")  # RFC 3339
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MEDIA_TYPE = re.compile(r"[^\s/;]+/[^\s/;]+(\s*;.*)?")
REGISTERED_RELS = {
    "alternate", "related", "self", "enclosure", "via", "hub", "license", "first", "last", "previous", "next",
    "current", "prev-archive", "next-archive", "predecessor-version",
}  # fmt: skip
NEVER_IN_HTML = ("<script", "javascript:", " onerror", " onclick", "<iframe", "<style")


def faults(document: bytes) -> list[str]:
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"not well formed: {error}"]
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return [*_feed(root), *_history(root), *_tombstones(root), *_everywhere(root)]


def _feed(root: Any) -> Iterator[str]:
    yield from _counted(root, FEED, "feed")
    yield from _alternates(root, "feed")
    if not root.get(XML_LANG):
        yield "feed: no xml:lang"
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        yield "feed: no self link"
    entries = root.findall(f"{ATOM}entry")
    for number, entry in enumerate(entries):
        yield from _entry(entry, f"entry {number}", feed_has_author=root.find(f"{ATOM}author") is not None)
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"entry id {id} stands {count} times" for id, count in ids.items() if count > 1)


def _entry(entry: Any, where: str, *, feed_has_author: bool) -> Iterator[str]:
    yield from _counted(entry, ENTRY, where)
    yield from _alternates(entry, where)
    if not feed_has_author and entry.find(f"{ATOM}author") is None:
        yield f"{where}: no author"
    if not entry.get(XML_LANG):
        yield f"{where}: no xml:lang"
    for source in entry.findall(f"{ATOM}source"):
        yield from _counted(source, SOURCE, f"{where}, source")
        yield from _alternates(source, f"{where}, source")
    for media in entry.findall(f"{MEDIA}content"):
        yield from _media(media, where)
    content = entry.find(f"{ATOM}content")
    if content is None and not any(
        link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")
    ):
        yield f"{where}: neither content nor an alternate link"
    if content is not None:
        yield from _content(content, where, has_summary=entry.find(f"{ATOM}summary") is not None)
    published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
    if published and updated and published > updated:
        yield f"{where}: updated before it was published"


def _content(content: Any, where: str, *, has_summary: bool) -> Iterator[str]:
    kind = content.get("type", "text")
    if content.get("src") is not None and (not has_summary or (content.text or "").strip()):
        yield f"{where}: content with src wants a summary and no text"
    if kind in {"text", "html"} and len(content):
        yield f"{where}: {kind} content has child elements"
    if kind not in {"text", "html", "xhtml"} and not MEDIA_TYPE.fullmatch(kind):
        yield f"{where}: content type {kind!r}"
    yield from _confidence(content, where)
    if kind == "html":
        lowered = (content.text or "").lower()
        yield from (f"{where}: {bad!r} in its HTML" for bad in NEVER_IN_HTML if bad in lowered)


def _confidence(content: Any, where: str) -> Iterator[str]:
    """ITS 2.0 §8.18: a number from 0 to 1, and who says so."""
    confidence, by = content.get(f"{ITS}mtConfidence"), content.get(f"{ITS}annotatorsRef", "")
    if confidence is None:
        return
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", confidence):
        yield f"{where}: its:mtConfidence={confidence!r}"
    if not re.fullmatch(r"mt-confidence\|\S+", by) or not _absolute(by.partition("|")[2]):
        yield f"{where}: its:annotatorsRef={by!r}"


def _media(media: Any, where: str) -> Iterator[str]:
    if extra := set(media.attrib) - MEDIA_ATTRIBUTES:
        yield f"{where}: media:content has the attributes {sorted(extra)}"
    if not _absolute(media.get("url")):
        yield f"{where}: media:content without an address"
    if media.get("medium", "image") not in {"image", "audio", "video", "document", "executable"}:
        yield f"{where}: media:content medium={media.get('medium')!r}"
    names = Counter(child.tag.removeprefix(MEDIA) for child in media)
    if extra := names.keys() - MEDIA_CHILDREN:
        yield f"{where}: media:content holds {sorted(extra)}"
    yield from (f"{where}: {count} × media:{name}" for name, count in names.items() if count > 1 and name != "credit")


def _history(root: Any) -> Iterator[str]:
    """RFC 5005 §4."""
    rels = Counter(link.get("rel") for link in root.findall(f"{ATOM}link"))
    yield from (f"feed: {rels[rel]} × {rel}" for rel in ("prev-archive", "next-archive", "current") if rels[rel] > 1)
    marks = len(root.findall(f"{FH}archive"))
    if marks > 1:
        yield f"feed: {marks} × fh:archive"
    if marks and not rels["current"]:
        yield "feed: an archive that does not say what is current"
    if not marks and len(root.findall(f"{ATOM}entry")) > 50:
        yield "feed: more than 50 entries to subscribe to"
    tags = [child.tag for child in root]
    after = tags[tags.index(f"{ATOM}entry") :] if f"{ATOM}entry" in tags else []
    yield from (f"feed: <{tag}> after an entry" for tag in after if tag != f"{ATOM}entry")


def _counted(parent: Any, allowed: dict[str, tuple[int, int | None]], where: str) -> Iterator[str]:
    found = Counter(child.tag for child in parent.iterchildren(etree.Element))
    for tag in found:
        if not tag.startswith("{"):
            yield f"{where}: <{tag}> has no namespace"
        elif tag.startswith(ATOM) and tag.removeprefix(ATOM) not in allowed:
            yield f"{where}: Atom has no <{tag.removeprefix(ATOM)}> here"
    for name, (least, most) in allowed.items():
        count = found[ATOM + name]
        if count < least or (most is not None and count > most):
            yield f"{where}: {count} × <{name}>"


def _alternates(parent: Any, where: str) -> Iterator[str]:
    kinds = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in parent.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    )
    yield from (f"{where}: {count} alternates of {kind}" for kind, count in kinds.items() if count > 1)
    if sum(kinds.values()) > 1:
        yield f"{where}: more than one alternate (legal, but clients differ in which they take)"


def _tombstones(root: Any) -> Iterator[str]:
    graves = root.findall(f"{AT}deleted-entry")
    pairs = Counter((grave.get("ref"), grave.get("when")) for grave in graves)
    yield from (f"tombstone {pair} stands {count} times" for pair, count in pairs.items() if count > 1)
    for grave in graves:
        if not grave.get("ref") or not _absolute(grave.get("ref")):
            yield "tombstone without a ref that is an IRI"
        if not DATE.fullmatch(grave.get("when", "")):
            yield f"tombstone with when={grave.get('when')!r}"
        if len(grave.findall(f"{AT}by")) > 1 or len(grave.findall(f"{AT}comment")) > 1:
            yield "tombstone with more than one by or comment"
        yield from (fault for by in grave.findall(f"{AT}by") for fault in _person(by))


def _everywhere(root: Any) -> Iterator[str]:
    checks: dict[str, Callable[[Any], Iterator[str]]] = {
        "link": _link, "author": _person, "contributor": _person, "category": _category, "id": _id,
        "updated": _date, "published": _date, "title": _text, "subtitle": _text, "summary": _text, "rights": _text,
    }  # fmt: skip
    for element in root.iter(f"{ATOM}*"):
        name = etree.QName(element).localname
        plain = {key for key in element.attrib if not key.startswith("{")}
        if extra := plain - ATTRIBUTES.get(name, set()):
            yield f"<{name}> has the attributes {sorted(extra)}"
        if (lang := element.get(XML_LANG)) is not None and not LANGUAGE.fullmatch(lang):
            yield f"<{name}> xml:lang={lang!r}"
        yield from checks.get(name, lambda _: iter(()))(element)


def _link(link: Any) -> Iterator[str]:
    href, rel = link.get("href", ""), link.get("rel", "alternate")
    relative = rel in {"prev-archive", "current"} and re.fullmatch(r"[\w%./-]+", href)  # starts from the document
    if not (_absolute(href) or relative) or re.search(r'[\s<>"{}|\\^`]', href):
        yield f"link href {href!r}"
    if rel not in REGISTERED_RELS and not _absolute(rel):
        yield f"link rel {rel!r}"
    if "type" in link.attrib and not MEDIA_TYPE.fullmatch(link.get("type")):
        yield f"link type {link.get('type')!r}"
    if "hreflang" in link.attrib and not LANGUAGE.fullmatch(link.get("hreflang")):
        yield f"link hreflang {link.get('hreflang')!r}"
    if "length" in link.attrib and not link.get("length").isdigit():
        yield f"link length {link.get('length')!r}"


def _person(person: Any) -> Iterator[str]:
    names = person.findall(f"{ATOM}name")
    if len(names) != 1 or not (names[0].text or "").strip():
        yield "a person without exactly one name"
    if len(person.findall(f"{ATOM}uri")) > 1 or len(person.findall(f"{ATOM}email")) > 1:
        yield "a person with two addresses"


def _category(category: Any) -> Iterator[str]:
    if not category.get("term"):
        yield "a category without a term"
    if "scheme" in category.attrib and not _absolute(category.get("scheme")):
        yield f"category scheme {category.get('scheme')!r}"


def _id(element: Any) -> Iterator[str]:
    if not _absolute(element.text or ""):
        yield f"id {element.text!r} is not an absolute IRI"


def _date(element: Any) -> Iterator[str]:
    if not DATE.fullmatch(element.text or ""):
        yield f"date {element.text!r}"


def _text(element: Any) -> Iterator[str]:
    if element.get("type", "text") not in {"text", "html", "xhtml"}:
        yield f"<{etree.QName(element).localname}> type {element.get('type')!r}"
    if element.get("type", "text") in {"text", "html"} and len(element):
        yield f"<{etree.QName(element).localname}> has child elements"


def _absolute(value: str | None) -> bool:
    return bool(value) and bool(urlsplit(value or "").scheme)
