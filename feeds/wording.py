"""What a reader is told about a text, in the text's own language: made by machine, corrected, from where. Pure.

Not gettext: these words belong to a feed in one language, not to a visitor's preference. Other languages get English.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from feeds import cleaning
from feeds.head import Head
from translations.entries import FeedEntry
from translations.types import Tier


@dataclass(frozen=True, slots=True)
class Words:
    subtitle: str
    untitled: str
    #: Before the title and the summary of a text that no person has read.
    machine: str
    unreviewed: str
    reviewed: str
    correction: str
    original: str


_ENGLISH = Words(
    subtitle="Articles in English",
    untitled="Untitled",
    machine="Machine translation",
    unreviewed="Machine translation, not reviewed by a person.",
    reviewed="Machine translation, reviewed and approved by a person.",
    correction="Correction",
    original="Original",
)
_VIETNAMESE = Words(
    subtitle="Bài viết bằng tiếng Việt",
    untitled="Không có tiêu đề",
    machine="Bản dịch máy",
    unreviewed="Bản dịch máy, chưa có người kiểm tra.",
    reviewed="Bản dịch máy, đã có người kiểm tra và duyệt.",
    correction="Đính chính",
    original="Bản gốc",
)
_BY_LANGUAGE = {"en": _ENGLISH, "vi": _VIETNAMESE}


def words(language: str) -> Words:
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), _ENGLISH)


def feed_title(head: Head) -> str:
    where = f"{cleaning.text(head.label)}, {head.language}" if head.label else head.language
    return f"{cleaning.text(head.site_name)} ({where})"


def subtitle(language: str) -> str:
    """One line about the feed; for a language we have no words for, its code says the most."""
    return words(language).subtitle if language.partition("-")[0].lower() in _BY_LANGUAGE else f"Articles: {language}"


def title(entry: FeedEntry) -> str:
    """The headline; labelled in a list of headlines too when nobody has read the text."""
    said = words(entry.language)
    plain = cleaning.text(entry.title) or said.untitled
    return f"[{said.machine}] {plain}" if _unread(entry) else plain


def summary(entry: FeedEntry) -> str:
    """Correction first: many readers show the summary alone. May be empty for an original without one."""
    said = words(entry.language)
    parts = [f"{said.correction}: {_sentence(note)}"] if (note := _note(entry)) else []
    parts += [said.unreviewed] if _unread(entry) else []
    return " ".join([*parts, cleaning.text(entry.summary)]).strip()


def content(entry: FeedEntry) -> str:
    """The body as sanitised HTML: a correction's note before it, its provenance after it.

    Sanitised before the notes are added, so that an unclosed tag cannot swallow them, and once more as the last step.
    """
    pieces = [_correction(entry), cleaning.html(entry.content), _provenance(entry)]
    return cleaning.html("\n".join(piece for piece in pieces if piece))


def tier(entry: FeedEntry) -> str:
    """How far a person has seen the text, in words; kept of a retracted one too, since it was given out so."""
    said = words(entry.language)
    return {Tier.ORIGINAL: said.original, Tier.MACHINE: said.unreviewed, Tier.REVIEWED: said.reviewed}[entry.tier]


def _unread(entry: FeedEntry) -> bool:
    return entry.tier is Tier.MACHINE and not entry.retracted


def _note(entry: FeedEntry) -> str:
    """A retraction's reason already stands in its notice."""
    return "" if entry.retracted else cleaning.text(entry.correction)


def _sentence(value: str) -> str:
    return value if value.endswith((".", "!", "?", "…")) else f"{value}."


def _correction(entry: FeedEntry) -> str:
    note = _note(entry)
    return f"<p><strong>{words(entry.language).correction}:</strong> {_escaped(note)}</p>" if note else ""


def _provenance(entry: FeedEntry) -> str:
    if entry.tier is Tier.ORIGINAL or entry.retracted:
        return ""
    said = words(entry.language)
    made = said.reviewed if entry.tier is Tier.REVIEWED else said.unreviewed
    return f"<p><em>{made}</em>{_original(entry)}</p>"


def _original(entry: FeedEntry) -> str:
    href, name = cleaning.address(entry.source_url), cleaning.text(entry.source_name)
    if not href:
        return ""
    label, lang = words(entry.language).original, cleaning.language(entry.source_language)
    return f' {label}: <a href="{escape(href)}" hreflang="{lang}">{_escaped(name or href)}</a>.'


def _escaped(value: str) -> str:
    return escape(value, quote=False)
