"""No regular expression of ours can be made to run for ever (ReDoS): each meets 1,500 characters of all that could
make it go back and forth. One that takes exponential time would not finish in the life of this machine, and one that
takes cubic time not within its half minute.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import config
import feeds
import translations
import worker

LENGTH = 1_500
#: Those that only ever see a few characters, and where.
BOUNDED = {
    "translations.checks.quantities._BETWEEN",  # gaps under 16 characters
    "translations.checks.quantities._TOO_VAGUE",  # a number's own words, from end to end
    "translations.checks.quantities._VAGUE_VI",
}
UNITS = [
    *("a", "a ", " ", "\n", "\t", "-", ".", ",", "/", "1", "1.", "1,", "1 ", "(", "[", "“", '"', "'", "<", "<a ", "&"),
    *("&#", "@", "#", "%", "=", "_", ":", "http://a", "a@b.", "A", "A ", "Á ", "Nguyễn ", "một ", "năm ", "hai mươi "),
    *("tháng 1 ", "1/", "1-A/", "X", "x1", "\u0301", "ậ", "🏠", "\x00", "a:b,", "a=b;", "<b></b>", "aA1-", "twenty-"),
]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (config, feeds, translations, worker):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if (
                ".migrations" in module.name
                or ".management.commands" in module.name
                or module.name == "config.settings"
            ):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                for at, found in enumerate(value if isinstance(value, tuple | list) else (value,)):
                    for pattern in found if isinstance(found, tuple) else (found,):
                        known = f"{module.name}.{name}"
                        if (
                            isinstance(pattern, re.Pattern)
                            and isinstance(pattern.pattern, str)
                            and known not in BOUNDED
                        ):
                            yield f"{known}[{at}]", pattern


FOUND = dict(patterns())


def test_patterns_are_found() -> None:
    assert len(FOUND) > 120


@pytest.mark.slow
@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_pattern_ends_whatever_it_meets(name: str) -> None:
    pattern = FOUND[name]
    for unit in UNITS:
        text = (unit * LENGTH)[:LENGTH]
        for hostile in (text, text + "!", "!" + text, text + "\n"):
            pattern.search(hostile)
            pattern.fullmatch(hostile)
