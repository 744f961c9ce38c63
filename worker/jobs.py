"""One job, from claim to stored draft, with its lease kept alive and its time watched."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context

from django.conf import settings
from django.db import close_old_connections, connections

from translations import checks, correlation, services
from translations.errors import EngineError, LeaseLost, SongnguError
from translations.types import Draft, Job
from worker import stopping, vitals

logger = logging.getLogger(__name__)

Drafter = Callable[[Job], Draft]

#: Exit status of a process that gave itself up because one article took too long (EX_SOFTWARE).
GAVE_UP = 70


def run_one(draft: Drafter | None = None) -> bool:
    """Translates the most urgent article; False when none is waiting. Whatever it does to us, the others go on."""
    job = services.claim(vitals.holder())
    if job is None:
        return False
    about = f"translation-{job.translation_id}/{job.attempt}"
    with correlation.working_on(about, "translate", attempt=job.attempt), _kept_alive(job):
        _attempt(job, draft or _engine())
    return True


def _engine() -> Drafter:
    # Only here, in the process that does the work: a loaded model does not survive a fork.
    from worker.pipeline import draft_job

    return draft_job


def _attempt(job: Job, draft: Drafter) -> None:
    try:
        pair = f"{job.source_language}-{job.target_language}"
        with correlation.part("engine", pair=pair, passages=len(job.passages)):
            made = draft(job)
            correlation.note(segments=len(made.segments), signature=made.signature)
        services.store_draft(job, made)
        vitals.drafted(pair, f"{made.signature}|{checks.VERSION}")
    except LeaseLost as error:
        logger.warning("%s", error)
    except EngineError as error:
        logger.warning("translation %s, attempt %s: %s", job.translation_id, job.attempt, error)
        correlation.note(**{"error.type": type(error).__name__})
        _fail(job, str(error), retryable=error.retryable, engine=True)
    except Exception as error:  # an article must not stop the others, whatever it triggers
        logger.exception("translation %s, attempt %s", job.translation_id, job.attempt)
        correlation.note(**{"error.type": type(error).__name__})
        reason = str(error) if isinstance(error, SongnguError) else f"{type(error).__name__}: {error}"
        _fail(job, reason, retryable=True)


def _fail(job: Job, reason: str, *, retryable: bool, engine: bool = False) -> None:
    try:
        services.fail_attempt(job, reason, retryable=retryable, engine=engine)
    except LeaseLost as error:
        logger.warning("%s", error)


@contextmanager
def _kept_alive(job: Job) -> Iterator[None]:
    done = threading.Event()
    thread = threading.Thread(
        target=copy_context().run, args=(_keep_alive, job, done), name=f"lease-{job.translation_id}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _keep_alive(job: Job, done: threading.Event) -> None:
    """Extends the lease until `done`. Past JOB_SECONDS it records why and ends the process.

    Nothing gentler stops C++ code; the supervisor or Celery starts a fresh process, and the article is tried again
    until its attempts are used up. When the worker is told to stop, the job goes back after a moment.
    """
    pause = settings.LEASE_SECONDS / 3
    waited = extended = 0.0
    try:
        while not done.wait(stopping.LOOK):
            waited += stopping.LOOK
            if waited >= settings.JOB_SECONDS:
                _fail(job, f"the engine took longer than {settings.JOB_SECONDS} s on this article", retryable=True)
                logger.error("translation %s took too long; this process ends", job.translation_id)
                os._exit(GAVE_UP)
            if stopping.overdue() and _hand_back(job):
                os._exit(0)  # as above: the engine may need long still, for nothing
            if waited - extended >= pause:
                extended = waited
                _extend(job)
    finally:
        connections.close_all()  # this thread's own


def _hand_back(job: Job) -> bool:
    try:
        services.hand_back(job)
    except LeaseLost:
        return False  # it was finished just now, or is somebody else's already
    except Exception as error:  # a database that is away for a moment: the next look tries again
        logger.warning("could not hand back translation %s: %s", job.translation_id, error)
        return False
    logger.info("translation %s handed back: this worker stops", job.translation_id)
    return True


def _extend(job: Job) -> None:
    try:
        close_old_connections()
        if not services.extend_lease(job):
            logger.warning("translation %s is no longer ours; its result will be dropped", job.translation_id)
        vitals.beat()  # a long article is no reason to be taken for dead
    except Exception as error:  # a database that is away for a moment: try again, the lease has slack
        logger.warning("could not extend the lease of translation %s: %s", job.translation_id, error)
