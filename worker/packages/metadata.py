"""A package's metadata.json: written by a stranger, so each value is checked before it names a folder or a language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from translations.errors import BrokenPackage

#: Bytes. Real ones hold some 200.
MAX_METADATA = 1_000_000
CURE = "Get the file again, or another version: songngu models available."
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,30}")


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """An installed package."""

    from_code: str
    to_code: str
    version: str
    path: Path
    #: Argos' name of it, such as translate-vi_en.
    name: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.from_code, self.to_code


def described(data: bytes, path: Path, source: str) -> PackageInfo:
    """What metadata.json says of the package at `path`. Raises BrokenPackage, naming `source`."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenPackage(f"metadata.json in {source} is no JSON ({error})", cure=CURE) from None
    if not isinstance(found, dict) or found.get("type", "translate") != "translate":
        raise BrokenPackage(f"{source} is not a package for translation", cure=CURE)
    from_code = text(found, "from_code", _CODE, source)
    to_code = text(found, "to_code", _CODE, source)
    return PackageInfo(
        from_code=from_code,
        to_code=to_code,
        version=text(found, "package_version", _VERSION, source),
        path=path,
        name=f"translate-{from_code}_{to_code}",
    )


def text(data: Mapping[str, Any], key: str, shape: re.Pattern[str], source: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BrokenPackage(f"{key} is {str(value)[:50]!r} in the metadata of {source}", cure=CURE)
    return value


def version_key(version: str) -> tuple[bool, Version | str]:
    """Orders versions; one that follows no known rule comes before all others."""
    try:
        return True, Version(version)
    except InvalidVersion:
        return False, version


def folder_name(package: PackageInfo) -> str:
    """Argos' way of naming: translate-vi_en-0_1."""
    return f"{package.name}-{package.version.replace('.', '_')}"
