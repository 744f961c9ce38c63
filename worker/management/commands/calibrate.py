"""`songngu calibrate`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from translations import calibration
from translations.errors import RefusedInput
from translations.postedit import EDITED, Distance, Pace
from translations.selectors.postedits import PostEdits, post_edits
from worker.management.base import SongnguCommand

#: Segments below which the tables say little.
FEW = 500
MOST_DAYS = 36_500


class Command(SongnguCommand):
    help = "Compares the machine's drafts with what people accepted, and the predicted risk with what they changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.epilog = (
            f"A segment is edited when its HTER (words changed for each word of the final text) is over {EDITED}. The "
            "risk is found anew from the machine's words with today's checks and terms; flags of markup and of "
            "repairs are left out, since an edit removes them. Seconds a word are medians, of segments whose page told "
            "the time. Nothing is changed. About a minute for 100,000 segments."
        )
        parser.add_argument("--since", type=int, metavar="DAYS", help="only what people did in the last DAYS days")
        parser.add_argument("--language", default="", metavar="en", help="only translations into this language")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["since"]
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise RefusedInput(f"{days} days", field="since", cure=f"Give a number of days from 1 to {MOST_DAYS}.")
        since = timezone.now() - timedelta(days=days) if days else None
        found = post_edits(since=since, language=options["language"])
        if options["json"]:
            self.stdout.write(json.dumps(_facts(found), ensure_ascii=False, indent=2))
        elif not found.total.segments:
            self.stdout.write(_nothing(days, options["language"]))
        else:
            self.stdout.write("\n".join(_lines(found)))


def _nothing(days: int | None, language: str) -> str:
    where = f" into {language}" * bool(language) + f" in the last {days} days" * bool(days)
    wider = "Ask without --since or --language, or accept" if where else "Accept"
    return (
        f"Nothing to compare yet: no machine draft{where} was accepted by a person. {wider} segments at the desk, or "
        "publish a draft; then ask again."
    )


def _facts(found: PostEdits) -> dict[str, Any]:
    bins = calibration.bins(found.risks)
    return {
        "edited_above": EDITED,
        "all": _measures(found.total, found.paces.get("")),
        "sources": {
            name: _measures(each, found.paces.get(f"source {name}")) for name, each in _by_size(found.by_source)
        },
        "flags": {code: _measures(each, found.paces.get(f"flag {code}")) for code, each in _by_size(found.by_flag)},
        "bins": [asdict(each) for each in bins],
        "ece": round(calibration.expected_error(bins), 4),
        "brier": round(calibration.brier(found.risks), 4),
        "isotonic": [asdict(step) for step in calibration.isotonic(found.risks)],
        "held_out": _held_out(found),
    }


def _held_out(found: PostEdits) -> dict[str, float] | None:
    """What a recalibration would give on articles that it has not seen; None when one half has none."""
    if not all(found.halves):
        return None
    made = calibration.crossed(found.halves)
    ece = calibration.expected_error(calibration.bins(made))
    return {"ece": round(ece, 4), "brier": round(calibration.brier(made), 4)}


def _measures(each: Distance, pace: Pace | None) -> dict[str, float | None]:
    return {
        "segments": each.segments,
        "edited": round(each.edited_share, 4),
        "hter": round(each.hter, 4),
        "chrf": round(each.chrf, 2),
        "timed": pace.segments if pace else 0,
        "seconds_a_word": pace.median if pace else None,
    }


def _by_size(groups: Mapping[str, Distance]) -> list[tuple[str, Distance]]:
    return sorted(groups.items(), key=lambda each: (-each[1].segments, each[0]))


def _lines(found: PostEdits) -> Iterator[str]:
    yield from _distances(found)
    yield ""
    yield from _reliability(found)
    yield ""
    yield from _recalibration(found)
    if found.total.segments < FEW:
        yield f"Fewer than {FEW} segments: take all of this as a hint."


def _distances(found: PostEdits) -> Iterator[str]:
    yield f"{'Draft to final text':<30}{'segments':>10}{'edited':>9}{'HTER':>8}{'chrF':>8}{'s/word':>8}"
    yield _row("all", found.total, found.paces.get(""))
    for title, groups in (("source", found.by_source), ("flag", found.by_flag)):
        for name, each in _by_size(groups):
            yield _row(f"{title} {name or '(none)'}", each, found.paces.get(f"{title} {name}"))


def _row(name: str, each: Distance, pace: Pace | None) -> str:
    spent = f"{pace.median:>8.1f}" if pace and pace.median is not None else f"{'–':>8}"
    return f"{name:<30}{each.segments:>10}{each.edited_share:>9.1%}{each.hter:>8.3f}{each.chrf:>8.1f}{spent}"


def _reliability(found: PostEdits) -> Iterator[str]:
    yield f"{'Risk':<30}{'segments':>10}{'predicted':>11}{'edited':>9}"
    bins = calibration.bins(found.risks)
    for each in bins:
        shares = f"{each.predicted:>11.1%}{each.observed:>9.1%}" if each.count else f"{'–':>11}{'–':>9}"
        yield f"{f'{each.low:.1f} to {each.high:.1f}':<30}{each.count:>10}{shares}"
    ece, brier = calibration.expected_error(bins), calibration.brier(found.risks)
    yield f"Expected calibration error {ece:.4f}, Brier score {brier:.4f} (both: 0 is best)."


def _recalibration(found: PostEdits) -> Iterator[str]:
    steps = calibration.isotonic(found.risks)
    yield f"{'Recalibrated: a risk of':<30}{'becomes':>10}"
    for place in range(calibration.BINS + 1):
        risk = place / calibration.BINS
        yield f"{risk:<30.1f}{calibration.corrected(risk, steps):>10.1%}"
    yield f"The whole function has {len(steps)} steps: --json gives them."
    if held := _held_out(found):
        yield (
            "On articles it was not fitted to (each half by the other): expected calibration error "
            f"{held['ece']:.4f}, Brier score {held['brier']:.4f}."
        )
    yield "Nothing is changed by this: the coefficients stand in translations/risk.py."
