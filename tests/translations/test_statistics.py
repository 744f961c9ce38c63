"""What a person got done, by day, by newsroom and by what the checks had said."""

from __future__ import annotations

import pytest
from django.test import Client

from translations import selectors, services
from translations.models import Translation, User
from translations.selectors.statistics import statistics

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(draft: Translation, alice: User, bob: User) -> Translation:
    """bob rewrote one sentence and accepted the others; alice published."""
    segment = draft.segments.get(position=1)
    services.edit_segment(segment.pk, target="Quite another sentence.", version=0, accept=True, by=bob, seconds=30)
    services.accept_all(draft.pk, seen=selectors.text_digest(draft), by=bob)
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def test_sentences_words_drafts_and_time_are_counted_for_who_did_them(
    worked: Translation, alice: User, bob: User
) -> None:
    of_bob, of_alice, of_all = (statistics(who, days=7) for who in (bob, alice, None))
    assert (of_bob.total.sentences, of_bob.total.seconds, of_bob.total.drafts) == (3, 30, 0)
    assert (of_alice.total.sentences, of_alice.total.drafts) == (0, 1)
    assert (of_all.total.sentences, of_all.total.drafts) == (3, 1)
    assert of_bob.total.words > 10
    assert [day.sentences for day in of_bob.days] == [0, 0, 0, 0, 0, 0, 3]


def test_a_sentence_that_is_accepted_twice_counts_once(worked: Translation, bob: User, alice: User) -> None:
    services.reopen(worked.pk, by=alice)
    segment = worked.segments.get(position=1)
    services.edit_segment(segment.pk, target="A third one.", version=segment.version, accept=True, by=bob)
    assert statistics(bob, days=1).total.sentences == 3


def test_the_measure_is_how_far_the_machine_was_from_the_person(worked: Translation, bob: User) -> None:
    found = statistics(bob, days=1).measured
    assert (found.total.segments, found.total.edited) == (3, 1)
    assert list(found.by_source) == [worked.article.source.slug]


def test_editors_see_everyone_and_translators_themselves(
    client: Client, worked: Translation, alice: User, bob: User
) -> None:
    client.force_login(alice)
    assert "<dd>3</dd>" in client.get("/statistics/?of=everyone").content.decode()
    assert "<dd>3</dd>" in client.get("/statistics/?of=bob").content.decode()
    client.force_login(bob)
    assert "<dd>0</dd>" in client.get("/statistics/?of=alice&days=x").content.decode().replace("<dd>3</dd>", "", 1)
    assert "bob," in client.get("/statistics/statistics.csv?of=alice").content.decode()


def test_the_export_has_a_line_a_day(client: Client, worked: Translation, bob: User) -> None:
    client.force_login(bob)
    lines = client.get("/statistics/statistics.csv?days=7").content.decode().splitlines()
    assert len(lines) == 8
    assert lines[-1].split(",")[2] == "3"


def test_somebody_new_is_told_what_to_do(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert "Take the next draft" in client.get("/statistics/").content.decode()
