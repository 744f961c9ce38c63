"""Deliveries through the real worker loop, the real database and real sockets: webhooks, gates and failures."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from delivering import EN, states, subscribe
from django.utils import timezone

from subscriber import Subscriber
from translations import selectors, services
from translations.models import Delivery, Partner, Publication, Source, Subscription, Translation, User
from translations.services import deliveries, hub, partners, webhooks
from translations.types import Tier
from worker import outgoing
from worker.connections import Timeouts
from worker.deliver import run
from worker.outgoing import Answered
from worker.parcels import Message
from writing import SECOND, article, paragraph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ours")]


def impatient(message: Message) -> Answered:
    short = Timeouts(connect=1, read=0.1, total=0.2)
    return outgoing.send(message.method, message.url, body=message.body, headers=message.headers, timeouts=short)


def test_an_unreviewed_text_does_not_reach_a_partner_that_wants_reviewed_ones(
    toy: Subscriber, partner: Partner, queued: Translation, redraft: Callable[[], Translation]
) -> None:
    Source.objects.update(policy=Source.Policy.MACHINE)
    hub.ask(mode="subscribe", callback=f"{toy.url}/reviewed", topic=EN, partner=partner)
    webhooks.add(partner, f"{toy.url}/event")
    subscribe(f"{toy.url}/everything")
    run()
    redraft()
    run()
    assert [told.path for told in toy.told] == ["/everything"]


def test_a_gate_that_closed_after_queueing_holds(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    partners.grant(partner, "en", tier=Tier.ORIGINAL)
    assert run() == 1
    assert (toy.told, states()) == ([], ["dropped"])


def test_a_webhook_is_told_what_happened_with_a_signature(
    toy: Subscriber,
    partner: Partner,
    publish: Callable[[], Publication],
    source: Source,
    redraft: Callable[[], Translation],
    alice: User,
) -> None:
    secret = webhooks.add(partner, f"{toy.url}/event").secret
    publish()
    run()
    services.receive_article(source, article(blocks=(paragraph("Cầu dài hơn."), paragraph(SECOND))))
    again = redraft()
    services.publish(again.pk, by=alice, seen=selectors.text_digest(again), correction="The length.")
    run()
    services.retract_article(source, "cau-moi", reason="It never happened.")
    run()
    bodies = [json.loads(told.body) for told in toy.told]
    assert [body["event"] for body in bodies] == ["published", "corrected", "retracted"]
    entry = selectors.feed_entries("en")[0]
    assert {(body["entry"], body["url"], body["feed"]) for body in bodies} == {(entry.id, entry.url, EN)}
    assert bodies[0]["updated"] < bodies[1]["updated"] < bodies[2]["updated"]
    for told in toy.told:
        stamp, _, signature = told.headers["songngu-signature"].partition(",")
        signed = stamp.removeprefix("t=").encode() + b"." + told.body
        assert signature == f"v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def test_a_failed_delivery_is_tried_again_later_and_later(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    toy.answers["/event"] = (500, {})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    now = timezone.now()
    pauses = []
    for _ in range(4):
        assert run(now=lambda: now) == 1  # noqa: B023
        assert run(now=lambda: now) == 0  # noqa: B023
        due = Delivery.objects.get().not_before
        pauses.append((due - now).total_seconds())
        now = due
    assert pauses == [30, 60, 120, 240]
    toy.answers.clear()
    run(now=lambda: now)
    found = Delivery.objects.get()
    assert (found.state, found.attempts, found.status) == ("done", 5, 204)
    assert Subscription.objects.get().failures == 0


def test_the_last_attempt_leaves_a_dead_letter_that_can_be_replayed(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication], settings: Any
) -> None:
    settings.DELIVERY_ATTEMPTS = 1
    toy.answers["/event"] = (500, {})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    run()
    dead = Delivery.objects.get()
    assert (dead.state, dead.last_error) == ("dead", "the address answered 500")
    toy.answers.clear()
    deliveries.replay(dead.pk)
    assert run() == 1
    assert states() == ["done"]


def test_an_address_that_is_gone_ends_its_subscription(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication], source: Source
) -> None:
    toy.answers["/event"] = (410, {})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    run()
    found = Subscription.objects.get()
    assert found.state == Subscription.State.ENDED
    assert "410" in found.reason
    services.retract_article(source, "cau-moi", reason="No.")
    assert run() == 0


def test_a_busy_address_is_left_alone_as_long_as_it_asks(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    toy.answers["/event"] = (503, {"Retry-After": "900"})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    now = timezone.now()
    run(now=lambda: now)
    assert Delivery.objects.get().not_before == now + timedelta(seconds=900)


def test_one_deaf_address_delays_nobody(toy: Subscriber, partner: Partner, publish: Callable[[], Publication]) -> None:
    toy.silent.add("/deaf")
    for path in ("/deaf", "/one", "/two"):
        webhooks.add(partner, f"{toy.url}{path}")
    publish()
    run(send=impatient)
    assert sorted(Delivery.objects.filter(state="done").values_list("subscription__callback", flat=True)) == [
        f"{toy.url}/one",
        f"{toy.url}/two",
    ]
    waiting = Delivery.objects.get(state="queued")
    assert "took too long" in waiting.last_error


def test_a_deaf_address_is_paused_with_all_that_waits_for_it(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication], source: Source
) -> None:
    toy.answers["/event"] = (500, {})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    run()
    services.retract_article(source, "cau-moi", reason="No.")
    assert run() == 0


def test_a_redirect_is_a_failure_and_is_not_followed(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    toy.answers["/event"] = (307, {"Location": f"{toy.url}/elsewhere"})
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    run()
    assert [told.path for told in toy.told] == ["/event"]
    assert Delivery.objects.get().last_error == "the address answered 307"


def test_what_is_sent_twice_after_a_crash_is_put_back_first(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    webhooks.add(partner, f"{toy.url}/event")
    publish()
    assert deliveries.claim() is not None  # and the worker dies
    assert run() == 0
    later = timezone.now() + deliveries.LEASE + timedelta(seconds=1)
    assert deliveries.release_expired(now=later) == 1
    assert run(now=lambda: later) == 1
    assert states() == ["done"]


def test_a_programming_error_in_one_delivery_does_not_stop_the_others(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    for path in ("/one", "/two"):
        webhooks.add(partner, f"{toy.url}{path}")
    publish()

    def faulty(message: Message) -> Answered:
        if message.url.endswith("/one"):
            raise RuntimeError("boom")
        return outgoing.send(message.method, message.url, body=message.body, headers=message.headers)

    run(send=faulty)
    assert [told.path for told in toy.told] == ["/two"]
    assert Delivery.objects.get(state="queued").last_error == "RuntimeError: boom"
