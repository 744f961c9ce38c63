"""`python -m benchmarks.evaluate`: one table, the engine alone before and songngu's pipeline after."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

_TITLE = "The engine alone (before) and the whole pipeline (after); what is still wrong, and who is told"


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as place:
        # Before settings are read: no term base, memory or package of this machine's own may have a say.
        os.environ.update({"SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings"})
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)  # the pipeline asks the memory, which is empty
        _evaluate(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=_TITLE)
    corpus = os.environ.get("SONGNGU_CORPUS")
    parser.add_argument("--corpus", type=Path, default=corpus and Path(corpus), help="a folder with dev.tsv.xz")
    parser.add_argument("--package", type=Path, help="another .argosmodel than the bundled one")
    parser.add_argument("--json", action="store_true", help="everything, for a program")
    parser.add_argument("--silent", action="store_true", help="show what is wrong without a flag")
    return parser.parse_args()


class Progress:
    """One line that grows, where somebody watches."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0

    def __call__(self, done: int) -> None:
        self._done += done
        if sys.stderr.isatty():
            print(f"\r{self._done} of {self._total} translated", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if sys.stderr.isatty():
            print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)


def _evaluate(options: argparse.Namespace) -> None:
    from benchmarks.evaluate import challenge, judging, pairs, running, scoring, table
    from worker import packages

    if options.package:
        packages.install_file(options.package)
    items = challenge.load()
    sets = pairs.named(options.corpus)
    marked = sum(item.marked for item in items)
    progress = Progress(2 * len(items) + marked + 2 * sum(map(len, sets.values())))
    started = time.monotonic()
    bench = running.Bench(progress)
    before, after = running.challenged(bench, items)
    found, signatures = scoring.metric(
        "challenge", [made.text for made in before], [made.text for made in after], [item.reference for item in items]
    )
    for name, each in sets.items():
        sources, references = zip(*each, strict=True)
        drafts = [made.text for made in bench.drafts([(source, "") for source in sources])]
        found += scoring.metric(name, bench.raw(sources), drafts, references)[0]
    progress.close()
    found += scoring.scores(items, before, after)
    alarms = {
        "press_dev": scoring.alarmed([bench.flags(*pair) for pair in sets["press_dev"]]),
        "challenge": scoring.alarmed([bench.flags(item.source, item.reference) for item in items]),
    }
    signature = f"{bench.signature}|challenge-{challenge.digest(items)}"
    if options.json:
        report = {"signature": signature, "metrics": signatures, "scores": [score.to_json() for score in found]}
        drafts_of = {
            item.id: {"before": early.text, "after": late.text, "html": late.html, "flags": [f.code for f in late.flags]}
            for item, early, late in zip(items, before, after, strict=True)
        }
        print(json.dumps({**report, "false_alarms": alarms, "drafts": drafts_of}, ensure_ascii=False, indent=1))
        return
    print(_TITLE + "\n", *table.lines(found), sep="\n")
    print("\nFalse alarms: good human pairs with a major or critical flag")
    for name, share in alarms.items():
        print(f"  {name:28}{share:8.1f}%")
    print(f"\n{len(items)} sentences in the challenge set; {time.monotonic() - started:.0f} s", signature, sep="\n")
    print(*signatures, sep="\n")
    if options.silent:
        _show_silent(found, {item.id: (item, made) for item, made in zip(items, after, strict=True)})


def _show_silent(found: list, drafts: dict) -> None:  # type: ignore[type-arg]
    for score in found:
        for name in score.silent_items:
            item, made = drafts[name]
            print(f"\n{score.name}: {name}\n  {item.vi}\n  {made.html or made.text}\n  {item.en}")


if __name__ == "__main__":
    main()
