"""`songngu translate`."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import DatabaseError, connection

from translations import selectors, services
from translations.errors import RefusedInput
from translations.glossary import Glossary
from translations.types import BlockKind, Draft, GlossaryTerm, Job, Passage
from worker import pipeline
from worker.management.base import SongnguCommand

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Command(SongnguCommand):
    help = "Translates a plain text and prints it: no queue, nothing stored, and no database needed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            help="UTF-8 text, or - for standard input; blank lines part paragraphs; without any, each line is one",
        )
        parser.add_argument("--from", dest="source", default="vi", metavar="CODE", help="its language (default: vi)")
        parser.add_argument("--to", dest="target", default="en", metavar="CODE", help="the other one (default: en)")
        parser.add_argument("--json", action="store_true", help="sentence by sentence, with scores, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        paragraphs = split(read(options["file"]))
        draft = pipeline.draft_job(job(paragraphs, options["source"], options["target"]))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(draft, options["source"], options["target"]), ensure_ascii=False))
        else:
            targets = pipeline.targets(draft.segments)
            self.stdout.write("\n\n".join(targets[block] for block in sorted(targets)))


def read(name: str) -> str:
    """The text, NFC. Raises RefusedInput."""
    most = settings.MAX_ARTICLE_BYTES
    try:
        if name == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise RefusedInput(f"{name}: {error.strerror}", cure="Name a readable file, or - for standard input.") from None
    except UnicodeDecodeError as error:
        raise RefusedInput(
            f"{name} is not UTF-8 (byte {error.start})", cure="Convert it first: iconv -t utf-8."
        ) from None
    if len(data) > most:
        raise RefusedInput(f"{name} is larger than {most} bytes", cure="Split it, or raise SONGNGU_MAX_ARTICLE_BYTES.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def split(text: str) -> list[str]:
    pieces = _BLANK_LINE.split(text.strip())
    pieces = pieces if len(pieces) > 1 else text.split("\n")
    return [paragraph for piece in pieces if (paragraph := " ".join(piece.split()))]


def job(paragraphs: list[str], source: str, target: str) -> Job:
    return Job(
        translation_id=0,
        token="",
        attempt=1,
        source_language=source,
        target_language=target,
        passages=tuple(Passage(index, BlockKind.PARAGRAPH, text) for index, text in enumerate(paragraphs)),
        terms=term_base(paragraphs, source, target),
    )


def term_base(texts: list[str], source: str, target: str) -> tuple[GlossaryTerm, ...]:
    """Those terms that `texts` hold: of this place's term base, or of the one that comes with songngu."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor != "sqlite" or Path(name).exists():  # asking SQLite would make an empty file
        with suppress(DatabaseError):
            return selectors.terms_in(texts, source, target)
    glossary = Glossary(services.bundled_terms(source, target))
    return tuple({match.term: None for text in texts for match in glossary.find(text)})


def as_json(draft: Draft, source: str, target: str) -> dict[str, Any]:
    return {
        "from": source,
        "to": target,
        "signature": draft.signature,
        "segments": [
            {"paragraph": each.block, "source": each.source, "target": each.target, "score": each.score}
            for each in draft.segments
        ],
    }
