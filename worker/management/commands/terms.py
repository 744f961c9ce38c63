"""`songngu terms`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from translations import checks, selectors, services
from translations.errors import RefusedInput
from translations.glossary import Match
from translations.glossary.files import read_file, write_file
from translations.glossary.tbx_file import MAX_BYTES
from translations.types import Flag
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Imports and exports the term base, and shows what it says about a sentence."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        importing = actions.add_parser("import", help="add and change terms from a CSV or TBX file")
        importing.add_argument("file", metavar="FILE", help="or - for standard input")
        exporting = actions.add_parser("export", help="print all terms of a language pair")
        exporting.add_argument("--format", choices=["csv", "tbx"], default="csv", help="default: csv")
        exporting.add_argument("--output", metavar="FILE", help="write there instead")
        checking = actions.add_parser(
            "check", help="which terms stand in a sentence, and whether a translation has them"
        )
        checking.add_argument("sentence")
        checking.add_argument("--target", metavar="TEXT", help="its translation")
        for action in (importing, exporting, checking):
            action.add_argument("--from", dest="source", default="vi", metavar="CODE", help="default: vi")
            action.add_argument("--to", dest="into", default="en", metavar="CODE", help="default: en")
        for action in (importing, checking):
            action.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _import(self, options: dict[str, Any]) -> None:
        pair = options["source"], options["into"]
        rows = read_file(options["file"], read(options["file"]), *pair)
        counts = services.import_terms(rows, source_language=pair[0], target_language=pair[1], by=None)
        done = {name: counts[name] for name in ("added", "changed", "same")}
        line = f"{done['added']} added, {done['changed']} changed, {done['same']} the same."
        self.stdout.write(json.dumps(done) if options["json"] else line)

    def _export(self, options: dict[str, Any]) -> None:
        pair = options["source"], options["into"]
        data = write_file(options["format"], selectors.rows_of(selectors.find_terms(pair=pair)), *pair)
        if not options["output"]:
            self.stdout.write(data.decode("utf-8").removeprefix("\ufeff"), ending="")
            return
        try:
            Path(options["output"]).write_bytes(data)
        except OSError as error:
            raise RefusedInput(
                f"{options['output']}: {error.strerror}", cure="Name a file that can be written."
            ) from None

    def _check(self, options: dict[str, Any]) -> None:
        found = selectors.matches(options["sentence"], options["source"], options["into"])
        flags = flags_of(options, found) if options["target"] is not None else ()
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found, flags), ensure_ascii=False))
            return
        lines = [f"{match.term.source} → {match.term.target}" for match in found] or ["No term stands in it."]
        self.stdout.write("\n".join([*lines, *(f"{flag.code}: {flag.message}" for flag in flags)]))


def read(name: str) -> bytes:
    """Raises RefusedInput."""
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise RefusedInput(f"{name}: {error.strerror}", cure="Name a readable file, or - for standard input.") from None
    if len(data) > MAX_BYTES:
        raise RefusedInput(f"{name} is larger than {MAX_BYTES} bytes", cure="Split it.")
    return data


def flags_of(options: dict[str, Any], found: list[Match]) -> tuple[Flag, ...]:
    flags = checks.run(
        options["sentence"],
        options["target"],
        source_language=options["source"],
        target_language=options["into"],
        terms=found,
    )
    return tuple(flag for flag in flags if flag.code.startswith("term-"))


def as_json(found: list[Match], flags: tuple[Flag, ...]) -> dict[str, Any]:
    return {
        "terms": [{**asdict(match.term), "start": match.start, "end": match.end} for match in found],
        "flags": [flag.to_json() for flag in flags],
    }
