"""What no draft may be: empty, a loop, Vietnamese, half a sentence, or more than its source said.

Such sentences are tried again with other settings, the best attempt is kept, and one that stays bad says so. Pure: the
engine's second look is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from translations.checks.pair import Pair
from translations.checks.terms import check as term_check
from translations.glossary import Glossary
from translations.types import Flag, Severity
from worker import entities
from worker.engine import Translated
from worker.repair import Sentence, mended

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
#: So many are always tried, however short the article is.
FEWEST_RETRIES = 4
_WEIGHT = {Severity.MINOR: 1, Severity.MAJOR: 10, Severity.CRITICAL: 30}
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?…]+[”\"’')\]]*(?= +[“\"‘'(\[]*[A-ZĐ])")
#: A target with another sentence is suspicious only when it is also this much longer, in characters.
_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class Attempt:
    #: Repaired.
    target: str
    score: float
    #: Those that are left.
    flags: Notes
    #: What a person must know of it.
    notes: Notes

    @property
    def bad(self) -> bool:
        return any(flag.code in REASONS for flag in self.flags)

    @property
    def wrong(self) -> bool:
        """Whether it would mislead: a figure, a date, a code is another one, or a word is none."""
        return any(flag.severity is Severity.CRITICAL or flag.code == "invented" for flag in self.flags)

    def cost(self) -> tuple[bool, int, float]:
        """Whether it is among what may never be, then the weight of all its flags, then the engine's own doubt."""
        return self.bad, sum(_WEIGHT[flag.severity] for flag in self.flags), -self.score


def judged(sentence: Sentence, score: float, terms: Glossary) -> Attempt:
    target, notes, flags = mended(sentence)
    pair = Pair(sentence.source, target, *sentence.languages)
    extra = (*added_sentence(sentence.source, target), *lost_names(sentence, target, flags, terms))
    lost = (_lost(words) for words in sentence.fixed if words not in target)
    return Attempt(
        target, score, (*flags, *term_check(pair, terms.find(sentence.source)), *extra, *lost), (*notes, *extra)
    )


def lost_names(sentence: Sentence, target: str, flags: Notes, terms: Glossary) -> Notes:
    """Names that the checks cannot know for names, and that the target lacks."""
    if sentence.languages[0].split("-")[0] != "vi":
        return ()
    known = [flag.source_span for flag in flags if flag.source_span]
    return tuple(
        Flag(
            code="name-lost",
            severity=Severity.MAJOR,
            message=f"The name {sentence.source[start:end]} is not in the target",
            source_span=(start, end),
        )
        for start, end in entities.lost(sentence.source, target, terms)
        if not any(a < end and start < b for a, b in known)
    )


def _lost(words: str) -> Flag:
    return Flag(code="kept-changed", severity=Severity.MAJOR, message=words)


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


def best(made: Mapping[Sentence, float], retry: Retry | None, terms: Glossary) -> Mapping[Sentence, Attempt]:
    """For each sentence, with its score, the best that there is."""
    firsts = {sentence: judged(sentence, score, terms) for sentence, score in made.items()}
    again = _worst(firsts) if retry else []
    if not retry or not again:
        return firsts
    found = dict(firsts)
    for sentence, others in zip(again, retry([sentence.source for sentence in again]), strict=True):
        attempts = [judged(replace(sentence, target=other.text), other.score, terms) for other in others]
        found[sentence] = _chosen(firsts[sentence], attempts)
    return found


def _worst(firsts: Mapping[Sentence, Attempt]) -> list[Sentence]:
    """What may never be, then what would mislead; a tenth of an article at most, for each costs several first tries."""
    bad = [sentence for sentence, attempt in firsts.items() if attempt.bad]
    wrong = [sentence for sentence, attempt in firsts.items() if attempt.wrong and not attempt.bad]
    spare = max(FEWEST_RETRIES, len(firsts) // 10) - len(bad)
    return [*bad, *wrong[: max(spare, 0)]][:MOST_RETRIES]


def _chosen(first: Attempt, others: Sequence[Attempt]) -> Attempt:
    found = min((first, *others), key=Attempt.cost)
    if not first.bad and found is first:
        return first  # its flags say already what is wrong
    why = [REASONS[flag.code] for flag in first.flags if flag.code in REASONS] or ["it would have misled"]
    how = "still no good" if found.bad else "better now"
    note = Flag(
        code="retried",
        severity=Severity.MAJOR if found.bad else Severity.MINOR,
        message=f"Tried again because {'; '.join(dict.fromkeys(why))}: {how}",
    )
    return replace(found, notes=(note, *found.notes))
