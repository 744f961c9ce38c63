"""What a partner sees at its private address."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from translations import selectors, services
from translations.models import Credential, Partner, Translation, User
from translations.services import partners, webhooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien", name="Tin <Biển>")
    partners.grant(found, "en", "Thể thao")
    return found


@pytest.fixture
def page(partner: Partner) -> str:
    return f"/partner/{partners.issue(partner, Credential.Kind.PAGE).secret}/"


def test_it_shows_the_feeds_and_how_to_set_up_a_reader(page: str, client: Client) -> None:
    text = client.get(page).content.decode()
    assert "/feeds/en/the-thao.atom" in text
    assert "only what a person has read" in text
    assert all(reader in text for reader in ("newsboat", "FreshRSS", "Feedly", "WordPress"))
    assert "Tin &lt;Biển&gt;" in text


def test_it_is_private_and_sets_no_cookie(page: str, client: Client) -> None:
    response = client.get(page)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Your feeds"), ("vi", "Các nguồn tin của bạn")])
def test_it_speaks_both_languages(language: str, words: str, page: str, client: Client) -> None:
    text = client.get(page, {"lang": language}).content.decode()
    assert f'<html lang="{language}">' in text
    assert words in text


def test_it_shows_the_last_poll_and_no_secret(page: str, partner: Partner, client: Client) -> None:
    issued = partners.issue(partner, Credential.Kind.BEARER)
    headers = {"Authorization": f"Bearer {issued.secret}", "User-Agent": "a-reader/1"}
    client.get("/feeds/en/the-thao.atom", headers=headers)
    text = client.get(page).content.decode()
    assert "a-reader/1" in text
    assert issued.credential.hint in text
    assert issued.secret not in text


def test_it_shows_what_was_delivered_to_this_partner_alone(
    page: str, partner: Partner, draft: Translation, alice: User, client: Client
) -> None:
    other = partners.create(slug="other")
    for one in (partner, other):
        partners.grant(one, "en")
    webhooks.add(partner, "https://mine.example/hook")
    secret = webhooks.add(other, "https://theirs.example/hook").secret
    publication = services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    text = client.get(page).content.decode()
    assert "https://mine.example/hook" in text
    assert publication.title in text
    assert "theirs.example" not in text
    assert secret not in text


@pytest.mark.parametrize("kind", [Credential.Kind.BEARER, Credential.Kind.URL])
def test_no_other_secret_opens_it(kind: Credential.Kind, partner: Partner, client: Client) -> None:
    assert client.get(f"/partner/{partners.issue(partner, kind).secret}/").status_code == 404
    assert client.get("/partner/x/").status_code == 404


def test_a_revoked_page_is_gone(partner: Partner, client: Client) -> None:
    issued = partners.issue(partner, Credential.Kind.PAGE)
    partners.revoke(partner, issued.credential.pk)
    assert client.get(f"/partner/{issued.secret}/").status_code == 404


def test_its_feeds_come_as_opml(page: str, client: Client) -> None:
    response = client.get(f"{page}feeds.opml")
    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    outline = ElementTree.fromstring(response.content).find("body/outline")
    assert outline is not None
    assert outline.attrib["xmlUrl"].endswith("/feeds/en/the-thao.atom")
    assert outline.attrib["type"] == "rss"
