"""Articles published without a translator, so that a feed is long in no time. The feed is the original's, `vi`."""

from __future__ import annotations

from translations import services
from translations.models import Source
from writing import article, paragraph


def publish(source: Source, number: int, *, categories: tuple[str, ...] = (), words: str = "Nước lên.") -> None:
    """A new article, or a correction of the one with this number."""
    services.receive_article(
        source,
        article(
            external_id=f"bai-{number}",
            title=f"Bài số {number}",
            blocks=(paragraph(words),),
            url=f"https://bao-moi.example/{number}",
            categories=categories,
        ),
    )


def retract(source: Source, number: int) -> None:
    services.retract_article(source, f"bai-{number}", reason="Sai sự thật.")
