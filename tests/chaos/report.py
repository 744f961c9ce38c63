"""What a siege looked like, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from chaos.siege import Story


def lines(story: Story) -> Iterator[str]:
    yield f"{story.house}: {story.seconds:.0f} s, `songngu run` was started {story.starts} times"
    yield ""
    yield "  Done to it"
    yield from (f"    {blow.at:6.1f} s  {blow.what}" for blow in story.arm.done)
    yield ""
    yield from _rows("What the clients saw", _seen(story))
    yield from _rows("What the record holds", _held(story))
    yield f"  Broken: {len(story.broken) or 'nothing'}"
    yield from (f"    {sentence}" for sentence in story.broken[:50])


def _seen(story: Story) -> Mapping[str, Mapping[str, int]]:
    crowd = story.crowd
    desk: Counter[str] = Counter()
    for each in crowd.translators:
        desk += each.counts + Counter({"edits saved": len(each.saved), "published": len(each.published)})
    read = Counter({"entries remembered": len(crowd.outlet.known)})
    paths = Counter(told.path for told in crowd.subscriber.told)
    return {
        "newsroom": crowd.newsroom.counts,
        "translators": desk,
        "feed reader": crowd.outlet.counts + read,
        "told by us": {**paths, "confirmations": len(crowd.subscriber.asked)},
    }


def _held(story: Story) -> Mapping[str, Mapping[str, int]]:
    record = story.record
    return {
        "articles": {"articles": len(record.articles), "revisions": len(record.revisions)},
        "states": Counter(row.state for row in record.translations),
        "moves": Counter(move.name for move in record.moves),
        "publications": Counter(
            f"{row.language} {row.tier}{' retracted' * row.retracted}" for row in record.publications
        ),
        "deliveries": Counter(f"{row.kind} {row.state}" for row in record.deliveries),
        "tried again": {
            "dead letters": story.replayed,
            "deliveries": sum(row.attempts > 1 for row in record.deliveries),
        },
        "edits": {"edits": len(record.edits), "segments": len(record.segments)},
    }


def _rows(title: str, groups: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield f"  {title}"
    for name, counts in groups.items():
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items(), key=lambda each: -each[1]))
        yield f"    {name:<13} {told}"
    yield ""
