"""Risk: what raises it, what cannot lower it, and the order of the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from translations import risk, selectors, services
from translations.models import Source, Translation, User
from translations.selectors import queue
from translations.services import assigning
from translations.states import State
from translations.types import Flag, Priority, Severity
from writing import article

SOURCE = "Sáng nay cầu mới bắc qua sông được thông xe."
TARGET = "A new bridge over the river opened this morning."

_FLAGS = st.lists(st.sampled_from(Severity).map(lambda severity: Flag(code="x", severity=severity, message="")))
_SCORES = st.floats(-20, 0) | st.none()


def one(score: float | None = -0.2, *severities: Severity, target: str = TARGET) -> float:
    flags = [Flag(code="x", severity=severity, message="") for severity in severities]
    return risk.segment(SOURCE, target, score=score, flags=flags)


@given(_SCORES, _FLAGS, st.sampled_from(Severity), st.text())
def test_risk_is_a_share_and_a_further_flag_never_lowers_it(
    score: float | None, flags: list[Flag], severity: Severity, target: str
) -> None:
    more = [*flags, Flag(code="y", severity=severity, message="")]
    before = risk.segment(SOURCE, target, score=score, flags=flags)
    assert 0 <= before <= risk.segment(SOURCE, target, score=score, flags=more) <= 1


@given(st.floats(-20, 0), st.floats(-20, 0))
def test_the_surer_the_engine_the_smaller_the_risk(one_score: float, other: float) -> None:
    low, high = sorted([one_score, other])
    assert one(low) >= one(high)


def test_graver_flags_weigh_more() -> None:
    assert one() < one(-0.2, Severity.MINOR) < one(-0.2, Severity.MAJOR) < one(-0.2, Severity.CRITICAL)


@pytest.mark.parametrize("target", ["Bridge.", TARGET * 4, ""])
def test_an_unusual_length_raises_it(target: str) -> None:
    assert one(target=target) > one() + 0.1


def test_a_draft_is_as_risky_as_its_mean_and_its_worst() -> None:
    assert risk.whole([]) == 0
    assert risk.whole([(0.4, 10), (0.4, 90)]) == pytest.approx(0.4)
    assert risk.whole([(0.8, 1), (0.0, 99)]) == pytest.approx(0.404)
    assert risk.whole([(0.8, 50), (0.0, 50)]) > risk.whole([(0.8, 1), (0.0, 99)])


@pytest.mark.django_db
def test_a_stored_draft_has_its_risk_and_an_accepted_sentence_none(draft: Translation, bob: User) -> None:
    first = draft.segments.all()[0]
    assert 0 < first.risk < 0.5
    assert draft.risk > 0
    for segment in draft.segments.all():
        services.edit_segment(segment.pk, target=segment.target, version=0, accept=True, by=bob)
    draft.refresh_from_db()
    assert draft.risk == 0


@pytest.mark.django_db
def test_an_edit_that_a_check_objects_to_raises_the_risk(draft: Translation, bob: User) -> None:
    before = draft.risk
    services.edit_segment(draft.segments.all()[0].pk, target="", version=0, accept=False, by=bob)
    draft.refresh_from_db()
    assert draft.risk > before + 0.2


@pytest.mark.django_db
def test_accepting_the_rest_lowers_the_risk(draft: Translation, bob: User) -> None:
    services.accept_all(draft.pk, seen=selectors.text_digest(draft), by=bob)
    draft.refresh_from_db()
    assert draft.risk == 0


@pytest.mark.django_db
def test_the_queue_shows_breaking_first_then_what_waited_too_long_then_the_riskiest(source: Source, bob: User) -> None:
    now = timezone.now()
    late = now - assigning.PATIENCE - timedelta(minutes=1)
    rows = {
        "breaking": (Priority.BREAKING, now, 0.1),
        "late": (Priority.NORMAL, late, 0.1),
        "risky": (Priority.NORMAL, now, 0.9),
        "older": (Priority.NORMAL, now - timedelta(hours=1), 0.2),
        "newer": (Priority.NORMAL, now, 0.2),
        "low": (Priority.LOW, late, 0.9),
    }
    for name, (priority, moved, chance) in reversed(rows.items()):
        made = services.receive_article(source, article(external_id=name, title=name)).article.translations.get()
        changes = {"state": State.REVIEW, "priority": priority, "moved_at": moved, "risk": chance}
        Translation.objects.filter(pk=made.pk).update(**changes)
    assigning.mark_late(now)
    assert [draft.revision.title for draft in queue.page(queue.Wanted(), bob).drafts] == list(rows)
