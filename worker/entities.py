"""People and places that a translation lost, found by underthesea's recogniser.

The recogniser is asked only about sentences of which a run of capitalised syllables is missing, so most articles never
load it (0.6 s and 60 MB, once a process).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from babel import Locale

from translations.checks.names import RESPELLED
from translations.glossary import Glossary
from translations.types import GlossaryTerm
from worker import names

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
#: Longer runs are titles, bodies and laws, which are translated.
_LONGEST = 4
_KINDS = ("PER", "LOC")
#: What has an English name, besides the countries.
_EXONYMS = frozenset(
    {"Liên Xô", "Hồng Công", "Đông Dương", "Biển Đông", "Châu Âu", "Châu Á", "Châu Phi", "Châu Mỹ", "Châu Đại Dương"}
    | {"Thái Bình Dương", "Đại Tây Dương", "Ấn Độ Dương", "Địa Trung Hải", "Bắc Kinh", "Hồ Tây", "Hồ Gươm", "Sông Hồng"}
)
#: Parts of a country, and bodies: translated.
_TRANSLATED = frozenset("Miền Vùng Phía Trường Trưởng Viện Sở Bộ Ban Hội Đảng Nhà Tòa Trung Đại".split())  # noqa: SIM905


def lost(source: str, target: str, known: Glossary) -> tuple[Span, ...]:
    """Where the names of `source` stand that `target` lacks. What `known` has a term for is no name."""
    if RESPELLED.search(source):
        return ()
    there = {names.fold(word).lower() for word in _WORD.findall(target) if word[0].isupper()}
    missing = [span for span in candidates(source) if not _stands(source[slice(*span)], there)]
    missing = [span for span in missing if not _is_translated(source[slice(*span)])]
    taken = [(match.start, match.end) for match in known.find(source)] if missing else []
    missing = [span for span in missing if not any(start < span[1] and span[0] < end for start, end in taken)]
    found = recognised(source) if missing else ()
    return tuple(span for span in missing if any(start <= span[0] and span[1] <= end for start, end in found))


def as_terms(source: str, spans: Iterable[Span]) -> tuple[GlossaryTerm, ...]:
    """Names as terms that are to stay as they are."""
    found = dict.fromkeys(source[slice(*span)] for span in spans)
    return tuple(GlossaryTerm(source=name, target=name) for name in found)


def candidates(source: str) -> Iterator[Span]:
    """Runs of two to four capitalised syllables, one of them with Vietnamese marks."""
    for run in _RUN.finditer(source):
        start = at = run.start()
        count, marked = 0, False
        for word in [*run[0].split(), ""]:
            if word[:1].isupper() and not word.isupper():
                count, marked, end = count + 1, marked or not word.isascii(), at + len(word)
            else:
                if 2 <= count <= _LONGEST and marked:
                    yield start, end
                start, count, marked = at + len(word) + 1, 0, False
            at += len(word) + 1


def _is_translated(name: str) -> bool:
    return name in _EXONYMS or name in _countries() or name.split()[0] in _TRANSLATED


@functools.lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(Locale("vi").territories.values())


def _stands(name: str, there: set[str]) -> bool:
    """Every syllable somewhere, marks or none; or the last alone, as a person's given name."""
    syllables = [names.fold(word).lower() for word in name.split()]
    return there.issuperset(syllables) or (syllables[-1] in there and syllables[0] not in there)


@functools.lru_cache(maxsize=1024)
def recognised(sentence: str) -> tuple[Span, ...]:
    """Where people and places stand, by underthesea."""
    spans: list[Span] = []
    at = 0
    for word, _, _, label in _recogniser()(sentence):
        start = sentence.find(word, at)
        if start < 0:  # a word that it respelled
            continue
        at = start + len(word)
        if label[2:] not in _KINDS:
            continue
        if label.startswith("I-") and spans and sentence[spans[-1][1] : start].isspace():
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((start, at))
    return tuple(spans)


@functools.lru_cache(maxsize=1)
def _recogniser():  # type: ignore[no-untyped-def]  # underthesea has no types
    from underthesea import ner

    return ner
