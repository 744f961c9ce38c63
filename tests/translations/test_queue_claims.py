"""Next, claims, who is here, and what is planned for a draft."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from queueing import Redraft, waiting
from translations import services
from translations.errors import ImpossibleMove
from translations.models import Audit, Notification, Presence, Source, Translation, User
from translations.selectors import queue
from translations.selectors.queue import Wanted
from translations.services import assigning
from translations.services.assigning import NotForYou
from translations.states import State
from translations.types import Priority

pytestmark = pytest.mark.django_db


def test_next_is_what_was_given_to_me_then_nobodys_and_never_somebody_elses(
    source: Source, redraft: Redraft, alice: User, bob: User
) -> None:
    waiting(source, redraft, "alice's", assignee=alice, risk=0.9)
    nobodys = waiting(source, redraft, "nobody's", risk=0.8)
    mine = waiting(source, redraft, "mine", assignee=bob, risk=0.1)
    assert assigning.claim_next(Wanted(), by=bob) == mine.pk
    assert assigning.claim_next(Wanted(), by=bob, left=[mine.pk]) == nobodys.pk
    assert assigning.claim_next(Wanted(), by=bob, left=[mine.pk, nobodys.pk]) is None


def test_next_passes_over_what_somebody_has_open_until_that_runs_out(
    source: Source, redraft: Redraft, alice: User, bob: User
) -> None:
    now = timezone.now()
    first, second = waiting(source, redraft, "a", risk=0.9), waiting(source, redraft, "b", risk=0.1)
    assert assigning.claim_next(Wanted(), by=alice, now=now) == first.pk
    assert assigning.claim_next(Wanted(), by=bob, now=now) == second.pk
    assert assigning.claim_next(Wanted(), by=bob, left=[second.pk], now=now) is None
    later = now + assigning.CLAIM
    assert assigning.claim_next(Wanted(), by=bob, left=[second.pk], now=later) == first.pk


def test_next_stays_in_my_languages_and_within_the_filters(source: Source, redraft: Redraft, bob: User) -> None:
    waiting(source, redraft, "en", risk=0.9)
    french = waiting(source, redraft, "fr", risk=0.1, language="fr")
    assert assigning.claim_next(Wanted(language="fr"), by=bob) == french.pk
    bob.languages = ["fr"]
    assert assigning.claim_next(Wanted(), by=bob, left=[french.pk]) is None


def test_a_claim_is_one_persons_and_they_can_renew_and_release_it(draft: Translation, alice: User, bob: User) -> None:
    now = timezone.now()
    assert assigning.claim(draft.pk, by=alice, now=now)
    assert not assigning.claim(draft.pk, by=bob, now=now)
    assert assigning.claim(draft.pk, by=alice, now=now + timedelta(minutes=9))
    assert not assigning.claim(draft.pk, by=bob, now=now + timedelta(minutes=11))
    assert not assigning.release(draft.pk, by=bob)
    assert assigning.release(draft.pk, by=alice)
    assert assigning.claim(draft.pk, by=bob, now=now)


def test_what_is_not_in_review_is_nobodys_to_claim(queued: Translation, alice: User) -> None:
    assert not assigning.claim(queued.pk, by=alice)


def test_somebody_who_is_here_holds_the_draft_and_is_seen_for_a_minute(
    draft: Translation, alice: User, bob: User
) -> None:
    now = timezone.now()
    assert assigning.be_here(draft.pk, by=alice, position=2, now=now)
    assert not assigning.be_here(draft.pk, by=bob, now=now)
    (seen,) = queue.present(draft, bob, now)
    assert (seen.person, seen.position) == (alice, 2)
    assert assigning.be_here(draft.pk, by=alice, now=now + timedelta(seconds=20))
    assert Presence.objects.get(person=alice).position is None
    assert queue.present(draft, bob, now + timedelta(seconds=81)) == []
    assigning.release(draft.pk, by=alice)
    assert queue.present(draft, bob, now) == []


def press_at_once(people: list[User]) -> dict[str, int | None]:
    """Everybody presses Next at the same moment, each in a thread with a connection of its own."""
    got: dict[str, int | None] = {}
    start = threading.Barrier(len(people))

    def press(who: User) -> None:
        start.wait()
        try:
            got[who.username] = assigning.claim_next(Wanted(), by=who)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.fixture
def _in_a_file(tmp_path: Path) -> Iterator[None]:
    """An SQLite in memory cannot be shared by threads as a file is: the tests' database, copied to one."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "songngu.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    before = dict(connections.databases["default"])
    connections["default"].close_if_unusable_or_obsolete()
    memory = connections["default"]
    connections.databases["default"] = {**memory.settings_dict, "NAME": str(path)}
    del connections["default"]
    yield
    connections["default"].close()
    connections.databases["default"] = before
    connections["default"] = memory


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_in_a_file")
def test_people_who_press_next_at_once_get_different_drafts(source: Source, redraft: Redraft) -> None:
    people = [User.objects.create_user(f"p{number}") for number in range(4)]
    for number in range(4):
        waiting(source, redraft, f"n{number}", risk=number / 10)
    got = press_at_once(people)
    assert len(set(got.values()) - {None}) == 4
    for who in people:
        assert Translation.objects.get(pk=got[who.username]).claimed_by == who


