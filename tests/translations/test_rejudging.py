"""What already waits for review learns of a term that was approved meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from termbase import add

from translations import services
from translations.models import Translation, User
from translations.services.rejudging import rejudge_stale

pytestmark = pytest.mark.django_db


def test_an_approved_term_raises_doubts_in_drafts_that_wait(draft: Translation, alice: User) -> None:
    assert draft.doubts == 0
    add(by=alice)  # cầu mới: new bridge; the draft's English says something else
    assert rejudge_stale() == 1
    draft.refresh_from_db()
    assert draft.doubts > 0
    assert " term-missing " in draft.flag_codes


def test_a_retired_term_takes_its_doubts_with_it(draft: Translation, alice: User) -> None:
    term = add(by=alice)
    rejudge_stale()
    services.retire_term(term.pk, version=term.version, by=alice)
    rejudge_stale()
    draft.refresh_from_db()
    assert draft.doubts == 0


def test_what_is_up_to_date_is_left_alone(draft: Translation, alice: User) -> None:
    assert rejudge_stale() == 0
    add(by=alice)
    assert [rejudge_stale(), rejudge_stale()] == [1, 0]


def test_words_versions_and_what_a_person_accepted_stand(draft: Translation, alice: User, bob: User) -> None:
    segment = draft.segments.get(position=1)
    services.edit_segment(segment.pk, target="The crossing opened.", version=segment.version, accept=True, by=bob)
    before = list(draft.segments.values_list("target", "version", "accepted"))
    add(by=alice)
    rejudge_stale()
    assert list(draft.segments.values_list("target", "version", "accepted")) == before
    assert draft.segments.get(position=1).risk == 0


def test_drafts_that_are_not_in_review_are_none_of_its_business(
    draft: Translation, alice: User, redraft: Callable[[], Translation]
) -> None:
    services.reject(draft.pk, by=alice, reason="other")
    add(by=alice)
    assert rejudge_stale() == 0
