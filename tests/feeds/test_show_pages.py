from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

from translations import selectors, services
from translations.models import Source, Translation, User


@pytest.fixture
def published(draft: Translation, alice: User) -> Translation:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def _path(translation: Translation, language: str = "en") -> str:
    return f"/articles/{translation.article.uuid}/{language}/"


def test_the_list_names_every_feed(published: Translation, client: Client) -> None:
    response = client.get("/feeds/")
    page = html.fromstring(response.content)
    discovered = {
        link.get("hreflang"): urlsplit(link.get("href")).path
        for link in page.iterfind(".//link[@type='application/atom+xml']")
    }
    assert discovered == {"en": "/feeds/en.atom", "vi": "/feeds/vi.atom"}
    assert [heading.text for heading in page.iterfind(".//h2")] == ["English", "Tiếng Việt"]
    assert page.text_content().count("1 entry") == 2
    for path in discovered.values():
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_the_list_speaks_vietnamese(client: Client) -> None:
    page = client.get("/feeds/", headers={"Accept-Language": "vi"}).content.decode()
    assert '<html lang="vi">' in page
    assert "Mỗi ngôn ngữ có một nguồn cấp Atom" in page
    assert "0 bài" in page


def test_an_entry_leads_to_its_page(published: Translation, client: Client) -> None:
    entry = selectors.feed_entries("en")[0]
    response = client.get(urlsplit(entry.url).path)
    assert response.status_code == 200
    assert response["Content-Language"] == "en"
    page = html.fromstring(response.content)
    assert page.get("lang") == "en"
    assert page.findtext(".//h1") == entry.title
    assert "reviewed and approved by a person" in page.text_content()
    assert page.find(".//link[@rel='alternate'][@type='application/atom+xml']").get("hreflang") == "en"
    assert page.find(".//link[@rel='alternate'][@type='application/feed+json']").get("href").endswith("/feeds/en.json")
    (other,) = page.iterfind(".//nav//a")
    assert (other.get("hreflang"), other.text) == ("vi", "Tiếng Việt")
    assert client.get(urlsplit(other.get("href")).path).status_code == 200


def test_a_page_is_framed_in_the_language_of_its_text(published: Translation, client: Client) -> None:
    page = client.get(_path(published, "vi"), headers={"Accept-Language": "en"}).content.decode()
    assert "Ngôn ngữ khác" in page


def test_a_page_needs_nothing_that_a_strict_policy_forbids(published: Translation, client: Client) -> None:
    for path in ("/feeds/", _path(published)):
        response = client.get(path)
        text = response.content.decode()
        assert not re.search(r"<script(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son\w+=", text)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert not response.cookies
        assert "Cookie" not in response["Vary"]
    assert finders.find("feeds/feeds.css")


def test_a_retracted_article_shows_its_notice_only(published: Translation, source: Source, client: Client) -> None:
    before = client.get(_path(published)).content.decode()
    services.retract_article(source, "cau-moi", reason="It never happened.")
    after = client.get(_path(published)).content.decode()
    assert "It never happened." in after
    assert '<meta name="robots" content="noindex">' in after
    assert "plain English.</p>" in before
    assert "plain English.</p>" not in after


def test_a_draft_has_no_page(draft: Translation, client: Client) -> None:
    assert client.get(_path(draft)).status_code == 404


@pytest.mark.django_db
def test_an_unknown_article_is_not_found(client: Client) -> None:
    assert client.get(f"/articles/{uuid4()}/en/").status_code == 404


def test_a_page_can_only_be_read(published: Translation) -> None:
    assert Client().post(_path(published)).status_code == 405
