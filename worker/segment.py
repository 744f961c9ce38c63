"""Cuts text into sentences, the unit of translation, review and memory. Pure but for underthesea's data file.

Joined with single spaces the sentences are the text again, its white space collapsed: nothing is ever lost, so a cut
falls only where there is a space. Languages written without spaces (Chinese, Japanese) therefore stay whole, and the
engine divides what is too long for it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

#: Characters. Longer sentences (lists without an end, missing stops) are divided at a clause mark.
MAX_SENTENCE = 1000
#: Characters. A quotation or bracket up to this long is never cut inside: half of one translates badly.
MAX_QUOTED = 200

_CLOSERS = "”»’)]}\"'"
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", '"': '"'}
#: A web address or anything else without a space that is too long for a word; the latter would also cost quadratic
#: time in underthesea, which looks back along the word at every full stop.
_OPAQUE = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?…”»’)\]}\"']|\S{100,}", re.IGNORECASE)
#: Ends that underthesea does not take for one.
_MORE_ENDS = re.compile(r"(?:\bv\.v\.|…)(?=[”»’)\]}\"']* [^\W\d_])")
_PLAIN_END = re.compile(r"[.!?…]+(?=[”»’)\]}\"']*(?: |$))")
#: Titles and short forms that stand before the thing they announce, without their last stop.
_TITLES = {
    "vi": "tp tx tt q p th ths th.s ts gs pgs gs.ts pgs.ts bs ths.bs ks ls nsnd nsưt đc kts mr mrs ms dr st",
    "en": "mr mrs ms dr prof st vs gen col lt sen rep gov e.g i.e",
}
_COMMON_TITLES = "mr mrs dr prof st"
#: These announce a number, and only a number: "Xem tr. 12" but "Giá là 5 tr. Sau đó".
_BEFORE_NUMBERS = frozenset({"tr", "no", "pp", "fig", "vol", "tel", "đt"})
#: A single capital with a stop: an initial (also Ô. and Đ., which underthesea's ASCII list lacks).
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\Z")


def sentences(text: str, language: str) -> list[str]:
    """The sentences of `text` (BCP 47 `language`), in order; none for blank text. About 10 µs a sentence."""
    text = " ".join(text.split())
    if not text:
        return []
    pieces: list[str] = []
    start = 0
    for cut in _cuts(text, language.lower().split("-")[0]):
        pieces += _divided(text[start:cut].strip())
        start = cut
    return [*pieces, *_divided(text[start:].strip())]


def segmenter(language: str) -> str:
    """Who found the sentences, with its version, for a draft's signature."""
    if language.lower().split("-")[0] == "vi":
        return f"underthesea-{version('underthesea')}"
    return "stops-1"


def _cuts(text: str, language: str) -> list[int]:
    """Where sentences end, ascending; never at the very end of the text."""
    masked = _OPAQUE.sub(lambda found: "x" * len(found[0]), text)
    ends = _vietnamese_ends(masked) if language == "vi" else (found.end() for found in _PLAIN_END.finditer(masked))
    titles = frozenset(_TITLES.get(language, _COMMON_TITLES).split())
    quoted = list(_quotations(masked))
    cuts: list[int] = []
    for end in sorted({_past_closers(masked, end) for end in ends}):
        begin = cuts[-1] if cuts else 0
        if _ends_sentence(masked, begin, end, titles) and not _inside(end, quoted):
            cuts.append(end)
    return cuts


def _vietnamese_ends(text: str) -> Iterator[int]:
    position = 0
    for piece in _sent_tokenize()(text):
        position = text.index(piece, position) + len(piece)
        yield position
    for found in _MORE_ENDS.finditer(text):
        yield found.end()


@functools.cache
def _sent_tokenize() -> Callable[[str], list[str]]:
    """underthesea's function without its package, which imports all that it has: half a second and 60 MB."""
    package = find_spec("underthesea")
    for folder in (package and package.submodule_search_locations) or ():
        spec = spec_from_file_location("_sent_tokenize", Path(folder, "pipeline", "sent_tokenize", "__init__.py"))
        if spec and spec.loader:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return cast(Callable[[str], list[str]], module.sent_tokenize)
    raise ModuleNotFoundError("underthesea is not installed. Install what requirements.txt names.")


def _past_closers(text: str, end: int) -> int:
    """Closing quotes and brackets belong to the sentence they close."""
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return end


def _ends_sentence(text: str, begin: int, end: int, titles: frozenset[str]) -> bool:
    if text[end : end + 1] != " ":  # the end of the text, or a stop inside a word: bao.vn, 8.2
        return False
    following = text[end + 1 : end + 9].lstrip("“«‘\"'([")[:1]
    if not following or following.islower() or following in ",;:)”":
        return False
    if text[end - 1] != ".":
        return True
    word = text[text.rfind(" ", begin, end) + 1 : end - 1].lstrip("“«‘\"'([")
    return not _announces(word, text[max(begin, end - 20) : end], following, titles)


def _announces(word: str, tail: str, following: str, titles: frozenset[str]) -> bool:
    """Whether `word`, before its stop at the end of `tail`, is short for something that comes after it."""
    if word.lower() in titles or (following.isdigit() and word.lower() in _BEFORE_NUMBERS):
        return True
    if _INITIAL.match(word) and word.lower() != "v.v" and word[-1].isupper():
        return True
    before = tail[: -len(word) - 1].rstrip()
    return bool(_ENUMERATOR.match(word)) and (not before or before[-1] in ":;.")


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Spans of short quotations and brackets. One that is never closed, or too late, is not one."""
    position = 0
    while position < len(text):
        close = _PAIRS.get(text[position])
        end = text.find(close, position + 1, position + MAX_QUOTED) if close else -1
        if end >= 0:
            yield position, end
            position = end
        position += 1


def _inside(end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether `end` lies in one of `spans`, which are in order and apart."""
    found = bisect_left(spans, (end, 0)) - 1
    return found >= 0 and end <= spans[found][1]


def _divided(sentence: str) -> list[str]:
    """A sentence in pieces of MAX_SENTENCE characters at most, unless a single word is longer."""
    pieces = []
    while len(sentence) > MAX_SENTENCE:
        cut = clause_end(sentence[:MAX_SENTENCE], least=MAX_SENTENCE // 2)
        cut = cut if cut > 0 else sentence.find(" ")
        if cut < 0:
            break
        pieces.append(sentence[:cut])
        sentence = sentence[cut + 1 :]
    return [*pieces, sentence] if sentence else pieces


def clause_end(text: str, *, least: int) -> int:
    """The last place after `least` where dividing `text` hurts least: before a space. -1 where there is no space."""
    for mark in ("; ", ", ", " — ", " – ", ": "):
        found = text.rfind(mark, least)
        if found >= 0:
            return found + len(mark) - 1
    return text.rfind(" ", 1)
