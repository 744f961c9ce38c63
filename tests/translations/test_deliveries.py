"""The outbox: what is queued for whom, and who may take it next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds import pings
from translations import queue, selectors, services
from translations.errors import LeaseLost
from translations.models import Delivery, Partner, Publication, Source, Subscription, Translation, User
from translations.outbox import TOO_OLD, Outcome, Parcel, Verdict
from translations.selectors.deliveries import due_deliveries, letter
from translations.services import announce, deliveries, hub, partners, webhooks
from translations.types import Tier
from worker.sweep import sweep
from writing import article

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien")
    partners.grant(found, "en")
    return found


@pytest.fixture
def publication(draft: Translation, alice: User) -> Publication:
    return services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))


def reader(partner: Partner | None = None, *, number: int = 0, category: str = "", **fields: Any) -> Subscription:
    """A confirmed WebSub subscription to the English feed."""
    now = timezone.now()
    return Subscription.objects.create(
        **{
            "kind": Subscription.Kind.WEBSUB,
            "state": Subscription.State.ACTIVE,
            "partner": partner,
            "callback": f"https://reader{number}.example/",
            "host": f"reader{number}.example",
            "digest": f"{number}-{category}-{partner}",
            "topic": "https://songngu.example/feeds/en.atom",
            "language": "en",
            "category": category,
            "created_at": now,
            "lease_until": now + timedelta(days=1),
            **fields,
        }
    )


def told(publication: Publication) -> int:
    """How many are to be told of it, had it been published now."""
    Delivery.objects.all().delete()
    return announce.enqueue(publication)


def test_every_reader_is_queued_for_and_nobody_twice(publication: Publication) -> None:
    for number in range(3):
        reader(number=number)
    assert announce.enqueue(publication) == 3
    assert announce.enqueue(publication) == 0
    assert Delivery.objects.filter(state="queued", attempts=0, publication=publication).count() == 3


def test_queueing_costs_the_same_for_one_reader_as_for_many(publication: Publication) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            told(publication)
        return len(queries)

    reader()
    one = cost()
    for number in range(1, 30):
        reader(number=number)
    assert cost() == one


def test_whoever_may_not_have_it_is_not_queued_for(publication: Publication, partner: Partner, settings: Any) -> None:
    mine = reader(partner)
    assert told(publication) == 1
    for tier, expected in ((Tier.ORIGINAL, 0), (Tier.MACHINE, 1)):
        partners.grant(partner, "en", tier=tier)
        assert told(publication) == expected
    partners.set_enabled(partner, enabled=False)
    assert told(publication) == 0
    mine.delete()
    reader()
    assert told(publication) == 1
    settings.PUBLIC_FEEDS = False
    assert told(publication) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"lease_until": timezone.now() - timedelta(seconds=1)},
        {"state": Subscription.State.PENDING},
        {"state": Subscription.State.ENDED},
        {"language": "vi"},
        {"category": "the-thao"},
    ],
)
def test_whoever_did_not_ask_for_it_is_not_queued_for(changes: dict[str, Any], publication: Publication) -> None:
    reader(**changes)
    assert told(publication) == 0


def test_a_category_is_told_of_its_articles_and_of_their_corrections(
    source: Source, redraft: Callable[[], Translation], alice: User
) -> None:
    reader(category="the-thao")
    services.receive_article(source, article(categories=("Thể thao",)))
    first = redraft()
    services.publish(first.pk, by=alice, seen=selectors.text_digest(first))
    services.receive_article(source, article(categories=("Kinh tế",), title="Thông xe cầu"))
    again = redraft()
    services.publish(again.pk, by=alice, seen=selectors.text_digest(again), correction="Another desk.")
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(("setting", "expected"), [("own", 1), ("none", 0), ("https://hub.example/", 0)])
def test_subscribers_are_told_by_our_own_hub_alone(
    setting: str, expected: int, publication: Publication, settings: Any
) -> None:
    settings.HUB = setting
    settings.HUB_URL = setting
    reader()
    told(publication)
    assert Delivery.objects.filter(subscription__kind="websub").count() == expected


def test_an_embargo_is_kept(publication: Publication) -> None:
    reader()
    Delivery.objects.all().delete()
    until = timezone.now() + timedelta(hours=5)
    announce.enqueue(publication, not_before=until)
    assert deliveries.claim() is None
    assert deliveries.claim(now=until) is not None


def test_an_address_gets_one_delivery_at_a_time_and_the_others_go_on(
    publication: Publication, source: Source, partner: Partner
) -> None:
    reader(number=1)
    reader(number=2)
    announce.enqueue(publication)
    services.retract_article(source, "cau-moi", reason="No.")
    assert Delivery.objects.filter(state="queued").count() == 4
    claimed = [deliveries.claim(), deliveries.claim(), deliveries.claim()]
    assert [parcel.host for parcel in claimed if parcel] == ["reader1.example", "reader2.example"]


def test_a_busy_host_is_passed_over(publication: Publication) -> None:
    reader(number=1)
    reader(number=2)
    announce.enqueue(publication)
    parcel = deliveries.claim(busy=["reader1.example"])
    assert parcel is not None
    assert parcel.host == "reader2.example"
    assert deliveries.claim(busy=["reader1.example"]) is None


def test_a_late_result_is_dropped(publication: Publication) -> None:
    reader()
    announce.enqueue(publication)
    first = deliveries.claim()
    assert first is not None
    later = timezone.now() + deliveries.LEASE + timedelta(seconds=1)
    deliveries.release_expired(now=later)
    assert deliveries.claim(now=later) is not None
    with pytest.raises(LeaseLost):
        deliveries.record(first, Outcome(verdict=Verdict.DONE, status=204), now=later)


def test_what_waited_too_long_is_given_up(publication: Publication) -> None:
    reader(paused_until=timezone.now() + timedelta(days=9))
    announce.enqueue(publication)
    deliveries.release_expired(now=timezone.now() + TOO_OLD + timedelta(minutes=1))
    assert Delivery.objects.get().state == "dead"


def test_a_gate_is_looked_at_again_before_sending(publication: Publication, partner: Partner) -> None:
    reader(partner)
    announce.enqueue(publication)
    number = Delivery.objects.get().pk
    assert letter(number).tier == Tier.REVIEWED  # type: ignore[union-attr]
    partners.grant(partner, "en", tier=Tier.ORIGINAL)
    assert letter(number).tier is None  # type: ignore[union-attr]
    Subscription.objects.update(state=Subscription.State.ENDED)
    assert letter(number) is None


def test_a_ping_shows_no_text_that_its_reader_may_not_have(publication: Publication) -> None:
    assert pings.document(publication, category="", tier=Tier.REVIEWED) is not None
    assert pings.document(publication, category="", tier=Tier.ORIGINAL) is None
    assert pings.document(publication, category="the-thao", tier=Tier.REVIEWED) is None


def test_who_lost_the_right_while_confirming_is_refused(partner: Partner, settings: Any) -> None:
    settings.SITE_URL = "https://songngu.example"
    hub.ask(
        mode="subscribe",
        callback="https://reader.example/",
        topic="https://songngu.example/feeds/en.atom",
        partner=partner,
    )
    parcel = deliveries.claim()
    assert isinstance(parcel, Parcel)
    partners.withdraw_product(partner, "en")
    hub.confirm(parcel, status=200)
    assert Subscription.objects.get().state == Subscription.State.ENDED
    assert Delivery.objects.filter(action=Delivery.Action.DENY, state="queued").count() == 1


def test_a_sweep_rings_for_what_nobody_was_rung_for(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: dict[str, int] = {}
    monkeypatch.setattr(queue, "waiting", lambda name="": 0)
    monkeypatch.setattr(queue, "ring", lambda task, times=1: rung.update({task: times}) or True)
    reader()
    announce.enqueue(publication)
    assert due_deliveries(timezone.now()) == 1
    sweep(timezone.now())
    assert rung[queue.DELIVER] == 1


def test_a_webhook_made_again_has_a_new_secret_and_is_one(partner: Partner) -> None:
    first = webhooks.add(partner, "https://hook.example/")
    second = webhooks.add(partner, "https://hook.example/")
    assert first.secret != second.secret
    assert Subscription.objects.get().secret == second.secret