def test_whoever_loses_a_race_gets_the_next_best(
    source: Source, redraft: Redraft, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between Bob's look and his claim, Alice claims what he saw."""
    waiting(source, redraft, "a", risk=0.9)
    second = waiting(source, redraft, "b", risk=0.1)
    plain = assigning.claim

    def slower(pk: int, *, by: User, now: object = None) -> bool:
        monkeypatch.setattr(assigning, "claim", plain)
        assert plain(pk, by=alice)
        return plain(pk, by=by)

    monkeypatch.setattr(assigning, "claim", slower)
    assert assigning.claim_next(Wanted(), by=bob) == second.pk


def test_an_editor_gives_a_draft_to_somebody_who_is_told(draft: Translation, alice: User, bob: User) -> None:
    assigning.assign(draft.pk, to=bob, by=alice)
    assigning.assign(draft.pk, to=bob, by=alice)
    draft.refresh_from_db()
    assert draft.assignee == bob
    (note,) = Notification.objects.all()
    assert (note.person, note.kind, note.by, note.translation) == (bob, "assigned", alice, draft)
    assert Audit.objects.get(action="plan").object == f"translation {draft.pk}"


def test_anyone_takes_a_free_draft_and_gives_it_back_without_a_notice(draft: Translation, bob: User) -> None:
    assigning.assign(draft.pk, to=bob, by=bob)
    assigning.assign(draft.pk, to=None, by=bob)
    draft.refresh_from_db()
    assert draft.assignee is None
    assert not Notification.objects.exists()


def test_a_translator_decides_about_nobody_else(draft: Translation, alice: User, bob: User, tina: User) -> None:
    with pytest.raises(NotForYou):
        assigning.assign(draft.pk, to=tina, by=bob)
    assigning.assign(draft.pk, to=tina, by=alice)
    for to in (bob, None):
        with pytest.raises(NotForYou):
            assigning.assign(draft.pk, to=to, by=bob)
    with pytest.raises(NotForYou):
        assigning.set_due(draft.pk, due_at=timezone.now(), by=bob)
    with pytest.raises(NotForYou):
        assigning.set_priority(draft.pk, priority=Priority.BREAKING, by=bob)


@pytest.mark.parametrize("changes", [{"languages": ["fr"]}, {"is_active": False}])
def test_nobody_is_given_a_draft_that_they_cannot_do(
    changes: dict[str, object], draft: Translation, alice: User, bob: User
) -> None:
    User.objects.filter(pk=bob.pk).update(**changes)
    bob.refresh_from_db()
    with pytest.raises(ImpossibleMove, match="bob"):
        assigning.assign(draft.pk, to=bob, by=alice)


def test_a_due_time_makes_late_and_takes_it_back(draft: Translation, alice: User) -> None:
    now = timezone.now()
    assigning.set_due(draft.pk, due_at=now - timedelta(minutes=1), by=alice, now=now)
    draft.refresh_from_db()
    assert draft.late
    assigning.set_due(draft.pk, due_at=now + timedelta(hours=1), by=alice, now=now)
    draft.refresh_from_db()
    assert (draft.late, draft.due_at) == (False, now + timedelta(hours=1))


def test_an_assignment_outlives_a_correction_and_nothing_is_planned_for_what_is_over(
    source: Source, draft: Translation, alice: User, bob: User, redraft: Redraft
) -> None:
    assigning.assign(draft.pk, to=bob, by=alice)
    services.retranslate(draft.pk, by=alice)
    redraft()
    draft.refresh_from_db()
    assert (draft.state, draft.assignee) == (State.REVIEW, bob)
    services.reject(draft.pk, by=alice, reason="cũ")
    with pytest.raises(ImpossibleMove, match="rejected"):
        assigning.assign(draft.pk, to=None, by=alice)
