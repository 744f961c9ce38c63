"""The records that travel between the parts, one per stage: you know by the type where you are.

Pure and frozen. Text is NFC; times are aware datetimes; languages are BCP 47 codes such as ``vi``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any

from translations.flags import MOST_ABOUT as MOST_ABOUT
from translations.flags import NOTES as NOTES
from translations.flags import Flag as Flag
from translations.flags import Severity as Severity


class BlockKind(StrEnum):
    HEADLINE = "headline"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    #: Of a table; may be empty.
    CELL = "cell"
    #: `src` is the picture, `text` its alternative text (may be empty).
    IMAGE = "image"


class Priority(IntEnum):
    """Smaller goes first."""

    BREAKING = 0
    NORMAL = 5
    LOW = 9


class Tier(StrEnum):
    """How far a published text has been seen by a person."""

    #: The newsroom's own words.
    ORIGINAL = "original"
    #: Machine-made, let through by the source's policy, and labelled so.
    MACHINE = "machine"
    #: Machine-made, then read and approved by a person.
    REVIEWED = "reviewed"


#: Each minimum, and what it lets through. An original needs no reviewer.
TIERS: Mapping[Tier, frozenset[Tier]] = {
    Tier.MACHINE: frozenset(Tier),
    Tier.REVIEWED: frozenset({Tier.REVIEWED, Tier.ORIGINAL}),
    Tier.ORIGINAL: frozenset({Tier.ORIGINAL}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of an article, in reading order."""

    kind: BlockKind
    #: Plain text: NFC, white space collapsed, no markup.
    text: str
    #: The same text with sanitised inline markup (a, em, strong, …); empty when there is none.
    html: str = ""
    #: Pictures only: an absolute http(s) address.
    src: str = ""
    #: Headings only: 2 to 6.
    level: int = 2
    #: List items only: part of a numbered list.
    ordered: bool = False
    #: Cells only: "table" or "row" for one that begins one; then whether it is a heading, and how far it reaches.
    opens: str = ""
    header: bool = False
    columns: int = 1
    rows: int = 1

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Block:
        return cls(**{**data, "kind": BlockKind(data["kind"])})

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults, so that stored revisions stay small."""
        return {key: value for key, value in asdict(self).items() if _PLAIN.get(key, ...) != value}


_PLAIN: Mapping[str, Any] = {
    each.name: each.default for each in fields(Block) if each.default is not MISSING and each.name != "text"
}
#: Fields that came later: an article without them keeps the digest that it had before.
_CELLS = ("opens", "header", "columns", "rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An enclosure: a file that belongs to the article."""

    url: str
    type: str
    #: Bytes; 0 when unknown.
    length: int = 0
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingArticle:
    """An article as a source sent it: read, cleaned and checked, not yet stored."""

    external_id: str
    language: str
    title: str
    blocks: tuple[Block, ...]
    url: str = ""
    summary: str = ""
    byline: str = ""
    #: Aware, or None when the source did not say.
    published: datetime | None = None
    #: Aware: until then nothing of it may be seen. None for at once.
    embargo: datetime | None = None
    categories: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    priority: Priority = Priority.NORMAL

    def digest(self) -> str:
        """Hex SHA-256 of the content: equal digests mean that nothing a reader sees has changed."""
        content = asdict(self)
        for ignored in ("external_id", "priority"):
            del content[ignored]
        for block in content["blocks"]:
            for name in _CELLS:
                if block[name] == _PLAIN[name]:
                    del block[name]
        if self.embargo is None:  # so that articles from before there were embargoes keep their digests
            del content["embargo"]
        else:
            content["embargo"] = self.embargo.astimezone(UTC)
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()


class Origin(StrEnum):
    """Whose words a segment's draft is."""

    MACHINE = "machine"
    #: Approved in an earlier revision of this article.
    APPROVED = "approved"
    #: Approved elsewhere for the same sentence between the same neighbours.
    CONTEXT = "context"
    #: Approved elsewhere for the same sentence.
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What people approved for a sentence."""

    target: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of source text that is translated as a whole: the headline, the summary, or one block.

    `block` is 0 for the headline, 1 for the summary (absent when empty), and 2 + i for body block i.
    """

    block: int
    kind: BlockKind
    text: str
    #: As `Block.html`: the same text with its inline markup, or empty.
    html: str = ""


def passages(title: str, summary: str, blocks: tuple[Block, ...]) -> Iterator[Passage]:
    """Everything of an article that has words to translate, in reading order. The byline has none."""
    yield Passage(0, BlockKind.HEADLINE, title)
    if summary:
        yield Passage(1, BlockKind.SUMMARY, summary)
    for index, block in enumerate(blocks, start=2):
        if block.text:
            yield Passage(index, block.kind, block.text, block.html)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """An approved entry of the term base: what the source calls something, and what the target must call it."""

    source: str
    target: str
    #: Other translations that are as good, and those that are wrong.
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A claimed translation: everything the pipeline needs, and the token that proves the claim."""

    translation_id: int
    token: str
    attempt: int
    source_language: str
    target_language: str
    passages: tuple[Passage, ...]
    #: Source sentence → target that a person approved in an earlier revision: not translated again.
    approved: Mapping[str, str] = field(default_factory=dict)
    #: Those of its sentences that a person made by splitting or joining: the text is cut there again.
    pieces: tuple[str, ...] = ()
    #: Those entries of the term base that this article's text holds.
    terms: tuple[GlossaryTerm, ...] = ()
    #: `selectors.terms.judged_by` as those terms were read.
    judged: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An inline element of a sentence. Spans are [start, end) character offsets."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    source: tuple[int, int]
    #: None when no place was found for it.
    target: tuple[int, int] | None = None
    #: False for a place that nothing speaks for but its position in the sentence.
    sure: bool = True

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mark:
        target = data.get("target")
        return cls(
            tag=data["tag"],
            attributes=tuple((name, value) for name, value in data.get("attributes", ())),
            source=(data["source"][0], data["source"][1]),
            target=(target[0], target[1]) if target else None,
            sure=data.get("sure", True),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSegment:
    """One sentence and its draft."""

    block: int
    kind: BlockKind
    source: str
    target: str
    #: Mean log-probability a target token, ≤ 0; None for text that no engine made.
    score: float | None = None
    #: The target came from `Job.approved`, or from the same sentence between the same neighbours elsewhere.
    approved: bool = False
    origin: Origin = Origin.MACHINE
    #: The inline markup of the source, outer before inner, and where it stands in the target.
    marks: tuple[Mark, ...] = ()
    #: What was done to the target, and what it still lacks, beyond what the checks can see.
    notes: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    segments: tuple[DraftSegment, ...]
    #: engine|package|version|beam|segmenter: two drafts with one signature can be compared.
    signature: str
