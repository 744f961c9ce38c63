"""WebSub through the real worker loop, the real database and real sockets: subscribing, leases and pings."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from delivering import EN, states, subscribe
from django.utils import timezone

from subscriber import Subscriber
from translations import selectors
from translations.models import Delivery, Partner, Publication, Subscription
from translations.services import hub, partners
from worker.deliver import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ours")]


def test_a_subscriber_is_confirmed_and_gets_a_signed_ping(toy: Subscriber, publish: Callable[[], Publication]) -> None:
    answered = subscribe(f"{toy.url}/hook?mine=1", **{"hub.secret": "s3cret", "hub.lease_seconds": "86400"})
    assert (answered.status_code, answered.cookies) == (202, {})
    assert run() == 1
    asked = toy.asked[0].query
    assert (asked["hub.mode"], asked["hub.topic"], asked["hub.lease_seconds"]) == ("subscribe", EN, "86400")
    assert asked["mine"] == "1", "the callback's own query string is kept (§5.3)"
    publish()
    assert run() == 1
    told = toy.told[0]
    assert told.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert f'<{EN}>; rel="self"' in told.headers["link"]
    assert '<https://songngu.example/hub>; rel="hub"' in told.headers["link"]
    expected = hmac.new(b"s3cret", told.body, hashlib.sha256).hexdigest()
    assert told.headers["x-hub-signature"] == f"sha256={expected}"
    parsed = feedparser.parse(told.body)
    assert [entry.id for entry in parsed.entries] == [selectors.feed_entries("en")[0].id]
    assert states() == ["done", "done"]


@pytest.mark.parametrize("algorithm", ["sha384", "sha512"])
def test_a_stronger_signature_can_be_set(
    algorithm: str, settings: Any, toy: Subscriber, publish: Callable[[], Publication]
) -> None:
    settings.HUB_ALGORITHM = algorithm
    subscribe(f"{toy.url}/hook", **{"hub.secret": "s3cret"})
    run()
    publish()
    run()
    expected = hmac.new(b"s3cret", toy.told[0].body, algorithm).hexdigest()
    assert toy.told[0].headers["x-hub-signature"] == f"{algorithm}={expected}"


def test_a_secret_is_not_kept_in_the_log(toy: Subscriber) -> None:
    subscribe(f"{toy.url}/hook", **{"hub.secret": "s3cret"})
    run()
    assert "secret" not in Delivery.objects.get().request


def test_who_does_not_echo_the_challenge_is_not_subscribed(toy: Subscriber, publish: Callable[[], Publication]) -> None:
    toy.willing = False
    subscribe(f"{toy.url}/hook")
    run()
    assert Subscription.objects.get().state == Subscription.State.ENDED
    publish()
    assert run() == 0
    assert toy.told == []


def test_a_renewal_extends_the_lease_and_changes_the_secret(toy: Subscriber) -> None:
    subscribe(f"{toy.url}/hook", **{"hub.secret": "old", "hub.lease_seconds": "3600"})
    run()
    before = Subscription.objects.get()
    subscribe(f"{toy.url}/hook", **{"hub.secret": "new", "hub.lease_seconds": "7200"})
    run()
    after = Subscription.objects.get()
    assert after.secret == "new"
    assert after.lease_until is not None
    assert before.lease_until is not None
    assert after.lease_until > before.lease_until


def test_a_renewal_that_is_not_confirmed_changes_nothing(toy: Subscriber) -> None:
    subscribe(f"{toy.url}/hook", **{"hub.secret": "old"})
    run()
    toy.willing = False
    subscribe(f"{toy.url}/hook", **{"hub.secret": "a stranger's"})
    run()
    found = Subscription.objects.get()
    assert (found.state, found.secret) == (Subscription.State.ACTIVE, "old")


def test_unsubscribing_is_confirmed_as_well(toy: Subscriber, publish: Callable[[], Publication]) -> None:
    subscribe(f"{toy.url}/hook")
    run()
    toy.willing = False
    assert subscribe(f"{toy.url}/hook", **{"hub.mode": "unsubscribe"}).status_code == 202
    run()
    assert Subscription.objects.get().state == Subscription.State.ACTIVE
    toy.willing = True
    subscribe(f"{toy.url}/hook", **{"hub.mode": "unsubscribe"})
    run()
    assert toy.asked[-1].query["hub.mode"] == "unsubscribe"
    publish()
    assert run() == 0


def test_a_lease_that_is_not_renewed_runs_out(toy: Subscriber, publish: Callable[[], Publication]) -> None:
    subscribe(f"{toy.url}/hook", **{"hub.lease_seconds": "3600"})
    run()
    later = timezone.now() + timedelta(hours=2)
    assert hub.end_leases(now=later) == 1
    publish()
    assert run(now=lambda: later) == 0


def test_a_partner_that_loses_its_product_is_told_so(
    toy: Subscriber, partner: Partner, publish: Callable[[], Publication]
) -> None:
    hub.ask(mode="subscribe", callback=f"{toy.url}/hook", topic=EN, partner=partner)
    run()
    partners.withdraw_product(partner, "en")
    assert hub.end_leases() == 1
    run()
    assert toy.asked[-1].query["hub.mode"] == "denied"
    assert toy.asked[-1].query["hub.reason"]
    publish()
    assert run() == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.7", "169.254.169.254", "0x7f.1"])
def test_no_private_address_is_called(host: str, toy: Subscriber, settings: Any) -> None:
    settings.PRIVATE_HOSTS = []
    port = toy.url.rpartition(":")[2]
    subscribe(f"http://{host}:{port}/hook")
    run()
    assert toy.asked == []
    found = Subscription.objects.get()
    assert found.state == Subscription.State.ENDED


def test_an_external_hub_is_told_which_feeds_changed(
    toy: Subscriber, publish: Callable[[], Publication], settings: Any
) -> None:
    settings.HUB = settings.HUB_URL = f"{toy.url}/hub"
    publish()
    run()
    told = toy.told[0]
    assert told.headers["content-type"] == "application/x-www-form-urlencoded"
    assert b"hub.mode=publish&hub.url=https%3A%2F%2Fsongngu.example%2Ffeeds%2F" in told.body
