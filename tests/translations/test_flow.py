"""How fast the work goes: counted by hour, told ahead, and failures gathered by cause."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from translations import services
from translations.flow import CHART_HEIGHT, HOUR, RECENT, bars, family, hours, success_rate, time_to_empty
from translations.models import Move, Source, Translation, User
from translations.selectors import moved
from translations.states import State
from writing import article

NOW = datetime(2026, 10, 19, 3, 0, tzinfo=UTC)


def test_a_day_is_24_hours_without_a_gap_and_ends_now() -> None:
    found = hours(NOW)
    assert (len(found), found[0][0], found[-1]) == (24, NOW - timedelta(days=1), (NOW - timedelta(hours=1), NOW))
    assert all(one[1] == other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("backlog", "recent", "hour", "expected"),
    [
        (0, 1, 1, None),
        (5, 0, 0, None),
        (6, 3, 9, timedelta(minutes=30)),
        (6, 0, 3, timedelta(hours=2)),
    ],
)
def test_the_queue_is_empty_after(backlog: int, recent: int, hour: int, expected: timedelta | None) -> None:
    assert time_to_empty(backlog, {RECENT: recent, HOUR: hour}) == expected


def test_a_success_rate_needs_attempts() -> None:
    assert success_rate(0, 0) is None
    assert success_rate(3, 1) == 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("worker vm1:4711 fell silent on attempt 5", "worker vm2:99 fell silent on attempt 4"),
        ("no package: vi→en. See 'a b'.", "no package: vi→en. See 'c'."),
        ("could not get https://a.example/x", "could not get https://b.example/y"),
        ("out of memory\nat 0x12", "out of memory\nat 0x13"),
    ],
)
def test_errors_of_one_cause_are_one_family(one: str, other: str) -> None:
    assert family(one) == family(other) != ""


def test_errors_of_two_causes_are_two() -> None:
    assert family("no package: vi→en") != family("no package: vi→fr")


def test_bars_fit_and_the_smallest_can_still_be_seen() -> None:
    drawn = bars([0, 1, 1000])
    assert [bar.height for bar in drawn] == [0, 2, CHART_HEIGHT]
    assert all(bar.y + bar.height == CHART_HEIGHT for bar in drawn)
    assert [bar.height for bar in bars([0, 0])] == [0, 0]


@pytest.mark.django_db
def test_the_log_is_read_back_to_the_hour_asked_for(draft: Translation) -> None:
    now = timezone.now()
    Move.objects.filter(name="receive").update(at=now - timedelta(days=2))
    day = now - timedelta(days=1)
    assert [moved(name, day, now) for name in ("receive", "claim", "draft")] == [0, 1, 1]


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    client.force_login(olga)
    return client


@pytest.fixture
def three_failed(source: Source) -> list[Translation]:
    """Two of one cause, one of another."""
    errors = ("worker a:1 fell silent on attempt 5", "worker b:2 fell silent on attempt 5", "no package: vi→en")
    for number, error in enumerate(errors):
        services.receive_article(source, article(external_id=str(number)))
        job = services.claim("worker-1")
        assert job
        services.fail_attempt(job, error, retryable=False)
    return list(Translation.objects.order_by("pk"))


def test_one_key_replays_all_of_one_cause_and_no_other(three_failed: list[Translation], as_olga: Client) -> None:
    page = as_olga.get("/ops/").content.decode()
    sections = re.findall(r'<section class="group">.*?</section>', page, re.DOTALL)
    assert len(sections) == 2
    replay, cancel = re.findall(r"<form.*?</form>", sections[0], re.DOTALL)
    ids = re.findall(r'name="id" value="(\d+)"', replay)
    assert ids == re.findall(r'name="id" value="(\d+)"', cancel)
    assert len(ids) == 2
    as_olga.post("/ops/replay/", {"id": ids})
    states = dict(Translation.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in three_failed] == [State.QUEUED, State.QUEUED, State.FAILED]


def test_the_board_draws_without_inline_style(draft: Translation, as_olga: Client) -> None:
    page = as_olga.get("/ops/").content.decode()
    assert page.count("<rect") == 48
    assert "1 in the last hour, 1 in the last day" in page
    assert "style=" not in page


def test_the_board_says_who_works_on_what(queued: Translation, as_olga: Client) -> None:
    services.claim("vm7:4711")
    page = as_olga.get("/ops/").content.decode()
    assert "vm7:4711" in page
    assert "1 article waits for a worker, and nothing was drafted in the last hour." in page
