"""Vietnamese words in a translation that the source does not have: pieces that the engine put together by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from translations.checks import syllables
from translations.checks.leftover import BORROWED
from translations.checks.pair import Pair
from translations.types import Flag, Severity

#: English writes these with marks, or may where Vietnamese says something else (TP.HCM, Hồ Gươm, Bờ Biển Ngà).
_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        "à attaché attachés café cafés chargé chargés cliché clichés communiqué communiqués crèche crêpe crêpes décor "
        "déjà vu émigré émigrés entrée entrées épée exposé façade façades fête fiancé fiancée jalapeño "
        "lèse majesté mâché naïve née papier pâté piñata protégé protégés purée résumé résumés risqué séance sautéed "
        "señor soufflé tête touché vis voilà coup d'état état bún "
        "bogotá brasília côte cote d'ivoire belém curaçao león málaga méxico panamá perú réunion são tomé príncipe "
        "paulo türkiye yaoundé zürich "
        "việt nam hà nội hồ chí minh hoàn kiếm đắk lắk đăk êđê sài gòn đà nẵng huế tết",
    )
)
#: Words of one sentence: more say no more.
_MOST = 10


def check(pair: Pair) -> Iterator[Flag]:
    here, there = pair.languages
    if here != "vi" or there == "vi":
        return
    is_marked = syllables.may_be_vietnamese if there == "en" else syllables.is_vietnamese  # French has marks of its own
    marked = (word for word in syllables.words(pair.target) if is_marked(word[0]))
    suspects = {word[0].lower(): word for word in marked if not _explained(word[0])}
    if not suspects:
        return
    known = {_plain(word[0]) for word in syllables.words(pair.source)}
    strange = (word for word in suspects.values() if known.isdisjoint({_plain(word[0]), (_plain(word[0])[0], "")}))
    for word in islice(strange, _MOST):
        yield Flag(
            code="invented",
            severity=Severity.MAJOR,
            message=f"“{word[0]}” is not a word of the source",
            target_span=word.span(),
        )


def _explained(word: str) -> bool:
    """English has it, or it is Vietnamese in small letters, which is `leftover`'s to say."""
    lower = word.lower()
    return lower in _ENGLISH or lower in BORROWED or (syllables.is_lower(word) and syllables.is_vietnamese(word))


def _plain(word: str) -> tuple[str, str]:
    """Letters and marks apart, in lower case: ``oà`` is ``òa``, but no mark may be another.

    A source without the marks that English has (Sanchez, Tran) is content with either.
    """
    parts = unicodedata.normalize("NFD", word.lower())
    marks = sorted(char for char in parts if unicodedata.combining(char))
    return "".join(char for char in parts if not unicodedata.combining(char)), "".join(marks)
