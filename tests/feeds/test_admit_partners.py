"""What a partner gets with its credential, by Django and by the shortcut in front of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds import access
from feeds.buckets import Buckets
from feeds.shortcut import Shortcut
from translations import selectors, services
from translations.models import Credential, Partner, Source, Translation, User
from translations.services import partners
from translations.types import Tier

pytestmark = pytest.mark.django_db
FEED = "/feeds/en.atom"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    access.forget()


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien", name="Tin Biển")
    partners.grant(found, "en")
    return found


@pytest.fixture
def machine_made(queued: Translation, redraft: Callable[[], Translation]) -> Translation:
    Source.objects.update(policy=Source.Policy.MACHINE)
    return redraft()


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def issue(partner: Partner, kind: Credential.Kind) -> str:
    return partners.issue(partner, kind).secret


def count(response: Any) -> int:
    assert response.status_code == 200, response.content
    return len(feedparser.parse(response.content).entries)


def test_a_public_feed_needs_nothing(client: Client, machine_made: Translation) -> None:
    assert count(client.get(FEED)) == 1


def test_a_private_feed_asks_for_a_credential(client: Client, settings: Any) -> None:
    settings.PUBLIC_FEEDS = False
    for path in (FEED, "/feeds/en.json", "/feeds/en/archive/1.atom", "/feeds/tlh.atom"):
        response = client.get(path)
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith('Basic realm="feeds"')
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store"


def test_every_kind_of_credential_opens_the_feed(client: Client, partner: Partner, settings: Any) -> None:
    settings.PUBLIC_FEEDS = False
    password, token, secret = (
        issue(partner, kind) for kind in (Credential.Kind(k) for k in ("basic", "bearer", "url"))
    )
    assert client.get(FEED, headers=basic("tin-bien", password)).status_code == 200
    assert client.get(FEED, headers=bearer(token)).status_code == 200
    assert client.get(f"/feeds/p/{secret}/en.atom").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic !!!",
        "Basic dGluLWJpZW4=",
        "Basic /////w==",
        "Bearer",
        "Bearer x",
        "Digest a",
        "\u00e9",
        "Basic " + "A" * 9000,
    ],
)
def test_a_credential_that_makes_no_sense_is_refused(header: str, client: Client, partner: Partner) -> None:
    assert client.get(FEED, headers={"Authorization": header}).status_code == 401


def test_a_secret_counts_only_in_the_way_it_was_made_for(client: Client, partner: Partner) -> None:
    url, token = issue(partner, Credential.Kind.URL), issue(partner, Credential.Kind.BEARER)
    assert client.get(FEED, headers=bearer(url)).status_code == 401
    assert client.get(FEED, headers=basic("tin-bien", url)).status_code == 401
    assert client.get(f"/feeds/p/{token}/en.atom").status_code == 404


def test_a_password_is_of_one_partner(client: Client, partner: Partner) -> None:
    partners.create(slug="other")
    assert client.get(FEED, headers=basic("other", issue(partner, Credential.Kind.BASIC))).status_code == 401


def test_what_fails_its_gate_is_absent(client: Client, partner: Partner, machine_made: Translation) -> None:
    token = issue(partner, Credential.Kind.BEARER)
    assert count(client.get(FEED, headers=bearer(token))) == 0
    partners.grant(partner, "en", tier=Tier.MACHINE)
    assert count(client.get(FEED, headers=bearer(token))) == 1


def test_a_person_read_it_so_it_is_there(client: Client, partner: Partner, draft: Translation, alice: User) -> None:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    assert count(client.get(FEED, headers=bearer(issue(partner, Credential.Kind.BEARER)))) == 1


def test_a_feed_without_a_product_is_refused(client: Client, partner: Partner) -> None:
    response = client.get("/feeds/vi.atom", headers=bearer(issue(partner, Credential.Kind.BEARER)))
    assert response.status_code == 403


def test_the_secret_is_nowhere_in_the_document(
    client: Client, partner: Partner, draft: Translation, alice: User
) -> None:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    secret = issue(partner, Credential.Kind.URL)
    private, public = client.get(f"/feeds/p/{secret}/en.atom"), client.get(FEED)
    assert private.content == public.content
    assert secret not in private.content.decode()
    assert private["Cache-Control"] == "private, max-age=60"
    assert f"/hub/p/{secret}" in private["Link"]
    assert "Authorization" in public["Vary"]
    assert not private.cookies


def test_a_revoked_credential_opens_nothing(client: Client, partner: Partner) -> None:
    made = partners.issue(partner, Credential.Kind.BEARER)
    address = partners.issue(partner, Credential.Kind.URL)
    for issued in (made, address):
        partners.revoke(partner, issued.credential.pk)
    assert client.get(FEED, headers=bearer(made.secret)).status_code == 401
    assert client.get(f"/feeds/p/{address.secret}/en.atom").status_code == 410
    assert client.get(f"/feeds/p/{'x' * 40}/en.atom").status_code == 404


def test_a_disabled_partner_gets_nothing(client: Client, partner: Partner) -> None:
    token = issue(partner, Credential.Kind.BEARER)
    partners.set_enabled(partner, enabled=False)
    assert client.get(FEED, headers=bearer(token)).status_code == 401


def test_who_comes_too_often_is_told_when_to_come_back(client: Client, partner: Partner, settings: Any) -> None:
    settings.FEED_RATE = 2
    token, other = issue(partner, Credential.Kind.BEARER), issue(partner, Credential.Kind.BEARER)
    answers = [client.get(FEED, headers=bearer(token)) for _ in range(3)]
    assert [response.status_code for response in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 30
    assert client.get(FEED, headers=bearer(other)).status_code == 200, "each credential has its own"


def test_a_partner_may_have_a_rate_of_its_own(client: Client, partner: Partner, settings: Any) -> None:
    settings.FEED_RATE = 1
    Partner.objects.update(rate=0)
    token = issue(partner, Credential.Kind.BEARER)
    assert {client.get(FEED, headers=bearer(token)).status_code for _ in range(5)} == {200}


def test_a_bucket_fills_again() -> None:
    buckets = Buckets()
    assert [buckets.take(1, 2, now) for now in (0, 0, 0)] == [0, 0, 30]
    assert buckets.take(1, 2, 29.0) == 1
    assert buckets.take(1, 2, 30.0) == 0


def test_a_poll_is_remembered_once_a_minute(client: Client, partner: Partner) -> None:
    token = issue(partner, Credential.Kind.BEARER)
    client.get(FEED, headers={**bearer(token), "User-Agent": "newsboat/2.43"})
    used = Credential.objects.get()
    assert used.last_used_at is not None
    assert used.agent == "newsboat/2.43"
    with CaptureQueriesContext(connection) as queries:
        client.get(FEED, headers=bearer(token))
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]
    Credential.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    client.get(FEED, headers=bearer(token))
    assert Credential.objects.get().last_used_at > used.last_used_at  # type: ignore[operator]


def test_the_shortcut_guards_as_django_does(partner: Partner, machine_made: Translation, settings: Any) -> None:
    settings.PUBLIC_FEEDS = False
    secret = issue(partner, Credential.Kind.URL)
    asked: list[str] = []

    def django(environ: Any, start_response: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        found = Client().get(environ["PATH_INFO"])  # the handler itself would close the test's connection
        start_response(f"{found.status_code} {found.reason_phrase}", list(found.items()))
        return [found.content]

    def get(path: str, **headers: str) -> tuple[str, bytes]:
        told: list[str] = []
        environ = RequestFactory().get(path, headers=headers).environ
        body = Shortcut(django)(environ, lambda status, _: told.append(status))
        return told[0][:3], b"".join(body)

    assert get(FEED)[0] == "401"
    assert asked == [FEED]
    status, body = get(f"/feeds/p/{secret}/en.atom")
    assert (status, b"<entry" in body, asked) == ("200", False, [FEED])
