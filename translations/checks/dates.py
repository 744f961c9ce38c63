"""Dates and times of either language, read away so that what is left are plain numbers."""

from __future__ import annotations

from translations.checks import dates_en, dates_vi, shorthand
from translations.checks.atoms import Mention

_READERS = {"vi": shorthand.READERS + dates_vi.READERS, "en": shorthand.READERS + dates_en.READERS}


def read(text: str, language: str) -> tuple[list[Mention], str]:
    """The dates and times in `text`, and the text with them blanked out."""
    everything: list[Mention] = []
    lowered = text.lower()
    for needle, pattern, reader in _READERS[language]:
        if needle not in lowered:
            continue
        found = [mention for match in pattern.finditer(text) if (mention := reader(match))]
        if found:
            text = without(text, found)
            everything += found
    return everything, text


def without(text: str, found: list[Mention]) -> str:
    """`text`, as long as before, with the mentions (in order) blanked out so that nothing joins across them."""
    pieces, at = [], 0
    for mention in found:
        pieces += [text[at : mention.start], "\x00" * (mention.end - mention.start)]
        at = mention.end
    return "".join([*pieces, text[at:]])
