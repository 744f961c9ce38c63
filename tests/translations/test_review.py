from __future__ import annotations

import pytest

from translations import selectors, services
from translations.errors import ImpossibleMove, RefusedInput, StaleVersion
from translations.models import Edit, Publication, Translation, User
from translations.states import State
from writing import article

pytestmark = pytest.mark.django_db


def publish(draft: Translation, by: User, correction: str = "") -> Publication:
    return services.publish(draft.pk, by=by, seen=selectors.text_digest(draft), correction=correction)


def test_an_edit_is_kept_with_who_and_when_and_what_stood_before(draft: Translation, bob: User) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="New bridge opens", version=0, accept=True, by=bob)
    edit = Edit.objects.get()
    assert (edit.before, edit.after, edit.by, edit.accepted) == (segment.target, "New bridge opens", bob, True)


def test_two_people_never_overwrite_each_other_silently(draft: Translation, alice: User, bob: User) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="Alice was here", version=0, accept=False, by=alice)
    with pytest.raises(StaleVersion):
        services.edit_segment(segment.pk, target="Bob was here", version=0, accept=False, by=bob)
    segment.refresh_from_db()
    assert segment.target == "Alice was here"


def test_saving_what_is_already_there_is_no_conflict(draft: Translation, alice: User, bob: User) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="The same", version=0, accept=True, by=alice)
    services.edit_segment(segment.pk, target="The same", version=0, accept=True, by=bob)
    assert Edit.objects.count() == 1


def test_an_edit_is_checked_again(draft: Translation, bob: User) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="", version=0, accept=False, by=bob)
    draft.refresh_from_db()
    assert draft.doubts == 1
    services.edit_segment(segment.pk, target="New bridge opens", version=1, accept=True, by=bob)
    draft.refresh_from_db()
    assert draft.doubts == 0


def test_what_was_read_is_what_is_published(draft: Translation, alice: User, bob: User) -> None:
    seen = selectors.text_digest(draft)
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="Bob changed this", version=0, accept=False, by=bob)
    with pytest.raises(StaleVersion):
        services.publish(draft.pk, by=alice, seen=seen)
    assert selectors.feed_entries("en") == ()


def test_a_published_draft_is_in_the_feed_with_its_reviewer(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    draft.refresh_from_db()
    (entry,) = selectors.feed_entries("en")
    assert (draft.state, entry.tier, entry.reviewer) == (State.PUBLISHED, "reviewed", "alice")
    assert entry.title == draft.segments.all()[0].target
    assert entry.content.count("<p>") == 2


def test_an_empty_sentence_is_never_published(draft: Translation, alice: User) -> None:
    segment = draft.segments.all()[1]
    services.edit_segment(segment.pk, target=" ", version=0, accept=False, by=alice)
    with pytest.raises(RefusedInput, match="2"):
        publish(draft, alice)


def test_replacing_a_published_text_needs_a_word_on_what_changed(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    services.reopen(draft.pk, by=alice)
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="New bridge opens at last", version=0, accept=True, by=alice)
    with pytest.raises(RefusedInput, match="replaced"):
        publish(draft, alice)
    (before,) = selectors.feed_entries("en")
    publish(draft, alice, correction="The headline was wrong.")
    (after,) = selectors.feed_entries("en")
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated
    assert after.correction == "The headline was wrong."


def test_the_published_text_stands_while_a_correction_is_reviewed(
    draft: Translation, alice: User, redraft: object
) -> None:
    publish(draft, alice)
    version = selectors.feed_entries("en")
    services.receive_article(draft.article.source, article(title="Thông xe cầu mới sáng nay"))
    assert redraft().state == State.REVIEW  # type: ignore[operator]
    assert selectors.feed_entries("en") == version


def test_a_published_draft_cannot_be_edited_until_it_is_reopened(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    with pytest.raises(ImpossibleMove, match="Reopen"):
        services.edit_segment(draft.segments.all()[0].pk, target="late", version=0, accept=True, by=alice)


def test_a_rejection_needs_a_reason_and_keeps_it(draft: Translation, alice: User) -> None:
    with pytest.raises(RefusedInput):
        services.reject(draft.pk, by=alice, reason=" ")
    services.reject(draft.pk, by=alice, reason="an advertisement")
    move = draft.moves.last()
    assert move is not None
    assert (move.to_state, move.reason, move.by) == ("rejected", "an advertisement", alice)


def test_a_withdrawn_translation_leaves_a_notice_in_the_feed(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    services.withdraw(draft.pk, by=alice, reason="The minister was misquoted.")
    (entry,) = selectors.feed_entries("en")
    assert entry.retracted
    assert entry.title.startswith("[Retracted]")
    assert "misquoted" in entry.content
    assert "plain English" not in entry.content


def test_withdrawing_what_was_never_out_leaves_no_trace_in_the_feed(draft: Translation, alice: User) -> None:
    services.withdraw(draft.pk, by=alice, reason="not for us")
    assert selectors.feed_entries("en") == ()


def test_accepting_the_clean_rest_leaves_the_doubtful_for_a_person(draft: Translation, bob: User) -> None:
    services.edit_segment(draft.segments.all()[0].pk, target="", version=0, accept=False, by=bob)
    assert services.accept_all(draft.pk, seen=selectors.text_digest(draft), by=bob) == 2
    assert [s.accepted for s in draft.segments.all()] == [False, True, True]


def test_an_edit_changes_no_feed_before_it_is_published(draft: Translation, alice: User) -> None:
    services.edit_segment(draft.segments.all()[0].pk, target="Better", version=0, accept=True, by=alice)
    assert selectors.feed_entries("en") == ()
    publish(draft, alice)
    assert len(selectors.feed_entries("en")) == 1
