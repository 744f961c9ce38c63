"""What the newsroom, the translators and the outlet saw, held against the record: nothing acknowledged may be gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from chaos.desk import Published, Saved
from chaos.newsroom import Sent
from chaos.outlet import Read
from chaos.record import DeliveryRow, EntryRow, Record

#: A worker that was killed while sending is noticed when its lease has run out and the sweeper has come by.
SWEPT = timedelta(seconds=10)


def articles_are_as_sent(record: Record, sent: Sequence[Sent]) -> Iterator[str]:
    stored = {row.external_id: row for row in record.articles}
    for article in sent:
        row = stored.pop(article.external_id, None)
        if row is None:
            if article.settled or len(article.titles) > 1:
                yield f"article {article.external_id} was taken and is gone"
            continue
        if article.settled and (row.title, row.retracted) != (article.titles[-1], article.retracted):
            yield f"article {article.external_id} is {row.title!r}, retracted {row.retracted}; not as it was sent last"
        if row.title not in article.titles:
            yield f"article {article.external_id} has a title that nobody sent"
    yield from (f"article {name} was never sent" for name in stored)


def no_saved_edit_is_gone(record: Record, saved: Sequence[Saved]) -> Iterator[str]:
    there = Counter((edit.translation, edit.after) for edit in record.edits)
    for edit in saved:
        times = there[edit.translation, edit.text]
        if times != 1:
            yield f"edit {edit.mark} of translation {edit.translation}, acknowledged, is there {times} times"


def published_texts_hold_their_edits(record: Record, published: Sequence[Published]) -> Iterator[str]:
    of = {row.id: (row.article, row.language) for row in record.translations}
    texts: dict[tuple[int, str], list[str]] = {}
    for row in record.publications:
        texts.setdefault((row.article, row.language), []).append(row.text)
    for out in published:
        found = texts.get(of[out.translation], [])
        if not any(all(mark in text for mark in out.marks) for text in found):
            yield f"translation {out.translation} was published with {out.marks}, and no publication has them"


def no_entry_is_lost(
    record: Record, whole: Mapping[str, set[str]], known: Mapping[tuple[str, str], Read]
) -> Iterator[str]:
    """`whole`: every id of each feed as it stands at the end."""
    for language, id in known:
        if id not in whole[language]:
            yield f"entry {id} was in feed {language} and is gone"
    for language, ids in whole.items():
        for entry in record.entries:
            if entry.language == language and name_of(entry) not in ids:
                yield f"the entry of article {entry.article} is not in feed {language}"


def name_of(entry: EntryRow) -> str:
    """The entry's atom:id, as it was decided once and for all: partners have stored it."""
    article = UUID(entry.uuid)
    return article.urn if entry.language == "vi" else uuid5(article, entry.language).urn


def deliveries_are_explained(record: Record, told: Mapping[int, int], *, most: int, now: datetime) -> Iterator[str]:
    """`told`: delivery → how often it reached the webhook. At least once, never more often than it was tried."""
    sends = [row for row in record.deliveries if row.action == "send"]
    busy = {row.subscription for row in sends if row.state == "sending" and not _is_forgotten(row, now)}
    for row in sends:
        if row.attempts > most:
            yield f"delivery {row.id} was tried {row.attempts} times"
        if reason := _unexplained(row, busy, now):
            yield f"delivery {row.id} {reason}"
        if row.kind == "webhook" and not (row.state == "done") <= told.get(row.id, 0) <= row.attempts:
            yield f"delivery {row.id}, {row.state} after {row.attempts} attempts, arrived {told.get(row.id, 0)} times"
    for number in set(told) - {row.id for row in sends}:
        yield f"delivery {number} arrived and is not in the record"
    yield from _everybody_is_told(record, sends)


def _is_forgotten(row: DeliveryRow, now: datetime) -> bool:
    return row.leased is None or row.leased + SWEPT < now


def _unexplained(row: DeliveryRow, busy: Container[int], now: datetime) -> str:
    """`busy`: subscriptions that somebody has in hand, if only a worker that was killed: until that lease is over
    nothing else is told there, so that nothing overtakes anything."""
    if row.state == "sending" and _is_forgotten(row, now):
        return "has been sending since its worker died"
    if row.state == "queued" and row.not_before <= now and row.subscription not in busy:
        return "is due and was not sent"
    if row.state in ("queued", "dead", "dropped") and row.attempts and not row.error:
        return f"is {row.state} without a reason"
    return ""


def _everybody_is_told(record: Record, sends: Sequence[DeliveryRow]) -> Iterator[str]:
    """Each publication went to the partner's webhook once: it subscribed to both languages before the first."""
    hooks = {row.subscription for row in sends if row.kind == "webhook"}
    told = Counter((row.subscription, row.publication) for row in sends)
    for hook in hooks:
        for publication in record.publications:
            if told[hook, publication.id] != 1:
                yield f"publication {publication.id} has {told[hook, publication.id]} deliveries to webhook {hook}"
