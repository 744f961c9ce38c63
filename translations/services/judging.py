"""What is known of a segment's present text: its flags and its risk. Never stored apart from that text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translations import checks, inline, risk, selectors
from translations.errors import StaleVersion
from translations.glossary import Glossary, Match
from translations.models import Segment, Translation
from translations.selectors.dismissals import Dismissed, dismissed
from translations.services.searching import index_draft
from translations.types import NOTES, BlockKind, Flag, Mark

#: The fields that `weigh` sets.
WEIGHT = ("doubts", "risk", "flag_codes")
#: Those that `judge` sets.
JUDGED = ("flags", "risk")


@dataclass(frozen=True, slots=True)
class Bench:
    """What sentences of one draft are judged by: read once, however many there are."""

    languages: tuple[str, str]
    terms: Glossary
    settled: Dismissed

    def judge(self, segment: Segment, notes: Iterable[Flag] = ()) -> None:
        """As the function below."""
        told = self.terms.find(segment.source)
        judge(segment, self.languages, terms=told, settled=self.settled, notes=notes)


def bench(translation: Translation, sources: Iterable[str]) -> Bench:
    languages = translation.article.language, translation.language
    return Bench(languages, selectors.glossary(*languages), dismissed(languages, sources))


def judge(
    segment: Segment,
    languages: tuple[str, str],
    *,
    terms: Sequence[Match],
    settled: Dismissed,
    notes: Iterable[Flag] = (),
) -> None:
    """Sets flags and risk; does not save. `notes` are flags from elsewhere that hold for this very text."""
    here, there = languages
    found = checks.run(
        segment.source,
        segment.target,
        source_language=here,
        target_language=there,
        kind=BlockKind(segment.kind),
        terms=terms,
    )
    found = (*found, *inline.flags(marks_of(segment), segment.source, segment.target), *notes)
    flags = [replace(flag, dismissed_by=settled.by(segment.source, segment.target, flag)) for flag in found]
    segment.flags = [flag.to_json() for flag in flags]
    segment.risk = _risk(segment, flags, languages)


def _risk(segment: Segment, flags: Sequence[Flag], languages: tuple[str, str]) -> float:
    """Nothing is left to chance once a person has accepted the words; nor does the engine's score say anything then."""
    if segment.accepted:
        return 0.0
    score = segment.score if segment.target == segment.machine else None
    counting = [flag for flag in flags if not flag.dismissed_by]
    return round(risk.segment(segment.source, segment.target, score=score, flags=counting, languages=languages), 4)


def notes_of(segment: Segment) -> tuple[Flag, ...]:
    """What the worker said of the text that stands there now."""
    return tuple(Flag.from_json(flag) for flag in segment.flags if flag["code"] in NOTES)


def flag_of(segment: Segment, code: str, about: str) -> Flag:
    """A page may show flags of an earlier text: then there is nothing to be done about them."""
    for flag in map(Flag.from_json, segment.flags):
        if (flag.code, flag.about(segment.target)) == (code, about):
            return flag
    raise StaleVersion(f"the flag {code}", cure="It is gone; look at the sentence again.")


def marks_of(segment: Segment) -> tuple[Mark, ...]:
    return tuple(map(Mark.from_json, segment.marks))


def weigh_again(translation: Translation) -> None:
    """`weigh` for the segments as they are stored; saves."""
    weigh(translation, translation.segments.only("flags", "risk", "source", "translation"))
    translation.save(update_fields=WEIGHT)
    index_draft(translation)


def weigh(translation: Translation, segments: Iterable[Segment]) -> None:
    """Sets the draft's doubts, risk and flag codes (`WEIGHT`); does not save."""
    known = [(segment.flags, segment.risk, len(segment.source)) for segment in segments]
    codes = {flag["code"] for flags, _, _ in known for flag in flags if not flag.get("dismissed_by")}
    translation.flag_codes = "".join(f" {code}" for code in sorted(codes)) + " " if codes else ""
    translation.doubts = sum(selectors.is_doubtful(flags) for flags, _, _ in known)
    translation.risk = round(risk.whole([(chance, size) for _, chance, size in known]), 4)
