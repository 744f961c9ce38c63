"""Headlines in capitals, put into sentence case for the engine, which has hardly seen any. Pure.

Which words keep a capital is learned from the article itself: a name in its headline stands in its body too. The
translation stays in sentence case, as English house styles want it; the source text is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
#: A Vietnamese syllable without its diacritics; UBND, TTXVN and ASEAN are none.
_SYLLABLE = re.compile(
    r"(?:[bcdđghklmnpqrstvx]|ch|gh|gi|kh|ngh?|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:[cmnpt]|ch|ng|nh)?", re.IGNORECASE
)
_MARKS = re.compile(r"[\u0300-\u036f]")
#: A word after one of these has a capital because of where it stands.
_OPENERS = '.!?…:“"«('

#: Lower-case word → the form it has inside sentences.
Forms = Mapping[str, str]


def shouts(text: str) -> bool:
    """Whether `text` is written in capitals throughout: two words or more, so that UBND alone is not."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 6 and " " in text and all(letter.isupper() for letter in letters)


def forms(texts: Iterable[str]) -> Forms:
    """How each word is written, mostly, in those of `texts` that do not shout."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if shouts(text):
            continue
        for found in _WORD.finditer(text):
            before = text[max(0, found.start() - 2) : found.start()].strip()[-1:]
            if before and before not in _OPENERS:
                seen[found[0].lower()][found[0]] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in seen.items()}


def all_calmed(texts: Sequence[str], article: Sequence[str]) -> Sequence[str]:
    """`texts`, those that shout in sentence case; `article` is all the text there is to learn from."""
    if not any(map(shouts, texts)):
        return texts
    known = forms(article)
    return [calmed(text, known) if shouts(text) else text for text in texts]


def calmed(text: str, known: Forms) -> str:
    """`text`, which shouts, in sentence case."""

    def form(found: re.Match[str]) -> str:
        word = found[0]
        return known.get(word.lower()) or (word if _is_acronym(word) else word.lower())

    lowered = _WORD.sub(form, text)
    first = next((index for index, sign in enumerate(lowered) if sign.isalpha()), 0)
    return lowered[:first] + lowered[first : first + 1].upper() + lowered[first + 1 :]


def _is_acronym(word: str) -> bool:
    """Or a foreign name: something that cannot be read as Vietnamese, so that capitals are all we know of it."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return not all(_SYLLABLE.fullmatch(part) for part in re.split(r"[-'’]", bare))
