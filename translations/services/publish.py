"""What partners will see: publications are written here and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from translations import compose, selectors
from translations.entries import Text
from translations.errors import RefusedInput, StaleVersion
from translations.models import Entry, PendingRelease, Publication, Revision, Translation, User
from translations.services import announce, embargo, memory
from translations.services.moving import move
from translations.states import State
from translations.types import Tier

#: (title prefix, notice): what a reader sees in place of a retracted article.
_RETRACTED = {
    "vi": ("[Đã rút]", "Bài này đã được rút và không còn giá trị."),
    "en": ("[Retracted]", "This article has been retracted and should no longer be used."),
}


def post(
    revision: Revision,
    language: str,
    text: Text,
    *,
    tier: Tier,
    now: datetime,
    signature: str = "",
    by: User | None = None,
    correction: str = "",
    retracted: bool = False,
) -> Publication | None:
    """Writes the next publication and points the feed's entry at it. Runs inside the caller's transaction.

    Under an embargo it is held instead, and None; a retraction never is. Either way it replaces what was held before.
    """
    if selectors.embargo(revision, now=now) and not retracted:
        embargo.hold(revision, language, text, tier=tier, now=now, signature=signature, by=by, correction=correction)
        return None
    embargo.cancel(revision.article_id, language)
    entry = Entry.objects.select_for_update(of=("self",)).filter(article=revision.article_id, language=language)
    known = entry.select_related("publication").first()
    updated = _after(known, now)
    publication = Publication.objects.create(
        article_id=revision.article_id,
        revision=revision,
        language=language,
        number=known.publication.number + 1 if known else 1,
        tier=tier,
        title=text.title,
        summary=text.summary,
        content=text.content,
        updated_at=updated,
        signature=signature,
        by=by,
        reviewer=(by.get_full_name() or by.get_username()) if by and not retracted else "",
        correction=correction,
        retracted=retracted,
    )
    if known:
        Entry.objects.filter(pk=known.pk).update(publication=publication, updated_at=updated)
    else:
        first = _first(revision, updated) if tier is Tier.ORIGINAL else updated
        Entry.objects.create(
            article_id=revision.article_id,
            language=language,
            publication=publication,
            published_at=first,
            updated_at=updated,
        )
    for name in settings.ON_PUBLICATION:
        import_string(name)(publication)
    announce.enqueue(publication, now=now)
    return publication


def _first(revision: Revision, updated: datetime) -> datetime:
    """When the newsroom published it, but not before its embargo's end, and not after what is said of this version."""
    said = max(revision.published_at, revision.embargo_until or revision.published_at)
    return min(said.replace(microsecond=0), updated)


def _after(entry: Entry | None, now: datetime) -> datetime:
    """Whole seconds, and later than what readers have: feed readers compare by `updated` alone."""
    now = now.replace(microsecond=0)
    return max(now, entry.updated_at + timedelta(seconds=1)) if entry else now


@transaction.atomic
def publish(
    translation_id: int, *, by: User, seen: str, correction: str = "", now: datetime | None = None
) -> Publication | None:
    """A person lets the draft out under a partner's name. None when an embargo still holds it: it goes out by itself.

    `seen` is `selectors.text_digest` of what that person read: if the text has changed since, StaleVersion. What was
    not accepted segment by segment is accepted by this. A text that replaces a reviewed one needs a correction note.
    """
    now = now or timezone.now()
    translation = selectors.locked(translation_id)
    if seen != selectors.text_digest(translation):
        raise StaleVersion(
            f"the text of translation {translation_id}", cure="Read it once more, then publish what you have read."
        )
    segments = list(translation.segments.all())
    if empty := [s.position + 1 for s in segments if not s.target.strip()]:
        raise RefusedInput(
            f"segments without a translation: {', '.join(map(str, empty))}", field="segments", cure="Translate them."
        )
    if replaces_reviewed(translation) and not correction.strip():
        raise RefusedInput("a published text is being replaced", field="correction", cure="Say in a line what changed.")
    translation.segments.filter(accepted=False).update(accepted=True)
    memory.remember(translation, by=by, now=now)
    move(translation, "publish", now=now, by=by, reason=correction)
    return post(
        translation.revision,
        translation.language,
        draft_text(translation),
        tier=Tier.REVIEWED,
        now=now,
        signature=translation.signature,
        by=by,
        correction=correction.strip(),
    )


def replaces_reviewed(translation: Translation) -> bool:
    entry = Entry.objects.filter(article=translation.article_id, language=translation.language).first()
    return entry is not None and entry.publication.tier == Tier.REVIEWED and not entry.publication.retracted


def publish_machine(translation: Translation, *, now: datetime) -> Publication | None:
    """The source's policy lets a clean draft out at once, labelled; it still waits for a person in review."""
    return post(
        translation.revision,
        translation.language,
        draft_text(translation),
        tier=Tier.MACHINE,
        now=now,
        signature=translation.signature,
    )


def draft_text(translation: Translation) -> Text:
    """The draft as an article, put together from its segments."""
    targets = selectors.targets_by_block(translation)
    marked = selectors.markup_by_block(translation)
    blocks = compose.translated(selectors.blocks_of(translation.revision), targets, marked)
    return Text(title=targets.get(0, ""), summary=targets.get(1, ""), content=compose.content(blocks))


@transaction.atomic
def withdraw(translation_id: int, *, by: User, reason: str, now: datetime | None = None) -> None:
    """An editor takes a translation back; if it was out, the feed says so."""
    now = now or timezone.now()
    if not reason.strip():
        raise RefusedInput("no reason given", field="reason", cure="Say why: readers of the feed will see it.")
    translation = selectors.locked(translation_id)
    move(translation, "withdraw", now=now, by=by, reason=reason, lease_token="")
    embargo.cancel(translation.article_id, translation.language)
    entry = Entry.objects.filter(article=translation.article_id, language=translation.language).first()
    if entry:
        retract_entry(entry, reason=reason, by=by, now=now)


def retract_entry(entry: Entry, *, reason: str, by: User | None, now: datetime) -> None:
    """Replaces an entry by a visible notice, for the readers that do not act on tombstones (none tried does)."""
    last = entry.publication
    if last.retracted:
        return
    prefix, notice = _RETRACTED.get(entry.language, _RETRACTED["en"])
    words = f"{notice} {reason}".strip()
    text = Text(title=f"{prefix} {last.title}", summary=words, content=compose.paragraph(words))
    post(
        last.revision,
        entry.language,
        text,
        tier=Tier(last.tier),
        now=now,
        signature=last.signature,
        by=by,
        correction=reason,
        retracted=True,
    )


def may_go_out_unreviewed(translation: Translation) -> bool:
    """Only under the source's policy, only without a doubt, and never over a text that a person approved."""
    source = translation.article.source
    if source.policy != source.Policy.MACHINE or translation.doubts:
        return False
    if translation.moves.filter(to_state=State.WITHDRAWN, by__isnull=False).exists():
        return False
    here = {"article": translation.article_id, "language": translation.language}
    if PendingRelease.objects.filter(**here, tier=Tier.REVIEWED).exists():
        return False
    entry = Entry.objects.filter(**here).first()
    return entry is None or entry.publication.tier == Tier.MACHINE
