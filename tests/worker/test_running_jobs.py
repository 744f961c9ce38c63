"""One job, run: what happens to the article, and to the others, when its engine fails, dies or hangs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from translations import services
from translations.errors import BrokenPackage, EngineError, NoPackage
from translations.models import Source, Translation
from translations.states import State
from translations.types import Draft, Job
from worker import jobs
from writing import article, drafted

pytestmark = pytest.mark.django_db(transaction=True)


def failing(error: Exception) -> jobs.Drafter:
    def draft(job: Job) -> Draft:
        raise error

    return draft


def test_nothing_to_do_is_said_so(db: None) -> None:
    assert jobs.run_one(drafted) is False


def test_a_job_ends_as_a_draft_in_review(queued: Translation) -> None:
    assert jobs.run_one(drafted) is True
    queued.refresh_from_db()
    assert queued.state == State.REVIEW


@pytest.mark.parametrize("error", [NoPackage("vi→fr", cure="Install one."), BrokenPackage("translate-vi_en")])
def test_what_cannot_get_better_fails_at_once_with_a_reason_to_act_on(queued: Translation, error: EngineError) -> None:
    jobs.run_one(failing(error))
    queued.refresh_from_db()
    assert (queued.state, queued.last_error) == (State.FAILED, str(error))


@pytest.mark.parametrize("error", [EngineError("out of memory"), ZeroDivisionError("poison")])
def test_any_other_failure_is_tried_again_and_its_reason_is_kept(queued: Translation, error: Exception) -> None:
    jobs.run_one(failing(error))
    queued.refresh_from_db()
    assert queued.state == State.QUEUED
    assert str(error) in queued.last_error


def test_the_others_go_on_after_a_poison_article(source: Source, queued: Translation) -> None:
    services.receive_article(source, article(external_id="another"))
    jobs.run_one(failing(ZeroDivisionError("poison")))
    assert jobs.run_one(drafted)
    states = Translation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.QUEUED, State.REVIEW]


def test_a_result_that_comes_too_late_is_dropped_without_a_word_to_the_queue(queued: Translation) -> None:
    def overtaken(job: Job) -> Draft:
        services.receive_article(queued.article.source, article(title="Tin đã được sửa"))
        return drafted(job)

    assert jobs.run_one(overtaken)
    queued.refresh_from_db()
    assert (queued.state, queued.segments.count()) == (State.QUEUED, 0)


HANGS = """
import django; django.setup()
import time
from worker import jobs
jobs.run_one(lambda job: time.sleep(60))
"""


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="makes an SQLite database of its own; ran in the first pass")
def test_an_engine_that_hangs_costs_its_process_and_one_attempt(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SONGNGU_DATA": str(tmp_path),
        "SONGNGU_LEASE_SECONDS": "2",
        "SONGNGU_JOB_SECONDS": "1",
        "PYTHONPATH": str(settings.BASE_DIR),
        "REDIS_URL": "",
    }
    ours = [sys.executable, "-m", "config.cli"]
    story = settings.BASE_DIR / "samples" / "10-brief-museum.txt"
    for command in (["migrate", "--verbosity", "0"], ["ingest", str(story)]):
        subprocess.run([*ours, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    hung = subprocess.run([sys.executable, "-c", HANGS], env=environment, check=False, timeout=60)
    assert hung.returncode == jobs.GAVE_UP
    told = subprocess.run([*ours, "status", "--json"], env=environment, check=True, capture_output=True, text=True)
    assert '"queued": 1' in told.stdout
    shown = "from translations.models import Translation as T; print(T.objects.get().last_error)"
    said = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{shown}"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "took longer than 1 s" in said.stdout
