"""Vietnamese typed without its tone marks: an engine guesses at every word of it, so nothing it says is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks import syllables
from translations.checks.pair import Pair
from translations.types import Flag, Severity

#: Words; a shorter run may well be a name, or English.
_FEWEST = 5
#: Of the words in small letters, the share that could be a syllable, so that English and code are left alone.
_SHARE = 0.9
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|ieu|oai|oay|uay|uoi|uou|uya|uye|uyu|yeu)"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages[0] != "vi" or any(map(syllables.may_be_vietnamese, pair.source.split())):
        return
    words = [word[0] for word in syllables.words(pair.source) if syllables.is_lower(word[0])]
    if len(words) >= _FEWEST and sum(map(_is_syllable, words)) >= _SHARE * len(words):
        yield Flag(
            code="unmarked",
            severity=Severity.MAJOR,
            message="The source has no tone marks: every word of the translation is a guess",
            source_span=(0, len(pair.source)),
        )


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None
