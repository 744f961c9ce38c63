from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from entries import entry
from lxml import html

from feeds import metadata
from translations import selectors, services
from translations.models import Source, Translation, User
from writing import SECOND, article, paragraph


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


def _linked_data(page: str) -> dict[str, Any]:
    (script,) = html.fromstring(page).iterfind(".//script")
    found: dict[str, Any] = json.loads(script.text)
    return found


def test_a_page_tells_machines_what_it_translates(published: Translation, client: Client) -> None:
    found = _linked_data(client.get(_path(published)).content.decode())
    assert (found["@type"], found["inLanguage"]) == ("NewsArticle", "en")
    assert found["translationOfWork"] == {
        "@type": "NewsArticle",
        "url": "https://example.org/cau-moi",
        "inLanguage": "vi",
        "publisher": {"@type": "Organization", "name": "Báo Mới Tinh"},
    }
    assert found["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert found["datePublished"] <= found["dateModified"]


def test_an_originals_page_names_its_translations(published: Translation, client: Client) -> None:
    found = _linked_data(client.get(_path(published, "vi")).content.decode())
    assert [one["inLanguage"] for one in found["workTranslation"]] == ["en"]
    assert "translationOfWork" not in found


def test_a_page_has_open_graph_and_its_languages(published: Translation, client: Client) -> None:
    page = html.fromstring(client.get(_path(published)).content)
    properties = {meta.get("property"): meta.get("content") for meta in page.iterfind(".//meta[@property]")}
    assert properties["og:type"] == "article"
    assert properties["og:title"] == page.findtext(".//h1")
    assert (properties["og:locale"], properties["og:locale:alternate"]) == ("en", "vi")
    links = page.iterfind(".//link[@rel='alternate'][@type='text/html']")
    assert {link.get("hreflang") for link in links} == {"en", "vi"}


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "]]>\"'&"])
def test_no_text_can_end_the_linked_data(hostile: str) -> None:
    made = metadata.linked_data(entry(title=hostile, byline=hostile, categories=(hostile,)), site_name=hostile)
    assert "<" not in made
    assert json.loads(made)["author"]["name"] == hostile.strip()


def _corrected(source: Source, alice: User, redraft: Callable[[], Translation]) -> Translation:
    services.receive_article(source, article(blocks=(paragraph("Cầu dài hơn người ta tưởng."), paragraph(SECOND))))
    redone = redraft()
    services.publish(redone.pk, by=alice, seen=selectors.text_digest(redone), correction="The length was wrong.")
    return redone


def test_a_corrected_article_leads_to_what_it_was(
    published: Translation, source: Source, alice: User, redraft: Callable[[], Translation], client: Client
) -> None:
    first = client.get(_path(published)).content.decode()
    _corrected(source, alice, redraft)
    page = html.fromstring(client.get(_path(published)).content)
    earlier = urlsplit(page.find(".//link[@rel='predecessor-version']").get("href")).path
    assert earlier == f"{_path(published)}1/"
    entry = selectors.feed_entries("en")[0]
    assert urlsplit(entry.predecessor).path == earlier
    response = client.get(earlier)
    then = html.fromstring(response.content)
    assert then.find(".//meta[@name='robots']").get("content") == "noindex"
    assert then.findtext(".//p[@class='earlier']/a") == "Read the text as it stands now"
    assert (
        then.find(".//div[@class='content']").text_content()
        == html.fromstring(first).find(".//div[@class='content']").text_content()
    )


def test_what_was_taken_back_is_gone(
    published: Translation, source: Source, alice: User, redraft: Callable[[], Translation], client: Client
) -> None:
    _corrected(source, alice, redraft)
    services.retract_article(source, "cau-moi", reason="It never happened.")
    for number in (1, 2):
        response = client.get(f"{_path(published)}{number}/")
        assert response.status_code == 410
        assert "plain English" not in response.content.decode()
    assert client.get(f"{_path(published)}3/").status_code == 200
    assert client.get(f"{_path(published)}4/").status_code == 404
    assert selectors.feed_entries("en")[0].predecessor == ""


def test_a_draft_has_no_earlier_version(draft: Translation, client: Client) -> None:
    assert client.get(f"{_path(draft)}1/").status_code == 404


def test_the_list_names_categories(source: Source, client: Client) -> None:
    services.receive_article(source, article(categories=("Giao thông",)))
    page = html.fromstring(client.get("/feeds/").content)
    (link,) = page.iterfind(".//ul[@class='categories']//a")
    assert (link.text, urlsplit(link.get("href")).path) == ("Giao thông", "/feeds/vi/giao-thong.atom")
    assert client.get("/feeds/opml").status_code == 200
