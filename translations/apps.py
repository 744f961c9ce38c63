"""Django's handle on this package."""

from __future__ import annotations

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = "Translations"
