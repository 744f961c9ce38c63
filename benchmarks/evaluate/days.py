"""Dates, times of day and periods of an English sentence, brought to one way of writing them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTHS = re.findall(r"\w+", "january february march april may june july august september october november december")
_SHORT = re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?")
_MONTH = "|".join(_MONTHS)
_STEPS = (
    (re.compile(r"[‐‑‒–—−]"), "-"),
    (re.compile(r"([ap])\.\s?m\b\.?"), r"\1m"),
    (re.compile(r"(?<=\d)\s*([ap]m)\b"), r" \1"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)(?= [ap]m)"), r"\1:\2"),
    (re.compile(r"\b(\d{1,2}):00(?= [ap]m)"), r"\1"),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), ""),
    (re.compile(r"(?<=\d)\s*-\s*(?=\d)"), "-"),
    (re.compile(r"\b(?:the|of|day|year)\b|,"), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(rf"\b(\d{{1,2}}(?:-\d{{1,2}})?) ({_MONTH})\b"), r"\2 \1"),
)


def spoken(text: str) -> str:
    """`text` with every date as "october 27 2020", every time as "4:30 pm"."""
    text = _SHORT.sub(lambda found: next(month for month in _MONTHS if month.startswith(found[1][:3])), text.lower())
    for pattern, form in _STEPS:
        text = pattern.sub(form, text)
    return text.strip()


def present(expected: Sequence[str], target: str) -> bool:
    here = spoken(target)
    return any(re.search(rf"(?<![\w:/]){re.escape(spoken(form))}(?![\w:/])", here) for form in expected)
