"""What no draft may be: empty, a loop, Vietnamese, half a sentence, or more than its source said.

Such sentences are tried again with other settings, the best attempt is kept, and one that stays bad says so. Pure: the
engine's second look is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from translations import checks
from translations.glossary import Glossary
from translations.types import Flag, Severity
from worker.engine import Translated

#: For each text every other attempt that the engine has at it, the likeliest first.
Retry = Callable[[Sequence[str]], Sequence[Sequence[Translated]]]
Notes = tuple[Flag, ...]

#: Flags that show it.
REASONS = {
    "empty": "nothing was written",
    "unchanged": "the source came back",
    "repetition": "it goes round in circles",
    "leftover": "Vietnamese was left in it",
    "too-short": "part of the source is missing",
    "too-long": "it says more than the source",
    "added-sentence": "it has a sentence more than the source",
}
#: Sentences of one article; a package that fails more often has another trouble than bad luck.
MOST_RETRIES = 24
_WEIGHT = {Severity.MINOR: 1, Severity.MAJOR: 10, Severity.CRITICAL: 30}
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?…]+[”\"’')\]]*(?= +[“\"‘'(\[]*[A-ZĐ])")
#: A target with another sentence is suspicious only when it is also this much longer, in characters.
_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class Attempt:
    target: str
    score: float
    flags: tuple[Flag, ...]

    @property
    def bad(self) -> bool:
        return any(flag.code in REASONS for flag in self.flags)

    def cost(self) -> tuple[bool, int, float]:
        """Whether it is among what may never be, then the weight of all its flags, then the engine's own doubt."""
        return self.bad, sum(_WEIGHT[flag.severity] for flag in self.flags), -self.score


def judged(source: str, found: Translated, languages: tuple[str, str], terms: Glossary) -> Attempt:
    here, there = languages
    flags = checks.run(source, found.text, source_language=here, target_language=there, terms=terms.find(source))
    return Attempt(found.text, found.score, (*flags, *added_sentence(source, found.text)))


def added_sentence(source: str, target: str) -> tuple[Flag, ...]:
    """A sentence that the source does not have: more stops, and far more text."""
    stops = len(_STOP.findall(target))
    if stops <= len(_STOP.findall(source)) or len(target) < _LONGER * len(source):
        return ()
    start = next(_STOP.finditer(target)).end() + 1
    return (
        Flag(
            code="added-sentence",
            severity=Severity.MAJOR,
            message=f"“{target[start : start + 80]}” may not be in the source",
            target_span=(start, len(target)),
        ),
    )


def seconds(
    made: Mapping[str, Translated], retry: Retry, languages: tuple[str, str], terms: Glossary
) -> Mapping[str, tuple[Translated, Notes]]:
    """The sentences that were tried again → the best there is, and what a person must know of it."""
    firsts = {source: judged(source, found, languages, terms) for source, found in made.items()}
    bad = [source for source, attempt in firsts.items() if attempt.bad][:MOST_RETRIES]
    if not bad:
        return {}
    found = {}
    for source, others in zip(bad, retry(bad), strict=True):
        attempts = [firsts[source], *(judged(source, other, languages, terms) for other in others)]
        best = min(attempts, key=Attempt.cost)
        found[source] = Translated(best.target, best.score), _notes(firsts[source], best)
    return found


def _notes(first: Attempt, best: Attempt) -> Notes:
    why = "; ".join(dict.fromkeys(REASONS[flag.code] for flag in first.flags if flag.code in REASONS))
    how = "still no good" if best.bad else "better now"
    flag = Flag(
        code="retried",
        severity=Severity.MAJOR if best.bad else Severity.MINOR,
        message=f"Tried again because {why}: {how}",
    )
    return (flag, *(flag for flag in best.flags if flag.code == "added-sentence"))
