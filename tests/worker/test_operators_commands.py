"""The operators' commands, as they are typed; each answers programs too, and leaves its row in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from translations import services
from translations.errors import ImpossibleMove, NotFound, RefusedInput
from translations.models import Article, Audit, Breaker, Hold, Source, Translation
from translations.states import State
from translations.types import Job
from worker.management.acting import NotAll, span
from worker.management.commands import retranslate
from worker.management.holding import named
from writing import article

pytestmark = pytest.mark.django_db
Songngu = Callable[..., str]


@pytest.fixture
def songngu() -> Songngu:
    def typed(name: str, *words: str) -> str:
        out = StringIO()
        call_command(name, *words, stdout=out)
        return out.getvalue()

    return typed


def audited() -> list[tuple[str, str]]:
    rows = Audit.objects.exclude(actor="").exclude(action__contains="role").order_by("id")
    return [(row.actor.partition(", ")[2], row.action) for row in rows if "songngu" in row.actor]


def test_cancel_and_replay(queued: Translation, songngu: Songngu) -> None:
    assert songngu("cancel", str(queued.pk), "--reason", "sent twice") == "1 cancelled.\n"
    queued.refresh_from_db()
    assert queued.state == State.CANCELLED
    assert json.loads(songngu("replay", str(queued.pk), "--json")) == {"done": [queued.pk], "skipped": {}, "failed": {}}
    assert audited() == [("songngu cancel", "cancel"), ("songngu replay", "replay")]


def test_a_dry_run_counts_shows_and_changes_nothing(claimed: Job, source: Source, songngu: Songngu) -> None:
    services.receive_article(source, article(external_id="hai", title="Tin thứ hai"))
    told = songngu("cancel", "--source", "bao-moi", "--state", "queued", "--dry-run")
    assert told.startswith("1 would be cancelled; nothing was done.")
    assert "Tin thứ hai" in told
    assert json.loads(songngu("replay", "--all", "--dry-run", "--json")) == {
        "count": 0,
        "skipped": {"queued": 1, "translating": 1},
        "some": [],
    }
    assert Translation.objects.filter(state=State.CANCELLED).count() == 0
    assert audited() == []


def test_priority(queued: Translation, songngu: Songngu) -> None:
    assert songngu("priority", "breaking", str(queued.pk)) == "1 re-prioritised.\n"
    queued.refresh_from_db()
    assert queued.priority == 0


def test_retranslate_by_signature(draft: Translation, songngu: Songngu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retranslate, "current", lambda: {("vi", "en"): draft.signature})
    assert songngu("retranslate", "--older-signature", "--dry-run").startswith("0 would be queued")
    monkeypatch.setattr(retranslate, "current", lambda: {("vi", "en"): "newer"})
    assert songngu("retranslate", "--older-signature") == "1 queued for a fresh draft.\n"


def test_one_that_cannot_be_changed_is_an_error(draft: Translation, songngu: Songngu) -> None:
    with pytest.raises(NotAll, match="0 of 1"):
        songngu("cancel", str(draft.pk))


def test_nothing_named_is_refused(queued: Translation, songngu: Songngu) -> None:
    with pytest.raises(RefusedInput, match="no translation named"):
        songngu("cancel")


@pytest.mark.parametrize(("text", "length"), [("30s", 30), ("45m", 2700), ("6h", 21_600), ("2d", 172_800)])
def test_spans(text: str, length: int) -> None:
    assert span(text) == timedelta(seconds=length)


@pytest.mark.parametrize("text", ["", "5", "h", "-5m", "5 m", "9999999d", "５m"])
def test_other_spans_are_refused(text: str) -> None:
    with pytest.raises(RefusedInput):
        span(text)


def test_pause_and_resume_a_stage_and_a_source(queued: Translation, songngu: Songngu) -> None:
    assert "To go on: songngu resume translate" in songngu("pause", "translate", "--reason", "new package")
    assert "paused      stage translate for 0 s  new package" in songngu("status")
    assert json.loads(songngu("resume", "translate", "--json")) == {"kind": "stage", "name": "translate"}
    songngu("pause", "bao-moi")
    assert Hold.objects.get().kind == Hold.Kind.SOURCE
    with pytest.raises(NotFound, match="not paused"):
        songngu("resume", "deliver")


@pytest.mark.parametrize(
    ("what", "meant"),
    [
        ("poll", (Hold.Kind.STAGE, "poll")),
        ("source:poll", (Hold.Kind.SOURCE, "poll")),
        ("bao-moi", (Hold.Kind.SOURCE, "bao-moi")),
        ("worker@vm:7", (Hold.Kind.WORKER, "worker@vm:7")),
    ],
)
def test_what_is_meant(what: str, meant: tuple[Hold.Kind, str]) -> None:
    assert named(what) == meant


def test_drain_a_worker(songngu: Songngu) -> None:
    services.beat("worker@vm:7", "worker")
    assert "Draining: worker@vm:7" in songngu("drain", "worker@vm:7")
    with pytest.raises(RefusedInput, match="is no worker"):
        songngu("drain", "translate")


def test_retry_an_engine(songngu: Songngu) -> None:
    later = timezone.now() + timedelta(hours=1)
    Breaker.objects.create(name="engine:vi-en", opened_at=timezone.now(), open_until=later, last_error="no memory")
    assert "breaker     engine:vi-en  no memory" in songngu("status")
    assert "let through" in songngu("retry", "engine:vi-en")
    assert audited() == [("songngu retry", "try now")]


def test_why_tells_the_story_by_any_name(claimed: Job, songngu: Songngu) -> None:
    services.fail_attempt(claimed, "the package is damaged", retryable=False)
    told = songngu("why", str(Article.objects.get().uuid))
    assert "Thông xe cầu mới" in told
    assert "Last error: the package is damaged" in told
    assert "ACT: The machine gave up" in told
    assert "attempt 1 by worker-1" in told
    (facts,) = json.loads(songngu("why", "cau-moi", "--json"))
    assert (facts["cause"], facts["act"], facts["state"]) == ("gave up", True, "failed")
    assert [step["what"] for step in facts["steps"]][-1] == "give up → failed"


def test_status_says_what_needs_somebody(queued: Translation, songngu: Songngu) -> None:
    told = songngu("status")
    assert "! No worker gives a sign of life. Look at its log and start one." in told
    assert "deliveries  0 failed for good" in told
    facts: dict[str, Any] = json.loads(songngu("status", "--json"))
    assert facts["states"]["queued"] == 1
    assert facts["stages"]["translate"]["depth"] == 1
    assert facts["failed_deliveries"] == 0
    assert facts["database"]["bytes"] > 0


def test_tidy_counts_first(songngu: Songngu) -> None:
    services.beat("worker@gone:1", "worker", now=timezone.now() - timedelta(days=30))
    assert "       1  pulses" in songngu("tidy", "--dry-run")
    assert json.loads(songngu("tidy", "--json"))["pulses"] == 1


def test_an_article_that_nobody_knows(songngu: Songngu) -> None:
    with pytest.raises(NotFound, match="article 'nothing'"):
        songngu("why", "nothing")


def test_one_number_that_cannot_be_moved_tells_why(claimed: Job, songngu: Songngu) -> None:
    with pytest.raises((ImpossibleMove, NotAll)):
        songngu("replay", str(claimed.translation_id))
