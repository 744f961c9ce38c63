"""What every check looks at: a source sentence and its draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translations.types import BlockKind

Span = tuple[int, int]

_BLANK = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Pair:
    source: str
    target: str
    source_language: str
    target_language: str
    kind: BlockKind | None = None

    @property
    def languages(self) -> tuple[str, str]:
        """The primary subtags: ``en-GB`` is read as ``en``."""
        return _primary(self.source_language), _primary(self.target_language)


def _primary(language: str) -> str:
    return re.split(r"[-_]", language.lower(), maxsplit=1)[0]


def blank(text: str, spans: list[Span]) -> str:
    """`text` with the spans overwritten by spaces, so that later offsets stay true."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def plain_spaces(text: str) -> str:
    """The same text, character for character, with every kind of space an ordinary one."""
    return text.translate(_BLANK)
