"""Plain text in the shape a press office sends: headline, dateline, lead, paragraphs, captions, byline.

What stands between headline and dateline is the summary; the lead stays the first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from translations.errors import RefusedInput
from translations.intake import clean, dateline
from translations.types import Block, BlockKind, IncomingArticle

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_DATELINE_WITHIN = 6
_LONGEST_CAPTION = 300
_LONGEST_BYLINE = 100
_SHORTEST_WRAPPED = 30
_MOST_LINES = 50_000
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$")
_CREDIT = re.compile(r"^(?:ảnh|nguồn ảnh)\s*:|\(?\bảnh\s*:\s*[^.]{1,60}\)?\.?$", re.IGNORECASE)
_SIGNED = re.compile(
    r"^(?:(?:bài|tin|ảnh|(?:bài|tin)(?:\s+và|,)\s+ảnh|nguồn|thực hiện|tác giả|nhóm pv|pv|phóng viên)"
    r"\s*[:(–-]|\((?:TTXVN|[A-ZĐ]{2,10})\)\.?$)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^theo\s+(?:(?:báo|tạp chí|đài|trang|hãng tin)\s+)?", re.IGNORECASE)
_AGENCY = re.compile(r"\s*\([^()]{2,30}\)\.?$")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|/|&|–|—|\s-\s|\bvà\b)\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indented: bool
    #: A blank line, or the start of the text, came before.
    apart: bool


def read(
    text: str, *, external_id: str = "", default_zone: tzinfo = HANOI, language: str = "vi", url: str = ""
) -> IncomingArticle:
    """The article in `text`. Raises RefusedInput for a dateline that names no real time, or endless lines."""
    lines = _lines(text)
    when, at = _dateline(lines, default_zone)
    if at == 0:  # the dateline came first
        lines, at = lines[1:], None
    title = lines[0].text if lines else ""
    summary = " ".join(line.text for line in lines[1:at]) if at else ""
    body, byline = _byline(lines[at + 1 if at else 1 :])
    return IncomingArticle(
        external_id=external_id,
        language=language,
        title=title,
        summary=summary,
        byline=byline,
        published=when,
        url=url,
        blocks=tuple(_blocks(body)),
    )


def blocks(text: str) -> tuple[Block, ...]:
    """The body only: paragraphs and captions of plain text."""
    return tuple(_blocks(_lines(text)))


def _lines(text: str) -> list[_Line]:
    """The lines that say something; wrapped ones put back together."""
    groups: list[list[_Line]] = []
    apart = True
    raws = _LINE_END.split(text)
    if len(raws) > _MOST_LINES:
        raise RefusedInput(f"the text has {len(raws):,} lines", field="body", cure=f"Send at most {_MOST_LINES:,}.")
    for raw in raws:
        words = clean.line(raw)
        if not any(char.isalnum() for char in words):
            apart = apart or not words
            continue
        line = _Line(words, raw[:1].isspace(), apart)
        if groups and _wraps(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
        apart = False
    return [replace(group[0], text=" ".join(line.text for line in group)) for group in groups]


def _wraps(before: _Line, line: _Line) -> bool:
    """Whether `line` goes on where the one before it was cut: it starts small, and that one had not ended."""
    if line.apart or line.indented or not line.text[0].islower():
        return False
    return len(before.text) >= _SHORTEST_WRAPPED and not _SENTENCE_END.search(before.text[-10:])


def _dateline(lines: list[_Line], zone: tzinfo) -> tuple[datetime | None, int | None]:
    for index, line in enumerate(lines[:_DATELINE_WITHIN]):
        if when := dateline.read(line.text, default_zone=zone, place=index > 0):
            return when, index
    return None, None


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """A line given twice in a row is a caption when it is short and no sentence, and once is enough in any case."""
    index = 0
    while index < len(lines):
        text = lines[index].text
        times = 1
        while index + times < len(lines) and lines[index + times].text == text:
            times += 1
        caption = len(text) <= _LONGEST_CAPTION and (_CREDIT.search(text) or (times > 1 and not text.endswith(".")))
        yield Block(kind=BlockKind.CAPTION if caption else BlockKind.PARAGRAPH, text=text)
        index += times


def _byline(lines: list[_Line]) -> tuple[list[_Line], str]:
    """Parts the body from who signed it: at most two last lines, never the whole body, never a caption."""
    signed: list[str] = []
    while len(lines) > 1 and len(signed) < 2 and lines[-1].text != lines[-2].text and signs(lines[-1].text):
        signed.insert(0, lines[-1].text)
        lines = lines[:-1]
    return lines, " – ".join(signed)


def signs(line: str) -> bool:
    """Whether a last line reads as a byline: names, an agency, or “Theo …”, “Bài và ảnh: …”."""
    if len(line) > _LONGEST_BYLINE:
        return False
    if _SIGNED.match(line):
        return True
    names = [name for name in _BETWEEN_NAMES.split(_AFTER.sub("", _AGENCY.sub("", line), count=1)) if name]
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    """One to five words, each with a capital and none a number: `Lê Thu Hà`, `PV`, `Q.Huy`, not a sentence."""
    words = text.split()
    if not 1 <= len(words) <= 5 or text.endswith((".", "!", "?", ":")):
        return False
    return all(word[0].isupper() and word.replace(".", "").replace("-", "").isalpha() for word in words)
