"""Short forms of press language that hold a number: 8X, 1m86, 24/24, thập niên 60 thế kỷ XX."""

from __future__ import annotations

import re

from translations.checks.atoms import Atom, Mention, Reader, Reading, atom, number

_I = re.IGNORECASE
_BORN = re.compile(r"(?<![\w.,])(?P<d>[4-9])X\b", _I)
_METRES = re.compile(r"(?<![\w.,])(?P<m>[1-9])m(?P<cm>\d{1,2})\b", _I)
_SECONDS = re.compile(r"(?<![\w.,])(?P<m>\d{1,2})\s+giây\s+(?P<cm>\d{1,2})\b(?!\s*%)", _I)
_ALWAYS = re.compile(r"(?<![\d/])24/(?:24|7)(?:\s*(?:giờ|h)\b)?(?![\d/])", _I)
_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s+$", _I)
_DECADE = re.compile(r"\b(?P<d>[1-9]0)\s+(?:của\s+)?thế\s+k[ỷỉ]\s+(?P<c>20|XX|19|XIX)\b", _I)
_PATIENT = re.compile(r"\bF[0-3]\b")
_CENTURIES = {"20": 1900, "xx": 1900, "19": 1800, "xix": 1800}


def _born(match: re.Match[str]) -> Mention:
    decade = int(match["d"]) * 10
    return _loose(match, *atom("n", decade).readings, *atom("n", 1900 + decade).readings)


def _metres(match: re.Match[str]) -> Mention:
    """1m7 is 1.7 m, and 56 giây 08 is 56.08 seconds."""
    exact = atom("n", f"{match['m']}.{match['cm']}").readings
    centimetres = atom("n", match["m"] + match["cm"].ljust(2, "0")).readings
    return Mention(match.start(), match.end(), (Atom(exact + centimetres),))


def _always(match: re.Match[str]) -> Mention | None:
    """24/24 is round the clock; 24/7 behind a day word is a date."""
    if _DAY.search(match.string, max(0, match.start() - 10), match.start()):
        return None
    return _loose(match, *atom("n", 24).readings, *atom("n", 7).readings)


def _decade(match: re.Match[str]) -> Mention:
    start = _CENTURIES[match["c"].lower()]
    decade = atom("n", match["d"]).readings + atom("n", start + int(match["d"])).readings
    century = number(*(value for _, value in atom("n", start // 100 + 1).readings), strict=False)
    return Mention(match.start(), match.end(), (Atom(decade), century))


def _loose(match: re.Match[str], *readings: Reading) -> Mention:
    return Mention(match.start(), match.end(), (Atom(readings, strict=False),))


def _patient(match: re.Match[str]) -> Mention:
    return _loose(match, *atom("n", match[0][1]).readings)


READERS: tuple[Reader, ...] = (
    ("x", _BORN, _born),
    ("m", _METRES, _metres),
    ("giây", _SECONDS, _metres),
    ("24/", _ALWAYS, _always),
    ("thế k", _DECADE, _decade),
    ("f", _PATIENT, _patient),
)
