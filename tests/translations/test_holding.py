"""What an operator tells to wait waits, and goes on when told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from translations import selectors, services
from translations.errors import NotFound, RefusedInput
from translations.models import Audit, Delivery, Hold, Publication, Source, Subscription, Translation, User
from translations.selectors.deliveries import due_deliveries
from translations.services import deliveries, operating
from writing import article

pytestmark = pytest.mark.django_db
STAGE, SOURCE, WORKER = Hold.Kind.STAGE, Hold.Kind.SOURCE, Hold.Kind.WORKER


def test_a_held_translation_stage_hands_out_no_job_until_it_goes_on(queued: Translation, olga: User) -> None:
    operating.pause(STAGE, "translate", by=olga, reason="the packages are being changed")
    assert services.claim("worker-1") is None
    assert selectors.runnable_count(timezone.now()) == 0
    operating.resume(STAGE, "translate", by=olga)
    assert services.claim("worker-1") is not None


def test_a_held_source_waits_and_the_others_do_not(queued: Translation, olga: User) -> None:
    other = services.create_source(slug="khac", name="Khác", kind=Source.Kind.PUSH)
    services.receive_article(other, article(external_id="khac"))
    operating.pause(SOURCE, "bao-moi", by=olga)
    job = services.claim("worker-1")
    assert job is not None
    assert job.translation_id != queued.pk
    assert services.claim("worker-1") is None


@pytest.fixture
def pulled(db: None) -> Source:
    return services.create_source(slug="keo", name="Kéo", kind=Source.Kind.PULL, url="https://news.example/feed")


@pytest.mark.parametrize(("kind", "name"), [(STAGE, "poll"), (SOURCE, "keo")])
def test_a_held_source_is_not_polled(kind: Hold.Kind, name: str, pulled: Source, olga: User) -> None:
    operating.pause(kind, name, by=olga)
    now = timezone.now() + timedelta(hours=1)
    assert services.poll_due(now=now) is None
    assert selectors.due_sources(now) == 0
    operating.resume(kind, name, by=olga)
    assert services.poll_due(now=now) is not None


@pytest.fixture
def outgoing(draft: Translation, alice: User) -> Delivery:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    now = timezone.now()
    subscription = Subscription.objects.create(
        kind="webhook", state="active", callback="https://p.example/x", host="p.example", created_at=now
    )
    publication = Publication.objects.filter(language="en").get()
    return Delivery.objects.create(subscription=subscription, publication=publication, created_at=now, not_before=now)


def test_held_deliveries_stay_until_they_go_on(outgoing: Delivery, olga: User) -> None:
    operating.pause(STAGE, "deliver", by=olga)
    assert deliveries.claim() is None
    assert due_deliveries(timezone.now()) == 0
    operating.resume(STAGE, "deliver", by=olga)
    assert deliveries.claim() is not None


def test_an_address_that_failed_is_told_again_at_once_when_an_operator_says_so(outgoing: Delivery, olga: User) -> None:
    later = timezone.now() + timedelta(hours=3)
    Delivery.objects.update(not_before=later, attempts=4)
    Subscription.objects.update(paused_until=later, failures=4)
    assert deliveries.claim() is None
    operating.try_address(outgoing.subscription_id, by=olga)
    assert deliveries.claim() is not None


def test_who_paused_and_why_is_kept_and_audited(olga: User) -> None:
    operating.pause(STAGE, "poll", by=olga, reason="their  server\nis down")
    operating.pause(STAGE, "poll", by=None, actor="root, songngu pause")
    hold = Hold.objects.get()
    assert (hold.by, hold.reason) == (olga, "their server is down")
    operating.resume(STAGE, "poll", by=olga)
    told = [
        (row.actor, row.action, row.object) for row in Audit.objects.filter(object__startswith="stage").order_by("id")
    ]
    assert told == [
        ("olga", "pause", "stage poll"),
        ("root, songngu pause", "pause", "stage poll"),
        ("olga", "resume", "stage poll"),
    ]


@pytest.mark.parametrize(
    ("kind", "name", "error"),
    [(STAGE, "review", RefusedInput), (SOURCE, "nobody", NotFound), (WORKER, "worker@nowhere:1", NotFound)],
)
def test_only_what_there_is_can_be_paused(kind: Hold.Kind, name: str, error: type[Exception], olga: User) -> None:
    with pytest.raises(error):
        operating.pause(kind, name, by=olga)
    with pytest.raises(NotFound):
        operating.resume(kind, name, by=olga)
    assert not Audit.objects.filter(action__in=("pause", "drain", "resume")).exists()


def test_a_reason_has_an_end(olga: User) -> None:
    with pytest.raises(RefusedInput):
        operating.pause(STAGE, "poll", by=olga, reason="x" * 301)
