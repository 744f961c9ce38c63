"""Traces: what a span says, what it never says, and that a collector gets them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from config import tracing
from translations import correlation, selectors, services
from translations.errors import EngineError
from translations.models import Delivery, Source, Translation, User
from translations.services import partners, webhooks
from translations.types import Draft, Job, Tier
from worker import deliver, jobs
from worker.outgoing import Answered
from worker.parcels import Message
from writing import article, drafted

pytestmark = pytest.mark.django_db(transaction=True)


class Collected:
    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.traces = tracing.start(self.exporter)

    def spans(self) -> list[ReadableSpan]:
        self.traces.flush()
        return list(self.exporter.get_finished_spans())

    def one(self, name: str) -> ReadableSpan:
        (found,) = [span for span in self.spans() if span.name == name]
        return found


@pytest.fixture
def collected() -> Iterator[Collected]:
    found = Collected()
    yield found
    found.traces.stop()


def told(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_a_request_has_its_correlation_and_its_route(collected: Collected, client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "from-the-proxy-1"})
    assert answer.status_code == 200
    span = collected.one("request")
    assert told(span) == {
        "songngu.correlation": "from-the-proxy-1",
        "http.request.method": "GET",
        "http.route": "healthz",
        "http.response.status_code": 200,
    }


def test_a_secret_in_an_address_is_in_no_span(collected: Collected, client: Client) -> None:
    client.get("/partner/top-secret-token/")
    client.get("/hub/p/top-secret-token")
    assert "top-secret" not in "".join(span.to_json() for span in collected.spans())


def test_a_job_has_its_engine_inside_and_no_word_of_the_article(collected: Collected, queued: Translation) -> None:
    jobs.run_one(drafted)
    job, engine = collected.one("translate"), collected.one("engine")
    assert told(job) == {"songngu.correlation": f"translation-{queued.pk}/1", "attempt": 1}
    assert engine.parent is not None
    assert engine.parent.span_id == job.context.span_id
    assert told(engine)["pair"] == "vi-en"
    assert told(engine)["segments"] == 3
    whole = "".join(span.to_json(indent=None) for span in collected.spans())
    for text in ("cầu", "c\\u1ea7u", "English"):
        assert text not in whole


def test_an_error_is_named_and_not_quoted(collected: Collected, queued: Translation) -> None:
    def fails(job: Job) -> Draft:
        raise EngineError(job.passages[0].text)

    jobs.run_one(fails)
    engine = collected.one("engine")
    assert told(engine)["error.type"] == "EngineError"
    assert not engine.status.is_ok
    assert not engine.events
    assert "Thông" not in "".join(span.to_json() for span in collected.spans())


def test_a_request_links_to_the_translations_that_it_moved(
    collected: Collected, queued: Translation, olga: User, client: Client
) -> None:
    client.force_login(olga)
    client.post("/ops/act/", {"action": "cancel", "id": queued.pk})
    services.replay(queued.pk, by=olga)
    jobs.run_one(drafted)
    request, job = collected.one("request"), collected.one("translate")
    (link,) = request.links
    assert link.context.trace_id == job.context.trace_id
    assert dict(link.attributes or {}) == {"songngu.correlation": f"translation-{queued.pk}"}
    assert request.context.trace_id != job.context.trace_id


def taken(message: Message) -> Answered:
    return Answered(status=200, body=b"", retry_after="")


def test_a_delivery_is_in_the_trace_of_its_translation_and_so_are_its_lines(
    collected: Collected, queued: Translation, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.run_one(drafted)
    partner = partners.create(slug="daily", name="The Daily")
    partners.grant(partner, "en", tier=Tier.MACHINE)
    webhooks.add(partner, "https://p.example/")
    queued.refresh_from_db()
    services.publish(queued.pk, by=alice, seen=selectors.text_digest(queued))
    about: list[str] = []
    caplog.handler.addFilter(lambda record: about.append(correlation.current()) or True)
    with caplog.at_level("INFO", logger="worker.deliver"):
        assert deliver.run(send=taken) == 1
    (row,) = Delivery.objects.all()
    name = f"translation-{queued.pk}/delivery-{row.pk}.1"
    job, sent = collected.one("translate"), collected.one("deliver")
    assert sent.context.trace_id == job.context.trace_id
    assert told(sent) == {
        "songngu.correlation": name,
        "attempt": 1,
        "host": "p.example",
        "http.response.status_code": 200,
    }
    assert name in about


def test_without_a_collector_nothing_watches(queued: Translation) -> None:
    assert correlation._watchers == []
    jobs.run_one(drafted)


def test_several_articles_have_a_trace_each(collected: Collected, source: Source, queued: Translation) -> None:
    services.receive_article(source, article(external_id="hai"))
    jobs.run_one(drafted)
    jobs.run_one(drafted)
    traces = {span.context.trace_id for span in collected.spans() if span.name == "translate"}
    assert len(traces) == 2


@pytest.mark.parametrize("given", ["http://c:4318", "http://c:4318/", "http://c:4318/v1/traces"])
def test_a_collector_is_named_by_its_address(given: str) -> None:
    assert tracing.endpoint(given) == "http://c:4318/v1/traces"


class _Collector(BaseHTTPRequestHandler):
    received: list[bytes]

    def do_POST(self) -> None:
        self.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


TRACED = """
import django; django.setup()
from translations import correlation
with correlation.working_on("translation-7/1", "translate", attempt=1):
    with correlation.part("engine", pair="vi-en"):
        pass
"""


@pytest.mark.slow
def test_a_collector_on_this_machine_gets_the_spans_of_a_process_as_it_ends() -> None:
    received: list[bytes] = []
    handler = type("Handler", (_Collector,), {"received": received})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SONGNGU_OTLP": f"http://127.0.0.1:{server.server_port}",
    }
    subprocess.run([sys.executable, "-c", TRACED], env=env, check=True, timeout=60)
    server.shutdown()
    server.server_close()
    names = {
        span.name
        for body in received
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    }
    assert names == {"translate", "engine"}


@pytest.mark.slow
def test_who_wants_no_traces_imports_nothing_for_them() -> None:
    code = (
        "import django; django.setup(); import sys; sys.exit(any(m.startswith('opentelemetry') for m in sys.modules))"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "SONGNGU_OTLP": ""}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False, timeout=60).returncode == 0
