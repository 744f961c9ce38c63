"""Lines of log: one shape, tied to a request or a job, and never an article's text."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from config import logs
from translations import correlation, services
from translations.errors import EngineError, LeaseLost
from translations.models import Source, Translation
from translations.types import Draft, Job
from worker import jobs
from writing import article, drafted, paragraph

SECRET = "Mật khẩu của ông Tư là con mèo mướp."


class Kept(logging.Handler):
    """Keeps what would have been written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def objects(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def kept() -> Iterator[Kept]:
    root, handler = logging.getLogger(), Kept(logs.Json())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_line_is_an_object_with_five_keys(kept: Kept) -> None:
    with correlation.working_on("translation-7/2"):
        logging.getLogger("worker.jobs").warning("translation %s: ngữ", 7)
    assert len(kept.lines[0].splitlines()) == 1
    (line,) = kept.objects
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "WARNING",
        "logger": "worker.jobs",
        "message": "translation 7: ngữ",
        "correlation": "translation-7/2",
    }


def test_nobody_writes_a_second_line_with_a_line_break() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "id %s", ("a\r\n2026 CRITICAL x [-] forged\x1b[2J",), None)
    assert len(logs.Line().format(record).splitlines()) == 1
    assert "\x1b" not in logs.Line().format(record)


def test_a_trace_says_where_and_what_but_not_in_whose_words() -> None:
    try:
        try:
            raise OSError(28, "No space left on device")
        except OSError as error:
            raise ValueError(SECRET) from error
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    told = logs.Line().format(record)
    assert "No space left on device" in told
    assert told.endswith("ValueError")
    assert f"{__file__}:" in told
    assert json.loads(logs.Json().format(record))["trace"] in told


def test_a_trace_that_another_handler_wrote_out_is_not_taken_over() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    logging.Formatter().format(record)
    assert SECRET not in logs.Line().format(record)


@pytest.mark.parametrize("given", ["req-1", "a" * 100, "4bf92f3577b34da6a3ce929d0e0e4736", "1-67891233-abcdef"])
def test_a_sane_request_id_is_taken_over_and_given_back(client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a" * 101, "a b", "a\tb", "<script>", "é", "-x", "a\n"])
def test_any_other_is_replaced(client: Client, given: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert answered != given
    assert len(answered) == 16


def test_requests_do_not_share_one(client: Client) -> None:
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]
    assert correlation.current() == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "said"), [("/nowhere/", "Not Found"), ("/readyz", "Service Unavailable")])
def test_a_refused_request_is_logged_with_its_name_in_one_line(
    client: Client, kept: Kept, path: str, said: str
) -> None:
    client.get(path, headers={"X-Request-ID": "req-9"})
    (line,) = [line for line in kept.objects if line["logger"] == "django.request"]
    assert (line["correlation"], line["message"]) == ("req-9", f"{said}: {path}")
    assert "trace" not in line


def failing(error: Exception) -> jobs.Drafter:
    def draft(job: Job) -> Draft:
        raise error

    return draft


def overtaken(job: Job) -> Draft:
    """What the newsroom sends again while it is being translated."""
    newer = article(external_id="secret", blocks=(paragraph(SECRET),), title="Tin đã sửa")
    services.receive_article(Source.objects.get(), newer)
    return drafted(job)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "draft",
    [
        drafted,
        overtaken,
        failing(ValueError(SECRET)),
        failing(KeyError(SECRET)),
        failing(EngineError("out of memory")),
        failing(LeaseLost("translation 1")),
        failing(UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, "bad")),
    ],
)
def test_no_line_holds_an_articles_text(source: Source, kept: Kept, draft: jobs.Drafter) -> None:
    story = article(external_id="secret", title=SECRET, blocks=(paragraph(SECRET),))
    services.receive_article(source, story)
    assert jobs.run_one(draft)
    assert kept.lines
    written = "\n".join(kept.lines)
    assert SECRET not in written
    assert "con mèo" not in written
    assert "plain English" not in written  # what the engine of these tests says


@pytest.mark.django_db(transaction=True)
def test_a_jobs_lines_name_the_translation_and_the_attempt(queued: Translation, kept: Kept) -> None:
    jobs.run_one(failing(EngineError("out of memory")))
    about = {line["correlation"] for line in kept.objects if line["logger"] == "worker.jobs"}
    assert about == {f"translation-{queued.pk}/1"}


@pytest.mark.django_db
def test_the_line_that_queues_a_translation_is_tied_to_its_request(source: Source, client: Client, kept: Kept) -> None:
    with correlation.working_on("req-7"):
        services.receive_article(source, article())
    number = Translation.objects.get().pk
    (line,) = [line for line in kept.objects if line["message"].startswith(f"translation {number}: receive")]
    assert line["correlation"] == "req-7"


@pytest.mark.slow
@pytest.mark.parametrize(("environ", "style"), [({}, logs.Line), ({"SONGNGU_PRODUCTION": "true"}, logs.Json)])
def test_production_writes_for_programs_and_everything_else_for_people(
    environ: dict[str, str], style: type[logging.Formatter]
) -> None:
    code = "import django; django.setup(); import logging; print(type(logging.getLogger().handlers[0].formatter))"
    env = {**os.environ, "SONGNGU_SECRET_KEY": "x" * 50, "PYTHONPATH": str(settings.BASE_DIR), **environ}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert style.__name__ in done.stdout
