"""Django's handle on this package."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from translations import roles


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = "Translations"

    def ready(self) -> None:
        def ensure_roles(using: str, **_: Any) -> None:
            roles.ensure(self, using)

        post_migrate.connect(ensure_roles, sender=self, weak=False)

        from translations.services import accounts  # needs the models

        accounts.connect()
