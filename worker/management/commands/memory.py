"""`songngu memory`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser

from translations import interchange
from translations.errors import RefusedInput
from translations.memory import Unit
from translations.selectors import memory as reads
from translations.services import memory
from worker.management.base import SongnguCommand

Pair = tuple[str, str]
_XLIFF = (".xlf", ".xliff")


class Command(SongnguCommand):
    help = "The translation memory: imports and exports it as TMX or XLIFF, and says how large it is."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        for name, text in (
            ("import", "learns from FILE what people approved elsewhere; again, it changes nothing"),
            ("export", "writes all that is remembered of a pair to FILE"),
        ):
            action = actions.add_parser(name, help=text)
            action.add_argument("file", type=Path, metavar="FILE", help="its name ends in .tmx, .xlf or .xliff")
            action.add_argument("--from", dest="source", default="vi", metavar="LANGUAGE", help="default: vi")
            action.add_argument("--to", dest="target", default="en", metavar="LANGUAGE", help="default: en")
            if name == "import":
                action.add_argument(
                    "--any-state", action="store_true", help="XLIFF: also segments that nobody has marked as reviewed"
                )
        actions.add_parser("stats", help="its size, by pair").add_argument(
            "--json", action="store_true", help="for programs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _import(self, options: dict[str, Any]) -> None:
        file, pair = options["file"], (options["source"], options["target"])
        try:
            with file.open("rb") as stream:
                learnt = memory.import_units(_reader(file, pair, options["any_state"])(stream), pair, origin=file.name)
        except OSError as error:
            raise RefusedInput(f"{file} cannot be read ({error.strerror})", cure="Name another file.") from None
        self.stdout.write(f"{learnt.added} units learnt; {learnt.known} were known, or older than what is.")

    def _export(self, options: dict[str, Any]) -> None:
        file, pair = options["file"], (options["source"], options["target"])
        write = interchange.write_xliff if _is_xliff(file) else interchange.write_tmx
        try:
            with _whole(file) as stream:
                count = write(reads.memory_units(pair), *pair, stream)
        except OSError as error:
            raise RefusedInput(f"{file} cannot be written ({error.strerror})", cure="Name another file.") from None
        self.stdout.write(f"{count} units written to {file}.")

    def _stats(self, options: dict[str, Any]) -> None:
        rows = reads.memory_stats()
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
            return
        for row in rows:
            self.stdout.write(
                f"{row['source_language']} → {row['target_language']}: {row['live']} units of {row['sources']} texts, "
                f"{row['superseded']} superseded, last {row['newest']:%Y-%m-%d %H:%M}"
            )
        if not rows:
            self.stdout.write("Nothing yet: it learns from what people publish, and from `songngu memory import`.")


def _reader(file: Path, pair: Pair, any_state: bool) -> Callable[[BinaryIO], Iterator[Unit]]:
    if _is_xliff(file):
        return lambda stream: interchange.read_xliff(stream, *pair, any_state=any_state)
    return lambda stream: interchange.read_tmx(stream, *pair)


def _is_xliff(file: Path) -> bool:
    ending = file.suffix.lower()
    if ending not in (".tmx", *_XLIFF):
        raise RefusedInput(f"{file.name} is neither TMX nor XLIFF", cure="Its name must end in .tmx, .xlf or .xliff.")
    return ending in _XLIFF


class _whole:
    """Opens `file` for writing: it appears when all is written, and what was there stays until then."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> BinaryIO:
        self._part = tempfile.NamedTemporaryFile(dir=self._file.parent, prefix=f".{self._file.name}.", delete=False)
        return self._part  # type: ignore[return-value]

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._part.close()
        if kind is None:
            os.replace(self._part.name, self._file)
        else:
            os.unlink(self._part.name)
