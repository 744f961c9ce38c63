"""Tells a person what went wrong, in the language of their desk."""

from __future__ import annotations

from inspect import cleandoc

from django.utils.translation import gettext

from translations.errors import SongnguError


def told(error: SongnguError) -> str:
    """`str(error)`, its parts translated where we have them. Parts that carry values stay in English."""
    headline, what, cure = map(_said, (cleandoc(type(error).__doc__ or "").splitlines()[0], error.what, error.cure))
    message = f"{headline.rstrip('.')}: {what}" if what else headline
    return f"{message.rstrip('.')}. {cure}".strip()


def moved(name: str, to: str) -> str:
    """A move, and where it led, both by their names in `states`."""
    return f"{gettext(name)} → {gettext(to)}"


def _said(text: str) -> str:
    """gettext answers an empty text with the catalogue's header."""
    return gettext(text) if text else ""
