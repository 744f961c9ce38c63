"""A file from a newsroom: its bytes to text without guessing, then to an article by its kind."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from datetime import tzinfo
from pathlib import PurePath
from typing import Any

from translations.errors import RefusedInput
from translations.intake import clean, document, language, page, press
from translations.intake.accept import too_large
from translations.types import IncomingArticle

KINDS = (".txt", ".html", ".htm", ".json")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_LOOSE_TONE = re.compile("[^aeiouyâêôăơư][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_CURE = "Save it as UTF-8."


def read(
    name: str,
    data: bytes,
    *,
    max_bytes: int = 20_000_000,
    default_zone: tzinfo = press.HANOI,
    source_language: str = "vi",
) -> IncomingArticle:
    """The article in the file called `name`; its external_id is the name's stem unless the file says another."""
    too_large(len(data), max_bytes)
    path = PurePath(name.replace("\\", "/"))
    kind, stem = path.suffix.lower(), clean.line(path.stem)
    if kind not in KINDS:
        raise RefusedInput(
            f"{clean.shown(path.name)} is no kind of file that we read", field="name", cure=f"Send {', '.join(KINDS)}."
        )
    if not data.strip():
        raise RefusedInput(f"{clean.shown(path.name)} is empty", field="body", cure="Send the article.")
    text = decode(data, path.name)
    if kind == ".json":
        return document.from_json(_object(text, path.name), external_id=stem, language=source_language)
    if kind != ".txt" or _PAGE.match(text):
        return page.read_page(text, external_id=stem, default_zone=default_zone, language=source_language)
    return press.read(text, external_id=stem, default_zone=default_zone, language=source_language)


def decode(data: bytes, name: str = "the file") -> str:
    """The text: UTF-8, anything with a byte order mark, or windows-1258 when it proves to be Vietnamese.

    All else is refused, for a wrong guess would be published as broken letters.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise _refused(name, f"starts as {marked} but byte {error.start:,} is not") from None
        return _legacy(data, name, error.start)
    if "\x00" in text:
        raise _refused(name, "holds zero bytes: it is UTF-16 without a byte order mark, or no text at all")
    return text


def _legacy(data: bytes, name: str, wrong: int) -> str:
    """windows-1258 writes tones as combining marks: every one must stand on a vowel, and the words be Vietnamese."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    loose = _LOOSE_TONE.search(text)
    text = unicodedata.normalize("NFC", text)
    found = language.words(re.sub(r"<[^<>]*>", " ", text))
    if loose or language.share_of_own_letters(found) < 0.2 or language.share_of_syllables(found) < 0.7:
        raise _refused(name, f"is not UTF-8 at byte {wrong:,}, nor Vietnamese in windows-1258; nothing else is read")
    return text


def _refused(name: str, why: str) -> RefusedInput:
    return RefusedInput(f"{clean.shown(name)} {why}", field="body", cure=_CURE)


def _object(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = clean.shown(str(error), 100)
        raise RefusedInput(
            f"{clean.shown(name)} is no JSON ({reason})", field="body", cure="Send one JSON object."
        ) from None
