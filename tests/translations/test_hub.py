"""What our WebSub hub takes, and what it refuses before it calls anybody."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from translations.models import Credential, Delivery, Partner, Subscription
from translations.outbox import Topic, pause, topic_of, topic_url, web_host
from translations.services import hub, partners, tidying

pytestmark = pytest.mark.django_db
EN = "https://songngu.example/feeds/en.atom"
CALLBACK = "https://reader.example/hook"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = "https://songngu.example"
    settings.HUB, settings.HUB_URL = "own", "https://songngu.example/hub"


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien")
    partners.grant(found, "en")
    return found


def ask(path: str = "/hub", headers: dict[str, str] | None = None, **fields: str) -> Any:
    form = {"mode": "subscribe", "topic": EN, "callback": CALLBACK, **fields}
    named = {f"hub.{name}": value for name, value in form.items()}
    return Client(enforce_csrf_checks=True).post(path, named, headers=headers or {})


def test_a_request_is_accepted_and_waits_to_be_confirmed() -> None:
    answered = ask(lease_seconds="86400", secret="s3cret")
    assert (answered.status_code, answered.content, answered.cookies) == (202, b"", {})
    assert Subscription.objects.get().state == Subscription.State.PENDING
    asked = Delivery.objects.get()
    assert (asked.action, asked.request["lease_seconds"]) == (Delivery.Action.VERIFY, 86400)


@pytest.mark.parametrize(
    ("given", "lasts"), [("", hub.USUAL), ("1", hub.SHORTEST), ("86400", 86400), ("999999999", hub.LONGEST)]
)
def test_a_lease_is_bounded(given: str, lasts: int) -> None:
    ask(lease_seconds=given)
    assert Delivery.objects.get().request["lease_seconds"] == lasts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "publish"),
        ("mode", ""),
        ("topic", ""),
        ("topic", "https://elsewhere.example/feeds/en.atom"),
        ("topic", "https://songngu.example/feeds/tlh.atom"),
        ("topic", "https://songngu.example/feeds/en.atom?x=1"),
        ("topic", "https://songngu.example/feeds/p/sp_secret/en.atom"),
        ("topic", "https://songngu.example/articles/1/en/"),
        ("callback", ""),
        ("callback", "ftp://reader.example/"),
        ("callback", "/hook"),
        ("callback", "https://user:pass@reader.example/"),
        ("callback", "https://reader.example:port/"),
        ("callback", "https://reader.example/#part"),
        ("callback", "https://reader.example/a b"),
        ("callback", "https://reader.example/" + "x" * 2000),
        ("lease_seconds", "soon"),
        ("lease_seconds", "-1"),
        ("lease_seconds", "٣٦٠٠"),
        ("secret", "x" * 200),
        ("secret", "ế" * 67),
    ],
)
def test_what_is_wrong_is_refused_with_the_field_and_the_cure(field: str, value: str) -> None:
    answered = ask(**{field: value})
    assert answered.status_code == 400
    assert answered["Content-Type"] == "text/plain; charset=utf-8"
    assert answered.content.decode().startswith(f"hub.{field}: ")
    assert not Delivery.objects.exists()


def test_the_longest_secret_is_taken() -> None:
    assert ask(secret="x" * 199).status_code == 202


def test_a_category_is_a_topic() -> None:
    assert ask(topic="https://songngu.example/feeds/en/the-thao.atom").status_code == 202
    assert Subscription.objects.get().category == "the-thao"


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_the_hub_is_spoken_to_with_post(method: str, client: Client) -> None:
    answered = getattr(client, method)("/hub")
    assert (answered.status_code, answered["Allow"]) == (405, "POST")


@pytest.mark.parametrize("hub", ["none", "https://hub.example/"])
def test_there_is_no_hub_where_it_is_not_ours(hub: str, settings: Any) -> None:
    settings.HUB = hub
    assert ask().status_code == 404


def test_a_request_of_unreasonable_size_is_not_read() -> None:
    assert ask(secret="x" * 20_000).status_code == 413


def test_asking_again_overtakes_what_was_not_confirmed_yet() -> None:
    ask(secret="one")
    ask(secret="two")
    assert [row.request["secret"] for row in Delivery.objects.all()] == ["two"]
    assert Subscription.objects.count() == 1


def test_a_stranger_cannot_make_us_knock_at_one_door_for_ever() -> None:
    answers = [ask(callback=f"{CALLBACK}/{number}").status_code for number in range(hub.MAX_PENDING + 1)]
    assert answers == [202] * hub.MAX_PENDING + [429]
    assert ask(callback="https://other.example/hook").status_code == 202


def test_there_is_nothing_to_end_where_nothing_was_begun() -> None:
    assert ask(mode="unsubscribe").status_code == 400


def test_a_private_feed_needs_a_credential_at_the_hub_too(settings: Any, partner: Partner) -> None:
    settings.PUBLIC_FEEDS = False
    assert ask().status_code == 400
    secret = partners.issue(partner, Credential.Kind.URL).secret
    password = partners.issue(partner, Credential.Kind.BASIC).secret
    assert ask(f"/hub/p/{secret}").status_code == 202
    encoded = b64encode(f"tin-bien:{password}".encode()).decode()
    assert ask(headers={"Authorization": f"Basic {encoded}"}).status_code == 202
    assert set(Subscription.objects.values_list("partner__slug", flat=True)) == {"tin-bien"}


def test_a_partner_cannot_subscribe_to_what_it_has_no_product_for(partner: Partner) -> None:
    secret = partners.issue(partner, Credential.Kind.URL).secret
    assert ask(f"/hub/p/{secret}", topic="https://songngu.example/feeds/vi.atom").status_code == 400


def test_a_credential_that_is_not_valid_is_not_ignored(partner: Partner) -> None:
    assert ask("/hub/p/wrong").status_code == 401
    assert ask(headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_stranger_cannot_touch_a_partners_subscription(partner: Partner) -> None:
    hub.ask(mode="subscribe", callback=CALLBACK, topic=EN, secret="theirs", partner=partner)
    ask(secret="mine")
    assert Subscription.objects.count() == 2


def test_what_was_never_confirmed_is_forgotten() -> None:
    ask()
    Delivery.objects.update(state=Delivery.State.DEAD, finished_at=timezone.now())
    tidying.tidy(now=timezone.now() + timedelta(days=2))
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("topic", [Topic("en"), Topic("vi", "the-thao"), Topic("zh-Hant", "c-0f"), Topic("en", "a b")])
def test_a_topic_and_its_address_name_each_other(topic: Topic) -> None:
    assert topic_of("https://s.example", topic_url("https://s.example", topic)) == topic


@pytest.mark.parametrize(
    "url",
    ["", "https://s.example/feeds/.atom", "https://s.example/feeds/a/b/c.atom", "https://s.example/feeds/%65n.atom"],
)
def test_only_the_address_as_we_write_it_is_a_topic(url: str) -> None:
    assert topic_of("https://s.example", url) is None


def test_the_host_of_an_address_is_in_lower_case() -> None:
    assert web_host("HTTPS://Reader.Example/x") == "reader.example"
    assert web_host("https://Reader.Example:8443/x") == "reader.example"


def test_pauses_grow_and_end_somewhere() -> None:
    seconds = [pause(failures).total_seconds() for failures in (1, 2, 3, 12, 99)]
    assert seconds == [30, 60, 120, 21600, 21600]
    assert pause(1, timedelta(days=9)) == timedelta(hours=6)
