"""Whether a term's translation stands in a target: as it is, or in an inflection that is plainly the same words."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from translations.types import GlossaryTerm

#: A word; an apostrophe belongs to it, a hyphen does not: high-tech and high tech are the same.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=\w))*['’]?")
_ACRONYM = re.compile(r"\s*\(([^()]{2,})\)\s*$")
_ONE_WORD = frozenset({("viet", "nam"), ("ha", "noi")})
#: Words that go when a term is turned round, and how many others may come in.
_LINKS = frozenset({"of", "for", "on", "to", "and"})
_BETWEEN = 2
_FILLERS = frozenset({"the", "a", "an"})
_MARKS = re.compile("[\u0300-\u036f]")
#: British spellings and their like, and English plurals, brought to one form. Only comparing, never shown.
_SAME = (
    (re.compile(r"['’](?:s)?$"), ""),
    (re.compile(r"(?<=[a-z])our(?=$|s$|ed|ing|er)"), "or"),
    (re.compile(r"^(cent|theat|fib|met)re"), r"\1er"),
    (re.compile(r"ogramme"), "ogram"),
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|ing|ation|ations|er)$)"), "iz"),
    (re.compile(r"^(def|off|lic)ence"), r"\1ense"),
    (re.compile(r"(?<=l)l(?=(?:ed|ing|er)$)"), ""),
    (re.compile(r"^dyke"), "dike"),
    (re.compile(r"(chair|spokes|fisher|states|vice|congress)(?:men|women|woman|person|people|persons)$"), r"\1man"),
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?:(?<=[sxz])|(?<=ch)|(?<=sh))es$"), ""),
    (re.compile(r"(?<=[a-z]{2})(?<!s)s$"), ""),
    (re.compile(r"(?<=[a-z]{3})e$"), ""),
)


def stands(term: GlossaryTerm, target: str) -> bool:
    """Whether the target term, or one that is admitted beside it, is in `target`.

    Its words may be turned round and have a few between them: "Secretary of the Vĩnh Long provincial Party Committee",
    "provincial Party Secretary".
    """
    words = _words(target)
    return any(_find(words, form) for form in forms(term)) or any(_near(words, form) for form in forms(term))


def banned(term: GlossaryTerm, target: str) -> tuple[str, tuple[int, int]] | None:
    """The first forbidden translation in `target`, and where; one inside an allowed translation is none."""
    words = _words(target)
    allowed = [span for form in forms(term) for span in _find(words, form)]
    for wrong in term.forbidden:
        for start, end in _find(words, _keys(wrong)):
            if not any(first <= start and end <= last for first, last in allowed):
                return wrong, (start, end)
    return None


def spans_of(term: GlossaryTerm, target: str) -> list[tuple[int, int]]:
    """Where the allowed translations stand in `target`: [start, end) character offsets."""
    words = _words(target)
    return [span for form in forms(term) for span in _find(words, form)]


def wording(target: str) -> str:
    """A target term without the short form in brackets that some have: "gross domestic product (GDP)"."""
    return _ACRONYM.sub("", target) or target


@functools.lru_cache(maxsize=8192)
def forms(term: GlossaryTerm) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for text in (term.target, *term.admitted):
        found.append(_keys(wording(text)))
        if short := _ACRONYM.search(text):
            found.append(_keys(short[1]))
    return tuple(dict.fromkeys(form for form in found if form))


@functools.lru_cache(maxsize=8192)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for key, _, _ in _words(text))


@functools.lru_cache(maxsize=512)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of `text` that carry meaning: key, start, end."""
    found: list[tuple[str, int, int]] = []
    for word in _WORD.finditer(text):
        this = _key(word[0])
        if found and (found[-1][0], this) in _ONE_WORD:
            found[-1] = (found[-1][0] + this, found[-1][1], word.end())
        elif this not in _FILLERS:
            found.append((this, word.start(), word.end()))
    return tuple(found)


@functools.lru_cache(maxsize=16384)
def _key(word: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word.casefold().replace("đ", "d")))
    for pattern, form in _SAME:
        bare = pattern.sub(form, bare)
    return bare


def _near(words: Sequence[tuple[str, int, int]], form: Sequence[str]) -> bool:
    wanted = Counter(key for key in form if key not in _LINKS)
    size = wanted.total() + _BETWEEN
    if wanted.total() < 2:
        return False
    keys = [key for key, _, _ in words if key not in _LINKS]
    return any(wanted <= Counter(keys[start : start + size]) for start in range(max(len(keys) - size, 0) + 1))


def _find(words: Sequence[tuple[str, int, int]], form: Sequence[str]) -> list[tuple[int, int]]:
    size = len(form)
    found = []
    for index in range(len(words) - size + 1 if size else 0):
        if all(words[index + step][0] == form[step] for step in range(size)):
            found.append((words[index][1], words[index + size - 1][2]))
    return found
