"""Makes our Celery application the one that everything rings, wherever Django runs."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        import config.celery  # noqa: F401
