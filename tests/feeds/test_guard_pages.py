"""Where feeds are for partners alone, so are the pages, and the way back through the archives is open to them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from django.test import Client
from publishing import publish, retract

from feeds import access, pings, places
from translations import selectors, services
from translations.models import Credential, Partner, Publication, Source, Translation, User
from translations.services import partners
from translations.types import Tier


@pytest.fixture(autouse=True)
def _for_partners_alone(settings: Any) -> None:
    settings.PUBLIC_FEEDS = False
    access.forget()


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien", name="Tin Biển")
    partners.grant(found, "en")
    return found


@pytest.fixture
def published(draft: Translation, alice: User) -> Translation:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def _bearer(partner: Partner) -> dict[str, str]:
    return {"Authorization": f"Bearer {partners.issue(partner, Credential.Kind.BEARER).secret}"}


def _paths(translation: Translation, language: str = "en") -> list[str]:
    page = f"/articles/{translation.article.uuid}/{language}/"
    return [page, f"{page}1/", "/feeds/", "/feeds/opml"]


def test_a_stranger_gets_no_page_and_no_list(published: Translation, client: Client) -> None:
    absent = "/articles/00000000-0000-4000-8000-000000000000/en/"
    for path in (*_paths(published), absent):
        response = client.get(path)
        assert (response.status_code, response["Cache-Control"]) == (401, "no-store"), path
        assert response["WWW-Authenticate"].startswith("Basic")
        assert "plain English" not in response.content.decode()
    assert client.post("/feeds/opml").status_code == 405


def test_a_credential_opens_them(published: Translation, client: Client, partner: Partner) -> None:
    password = partners.issue(partner, Credential.Kind.BASIC).secret
    basic = {"Authorization": "Basic " + b64encode(f"tin-bien:{password}".encode()).decode()}
    for headers in (_bearer(partner), basic):
        for path in _paths(published):
            response = client.get(path, headers=headers)
            assert response.status_code == 200, path
            assert response["Cache-Control"].startswith("private")
            assert "Authorization" in response["Vary"]
    assert Credential.objects.filter(last_used_at__isnull=False).count() == 2
    assert client.get(_paths(published)[0], headers={"Authorization": "Bearer guess"}).status_code == 401


def test_a_partner_sees_the_pages_of_its_own_feeds(published: Translation, client: Client, partner: Partner) -> None:
    headers = _bearer(partner)
    assert [client.get(path, headers=headers).status_code for path in _paths(published, "vi")[:2]] == [404, 404]
    partners.grant(partner, "vi", category="Đời sống")
    assert client.get(_paths(published, "vi")[0], headers=headers).status_code == 404


def test_a_page_that_fails_the_gate_is_absent(
    queued: Translation, redraft: Callable[[], Translation], client: Client, partner: Partner
) -> None:
    Source.objects.update(policy=Source.Policy.MACHINE)
    machine_made = redraft()
    headers = _bearer(partner)
    assert [client.get(path, headers=headers).status_code for path in _paths(machine_made)[:2]] == [404, 404]
    partners.grant(partner, "en", tier=Tier.MACHINE)
    assert [client.get(path, headers=headers).status_code for path in _paths(machine_made)[:2]] == [200, 200]


def test_whoever_is_signed_in_on_the_desk_sees_them(published: Translation, client: Client, bob: User) -> None:
    client.force_login(bob)
    for path in _paths(published):
        response = client.get(path)
        assert response.status_code == 200
        assert response["Cache-Control"].startswith("private")


def test_who_comes_too_often_waits_here_too(
    published: Translation, client: Client, partner: Partner, settings: Any
) -> None:
    settings.FEED_RATE = 1
    headers = _bearer(partner)
    assert [client.get("/feeds/", headers=headers).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("feed", ["vi", "vi/kinh-te"])
def test_feedparser_walks_back_behind_a_private_address(
    feed: str, source: Source, partner: Partner, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any document to the one before, and from an archive to the feed, with the secret that it came with."""
    monkeypatch.setattr(places, "PAGE", 3)
    monkeypatch.setattr(places, "WINDOW", 6)
    for number in range(8):
        publish(source, number, categories=("Kinh tế",))
    retract(source, 1)
    partners.grant(partner, "vi")
    here = f"{live_server.url}/feeds/p/{partners.issue(partner, Credential.Kind.URL).secret}/"
    path, found, walked = f"{here}{feed}.atom", set(), 0
    while path:
        document = feedparser.parse(path)
        assert document.status == 200, path
        walked, links = walked + 1, {link.rel: link.href for link in document.feed.links}
        if "current" in links:
            assert feedparser.parse(links["current"]).href.startswith(here)
            assert feedparser.parse(links["current"]).status == 200
        found |= {entry.id for entry in document.entries}
        path = links.get("prev-archive", "")
    assert (walked, len(found)) == (4, 8)


def test_what_is_pushed_names_whole_addresses(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its receiver did not fetch it from anywhere, so a relative one would lead nowhere."""
    monkeypatch.setattr(places, "PAGE", 3)
    for number in range(4):
        publish(source, number)
    newest = Publication.objects.order_by("pk").last()
    assert newest is not None
    sent = pings.document(newest, category="", tier=Tier.MACHINE)
    assert sent is not None
    links = {link.rel: link.href for link in feedparser.parse(sent.body).feed.links}
    assert links["prev-archive"] == links["self"].removesuffix(".atom") + "/archive/1.atom"
