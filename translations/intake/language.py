"""Whether a text is Vietnamese, from its letters, the shape of its syllables and its commonest words. No model.

Cost: one pass over the first 100,000 characters.
"""

from __future__ import annotations

import re
import unicodedata

_ENOUGH = 100_000
_WORD = re.compile(r"[^\W\d_]+")
_WORD_PER_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Letters that hardly any other language has: đ ă ơ ư, and a circumflex, breve or horn with a tone on it.
_OWN = re.compile(r"[đăơư\u1ea0-\u1ef9]")
#: A syllable without its marks: onset, vowels, coda.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?",
)
_COMMON_WORDS = """
    và của là các được trong không có với cho này người những một đã để khi từ theo đến tại về năm ngày
"""
_COMMON = frozenset(_COMMON_WORDS.split())
#: As people type them without marks, less those that are words elsewhere.
_UNMARKED_WORDS = """
    cua cac nhung duoc trong khong nguoi voi nay nam ngay theo mot tai viec nhieu nuoc quoc thanh pho cung hoc
"""
_UNMARKED = frozenset(_UNMARKED_WORDS.split())


def words(text: str) -> list[str]:
    """The words, in lower case; Chinese, Japanese and Korean signs count one each."""
    start = unicodedata.normalize("NFC", text[:_ENOUGH]).lower()
    signs = _WORD_PER_SIGN.findall(start)
    return _WORD.findall(_WORD_PER_SIGN.sub(" ", start)) + signs


def share_of_own_letters(found: list[str]) -> float:
    """0 to 1: the share of words with a letter that is Vietnamese only. News lies between 0.4 and 0.7."""
    return sum(1 for word in found if _OWN.search(word)) / len(found) if found else 0.0


def share_of_syllables(found: list[str]) -> float:
    """0 to 1: the share of words that could be one Vietnamese syllable."""
    return sum(1 for word in found if _SYLLABLE.fullmatch(_bare(word))) / len(found) if found else 0.0


def is_vietnamese(text: str) -> bool:
    """True when the text reads as Vietnamese, also without tone marks if its common words prove it."""
    found = words(text)
    if len(found) < 8:
        return share_of_own_letters(found) > 0.1 and share_of_syllables(found) >= 0.5
    own = share_of_own_letters(found)
    if own >= 0.4 and share_of_syllables(found) >= 0.9:
        return True  # lists and refrains have few of the words that hold sentences together
    if own >= 0.2:
        # a foreign text full of Vietnamese names has the letters, but not those words
        needed = 0 if len(found) < 12 else 1 if len(found) < 200 else 2
        return share_of_syllables(found) >= 0.5 and len(_COMMON & set(found)) >= needed
    return _unmarked(found)


def _unmarked(found: list[str]) -> bool:
    """A newsroom's old telex system, or a hurried hand: no marks at all, but words that only Vietnamese has."""
    common = [word for word in found if word in _UNMARKED]
    return len(set(common)) >= 4 and len(common) / len(found) >= 0.1 and share_of_syllables(found) >= 0.75


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))
