"""Traces for OpenTelemetry, where SONGNGU_OTLP says where to send them. Imported only then.

A request is a trace of its own; it links to the trace of every translation that it moved. What happens to one
translation (its jobs, their engine, its deliveries) shares one trace, whichever processes and days it takes: the
trace's number follows from the translation's name, so nothing has to be carried along. Every span has the correlation
that the logs have. No attribute holds an article's text, an address with a secret, or an error's words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from opentelemetry import context, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags

from config.version import VERSION
from translations import correlation
from translations.correlation import Fact

_KINDS = {"request": SpanKind.SERVER, "translate": SpanKind.CONSUMER, "deliver": SpanKind.CLIENT}
_SAMPLED = TraceFlags(TraceFlags.SAMPLED)


def start(exporter: SpanExporter | None = None) -> Traces:
    """From now on spans are sent, in batches, by a thread that starts anew in forked children."""
    exporter = exporter or OTLPSpanExporter(endpoint=endpoint(settings.OTLP), timeout=5)
    provider = TracerProvider(resource=Resource.create({"service.name": "songngu", "service.version": VERSION}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    traces = Traces(provider)
    correlation.watch(traces)
    return traces


def endpoint(address: str) -> str:
    """Collectors are named by their address; the path is the protocol's."""
    address = address.rstrip("/")
    return address if address.endswith("/v1/traces") else f"{address}/v1/traces"


class Traces:
    """A `correlation.Watcher`."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("songngu", VERSION)

    @contextmanager
    def span(self, name: str, kind: str, facts: Mapping[str, Fact]) -> Iterator[None]:
        with self._tracer.start_as_current_span(
            kind,
            context=_place(name),
            kind=_KINDS.get(kind, SpanKind.INTERNAL),
            attributes={"songngu.correlation": name, **facts},
            record_exception=False,  # its words may quote an article
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(Status(StatusCode.ERROR))
                raise

    def note(self, facts: Mapping[str, Fact]) -> None:
        span = trace.get_current_span()
        span.set_attributes(dict(facts))
        if "error.type" in facts:
            span.set_status(Status(StatusCode.ERROR))

    def mention(self, name: str) -> None:
        span, there = trace.get_current_span(), _root(name)
        if span.get_span_context().trace_id != there.trace_id:
            span.add_link(there, {"songngu.correlation": name})

    def flush(self) -> None:
        self._provider.force_flush()

    def stop(self) -> None:
        correlation.unwatch(self)
        self._provider.shutdown()


def _place(name: str) -> context.Context | None:
    """In the trace of the translation that the work is about; a part of it stays where its whole is."""
    if trace.get_current_span().get_span_context().is_valid:
        return None
    subject = name.partition("/")[0]
    if not subject.startswith(("translation-", "article-")):
        return None
    return trace.set_span_in_context(NonRecordingSpan(_root(subject)))


def _root(name: str) -> SpanContext:
    number = hashlib.sha256(f"{settings.SITE_URL} {name}".encode()).digest()
    trace_id, span_id = int.from_bytes(number[:16]), int.from_bytes(number[16:24])
    return SpanContext(trace_id, span_id, is_remote=True, trace_flags=_SAMPLED)
