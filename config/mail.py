"""Where mail goes, from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from translations.errors import SettingError

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def options(url: str) -> dict[str, Any]:
    """Django's mail settings for `url`: smtp (STARTTLS), smtps (TLS from the start), smtp+plain (a relay beside us).

    Empty for an empty address. SettingError when it is none of these.
    """
    if not url:
        return {}
    cure = "Use smtp://USER:PASSWORD@HOST:587, smtps://…:465, or smtp+plain://HOST:25."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError("SONGNGU_MAIL is no address", cure=cure) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise SettingError(f"SONGNGU_MAIL begins with {parts.scheme or 'nothing'}://", cure=cure)
    return {
        "host": parts.hostname,
        "port": port or _PORTS[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtp",
        "ssl": parts.scheme == "smtps",
    }
