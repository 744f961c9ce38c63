"""A draft is rejected for a reason that reaches whoever can act on it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from translations import rejections, services
from translations.errors import RefusedInput
from translations.models import Notification, Translation, User
from translations.states import State
from writing import LEAD

pytestmark = pytest.mark.django_db


def edit(draft: Translation, by: User) -> None:
    segment = draft.segments.get(source=LEAD)
    services.edit_segment(segment.pk, target=f"By {by}", version=segment.version, accept=False, by=by)


def test_those_who_worked_on_it_are_told_why(draft: Translation, alice: User, bob: User, tina: User) -> None:
    edit(draft, bob)
    edit(draft, alice)
    Translation.objects.filter(pk=draft.pk).update(assignee=tina)
    services.reject(draft.pk, by=alice, why="facts", reason="The bridge  is older.")
    notices = Notification.objects.order_by("person")
    assert [(notice.person.username, notice.kind, notice.by) for notice in notices] == [
        ("bob", "rejected", alice),
        ("tina", "rejected", alice),
    ]
    with override("vi"):
        assert notices[0].said == "Sai sự kiện: The bridge is older."


def test_an_operator_reads_that_the_machine_is_to_blame(draft: Translation, alice: User, olga: User) -> None:
    services.reject(draft.pk, by=alice, why="machine", reason="Names are lost.")
    assert draft.moves.last().reason == "machine: Names are lost."  # type: ignore[union-attr]
    client = Client()
    client.force_login(olga)
    assert "Bad machine draft: Names are lost." in client.get(f"/ops/articles/{draft.pk}/").content.decode()


@pytest.mark.parametrize("why", sorted({*rejections.REASONS} - {"other"}))
def test_a_reason_from_the_list_needs_no_words(why: str, draft: Translation, alice: User) -> None:
    services.reject(draft.pk, by=alice, why=why, reason=" ")
    move = draft.moves.latest("id")
    assert (move.reason, move.said) == (why, str(rejections.REASONS[why]))


@pytest.mark.parametrize("why", ["", "other"])
def test_any_other_reason_needs_words(why: str, draft: Translation, alice: User) -> None:
    with pytest.raises(RefusedInput, match="no reason"):
        services.reject(draft.pk, by=alice, why=why, reason=" ")
    services.reject(draft.pk, by=alice, why=why, reason="Too late")
    assert draft.moves.latest("id").reason == "Too late"


def test_a_reason_outside_the_list_is_refused(draft: Translation, alice: User) -> None:
    with pytest.raises(RefusedInput, match="no such reason"):
        services.reject(draft.pk, by=alice, why="mood", reason="x")


@pytest.mark.parametrize("words", ["Too late", "note: late", "machine", "facts: and figures"])
def test_words_that_look_like_a_code_are_read_as_one_at_worst(words: str) -> None:
    assert rejections.told(words).endswith(words.partition(": ")[2])


def test_the_page_offers_the_list(draft: Translation, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    page = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert '<option value="duplicate">Duplicate</option>' in page
    client.post(f"/drafts/{draft.pk}/reject/", {"why": "duplicate", "reason": ""})
    draft.refresh_from_db()
    assert draft.state == State.REJECTED
    assert "Duplicate" in client.get(f"/drafts/{draft.pk}/").content.decode()
