"""How long somebody slow can hold a worker: sources that drip, and addresses that never answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from delivering import subscribe
from feed_samples import NOW, rss, teaser

from subscriber import Subscriber
from translations.errors import FetchError
from translations.models import Publication, Source
from worker import deliver, fetch, outgoing
from worker import poll as polling
from worker.connections import Timeouts

#: A worker may be held for so long by one source, then everybody else has a turn. Seconds.
MOST = 180


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The worker's seconds, which pass only when somebody lets them."""
    found = [0.0]
    monkeypatch.setattr("worker.poll.time.monotonic", lambda: found[0])
    return found


def test_a_source_whose_every_page_drips_holds_a_worker_for_three_minutes_at_most(clock: list[float]) -> None:
    feed = rss(*(teaser(f"Tin {number}", f"https://example.org/{number}") for number in range(40)))
    answered = fetch.Fetched(
        status=200,
        url="https://example.org/feed",
        permanent_url="",
        body=feed,
        content_type="application/rss+xml",
        charset="",
        etag="",
        last_modified="",
        retry_after="",
    )

    def drip(url: str, **_: Any) -> fetch.Fetched:
        clock[0] += Timeouts().total
        if url.endswith("/feed"):
            return replace(answered)
        raise FetchError(f"{url} took too long", cure="It is tried again later.")

    source = Source(slug="cham", name="Chậm", kind="pull", url="https://example.org/feed", poll_minutes=15)
    result = polling.poll(source, NOW, get=drip)
    assert clock[0] <= MOST
    assert result.etag == "", "what was left comes with the next poll"


def test_no_request_to_a_partner_may_take_longer_than_the_lease_of_its_delivery() -> None:
    from translations.services.deliveries import LEASE

    assert outgoing.PATIENCE.total + deliver.LONGEST_SECONDS < LEASE.total_seconds()


@pytest.mark.django_db(transaction=True)
def test_an_address_that_never_answers_keeps_nobody_else_from_the_news(
    ours: None, toy: Subscriber, publish: Callable[[], Publication]
) -> None:
    toy.silent.add("/deaf")
    for path in ("/deaf", "/ear"):
        assert subscribe(f"{toy.url}{path}").status_code == 202
    quick = Timeouts(connect=1, read=0.3, total=0.5)

    def send(message: Any) -> outgoing.Answered:
        return outgoing.send(message.method, message.url, body=message.body, headers=message.headers, timeouts=quick)

    deliver.run(send=send)
    publish()
    deliver.run(send=send)
    assert [told.path for told in toy.told].count("/ear") == 1
