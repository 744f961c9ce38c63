"""What must hold of the record, whatever was done to the service.

Pure: each law tells, in sentences, where it is broken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from chaos.record import EditRow, MoveRow, PublicationRow, Record
from translations.states import MOVES, State, allowed

Law = Callable[[Record], Iterator[str]]
#: Moves after which attempts count from none again.
_FRESH = {"receive", "replay", "retranslate", "correct", "restore"}
#: What a claim may end in.
_ENDS = {"draft", "retry", "give up", "correct", "withdraw", "cancel"}
DRAFTED = {State.REVIEW, State.PUBLISHED, State.REJECTED}


def broken(record: Record, *, max_attempts: int) -> list[str]:
    found = [f"{law.__name__}: {sentence}" for law in LAWS for sentence in law(record)]
    return found + [f"attempts_are_bounded: {sentence}" for sentence in attempts_are_bounded(record, max_attempts)]


def the_log_explains_every_state(record: Record) -> Iterator[str]:
    logs = _logs(record)
    for row in record.translations:
        state, reached = "", 0
        for move in logs.get(row.id, []):
            if move.before != state or not _possible(move):
                yield f"translation {row.id}: {move.name} from {move.before!r} to {move.after!r} while in {state!r}"
            state, reached = move.after, reached + 1
        if state != row.state:
            yield f"translation {row.id} is in {row.state}, its log ends in {state!r}"
        if row.version != reached - 1:
            yield f"translation {row.id} has version {row.version} after {reached} moves"


def _possible(move: MoveRow) -> bool:
    known = MOVES.get(move.name)
    if known is None or known.target != move.after:
        return False
    return not move.before if not known.sources else bool(move.before) and allowed(move.name, State(move.before))


def _logs(record: Record) -> dict[int, list[MoveRow]]:
    found: dict[int, list[MoveRow]] = defaultdict(list)
    for move in record.moves:
        found[move.translation].append(move)
    return found


def nothing_is_under_way(record: Record) -> Iterator[str]:
    for row in record.translations:
        if row.state in (State.QUEUED, State.TRANSLATING):
            yield f"translation {row.id} is still {row.state}"
        if row.lease and row.state != State.TRANSLATING:
            yield f"translation {row.id} in {row.state} has a lease"


def every_claim_ends_once(record: Record) -> Iterator[str]:
    for number, moves in _logs(record).items():
        for move, after in pairwise(moves):
            if move.name == "claim" and after.name not in _ENDS:
                yield f"translation {number}: a claim was followed by {after.name}"


def attempts_are_bounded(record: Record, most: int) -> Iterator[str]:
    logs = _logs(record)
    for row in record.translations:
        counted = 0
        for move in logs.get(row.id, []):
            counted += move.name == "claim"
            counted -= move.name == "retry" and move.reason.startswith("handed back")
            counted = 0 if move.name in _FRESH else counted
            # Counted as the claim says it: a correction of what still waits begins anew without a move.
            if move.name == "claim" and int(move.reason.split()[1]) > most:
                yield f"translation {row.id}: {move.reason}"
        if row.attempts > counted:
            yield f"translation {row.id} counts {row.attempts} attempts, its log {counted}"


def every_draft_is_whole_and_there_once(record: Record) -> Iterator[str]:
    words = {row.id: row.words for row in record.revisions}
    drafts = defaultdict(list)
    for segment in record.segments:
        drafts[segment.translation].append(segment)
    for row in record.translations:
        if row.state not in DRAFTED:
            continue
        found = drafts[row.id]
        if [segment.position for segment in found] != list(range(len(found))):
            yield f"translation {row.id} has segments {[segment.position for segment in found]}"
        if "".join("".join(segment.source for segment in found).split()) != words[row.revision]:
            yield f"translation {row.id} is not a draft of the whole of revision {row.revision}"


def no_publication_is_there_twice(record: Record) -> Iterator[str]:
    for (article, language), rows in _published(record).items():
        if [row.number for row in rows] != list(range(1, len(rows) + 1)):
            yield f"article {article} in {language} has publications {[row.number for row in rows]}"
        for before, after in pairwise(rows):
            if after.updated <= before.updated:
                yield f"publication {after.id} is not newer than {before.id}"
            if before.retracted and after.retracted:
                yield f"article {article} in {language} was retracted twice in a row"
    yield from _one_for_each_decision(record)
    yield from _one_for_each_revision(record)


def _published(record: Record) -> dict[tuple[int, str], list[PublicationRow]]:
    found: dict[tuple[int, str], list[PublicationRow]] = defaultdict(list)
    for row in record.publications:
        found[row.article, row.language].append(row)
    return found


def _one_for_each_decision(record: Record) -> Iterator[str]:
    decided = Counter(move.translation for move in record.moves if move.name == "publish")
    own = {(row.article, row.language): row.id for row in record.translations}
    out = Counter(
        own.get((row.article, row.language))
        for row in record.publications
        if row.tier == "reviewed" and not row.retracted
    )
    for number in decided | out:
        if decided[number] != out[number]:
            yield f"translation {number} was published {decided[number]} times, and is there {out[number]} times"


def _one_for_each_revision(record: Record) -> Iterator[str]:
    originals = Counter(row.revision for row in record.publications if row.tier == "original" and not row.retracted)
    for row in record.revisions:
        if originals[row.id] != 1:
            yield f"revision {row.id} is {originals[row.id]} times in the feed of its own language"


def one_entry_points_at_the_newest(record: Record) -> Iterator[str]:
    twice = Counter((row.article, row.language) for row in record.entries)
    yield from (f"article {article} has {n} entries in {language}" for (article, language), n in twice.items() if n > 1)
    newest = {key: rows[-1] for key, rows in _published(record).items()}
    for row in record.entries:
        last = newest.pop((row.article, row.language), None)
        if last is None or (last.id, last.updated) != (row.publication, row.updated):
            yield f"the entry of article {row.article} in {row.language} is not its newest publication"
    yield from (f"article {article} has publications in {language} and no entry" for article, language in newest)


def feeds_have_no_gap(record: Record) -> Iterator[str]:
    places = defaultdict(list)
    for item in record.items:
        places[item.feed, item.language, item.category, item.size].append(item)
    for (feed, language, category, size), items in places.items():
        if [item.position for item in items] != list(range(1, size + 1)):
            yield f"feed {feed} of {size} places has a gap or a place too many"
        there = Counter(item.publication for item in items)
        wanted = [row.id for row in record.publications if row.language == language]
        wrong = (Counter(wanted) - there) | (there - Counter(wanted))
        if wrong and not category:
            yield f"feed {language} lacks or repeats publications {sorted(wrong)[:5]}"


def edits_follow_each_other(record: Record) -> Iterator[str]:
    """Of one segment: each edit began where the one before it ended, and the last is what stands."""
    chains: dict[int, list[EditRow]] = defaultdict(list)
    for edit in record.edits:
        if edit.segment is not None:
            chains[edit.segment].append(edit)
    for segment in record.segments:
        chain = chains.get(segment.id, [])
        for before, after in pairwise(chain):
            if after.before != before.after:
                yield f"segment {segment.id}: an edit of {after.before[:40]!r} came after {before.after[:40]!r}"
        if chain and chain[-1].after != segment.target:
            yield f"segment {segment.id} says {segment.target[:40]!r}, its last edit {chain[-1].after[:40]!r}"


LAWS: Sequence[Law] = (
    the_log_explains_every_state,
    nothing_is_under_way,
    every_claim_ends_once,
    every_draft_is_whole_and_there_once,
    no_publication_is_there_twice,
    one_entry_points_at_the_newest,
    feeds_have_no_gap,
    edits_follow_each_other,
)
