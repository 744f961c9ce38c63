"""Polling a source: what is fetched, and what reaches the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from feed_samples import DAY, HOUR, LONG, NOW, QUARTER, full, page, rss, teaser
from newsroom import Newsroom, open_newsroom

from translations.errors import RefusedInput
from translations.models import Article, Source
from worker import fetch
from worker import poll as polling
from worker.poll_decisions import Known


@pytest.fixture
def newsroom(settings: Any) -> Iterator[Newsroom]:
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    with open_newsroom() as found:
        yield found


def a_source(newsroom: Newsroom, **fields: Any) -> Source:
    given = {"slug": "culao", "name": "Cù Lao", "kind": "pull", "url": newsroom.url + "/feed", "poll_minutes": 15}
    return Source(**{**given, **fields})


# What is fetched


def test_a_feed_with_full_text_needs_no_pages(newsroom: Newsroom) -> None:
    newsroom.page("/feed", rss(full("Kho lạnh")), ETag='"1"', Last_Modified="Tue, 24 Nov 2026 08:00:00 GMT")
    result = polling.poll(a_source(newsroom), NOW)
    (article,) = result.articles
    assert (article.external_id, article.language, article.title) == ("Kho lạnh", "vi", "Kho lạnh")
    assert len(article.blocks) == 2
    assert (result.etag, result.last_modified) == ('"1"', "Tue, 24 Nov 2026 08:00:00 GMT")
    assert (result.error, result.refused, result.new_url, result.disable) == ("", (), "", False)
    assert len(newsroom.requests) == 1


def test_a_teaser_is_completed_from_its_page(newsroom: Newsroom) -> None:
    newsroom.page("/feed", rss(teaser("Kho lạnh", newsroom.url + "/tin")), ETag='"1"')
    newsroom.page("/tin", page(), Content_Type="text/html")
    result = polling.poll(a_source(newsroom), NOW)
    (article,) = result.articles
    assert article.summary == "Kho mở."
    assert [block.kind.value for block in article.blocks] == ["paragraph", "paragraph", "image"]
    assert article.blocks[2].src == newsroom.url + "/anh/1.jpg"
    assert not any("Liên hệ" in block.text for block in article.blocks)
    assert result.etag == '"1"'


@pytest.mark.parametrize(("status", "body"), [(404, b""), (200, page("<p>Đăng nhập.</p>")), (200, b"\x00\xff")])
def test_an_item_whose_page_has_no_text_is_skipped_and_tried_again(
    newsroom: Newsroom, status: int, body: bytes
) -> None:
    newsroom.page("/feed", rss(teaser("Hỏng", newsroom.url + "/tin"), full("Lành")), ETag='"1"')
    newsroom.page("/tin", body, status=status)
    result = polling.poll(a_source(newsroom), NOW)
    assert [article.title for article in result.articles] == ["Lành"]
    ((external_id, reason),) = result.refused
    assert external_id == "Hỏng"
    assert "/tin" in reason
    assert result.etag == ""  # or 304 would hide the item from the next poll


def test_a_feed_cannot_make_us_read_private_pages(newsroom: Newsroom) -> None:
    newsroom.page("/feed", rss(teaser("Lén", "http://169.254.169.254/latest/meta-data/")))
    result = polling.poll(a_source(newsroom), NOW)
    assert result.articles == ()
    assert "not public" in result.refused[0][1]


def test_a_page_is_fetched_in_the_name_of_the_feed_that_named_it(newsroom: Newsroom) -> None:
    """So that a stranger's feed gets no further than a stranger (see test_fetching)."""
    newsroom.page("/feed", rss(teaser("Kho lạnh", newsroom.url + "/tin")))
    newsroom.page("/tin", page())
    named = []

    def get(url: str, **options: Any) -> fetch.Fetched:
        named.append(options.get("came_from", ""))
        return fetch.get(url, **options)

    source = a_source(newsroom)
    assert len(polling.poll(source, NOW, get=get).articles) == 1
    assert named == ["", source.url]


def test_known_teasers_are_not_fetched_again(newsroom: Newsroom) -> None:
    newsroom.page("/feed", rss(teaser("Kho lạnh", newsroom.url + "/tin")), ETag='"1"')
    known = {"Kho lạnh": Known("Kho lạnh", NOW - 2 * HOUR)}
    result = polling.poll(a_source(newsroom, last_polled_at=NOW - QUARTER), NOW, lookup=lambda ids: known)
    assert (result.articles, result.refused, result.etag) == ((), (), '"1"')
    assert [path for path, _ in newsroom.requests] == ["/feed"]


def test_one_poll_fetches_only_so_many_pages_and_leaves_the_rest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MAX_PAGES", 1)
    newsroom.page("/feed", rss(*(teaser(name, newsroom.url + "/tin") for name in "abc")), ETag='"1"')
    newsroom.page("/tin", page())
    result = polling.poll(a_source(newsroom), NOW)
    assert [article.title for article in result.articles] == ["a"]
    assert (result.refused, result.etag) == ((), "")


def test_a_feed_that_has_not_changed_is_no_work(newsroom: Newsroom) -> None:
    newsroom.page("/feed", status=304)
    result = polling.poll(a_source(newsroom, etag='"1"', last_modified="yesterday", failures=3), NOW)
    assert newsroom.requests[0][1]["if-none-match"] == '"1"'
    assert (result.articles, result.error, result.etag, result.last_modified) == ((), "", '"1"', "yesterday")
    assert result.next_poll - NOW <= QUARTER * 1.1


