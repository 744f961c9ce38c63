"""Vietnamese names in a translation, spelt as the house style says and the same throughout an article. Pure.

A name that the engine copied without its marks, or with wrong ones, is mended where there is one safe way: the same
syllables in a row, with capitals, in that sentence's own source. One that it changed beyond that is left to
`checks.names`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from translations.glossary import Glossary
from translations.glossary.targets import wording
from translations.types import GlossaryTerm

KEEP, FOLD = "keep", "fold"
#: Folded words → how they are written; None when the source has two ways, so that none is safe.
Spellings = Mapping[tuple[str, ...], tuple[str, ...] | None]

_LONGEST = 7
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_RUN = re.compile(r"[^\W\d_][^\W\d_]*(?: [^\W\d_]+)*")
_TITLED = re.compile(r"\b(?i:ông|bà|anh|chị|em|cô|chú|bác|cụ|đồng chí)\s+([^\W\d_]+)")
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Comrade)\.?\s+$")
#: What a Vietnamese syllable without marks can be: Samsung and Peter are none. With marks any will do: Đắk, Kmrơng.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.IGNORECASE
)


def spelt(source: str, target: str, *, style: str = KEEP, terms: Glossary | None = None) -> str:
    """`target` with the names of `source` in house style. A term's own spelling, such as Hanoi, comes first."""
    known = spellings(source, [match.term for match in terms.find(source)] if terms else ())
    singles = {fold(name[1]).lower(): name[1] for name in _TITLED.finditer(source) if name[1][0].isupper()}
    if not known and not singles:
        return target
    words = list(_WORD.finditer(target))
    pieces: list[str] = []
    at = index = 0
    heads = {key[0] for key in known} | singles.keys()  # most words begin no name
    while index < len(words):
        if fold(words[index][0]).lower() not in heads:
            index += 1
            continue
        length, written = _at(words, index, target, known, singles)
        for word, form in zip(words[index : index + length], written, strict=False):
            pieces += [target[at : word.start()], fold(form) if style == FOLD else form]
            at = word.end()
        if len(written) < length:  # several words become one: Ha Noi, Hanoi
            at = words[index + length - 1].end()
        index += max(length, 1)
    return "".join(pieces) + target[at:]


def spellings(source: str, terms: Iterable[GlossaryTerm] = ()) -> Spellings:
    """Every run of two capitalised syllables or more in `source`, and what the term base says."""
    known: dict[tuple[str, ...], tuple[str, ...] | None] = {}
    for run in _runs(source):
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                part = tuple(run[start:end])
                key = _key(part)
                known[key] = part if known.get(key, part) == part else None
    for term in terms:
        target = tuple(_WORD.findall(wording(term.target)))
        joined = _key(_WORD.findall(term.source))
        if len(target) == 1 and fold(target[0]).lower() == "".join(joined):
            known[joined] = target
        elif len(target) > 1 and target[0][0].isupper():
            known[_key(target)] = target
    return known


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Without diacritics, capitals kept."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _runs(source: str) -> Iterator[list[str]]:
    for found in _RUN.finditer(source):
        run: list[str] = []
        for word in [*found[0].split(), ""]:
            if word[:1].isupper() and (not word.isascii() or _SYLLABLE.fullmatch(word)):
                run.append(word)
                continue
            if len(run) > 1:
                yield run
            run = []


def _at(
    words: Sequence[re.Match[str]], index: int, target: str, known: Spellings, singles: Mapping[str, str]
) -> tuple[int, tuple[str, ...]]:
    """How many words from `index` on are a name, and what they should be; (0, ()) when they are none."""
    for length in range(min(_LONGEST, len(words) - index), 1, -1):
        span = words[index : index + length]
        here = tuple(word[0] for word in span)
        key = _key(here)
        written = known.get(key, ()) or here
        if key in known and _is_name(span, written, target):
            return length, written
    word = words[index]
    single = singles.get(fold(word[0]).lower())
    if single and word[0][0].isupper() and _TITLE_BEFORE.search(target[: word.start()]):
        return 1, (single,)
    return 0, ()


def _is_name(span: Sequence[re.Match[str]], written: Sequence[str], target: str) -> bool:
    """In a row, each with a capital where the name has one; text in capitals throughout is left alone."""
    if any(target[here.end() : there.start()] != " " for here, there in pairwise(span)):
        return False
    if len(written) != len(span):
        return all(word[0][0].isupper() for word in span)
    capitals = all(word[0][0].isupper() for word, form in zip(span, written, strict=True) if form[0].isupper())
    return capitals and not all(word[0].isupper() and len(word[0]) > 1 for word in span)


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word).lower() for word in words)
