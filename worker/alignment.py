"""Where a tokenizer's pieces stand in their text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]


def piece_spans(pieces: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where each SentencePiece of `text` stands in it. Counted in signs that are not spaces; scaled where the
    tokenizer rewrote some (full-width forms, ligatures)."""
    places = [index for index, char in enumerate(text) if not char.isspace()]
    sizes = [len("".join(piece.replace("▁", " ").split())) for piece in pieces]
    scale = len(places) / sum(sizes) if sum(sizes) else 0.0
    spans, count = [], 0
    for size in sizes:
        first, last = round(count * scale), round((count + size) * scale)
        count += size
        spans.append((places[first], places[last - 1] + 1) if first < last else (0, 0))
    return tuple(spans)
