"""The words of one block: text with its inline markup, kept balanced as it is collected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape, unescape

import nh3

from translations.intake import clean

_ATTRIBUTES = {"a": {"href", "hreflang", "title"}, "span": {"translate"}, "abbr": {"title"}}
INLINE = frozenset(
    ("a", "em", "strong", "b", "i", "u", "s", "sub", "sup", "code", "span", "mark", "q", "abbr"),
)
_CLEANER = nh3.Cleaner(
    tags=set(INLINE),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
)
_TAG = re.compile(r"<[^>]*>")
_EMPTY = re.compile(r"<(\w+)[^>]*>(\s*)</\1>")


def opening(tag: str, attributes: Mapping[str, str], base_url: str) -> str:
    """The start tag as we keep it, or "" for one that says nothing (a link to nowhere, a bare span)."""
    if tag not in INLINE:
        return ""
    if tag == "a":
        href = clean.address(attributes.get("href", ""), base_url, schemes=("http", "https", "mailto"))
        return f'<a href="{escape(href)}">' if href else ""
    if tag == "span":
        return '<span translate="no">' if attributes.get("translate", "").lower() == "no" else ""
    title = clean.line(attributes.get("title", ""))
    if tag == "abbr" and title and not {"<", ">"} & set(title):  # nh3 writes these two unescaped in attributes
        return f'<abbr title="{escape(title)}">'
    return f"<{tag}>"


class Inline:
    """The inline elements that are open, across blocks: `<b>` around two paragraphs makes both bold."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        #: (tag, its start tag or "" when not kept)
        self._open: list[tuple[str, str]] = []
        self._kept: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> str:
        """Opens an element; one inside its own kind adds nothing and is not kept."""
        markup = "" if tag in self._kept else opening(tag, attributes, self._base_url)
        self._open.append((tag, markup))
        if markup:
            self._kept[tag] = markup
        return markup

    def end(self, tag: str) -> bool:
        """Closes the innermost element; True when its start tag had been kept."""
        if not self._open or self._open[-1][0] != tag:
            return False
        _, markup = self._open.pop()
        if markup:
            del self._kept[tag]
        return bool(markup)

    def openings(self) -> str:
        return "".join(self._kept.values())


class Run:
    """Collects the pieces of one block."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._text: list[str] = []
        self._marked = False

    def __bool__(self) -> bool:
        return any(part.strip() for part in self._text)

    def markup(self, tag: str) -> None:
        if tag:
            self._html.append(tag)
            self._marked = True

    def words(self, text: str) -> None:
        self._text.append(text)
        self._html.append(escape(text, quote=False))

    def ends_sentence(self) -> bool:
        """Whether the last words so far end a sentence. Looks at the last piece only."""
        return bool(self._text) and self._text[-1].rstrip().endswith((".", "!", "?", "…", ":", ";", ".”", '."'))

    def result(self) -> tuple[str, str]:
        """(text, html); html is "" when there is no markup, or none that could be kept faithfully."""
        text = clean.line("".join(self._text))
        if not self._marked:
            return text, ""
        html = _sanitised("".join(self._html))
        return text, html if _TAG.search(html) and words_of(html) == text else ""


def _sanitised(html: str) -> str:
    """Collapses white space as `clean.line` does for text, then lets nh3, which also closes what is open, finish."""
    html = _EMPTY.sub(r"\2", _collapse(html))
    return unicodedata.normalize("NFC", _CLEANER.clean(html)).strip()


def _collapse(html: str) -> str:
    """One space between words, none at the ends, wherever the tags stand."""
    parts, spaced = [], True
    for part in re.split(r"(<[^>]*>)", html):
        if part.startswith("<"):
            parts.append(part)
            continue
        words = " ".join(part.split())
        if words:
            lead = " " if part[0].isspace() and not spaced else ""
            spaced = part[-1].isspace()
            parts.append(lead + words + (" " if spaced else ""))
        elif part and not spaced:
            parts.append(" ")
            spaced = True
    return _unspaced_end("".join(parts))


def _unspaced_end(html: str) -> str:
    """Drops a space that only closing tags follow."""
    return re.sub(r"\s+((?:</\w+>)*)\Z", r"\1", html) if re.search(r"\s(?:</\w+>)*\Z", html[-200:]) else html


def words_of(html: str) -> str:
    """The text of sanitised inline HTML."""
    return unescape(_TAG.sub("", html))
