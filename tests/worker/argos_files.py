"""Argos packages made for a test, honest and otherwise, and the real one that comes with songngu."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from worker import packages

METADATA: Mapping[str, object] = {
    "package_version": "1.2",
    "argos_version": "1.9",
    "from_code": "aa",
    "from_name": "Afar",
    "to_code": "bb",
    "to_name": "Bihari",
}


def bundled() -> Path:
    (archive,) = (settings.BASE_DIR / "models").glob("vi-en/*.argosmodel")
    return Path(archive)


def metadata(**changes: object) -> bytes:
    return json.dumps({**METADATA, **changes}).encode()


def files(**changes: object) -> dict[str, bytes]:
    """What a sound package holds; its model is nonsense, which only the engine would notice."""
    return {
        "pkg/metadata.json": metadata(**changes),
        "pkg/sentencepiece.model": b"pieces",
        "pkg/model/model.bin": b"weights",
    }


def archive(path: Path, contents: Mapping[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in contents.items():
            zipped.writestr(name, data)
    return path


def put(folder: Path, **changes: object) -> packages.PackageInfo:
    return packages.install_file(archive(folder / "any.argosmodel", files(**changes)))


def pairs() -> list[tuple[str, str, str]]:
    return [(package.from_code, package.to_code, package.version) for package in packages.installed()]
