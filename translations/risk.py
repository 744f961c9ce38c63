"""How likely a person will have to change a draft, from 0 (no) to 1 (surely). Pure.

Each sign is taken for an independent cause of a mistake: risk = 1 − Π(1 − pᵢ). So a further sign never lowers it, and
many small ones add up to much but never to more than 1. The coefficients are estimates until they are fitted to what
people really changed; they stand here, and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from translations.types import Flag, Severity

#: What a flag alone says.
BY_FLAG = {Severity.MINOR: 0.06, Severity.MAJOR: 0.35, Severity.CRITICAL: 0.75}
#: What the engine's doubt says: this times 1 − exp(mean log-probability). At −0.3 some 0.13, at −1.2 some 0.35.
BY_SCORE = 0.5
#: What an unusual length says: this when a target has half or twice its usual length, in proportion below.
BY_LENGTH = 0.3
#: Characters of the target for one of the source.
USUAL_LENGTH = {("vi", "en"): 1.1, ("en", "vi"): 0.95}
#: Characters that any text may be longer or shorter.
_SLACK = 20
#: How much of a draft's risk is its worst sentence; the rest is the mean, weighted by length.
WORST = 0.5


def segment(
    source: str, target: str, *, score: float | None, flags: Iterable[Flag], languages: tuple[str, str] = ("vi", "en")
) -> float:
    """`score` is the engine's mean log-probability, or None for text that no engine made."""
    signs = [BY_FLAG[flag.severity] for flag in flags]
    signs += [of_score(score), of_length(len(source), len(target), languages)]
    return _either(signs)


def of_score(score: float | None) -> float:
    return 0.0 if score is None else BY_SCORE * (1 - math.exp(min(score, 0.0)))


def of_length(source: int, target: int, languages: tuple[str, str]) -> float:
    usual = USUAL_LENGTH.get(languages, 1.0) * source
    apart = abs(math.log((target + _SLACK) / (usual + _SLACK)))
    return BY_LENGTH * min(apart / math.log(2), 1.0)


def whole(segments: Sequence[tuple[float, int]]) -> float:
    """The risk of a draft from (risk, length) of its segments; 0 when it has none."""
    length = sum(size for _, size in segments)
    if not length:
        return 0.0
    mean = sum(risk * size for risk, size in segments) / length
    return WORST * max(risk for risk, _ in segments) + (1 - WORST) * mean


def _either(chances: Iterable[float]) -> float:
    none = 1.0
    for chance in chances:
        none *= 1 - chance
    return 1 - none
