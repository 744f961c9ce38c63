"""How far a person's final text is from the machine's draft of it. Pure.

HTER (Snover et al., 2006): words inserted, deleted and replaced for each word of the final text. A moved phrase counts
as deleted and inserted, so it is a little above TER with shifts. chrF (Popović, 2015): n-grams of characters.
Some 0.3 ms a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import starmap

from rapidfuzz.distance import Levenshtein

#: HTER above which a segment counts as edited: less is a comma, or a word in a long sentence.
EDITED = 0.1
#: chrF: the longest n-gram, and how many times recall counts as much as precision.
ORDER = 6
BETA = 2
#: Seconds a word: whoever takes longer did something else.
SLOWEST = 60.0
#: Words with what holds them together (6,000, well-known), and each sign alone.
_WORD = re.compile(r"\w+(?:[.,:/’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Of one segment, or of many: distances add up, and the measures of the sum are those of the whole corpus."""

    segments: int = 0
    edited: int = 0
    #: Words inserted, deleted and replaced.
    changes: int = 0
    #: Words of the final texts.
    words: int = 0
    #: For each n up to ORDER: n-grams of the drafts, of the final texts, and in both.
    grams: tuple[tuple[int, int, int], ...] = ((0, 0, 0),) * ORDER

    def __add__(self, other: Distance) -> Distance:
        return Distance(
            segments=self.segments + other.segments,
            edited=self.edited + other.edited,
            changes=self.changes + other.changes,
            words=self.words + other.words,
            grams=tuple((a + d, b + e, c + f) for (a, b, c), (d, e, f) in zip(self.grams, other.grams, strict=True)),
        )

    @property
    def hter(self) -> float:
        """From 0, untouched; above 1 when the draft was longer than the final text and wrong."""
        return _hter(self.changes, self.words)

    @property
    def chrf(self) -> float:
        """From 0 to 100, untouched."""
        shares = [(both / draft, both / final) for draft, final, both in self.grams if draft and final]
        precision, recall = (sum(side) / len(shares) for side in zip(*shares, strict=True)) if shares else (0.0, 0.0)
        below = BETA**2 * precision + recall
        return 100 * (1 + BETA**2) * precision * recall / below if below else 0.0

    @property
    def edited_share(self) -> float:
        return self.edited / self.segments if self.segments else 0.0


@dataclass(slots=True)
class Pace:
    """Seconds for each word of final texts, of any number of segments in little memory: tenths, up to `SLOWEST`."""

    tenths: Counter[int] = field(default_factory=Counter)

    def add(self, seconds: float, count: int) -> None:
        """`count` words."""
        if count:
            self.tenths[round(10 * min(seconds / count, SLOWEST))] += 1

    @property
    def segments(self) -> int:
        return self.tenths.total()

    @property
    def median(self) -> float | None:
        """None while nothing is known. A mean would say how often somebody left the desk."""
        half, passed = self.segments / 2, 0
        for tenth in sorted(self.tenths):
            passed += self.tenths[tenth]
            if passed >= half:
                return tenth / 10
        return None


def distance(draft: str, final: str) -> Distance:
    wanted = words(final)
    changes = Levenshtein.distance(words(draft), wanted)
    edited = _hter(changes, len(wanted)) > EDITED
    grams = _grams(draft, final)
    return Distance(segments=1, edited=int(edited), changes=changes, words=len(wanted), grams=grams)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def _hter(changes: int, count: int) -> float:
    return changes / count if count else float(bool(changes))


def _grams(draft: str, final: str) -> tuple[tuple[int, int, int], ...]:
    """White space does not count."""
    texts = "".join(draft.split()), "".join(final.split())
    pairs = ((_ngrams(texts[0], n), _ngrams(texts[1], n)) for n in range(1, ORDER + 1))
    return tuple(starmap(_shared, pairs))


def _ngrams(text: str, n: int) -> Counter[str]:
    return Counter(text[at : at + n] for at in range(len(text) - n + 1))


def _shared(draft: Counter[str], final: Counter[str]) -> tuple[int, int, int]:
    """A draft's n-grams count only where the final text is long enough to have any, as in sacreBLEU."""
    return (draft.total() if final else 0, final.total(), (draft & final).total())
