"""RFC 5005: everything ever published can be reached by walking back, and what is archived stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from atom_rules import ATOM, FH, faults
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from publishing import publish, retract

from feeds import archives, documents, places
from feeds.models import Archive
from translations import selectors
from translations.models import Publication, Source
from translations.types import Tier

FEED = "/feeds/vi.atom"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of five: a long feed with a few articles."""
    monkeypatch.setattr(places, "PAGE", 5)
    monkeypatch.setattr(places, "WINDOW", 10)


def _walk(client: Client, path: str = FEED) -> Iterator[bytes]:
    """From the feed itself back to its beginning, as a client does that knows nothing but the first address."""
    while path:
        response = client.get(path)
        assert response.status_code == 200
        assert faults(response.content) == []
        yield response.content
        links = etree.fromstring(response.content).findall(f"{ATOM}link")
        path = next((urljoin(path, link.get("href")) for link in links if link.get("rel") == "prev-archive"), "")


def _newest(client: Client, path: str = FEED) -> dict[str, str]:
    """Entry id → text, taking the first met, which RFC 5005 §4 calls the right one."""
    found: dict[str, str] = {}
    for document in _walk(client, path):
        for entry in feedparser.parse(document).entries:
            found.setdefault(entry.id, entry.content[0].value)
    return found


def test_a_short_feed_has_no_archive(source: Source, client: Client) -> None:
    publish(source, 1)
    assert len(list(_walk(client))) == 1


def test_the_whole_history_can_be_reached(source: Source, client: Client) -> None:
    for number in range(23):
        publish(source, number)
    documents = list(_walk(client))
    assert len(documents) == 1 + 4
    assert len(_newest(client)) == 23


