"""Everything that one run finds out, and how it is said to a person or a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.evaluate import challenge, pairs, running, scoring, table
from benchmarks.evaluate.challenge import Item
from benchmarks.evaluate.judging import Made
from benchmarks.evaluate.scoring import Score

TITLE = "The engine alone (before), the whole pipeline (after), and who is told of what is still wrong"


@dataclass(frozen=True, slots=True)
class Report:
    items: Sequence[Item]
    before: Sequence[Made]
    after: Sequence[Made]
    scores: Sequence[Score]
    #: Set of good human pairs → how many in a hundred wear a grave flag.
    alarms: dict[str, float]
    signatures: Sequence[str]

    def lines(self) -> Iterator[str]:
        yield TITLE + "\n"
        yield from table.lines(self.scores)
        yield "\nFalse alarms: good human pairs with a major or critical flag"
        for name, share in self.alarms.items():
            yield f"  {name:28}{share:8.1f}%"
        yield f"\n{len(self.items)} sentences in the challenge set"
        yield from self.signatures

    def unsaid(self) -> Iterator[str]:
        """What is wrong and wears no flag: the source, the draft, the reference."""
        drafts = {item.id: (item, made) for item, made in zip(self.items, self.after, strict=True)}
        for score in self.scores:
            for name in score.silent_items:
                item, made = drafts[name]
                yield f"\n{score.name}: {name}\n  {item.vi}\n  {made.html or made.text}\n  {item.en}"

    def to_json(self) -> dict[str, Any]:
        return {
            "signatures": list(self.signatures),
            "scores": [score.to_json() for score in self.scores],
            "false_alarms": self.alarms,
            "drafts": {
                item.id: {"before": early.text, "after": late.html, "flags": [flag.code for flag in late.flags]}
                for item, early, late in zip(self.items, self.before, self.after, strict=True)
            },
        }


def made(bench: running.Bench, items: Sequence[Item], sets: dict[str, pairs.Pairs]) -> Report:
    before, after = running.challenged(bench, items)
    texts = [made.text for made in before], [made.text for made in after]
    metrics, how = scoring.metric("challenge", *texts, [item.reference for item in items])
    for name, each in sets.items():
        sources, references = [source for source, _ in each], [target for _, target in each]
        drafts = bench.drafts([(source, "") for source in sources])
        metrics += scoring.metric(name, bench.raw(sources), [made.text for made in drafts], references)[0]
    alarms = {
        "press_dev": scoring.alarmed([bench.flags(*pair) for pair in sets["press_dev"]]),
        "challenge": scoring.alarmed([bench.flags(item.source, item.reference) for item in items]),
    }
    signature = f"{bench.signature}|challenge-{challenge.digest(items)}"
    found = [*metrics, *scoring.scores(items, before, after)]
    return Report(items, before, after, found, alarms, [signature, *how])


def work(items: Sequence[Item], sets: dict[str, pairs.Pairs]) -> int:
    """How many texts will be translated."""
    return 2 * len(items) + sum(item.marked for item in items) + 2 * sum(map(len, sets.values()))
