from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from atom_rules import faults
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds import documents
from feeds.models import Feed
from translations import selectors, services
from translations.models import Publication, Source, Translation, User
from writing import SECOND, article, paragraph

FEED = "/feeds/en.atom"


@pytest.fixture
def published(draft: Translation, alice: User) -> Translation:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def _age(seconds: int = 60) -> None:
    """Long enough ago for dates to be validators."""
    then = timezone.now().replace(microsecond=0) - timedelta(seconds=seconds)
    Publication.objects.update(updated_at=then)
    Feed.objects.update(changed_at=then)


def test_a_feed_arrives_as_valid_atom(published: Translation, client: Client) -> None:
    response = client.get(FEED)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "public, max-age=60"
    assert faults(response.content) == []
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    assert len(parsed.entries) == 1


def test_an_unreviewed_draft_is_not_in_the_feed(draft: Translation, client: Client) -> None:
    assert b"<entry" not in client.get(FEED).content


def test_the_original_has_a_feed_of_its_own(published: Translation, client: Client) -> None:
    parsed = feedparser.parse(client.get("/feeds/vi.atom").content)
    assert parsed.feed.language == "vi"
    assert parsed.entries[0].title == "Thông xe cầu mới"


@pytest.mark.django_db
def test_a_feed_with_nothing_in_it_is_a_feed(client: Client) -> None:
    response = client.get(FEED)
    assert response.status_code == 200
    assert faults(response.content) == []


def test_nobody_is_recognised(published: Translation, alice: User, client: Client) -> None:
    client.force_login(alice)
    response = client.get(FEED)
    assert not response.cookies
    assert "Cookie" not in response["Vary"]
    assert "Accept-Encoding" in response["Vary"]


def test_an_unchanged_feed_is_304(published: Translation, client: Client) -> None:
    _age()
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Content-Length"] == first["Content-Length"]
    assert "Content-Type" not in again
    assert client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_polling_an_unchanged_feed_costs_one_query(published: Translation, client: Client) -> None:
    etag = client.get(FEED)["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(FEED, headers={"If-None-Match": etag})
    assert len(queries) == 1


def test_a_publication_in_the_last_seconds_gives_no_date_yet(published: Translation, client: Client) -> None:
    assert "Last-Modified" not in client.get(FEED)


def test_gzip_has_an_etag_of_its_own(published: Translation, client: Client) -> None:
    plain, zipped = client.get(FEED), client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.content[4:8] == bytes(4), "a time in the gzip header makes processes differ"
    assert zipped["ETag"] != plain["ETag"]
    again = client.get(FEED, headers={"Accept-Encoding": "gzip", "If-None-Match": zipped["ETag"]})
    assert again.status_code == 304


def test_every_process_makes_the_same_bytes(published: Translation, client: Client) -> None:
    first = client.get(FEED)
    documents.forget()
    assert client.get(FEED)["ETag"] == first["ETag"]


def test_head_has_the_headers_and_no_body(published: Translation, client: Client) -> None:
    got, head = client.get(FEED), client.head(FEED)
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (got["ETag"], got["Content-Length"])


def test_a_correction_changes_etag_and_text(
    published: Translation, source: Source, alice: User, redraft: Callable[[], Translation], client: Client
) -> None:
    before = client.get(FEED)
    services.receive_article(source, article(blocks=(paragraph("Cầu dài hơn người ta tưởng."), paragraph(SECOND))))
    redone = redraft()
    services.publish(redone.pk, by=alice, seen=selectors.text_digest(redone), correction="The length was wrong.")
    after = client.get(FEED, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    old, new = (feedparser.parse(response.content).entries for response in (before, after))
    assert [entry.id for entry in new] == [entry.id for entry in old]
    assert new[0].updated > old[0].updated
    assert new[0].published == old[0].published
    assert new[0].summary.startswith("Correction: The length was wrong.")


def test_a_retraction_leaves_a_notice_and_a_tombstone(published: Translation, source: Source, client: Client) -> None:
    before = feedparser.parse(client.get(FEED).content).entries[0]
    services.retract_article(source, "cau-moi", reason="It never happened.")
    response = client.get(FEED)
    assert faults(response.content) == []
    assert f'<at:deleted-entry ref="{before.id}"'.encode() in response.content
    after = feedparser.parse(response.content).entries[0]
    assert (after.id, after.title[:11]) == (before.id, "[Retracted]")
    assert after.updated > before.updated


@pytest.mark.django_db
def test_an_unknown_language_is_a_problem(client: Client) -> None:
    response = client.get("/feeds/tlh.atom")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "There are feeds in: en" in response.json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_feed_can_only_be_read(method: str) -> None:
    response: Any = getattr(Client(enforce_csrf_checks=True), method)(FEED)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Content-Type"] == "application/problem+json"


def test_taking_no_coding_at_all_is_a_problem(published: Translation, client: Client) -> None:
    response = client.get(FEED, headers={"Accept-Encoding": "identity;q=0"})
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")