def test_history_is_whole_at_every_length(source: Source, client: Client) -> None:
    for number in range(12):
        publish(source, number)
        if number % 3 == 0:
            publish(source, number // 2, words=f"Sửa lần {number}.")
        ids = {entry.article.uuid.urn for entry in _entries()}
        assert _newest(client).keys() == ids


def _entries() -> list[Publication]:
    return list(Publication.objects.filter(entry__isnull=False, language="vi").select_related("article"))


def test_whoever_walks_back_ends_with_the_newest_versions(source: Source, client: Client) -> None:
    for number in range(12):
        publish(source, number)
    list(_walk(client))  # archives are made
    publish(source, 1, words="Đã sửa.")
    retract(source, 2)
    for number in range(12, 30):
        publish(source, number)
    found = _newest(client)
    assert sum("Đã sửa." in text for text in found.values()) == 1
    assert sum("đã được rút" in text for text in found.values()) == 1
    assert len(found) == 30


def test_an_archive_stays_byte_for_byte_the_same(source: Source, client: Client) -> None:
    for number in range(10):
        publish(source, number)
    first = client.get("/feeds/vi/archive/1.atom")
    publish(source, 1, words="Đã sửa.")
    source.name = "Báo đổi tên"
    source.save()
    archives.forget()
    documents.forget()
    again = client.get("/feeds/vi/archive/1.atom")
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert client.get("/feeds/vi/archive/1.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_was_taken_back_before_its_archive_was_made_is_not_in_it(source: Source, client: Client) -> None:
    publish(source, 1, words="Điều bịa đặt.")
    for number in range(2, 6):
        publish(source, number)
    retract(source, 1)
    assert "Điều bịa đặt." not in client.get("/feeds/vi/archive/1.atom").content.decode()
    assert any("đã được rút" in text for text in _newest(client).values())


def test_a_retraction_takes_the_text_out_of_archives_and_leaves_the_rest_alone(source: Source, client: Client) -> None:
    publish(source, 1, words="Điều bịa đặt.", categories=("Kinh tế",))
    for number in range(2, 12):
        publish(source, number, categories=("Kinh tế",))
    publish(source, 3, words="Đã sửa.", categories=("Kinh tế",))
    paths = ("/feeds/vi/archive/1.atom", "/feeds/vi/kinh-te/archive/1.atom")
    before = [client.get(path) for path in paths]
    other = client.get("/feeds/vi/archive/2.atom").content
    retract(source, 1)
    for path, was in zip(paths, before, strict=True):
        now = client.get(path, headers={"If-None-Match": was["ETag"]})
        assert (now.status_code, faults(now.content)) == (200, [])
        assert "Điều bịa đặt.".encode() in was.content
        assert "Điều bịa đặt.".encode() not in now.content
        head, *entries = was.content.split(b"<entry")
        head_now, *entries_now = now.content.split(b"<entry")
        assert head_now == head
        changed = [new for old, new in zip(entries, entries_now, strict=True) if old != new]
        assert len(changed) == 1
        assert "đã được rút" in changed[0].decode()
        assert "max-age=3600" in now["Cache-Control"]
    assert client.get("/feeds/vi/archive/2.atom").content == other


def test_a_retraction_reaches_every_version_that_an_archive_holds(source: Source, client: Client) -> None:
    publish(source, 1, words="Điều bịa đặt.")
    for number in range(2, 6):
        publish(source, number)
    client.get("/feeds/vi/archive/1.atom")
    publish(source, 1, words="Điều bịa đặt khác.")
    for number in range(6, 10):
        publish(source, number)
    client.get("/feeds/vi/archive/2.atom")
    retract(source, 1)
    for number in (1, 2):
        found = client.get(f"/feeds/vi/archive/{number}.atom").content
        assert "bịa đặt" not in found.decode()
        assert found.count(b"<entry") == 5


def test_an_archive_whose_row_was_deleted_is_made_anew(source: Source, client: Client) -> None:
    for number in range(1, 6):
        publish(source, number)
    first = client.get("/feeds/vi/archive/1.atom").content
    Archive.objects.all().delete()
    assert client.get("/feeds/vi/archive/1.atom").content == first


def test_readers_of_different_gates_get_archives_of_their_own(source: Source) -> None:
    for number in range(5):
        publish(source, number)
    everything, originals = (archives.archive("vi", "", 1, least=least) for least in (Tier.MACHINE, Tier.ORIGINAL))
    assert everything.body == originals.body
    assert Archive.objects.count() == 2


def test_an_archive_says_what_it_is(source: Source, client: Client) -> None:
    for number in range(10):
        publish(source, number)
    response = client.get("/feeds/vi/archive/2.atom")
    root = etree.fromstring(response.content)
    here = "/feeds/vi/archive/2.atom"
    links = {link.get("rel"): urlsplit(urljoin(here, link.get("href"))).path for link in root.findall(f"{ATOM}link")}
    assert root.find(f"{FH}archive") is not None
    assert links["self"] == "/feeds/vi/archive/2.atom"
    assert links["current"] == FEED
    assert links["prev-archive"] == "/feeds/vi/archive/1.atom"
    assert root.findtext(f"{ATOM}id") == etree.fromstring(client.get(FEED).content).findtext(f"{ATOM}id")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert etree.fromstring(client.get(FEED).content).find(f"{FH}archive") is None


def test_a_category_has_archives_of_its_own(source: Source, client: Client) -> None:
    for number in range(14):
        publish(source, number, categories=("Kinh tế",) if number % 2 else ("Thể thao",))
    found = list(_walk(client, "/feeds/vi/kinh-te.atom"))
    assert len(found) == 2
    assert len(_newest(client, "/feeds/vi/kinh-te.atom")) == 7


@pytest.mark.parametrize(
    "path", ["/feeds/vi/archive/2.atom", "/feeds/vi/archive/99999.atom", "/feeds/tlh/archive/1.atom"]
)
def test_an_archive_that_is_not_there_yet_is_a_problem(source: Source, client: Client, path: str) -> None:
    for number in range(9):
        publish(source, number)
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_two_processes_that_make_an_archive_at_once_give_out_one(source: Source) -> None:
    for number in range(5):
        publish(source, number)
    first = archives.archive("vi", "", 1)
    archives.forget()
    assert archives.archive("vi", "", 1).body == first.body
    assert Archive.objects.count() == 1


def test_a_poll_costs_the_same_however_long_the_feed_is(source: Source, client: Client) -> None:
    def cost() -> list[int]:
        documents.forget()
        counts = []
        for _ in range(2):  # built, then kept
            with CaptureQueriesContext(connection) as queries:
                documents.feed("vi")
            counts.append(len(queries))
        return counts

    for number in range(11):
        publish(source, number)
    few = cost()
    for number in range(11, 60):
        publish(source, number)
    assert cost() == few
    assert few[1] == 1


def test_an_entry_that_is_replaced_while_a_feed_is_read_is_left_to_the_next_reading(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(source, 1)
    publish(source, 2)
    read = selectors.current_by_number

    def slowly(publications: list[int], known: Any) -> Any:
        publish(source, 1, words="Đã sửa.")
        return read(publications, known)

    monkeypatch.setattr(selectors, "current_by_number", slowly)
    first = documents.feed("vi")
    monkeypatch.undo()
    assert (faults(first.body), first.body.count(b"<entry")) == ([], 1)
    assert documents.feed("vi").body.count(b"<entry") == 2
