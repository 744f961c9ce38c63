"""The packages in PACKAGES_DIR. A package is there whole or not at all, whoever is killed meanwhile."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from translations.errors import BrokenPackage, EngineError, NoPackage
from worker.packages.metadata import PackageInfo, described, folder_name, version_key
from worker.packages.unpack import peek, unpack

logger = logging.getLogger(__name__)


def installed() -> list[PackageInfo]:
    """One package a pair, its newest, by pair. What cannot be read is logged and left out."""
    newest: dict[tuple[str, str], PackageInfo] = {}
    for package in _read_all():
        other = newest.get(package.pair)
        if other is None or version_key(package.version) > version_key(other.version):
            newest[package.pair] = package
    return [newest[pair] for pair in sorted(newest)]


def install_file(archive: Path) -> PackageInfo:
    """Installs an .argosmodel in place of any other version of its pair. Raises BrokenPackage."""
    with _locked():
        return _install(archive)


def install_bundled() -> list[PackageInfo]:
    """Installs what came with songngu, unless the same version or a newer one is there; says what it installed."""
    done = []
    with _locked():
        for archive in sorted(settings.BUNDLED_PACKAGES.glob("*/*.argosmodel")):
            offered = peek(archive)
            present = {package.pair: package.version for package in installed()}
            version = present.get(offered.pair)
            if version is None or version_key(offered.version) > version_key(version):
                done.append(_install(archive))
    return done


def remove(from_code: str, to_code: str) -> PackageInfo:
    """Removes the pair's package, every version of it. Raises NoPackage."""
    with _locked():
        found = [package for package in _read_all() if package.pair == (from_code, to_code)]
        for package in found:
            _discard(package.path)
    if not found:
        raise NoPackage(f"{from_code} to {to_code}", cure="See what there is: songngu models list.")
    return found[-1]


def _read_all() -> list[PackageInfo]:
    root: Path = settings.PACKAGES_DIR
    found = []
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            found.append(described((folder / "metadata.json").read_bytes(), folder, folder.name))
        except BrokenPackage as error:
            logger.warning("%s", error)
        except OSError as error:
            logger.warning("%s", BrokenPackage(f"{folder.name} ({error.strerror})", cure="Delete it and install anew."))
    return found


def _install(archive: Path) -> PackageInfo:
    new = settings.PACKAGES_DIR / f".new-{os.getpid()}"
    try:
        package = unpack(archive, new)
        others = [other.path for other in _read_all() if other.pair == package.pair]
        final = settings.PACKAGES_DIR / folder_name(package)
        if final.exists():
            _discard(final)
        new.rename(final)
        for path in others:
            if path != final:
                _discard(path)
    except BrokenPackage:
        raise
    except OSError as error:
        raise EngineError(f"{archive.name} could not be installed ({error})", cure=_space_cure()) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    logger.debug("installed %s %s", package.name, package.version)
    return PackageInfo(package.from_code, package.to_code, package.version, final, package.name)


def _discard(folder: Path) -> None:
    """Out of sight in one step, then deleted: nobody ever finds half a package."""
    old = folder.with_name(f".old-{os.getpid()}-{folder.name}")
    folder.rename(old)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked() -> Iterator[None]:
    """One installer at a time; remnants of one that was killed are swept first."""
    root: Path = settings.PACKAGES_DIR
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("a")
    except OSError as error:
        raise EngineError(f"{root} cannot be written ({error.strerror})", cure=_space_cure()) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for remnant in (*root.glob(".new-*"), *root.glob(".old-*")):
            shutil.rmtree(remnant, ignore_errors=True)
        yield


def _space_cure() -> str:
    return f"Make room at {settings.PACKAGES_DIR}, make it writable, or set SONGNGU_DATA to another place."
