"""Polling a source, what is decided: when to ask again, and what is worth a visit to its page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from feed_samples import DAY, HOUR, LONG, NOW, QUARTER

from worker.feed_reader import FeedItem
from worker.poll_decisions import Known, Outcome, has_full_text, next_poll, outcome, retry_delay, worth_a_visit


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
    assert HOUR <= next_poll(NOW, Outcome.BUSY, 0, QUARTER, HOUR) - NOW <= HOUR * 1.1
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
