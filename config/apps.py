"""Makes our Celery application the one that everything rings, wherever Django runs."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        if settings.BROKER_URL:  # a tenth of a second of imports that nobody needs who polls
            import config.celery  # noqa: F401

        if settings.OTLP:
            from config import tracing  # a second of imports that nobody needs who wants no traces

            tracing.start()
