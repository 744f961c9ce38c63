"""Which packages lead from one language to another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from django.conf import settings

from translations.errors import NoPackage
from worker.packages.metadata import PackageInfo
from worker.packages.store import install_bundled, installed

#: BCP 47 codes that Argos calls by names of its own.
_ARGOS_CODES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "pt-br": "pb", "no": "nb"}


def route(from_code: str, to_code: str) -> list[PackageInfo]:
    """One package, or two through the first of PIVOT_LANGUAGES that has both. Raises NoPackage."""
    pairs = {package.pair: package for package in installed()}
    for stops in _itineraries(from_code, to_code):
        legs = [_leg(pairs, a, b) for a, b in itertools.pairwise(stops)]
        found = [leg for leg in legs if leg is not None]
        if len(found) == len(legs):
            return found
    raise NoPackage(f"{from_code} to {to_code}", cure=f"Install one: songngu models install {from_code} {to_code}")


def ready_route(from_code: str, to_code: str) -> list[PackageInfo]:
    """The same, but installs the bundled packages first where nothing else will do."""
    try:
        return route(from_code, to_code)
    except NoPackage:
        if not install_bundled():
            raise
        return route(from_code, to_code)


def _itineraries(from_code: str, to_code: str) -> Iterator[list[str]]:
    yield [from_code, to_code]
    for pivot in settings.PIVOT_LANGUAGES:
        if pivot not in (from_code, to_code):
            yield [from_code, pivot, to_code]


def _leg(pairs: dict[tuple[str, str], PackageInfo], from_code: str, to_code: str) -> PackageInfo | None:
    if from_code == to_code:
        return None
    choices = (pairs.get((source, target)) for source in _names(from_code) for target in _names(to_code))
    return next((package for package in choices if package), None)


def _names(code: str) -> list[str]:
    """What a package may call this language, best first: vi-VN is vi as well."""
    own = _ARGOS_CODES.get(code.lower())
    return [*([own] if own else []), code, code.lower(), code.lower().split("-")[0]]
