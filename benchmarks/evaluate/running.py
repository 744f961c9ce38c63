"""Makes the drafts: by the bare engine, and by the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from benchmarks.evaluate.challenge import Item
from benchmarks.evaluate.judging import Made
from translations import checks, inline
from translations.glossary import Glossary, Match
from translations.glossary.csv_file import read_csv
from translations.types import BlockKind, DraftSegment, Flag, GlossaryTerm, Job, Passage
from worker import engine, packages
from worker.packages import PackageInfo
from worker.pipeline import chain, draft_job
from worker.segment import sentences

TERMS = Path(__file__).parents[2] / "translations" / "data" / "terms" / "vi-en.csv"
#: Sentences that are drafted together, as an article's are.
ARTICLE = 25
SOURCE, TARGET = "vi", "en"

Progress = Callable[[int], None]
_Any = TypeVar("_Any")


class Bench:
    """Both ways from Vietnamese to English, on the packages that are installed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._route: list[PackageInfo] = list(packages.ready_route(SOURCE, TARGET))
        self._raw = chain([engine.load(package).translate for package in self._route])

    @property
    def signature(self) -> str:
        return f"{engine.signature(self._route)}|{checks.VERSION}"

    def raw(self, texts: Sequence[str]) -> list[str]:
        """Each text sentence by sentence through the engine, and nothing else."""
        found: list[str] = []
        for batch in _batches(texts):
            cut = [sentences(text, SOURCE) for text in batch]
            made = iter(self._raw([sentence for each in cut for sentence in each]))
            found += [" ".join(next(made).text for _ in each) for each in cut]
            self._progress(len(batch))
        return found

    def drafts(self, texts: Sequence[tuple[str, str]]) -> list[Made]:
        """(text, html or "") as blocks of articles through the whole pipeline, flagged as a desk would see them."""
        found: list[Made] = []
        for batch in _batches(texts):
            draft = draft_job(self._job(batch))
            found += [
                self._made([segment for segment in draft.segments if segment.block == block])
                for block in range(2, 2 + len(batch))
            ]
            self._progress(len(batch))
        return found

    def flags(self, source: str, target: str) -> tuple[Flag, ...]:
        return checks.run(
            source, target, source_language=SOURCE, target_language=TARGET, terms=self._glossary.find(source)
        )

    @cached_property
    def _glossary(self) -> Glossary:
        """The term base as it is on the first day."""
        rows = read_csv(TERMS.read_bytes())
        return Glossary(
            GlossaryTerm(source=row.source, target=row.target, admitted=row.admitted, forbidden=row.forbidden)
            for row in rows
            if row.status == "approved"
        )

    def _job(self, batch: Sequence[tuple[str, str]]) -> Job:
        passages = tuple(Passage(block, BlockKind.PARAGRAPH, text, html) for block, (text, html) in enumerate(batch, 2))
        terms = {match.term: None for text, _ in batch for match in self._matches(text)}
        return Job(
            translation_id=0,
            token="",
            attempt=1,
            source_language=SOURCE,
            target_language=TARGET,
            passages=passages,
            terms=tuple(terms),
        )

    def _matches(self, text: str) -> list[Match]:
        return self._glossary.find(text)

    def _made(self, segments: Sequence[DraftSegment]) -> Made:
        flags: list[Flag] = []
        for segment in segments:
            flags += self.flags(segment.source, segment.target)
            flags += segment.notes
            flags += inline.flags(segment.marks, segment.source, segment.target)
        return Made(
            " ".join(segment.target for segment in segments),
            " ".join(inline.written(segment.target, segment.marks) for segment in segments),
            tuple(dict.fromkeys(flags)),
        )


def challenged(bench: Bench, items: Sequence[Item]) -> tuple[list[Made], list[Made]]:
    """The challenge set before and after. Before, markup goes through the engine as text, for want of a better way."""
    texts = bench.raw([item.source for item in items])
    marked = [item for item in items if item.marked]
    html = dict(zip((item.id for item in marked), bench.raw([item.vi for item in marked]), strict=True))
    before = [Made(text, html.get(item.id, text)) for item, text in zip(items, texts, strict=True)]
    return before, bench.drafts([(item.source, item.vi if item.marked else "") for item in items])


def _batches(items: Sequence[_Any]) -> Iterator[Sequence[_Any]]:
    for start in range(0, len(items), ARTICLE):
        yield items[start : start + ARTICLE]
