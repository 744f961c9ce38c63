"""How newsroom text really arrives: typing slips, lost tone marks, capitals, decomposed accents. Source side only.

Every function takes a line and a random source and returns a line; the English stays what was meant.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

# Neighbours on a Telex keyboard, and the slips that Telex itself makes.
NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi",
    "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip
CONFUSED = [
    ("s", "x"),
    ("x", "s"),
    ("ch", "tr"),
    ("tr", "ch"),
    ("d", "gi"),
    ("gi", "d"),
    ("ả", "ã"),
    ("ã", "ả"),
    ("ỏ", "õ"),
    ("ẻ", "ẽ"),
]
OLD_TONES = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("úy", "uý"),
    ("ùy", "uỳ"),
    ("ủy", "uỷ"),
    ("ụy", "uỵ"),
    ("òe", "oè"),
    ("óe", "oé"),
]


def strip_marks(line: str) -> str:
    """``Đảng viên`` → ``Dang vien``."""
    plain = unicodedata.normalize("NFD", line.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


def without_marks(line: str, rng: random.Random) -> str:
    return strip_marks(line)


def lost_marks(line: str, rng: random.Random) -> str:
    """One or two syllables in the line lose their marks."""
    return _at_words(line, rng, strip_marks, 2)


def typo(line: str, rng: random.Random) -> str:
    return _at_words(line, rng, lambda word: _slip(word, rng), 1 + (rng.random() < 0.2))


def _at_words(line: str, rng: random.Random, change: Callable[[str], str], count: int) -> str:
    """Change words of letters only: a slip in a number or a code changes what the sentence says."""
    parts = line.split(" ")
    places = [i for i, part in enumerate(parts) if len(part) > 1 and part.isalpha() and not part.isupper()]
    for i in rng.sample(places, min(count, len(places))):
        parts[i] = change(parts[i])
    return " ".join(parts)


def _slip(word: str, rng: random.Random) -> str:
    i = rng.randrange(len(word) - 1)
    kind = rng.randrange(5)
    if kind == 0:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == 1:
        return word[: i + 1] + word[i] + word[i + 1 :]
    if kind == 2 and len(word) > 2:
        return word[: i + 1] + word[i + 2 :]
    if kind == 3 and strip_marks(word[i]).lower() in NEIGHBOURS:
        return word[:i] + rng.choice(NEIGHBOURS[strip_marks(word[i]).lower()]) + word[i + 1 :]
    return _confuse(word, rng)


def _confuse(word: str, rng: random.Random) -> str:
    wrong, right = rng.choice(CONFUSED)
    return word.replace(wrong, right, 1)


def decomposed(line: str, rng: random.Random) -> str:
    return unicodedata.normalize("NFD", line)


def old_tones(line: str, rng: random.Random) -> str:
    """``hòa`` → ``hoà``: the older rule puts the mark on the other vowel, at a word's end."""
    for new, old in OLD_TONES:
        line = re.sub(rf"{new}(?!\w)", old, line)
    return line


def joined_words(line: str, rng: random.Random) -> str:
    """A space lost after a comma, or a space too many before one."""
    return line.replace(", ", ",", 1) if rng.random() < 0.5 else line.replace(", ", " , ", 1)


def other_quotes(line: str, rng: random.Random) -> str:
    pairs = rng.choice(['""', "“”", "''", "‘’", "«»"])
    return re.sub(r"[“\"]([^“”\"]*)[”\"]", lambda m: pairs[0] + m.group(1) + pairs[1], line)


NOISES: tuple[tuple[float, Callable[[str, random.Random], str]], ...] = (
    (4, typo), (3, lost_marks), (2, without_marks), (1, decomposed), (2, old_tones), (1, joined_words),
    (1, other_quotes),
)  # fmt: skip


def noisy(line: str, rng: random.Random) -> str:
    (chosen,) = rng.choices([noise for _, noise in NOISES], [weight for weight, _ in NOISES])
    return chosen(line, rng)
