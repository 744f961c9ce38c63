"""`songngu ingest`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from translations import services
from translations.errors import NotFound, RefusedInput
from translations.intake import files
from translations.intake.accept import accept
from translations.models import Source
from worker.management.base import SongnguCommand

DEFAULT_SOURCE = "files"


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    #: new, revised, unchanged or refused
    result: str
    detail: str


class Command(SongnguCommand):
    help = "Takes in articles from files: plain text in the press shape, HTML pages, or JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
        parser.add_argument("--source", default=DEFAULT_SOURCE, metavar="SLUG", help="the newsroom (default: files)")
        parser.add_argument("--name", default="", help="names what comes from standard input, such as a.txt or b.json")
        parser.add_argument("--json", action="store_true", help="one JSON object a file, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        source = _source(options["source"])
        refused = 0
        for name, path in _inputs(options["path"], options["name"]):
            outcome = _ingest(source, name, path)
            refused += outcome.result == "refused"
            self._say(outcome, as_json=options["json"])
        if refused:
            raise CommandError(f"{refused} refused, and nothing of them stored; the others are in.", returncode=1)

    def _say(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False))
        else:
            self.stdout.write(f"{outcome.result:<10} {outcome.name}  {outcome.detail}")


def _source(slug: str) -> Source:
    source = Source.objects.filter(slug=slug).first()
    if source is None and slug == DEFAULT_SOURCE:
        return services.create_source(slug=slug, name=settings.SITE_NAME, kind=Source.Kind.FILES)
    if source is None:
        raise NotFound(f"source {slug!r}", cure=f"Add it first: songngu sources add {slug}")
    return source


def _inputs(paths: list[str], stdin_name: str) -> Iterator[tuple[str, Path | None]]:
    """(name, path) for every file; the name identifies the article, so that the same file is the same article."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield stdin_name or "stdin.txt", None
        elif path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in files.KINDS and file.is_file())
            if not found:
                raise NotFound(f"no article in {given}", cure=f"Expected files ending in {', '.join(files.KINDS)}.")
            yield from ((file.relative_to(path).as_posix(), file) for file in found)
        else:
            yield path.name, path


def _ingest(source: Source, name: str, path: Path | None) -> Outcome:
    try:
        data = _read(path)
        most = settings.MAX_ARTICLE_BYTES
        incoming = files.read(name, data, max_bytes=most, source_language=source.language)
        received = services.receive_article(source, accept(incoming, max_bytes=most, now=timezone.now()))
    except RefusedInput as error:
        return Outcome(name, "refused", str(error))
    result = "new" if received.created else "revised" if received.changed else "unchanged"
    return Outcome(name, result, incoming.title)


def _read(path: Path | None) -> bytes:
    """At most one byte more than is allowed: enough to refuse it, too little to fill the memory."""
    most = settings.MAX_ARTICLE_BYTES + 1
    if path is None:
        return sys.stdin.buffer.read(most)
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise RefusedInput(f"{path}: {error.strerror}", cure="Name a readable file.") from error
