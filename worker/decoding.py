"""Bytes of a feed or page → text. Servers declare encodings wrongly; bytes seldom lie. Pure."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings that documents are written in; not Python's tricks such as idna, punycode or unicode_escape.
_KNOWN = ("utf-8", "utf-16", "utf-32", "iso8859", "cp", "koi8", "gb", "big5", "euc", "shift_jis", "mac")
_DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9._-]{1,40})""")
#: Far enough into a page to meet its <meta charset>.
_HEAD = 2048
#: What is neither valid nor declared is most likely Windows' Vietnamese.
_LAST_RESORT = "cp1258"
#: One damaged character in so many is a typing or cutting error in UTF-8, not another encoding.
_RARE = 200
#: Not allowed in XML 1.0 (§2.2): one of them makes a strict parser refuse the whole document.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def decode(body: bytes, charset: str = "") -> str:
    """Never fails. Marks and NULs come first, then UTF-8, which other text almost never is by chance, then claims."""
    return _ILLEGAL.sub("", _text(body, charset))


def _text(body: bytes, charset: str) -> str:
    certain = _certain(body)
    if certain:
        return body.decode(certain, "replace")
    for encoding in ("utf-8", charset, _declared(body)):
        text = _strictly(body, encoding)
        if text is not None:
            return text
    text = body.decode("utf-8", "replace")
    return text if text.count("\ufffd") * _RARE < len(text) else body.decode(_LAST_RESORT, "replace")


def _certain(body: bytes) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding
    if body[:2] == b"<\0":
        return "utf-16-le"
    return "utf-16-be" if body[:2] == b"\0<" else ""


def _declared(body: bytes) -> str:
    found = _DECLARED.search(body[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        return body.decode(name) if name.startswith(_KNOWN) else None
    except (LookupError, ValueError):
        return None
