"""`python -m benchmarks.evaluate`: one table, the engine alone before and songngu's pipeline after."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path


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
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description="Scores drafts.")
    corpus = os.environ.get("SONGNGU_CORPUS")
    parser.add_argument(
        "--corpus", type=Path, default=Path(corpus) if corpus else None, help="a folder with dev.tsv.xz"
    )
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
        self._show(f"{self._done} of {self._total} translated" if self._done < self._total else "")

    def _show(self, text: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _evaluate(options: argparse.Namespace) -> None:
    from benchmarks.evaluate import challenge, pairs, report, running
    from worker import packages

    if options.package:
        packages.install_file(options.package)
    items, sets = challenge.load(), pairs.named(options.corpus)
    found = report.made(running.Bench(Progress(report.work(items, sets))), items, sets)
    if options.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        return
    print(*found.lines(), sep="\n")
    if options.silent:
        print(*found.unsaid(), sep="\n")


if __name__ == "__main__":
    main()
