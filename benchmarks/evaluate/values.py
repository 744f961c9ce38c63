"""Numbers of an English sentence, by value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SMALL = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_SPELLED: dict[str, float] = {
    **{word: index for index, word in enumerate(_SMALL)},
    **{word: 10 * index for index, word in enumerate(_TENS, start=2)},
    "both": 2,
    "onehalf": 1.5,  # both made below
    "halfof": 0.5,
}
_HALF = re.compile(r"\bhalf an? (?=million|billion|trillion)")
_ARTICLE = re.compile(r"\ba[ -](?=hundred|thousand|million|billion|trillion)")
#: Figures that count nothing.
_UNIT = re.compile(r"\b[km]?m[23]\b|\bCO2\b|\bU\d\d\b")
#: Commas part thousands and stops part decimals, or it is not English: "6.000" is six, "3,4" a three and a four.
_TOKEN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|[a-z]+")


def values(text: str) -> list[float]:
    """Everything that is a number, in figures or words: "VND1.25 trillion", "half a million", "twenty-five"."""
    return [*_figures(text), *_words(text)]


def _figures(text: str) -> list[float]:
    tokens = _TOKEN.findall(_UNIT.sub(" ", text).lower())
    found = []
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token[0].isdigit():
            found.append(float(token.replace(",", "")) * _SCALES.get(following.removesuffix("s"), 1))
    return found


def digits(text: str) -> set[float]:
    """What stands in figures: nobody writes those by accident."""
    return set(map(_round, _figures(text)))


def _words(text: str) -> list[float]:
    text = _ARTICLE.sub("one ", _HALF.sub("halfof ", text.lower().replace("one and a half", "onehalf")))
    found: list[float] = []
    so_far = total = 0.0
    running = False
    for token in [*re.findall(r"[a-z]+|[\d.,]+", text), "."]:
        if token in _SPELLED:
            so_far, running = so_far + _SPELLED[token], True
        elif running and (scale := _SCALES.get(token.removesuffix("s"))):
            total, so_far = _scaled(total, so_far, scale)
        elif token != "and" or not running:
            if running:
                found.append(total + so_far)
            so_far = total = 0.0
            running = False
    return found


def _scaled(total: float, so_far: float, scale: float) -> tuple[float, float]:
    if scale == 100:
        return total, so_far * 100
    return total + so_far * scale, 0.0


def present(expected: Sequence[str], target: str) -> bool:
    """Whether one of the accepted forms is there: its value, or its very words."""
    here = set(map(_round, values(target)))
    for form in expected:
        wanted = values(form)
        if len(wanted) == 1 and _round(wanted[0]) in here:
            return True
        if re.search(rf"(?<![\w.,]){re.escape(form.lower())}(?!\w)", target.lower()):
            return True
    return False


def invented(target: str, allowed: Iterable[str]) -> bool:
    """Whether a figure stands in `target` that is in none of the texts that it may come from."""
    known = {_round(value) for text in allowed for value in values(text)}
    known |= {value for text in allowed for value in digits(text)}
    return not digits(target) <= known


def _round(value: float) -> float:
    return round(value, 6)