@pytest.mark.parametrize(
    ("status", "headers", "least"),
    [(500, {}, 2 * QUARTER), (404, {}, 2 * QUARTER), (429, {"Retry_After": "7200"}, 2 * HOUR)],
)
def test_a_failure_keeps_the_validators_and_waits(
    newsroom: Newsroom, status: int, headers: dict[str, str], least: timedelta
) -> None:
    newsroom.page("/feed", status=status, **headers)
    result = polling.poll(a_source(newsroom, etag='"1"'), NOW)
    assert str(status) in result.error
    assert (result.etag, result.disable) == ('"1"', False)
    assert least <= result.next_poll - NOW <= least * 1.1


def test_a_feed_that_is_gone_is_not_asked_for_again(newsroom: Newsroom) -> None:
    newsroom.page("/feed", status=410)
    result = polling.poll(a_source(newsroom), NOW)
    assert result.disable
    assert "410" in result.error


def test_a_feed_that_has_moved_for_good_gives_its_new_address(newsroom: Newsroom) -> None:
    newsroom.page("/feed", status=301, Location="/new")
    newsroom.page("/new", rss(full("Kho lạnh")))
    result = polling.poll(a_source(newsroom), NOW)
    assert (result.new_url, len(result.articles)) == (newsroom.url + "/new", 1)


def test_a_move_to_something_that_is_no_feed_is_not_believed(newsroom: Newsroom) -> None:
    newsroom.page("/feed", status=301, Location="/login")
    newsroom.page("/login", page())
    result = polling.poll(a_source(newsroom), NOW)
    assert result.new_url == ""
    assert "web page" in result.error


def test_an_address_that_may_not_be_fetched_is_an_error_with_a_cure(newsroom: Newsroom, settings: Any) -> None:
    settings.PRIVATE_HOSTS = []
    result = polling.poll(a_source(newsroom), NOW)
    assert "SONGNGU_PRIVATE_HOSTS" in result.error
    assert newsroom.requests == []


# What reaches the record


@pytest.fixture
def due(newsroom: Newsroom) -> Callable[..., Source]:
    def save(**fields: Any) -> Source:
        source = a_source(newsroom, next_poll_at=NOW, **fields)
        source.save()
        return source

    return save


@pytest.mark.django_db
def test_nothing_due_is_nothing_done() -> None:
    assert not polling.run_one(now=NOW)


@pytest.mark.django_db
def test_what_a_source_published_is_stored_once(newsroom: Newsroom, due: Callable[..., Source]) -> None:
    source = due()
    newsroom.page("/feed", rss(full("Một"), full("Hai")), ETag='"1"')
    assert polling.run_one(now=NOW)
    assert not polling.run_one(now=NOW)
    source.refresh_from_db()
    assert (source.etag, source.last_error, source.last_polled_at) == ('"1"', "", NOW)
    assert polling.run_one(now=source.next_poll_at)
    assert sorted(Article.objects.values_list("external_id", "current__number")) == [("Hai", 1), ("Một", 1)]


@pytest.mark.django_db
def test_a_corrected_item_makes_a_new_revision(newsroom: Newsroom, due: Callable[..., Source]) -> None:
    source = due()
    newsroom.page("/feed", rss(full("Một")))
    polling.run_one(now=NOW)
    newsroom.page("/feed", rss(full("Một", LONG + "<p>Đính chính.</p>")))
    source.refresh_from_db()
    polling.run_one(now=source.next_poll_at)
    assert Article.objects.get().current.number == 2


@pytest.mark.django_db
def test_a_known_teaser_is_recognised_by_what_the_record_has(newsroom: Newsroom, due: Callable[..., Source]) -> None:
    source = due()
    newsroom.page("/feed", rss(teaser("Kho &amp;amp; xoài", newsroom.url + "/tin")))
    newsroom.page("/tin", page())
    polling.run_one(now=NOW)
    source.refresh_from_db()
    polling.run_one(now=source.next_poll_at)
    assert [path for path, _ in newsroom.requests] == ["/feed", "/tin", "/feed"]


@pytest.mark.django_db
def test_one_article_that_cannot_be_stored_does_not_stop_the_others(
    newsroom: Newsroom, due: Callable[..., Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = due()
    newsroom.page("/feed", rss(full("Hỏng"), full("Lành")), ETag='"1"')
    receive = polling.services.receive_article

    def refuses_one(source: Source, incoming: Any, **options: Any) -> Any:
        if incoming.external_id == "Hỏng":
            raise RefusedInput("no")
        return receive(source, incoming, **options)

    monkeypatch.setattr(polling.services, "receive_article", refuses_one)
    polling.run_one(now=NOW)
    source.refresh_from_db()
    assert [article.external_id for article in Article.objects.all()] == ["Lành"]
    assert source.etag == ""


@pytest.mark.django_db
def test_failures_are_counted_and_forgotten_at_the_next_success(newsroom: Newsroom, due: Callable[..., Source]) -> None:
    source = due()
    newsroom.page("/feed", status=500)
    polling.run_one(now=NOW)
    source.refresh_from_db()
    assert (source.failures, "500" in source.last_error) == (1, True)
    newsroom.page("/feed", rss())
    polling.run_one(now=source.next_poll_at)
    source.refresh_from_db()
    assert (source.failures, source.last_error) == (0, "")


@pytest.mark.django_db
def test_a_source_that_is_gone_is_disabled(newsroom: Newsroom, due: Callable[..., Source]) -> None:
    source = due()
    newsroom.page("/feed", status=410)
    polling.run_one(now=NOW)
    source.refresh_from_db()
    assert not source.enabled
    assert not polling.run_one(now=NOW + 2 * DAY)
