"""The whole record after a beating, read from outside with plain SQL: what the laws are held against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple


class MoveRow(NamedTuple):
    translation: int
    name: str
    before: str
    after: str
    reason: str


class TranslationRow(NamedTuple):
    id: int
    article: int
    language: str
    state: str
    version: int
    attempts: int
    lease: str
    revision: int


class ArticleRow(NamedTuple):
    id: int
    external_id: str
    retracted: bool
    title: str
    revisions: int


class SegmentRow(NamedTuple):
    id: int
    translation: int
    position: int
    source: str
    target: str


class EditRow(NamedTuple):
    translation: int
    #: None when the segment was drafted anew.
    segment: int | None
    before: str
    after: str


class PublicationRow(NamedTuple):
    id: int
    article: int
    language: str
    number: int
    tier: str
    revision: int
    updated: datetime
    retracted: bool
    text: str


class EntryRow(NamedTuple):
    article: int
    language: str
    publication: int
    updated: datetime
    #: The article's, as it stands in the feed's ids.
    uuid: str


class ItemRow(NamedTuple):
    feed: int
    language: str
    category: str
    size: int
    position: int
    publication: int


class DeliveryRow(NamedTuple):
    id: int
    subscription: int
    publication: int | None
    state: str
    attempts: int
    error: str
    not_before: datetime
    action: str
    kind: str
    #: Whoever sends it has until then; None when nobody does.
    leased: datetime | None


class RevisionRow(NamedTuple):
    id: int
    #: Everything of it that is translated, without white space.
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    articles: Sequence[ArticleRow]
    revisions: Sequence[RevisionRow]
    translations: Sequence[TranslationRow]
    #: In the order in which they were made.
    moves: Sequence[MoveRow]
    segments: Sequence[SegmentRow]
    edits: Sequence[EditRow]
    publications: Sequence[PublicationRow]
    entries: Sequence[EntryRow]
    items: Sequence[ItemRow]
    deliveries: Sequence[DeliveryRow]


_MOVES = "SELECT translation_id, name, from_state, to_state, reason FROM translations_move ORDER BY id"
_TRANSLATIONS = """SELECT id, article_id, language, state, version, attempts, lease_token, revision_id
    FROM translations_translation ORDER BY id"""
_ARTICLES = """SELECT a.id, a.external_id, a.retracted_at IS NOT NULL, r.title, r.number
    FROM translations_article a JOIN translations_revision r ON r.id = a.current_id ORDER BY a.id"""
_SEGMENTS = (
    "SELECT id, translation_id, position, source, target FROM translations_segment ORDER BY translation_id, position"
)
_EDITS = 'SELECT translation_id, segment_id, "before", "after" FROM translations_edit ORDER BY id'
_PUBLICATIONS = """SELECT id, article_id, language, number, tier, revision_id, updated_at, retracted,
    title || ' ' || summary || ' ' || content FROM translations_publication ORDER BY article_id, language, number"""
_ENTRIES = """SELECT e.article_id, e.language, e.publication_id, e.updated_at, a.uuid
    FROM translations_entry e JOIN translations_article a ON a.id = e.article_id ORDER BY e.id"""
_ITEMS = """SELECT f.id, f.language, f.category, f.size, i.position, i.publication_id
    FROM feeds_item i JOIN feeds_feed f ON f.id = i.feed_id ORDER BY f.id, i.position"""
_DELIVERIES = """SELECT d.id, d.subscription_id, d.publication_id, d.state, d.attempts, d.last_error, d.not_before,
    d.action, s.kind, d.lease_until
    FROM translations_delivery d JOIN translations_subscription s ON s.id = d.subscription_id ORDER BY d.id"""
_REVISIONS = "SELECT id, title, summary, blocks FROM translations_revision ORDER BY id"


def read(connection: Any) -> Record:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return list(connection.execute(query).fetchall())

    return Record(
        articles=[ArticleRow(*row[:2], bool(row[2]), *row[3:]) for row in rows(_ARTICLES)],
        revisions=[RevisionRow(row[0], words(*row[1:])) for row in rows(_REVISIONS)],
        translations=[TranslationRow(*row) for row in rows(_TRANSLATIONS)],
        moves=[MoveRow(*row) for row in rows(_MOVES)],
        segments=[SegmentRow(*row) for row in rows(_SEGMENTS)],
        edits=[EditRow(*row) for row in rows(_EDITS)],
        publications=[PublicationRow(*row[:6], moment(row[6]), bool(row[7]), row[8]) for row in rows(_PUBLICATIONS)],
        entries=[EntryRow(*row[:3], moment(row[3]), str(row[4])) for row in rows(_ENTRIES)],
        items=[ItemRow(*row) for row in rows(_ITEMS)],
        deliveries=[
            DeliveryRow(*row[:6], moment(row[6]), *row[7:9], row[9] and moment(row[9])) for row in rows(_DELIVERIES)
        ],
    )


def words(title: str, summary: str, blocks: Any) -> str:
    found = json.loads(blocks) if isinstance(blocks, str) else blocks
    return "".join("".join([title, summary, *(block["text"] for block in found)]).split())


def moment(value: Any) -> datetime:
    """SQLite keeps times as text, in UTC without saying so."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
