"""A sentence and its translation, and one change to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from translations import checks
from translations.glossary import Match
from translations.types import Flag, Severity

Span = tuple[int, int]

#: What a flag weighs when two wordings are compared.
WEIGHT = {Severity.MINOR: 1, Severity.MAJOR: 10, Severity.CRITICAL: 30}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source, and what stands for it."""

    source: str
    target: str
    #: BCP 47 codes.
    languages: tuple[str, str]
    #: Words that must stand in the target as they are.
    fixed: tuple[str, ...] = ()
    #: What the term base says of the source.
    terms: tuple[Match, ...] = ()

    def flags(self) -> tuple[Flag, ...]:
        here, there = self.languages
        return checks.run(self.source, self.target, source_language=here, target_language=there, terms=self.terms)

    @property
    def into_english(self) -> bool:
        return self.languages[1].split("-")[0] == "en"


@dataclass(frozen=True, slots=True)
class Change:
    span: Span
    text: str
    #: What in the source speaks for it; None when the target alone does.
    source: Span | None

    def applied(self, sentence: Sentence) -> Sentence:
        start, end = self.span
        return replace(sentence, target=sentence.target[:start] + self.text + sentence.target[end:])


def weight(flags: tuple[Flag, ...]) -> int:
    return sum(WEIGHT[flag.severity] for flag in flags)
