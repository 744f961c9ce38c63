"""Reads the environment, loudly: a wrong value stops the start and says what would be right."""

from __future__ import annotations

import os
from collections.abc import Iterable

from translations.errors import SettingError


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str, default: Iterable[str] = ()) -> list[str]:
    """A comma-separated list; blanks are dropped."""
    found = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in found if word] or list(default)


def choice(name: str, allowed: list[str]) -> str:
    """One of `allowed`; the first when there is none."""
    value = text(name, allowed[0]).lower()
    if value not in allowed:
        raise SettingError(f"{name}={value!r}", cure=f"Use {' or '.join(allowed)}.")
    return value


def flag(name: str, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name}={value!r}", cure="Use true or false.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingError(f"{name}={value!r}", cure=f"Use a whole number, {least} or more.")
    return int(value)


def secret(name: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE points to (Docker and systemd secrets)."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name)
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE={path!r}: {error.strerror}", cure="Name a readable file.") from error
