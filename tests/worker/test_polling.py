"""Polling a source: what is decided, what is fetched, and what reaches the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from newsroom import Newsroom, open_newsroom

from translations.errors import RefusedInput
from translations.models import Article, Source
from worker import fetch
from worker import poll as polling
from worker.feed_reader import FeedItem
from worker.poll_decisions import Known, Outcome, has_full_text, next_poll, outcome, retry_delay, worth_a_visit

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)
FIRST = (
    "Sáng nay, hợp tác xã ven sông mở kho lạnh đầu tiên, và bà con nói rằng giá xoài từ nay sẽ ổn định hơn nhiều. "
    "Kho chứa được sáu nghìn tấn, đủ cho cả vụ, nên thương lái không còn ép giá vào những ngày xoài chín rộ như trước. "
)
SECOND = (
    "Theo huyện, chi phí xây kho do ba xã cùng góp, phần còn lại vay trong mười năm với lãi suất thấp của ngân hàng. "
    "Người trồng trả tiền gửi theo từng thùng, và ai cũng thấy rẻ hơn so với việc bán tháo hay chở đi xa trong đêm. "
    "Người phụ trách kho là một kỹ sư trẻ vừa trở về quê, và anh nói việc khó nhất là giữ nhiệt độ đều suốt ngày đêm. "
    "Mùa sau, hợp tác xã dự định thêm một dây chuyền đóng gói để xuất thẳng sang các chợ lớn ở miền Trung."
)
LONG = f"<p>{FIRST}</p><p>{SECOND}</p>"


@pytest.fixture
def newsroom(settings: Any) -> Iterator[Newsroom]:
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    with open_newsroom() as found:
        yield found


def a_source(newsroom: Newsroom, **fields: Any) -> Source:
    given = {"slug": "culao", "name": "Cù Lao", "kind": "pull", "url": newsroom.url + "/feed", "poll_minutes": 15}
    return Source(**{**given, **fields})


def rss(*items: str) -> bytes:
    content = "http://purl.org/rss/1.0/modules/content/"
    return (
        f'<rss version="2.0" xmlns:content="{content}"><channel><title>Cù Lao</title>{"".join(items)}</channel></rss>'
    ).encode()


def full(name: str, html: str = LONG) -> str:
    return f"<item><title>{name}</title><guid>{name}</guid><content:encoded><![CDATA[{html}]]></content:encoded></item>"


def teaser(name: str, link: str) -> str:
    return f"<item><title>{name}</title><guid>{name}</guid><link>{link}</link><description>Kho mở.</description></item>"


def page(text: str = LONG, title: str = "Kho lạnh") -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    article = f'<article><h1>{title}</h1>{text}<img src="/anh/1.jpg" alt="Kho"></article>'
    return f'{head}<body><nav><a href="/">Về</a></nav>{article}<footer>Liên hệ</footer></body></html>'.encode()


# What is decided


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, "READ"), (304, "SAME"), (429, "BUSY"), (503, "BUSY"), (410, "GONE"), (404, "FAILED"), (500, "FAILED")],
)
def test_a_status_has_a_meaning(status: int, kind: str) -> None:
    assert outcome(status) is Outcome[kind]


@pytest.mark.parametrize("kind", [Outcome.READ, Outcome.SAME])
def test_a_poll_that_worked_is_followed_by_another_after_the_interval(kind: Outcome) -> None:
    for seed in "abcdef":
        wait = next_poll(NOW, kind, 7, QUARTER, seed=seed) - NOW
        assert QUARTER <= wait <= QUARTER * 1.1


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    waits = [next_poll(NOW, Outcome.FAILED, failures, QUARTER, seed="a") - NOW for failures in (0, 1, 2, 40)]
    assert waits[1] / waits[0] == pytest.approx(2)
    assert waits[2] / waits[0] == pytest.approx(4)
    assert waits[0] >= 2 * QUARTER
    assert waits[3] == DAY


def test_the_jitter_is_a_sources_own() -> None:
    assert next_poll(NOW, Outcome.READ, 0, QUARTER, seed="a") == next_poll(NOW, Outcome.READ, 0, QUARTER, seed="a")
    assert len({next_poll(NOW, Outcome.READ, 0, QUARTER, seed=seed) for seed in "abcdef"}) == 6


def test_a_busy_server_is_given_the_time_it_asks_for() -> None:
    hour = timedelta(hours=1)
    assert hour <= next_poll(NOW, Outcome.BUSY, 0, QUARTER, hour) - NOW <= hour * 1.1
    assert next_poll(NOW, Outcome.BUSY, 0, QUARTER, timedelta(seconds=1)) - NOW >= QUARTER
    assert next_poll(NOW, Outcome.BUSY, 0, QUARTER, timedelta(days=400)) - NOW == DAY


@pytest.mark.parametrize(
    ("header", "delay"),
    [
        ("120", timedelta(seconds=120)),
        ("Tue, 24 Nov 2026 09:30:00 GMT", timedelta(minutes=30)),
        ("Tue, 24 Nov 2020 09:30:00 GMT", timedelta(0)),
        ("99999999999999999999", DAY),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, delay: timedelta | None) -> None:
    assert retry_delay(header, NOW) == delay


def item(html: str = "", summary: str = "", **fields: Any) -> FeedItem:
    given = {"external_id": "1", "url": "", "title": "Kho lạnh", "summary": summary, "html": html}
    return FeedItem(**{**given, **fields})


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        (item(html=LONG), True),
        (item(html="<p>Ngắn.</p>"), False),
        (item(html="<p class='" + "x" * 900 + "'>Ngắn.</p>"), False),
        (item(html=LONG + "<p>Bà con [&hellip;]</p>"), False),
        (item(summary=LONG), False),
        (item(summary=LONG * 4), True),
    ],
)
def test_a_teaser_is_told_from_an_article(found: FeedItem, whole: bool) -> None:
    assert has_full_text(found) is whole


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("found", "received", "last_poll", "worth"),
    [
        (item(), None, NOW - QUARTER, True),
        (item(), NOW - 2 * HOUR, NOW - QUARTER, False),
        (item(title="Kho lạnh <b>mới</b>"), NOW - 2 * HOUR, NOW - QUARTER, True),
        (item(updated=NOW - HOUR), NOW - 2 * HOUR, NOW - QUARTER, True),
        (item(updated=NOW - 3 * HOUR), NOW - 2 * HOUR, NOW - QUARTER, False),
        (item(), NOW - HOUR - QUARTER / 2, NOW - QUARTER, True),
        (item(), NOW - HOUR - QUARTER * 2, NOW - QUARTER, False),
        (item(), NOW - 90 * DAY, NOW - QUARTER, False),
    ],
)
def test_a_page_is_read_again_only_when_it_may_have_changed(
    found: FeedItem, received: datetime | None, last_poll: datetime, worth: bool
) -> None:
    known = Known("Kho lạnh", received) if received else None
    assert worth_a_visit(found, known, last_poll, NOW) is worth


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
