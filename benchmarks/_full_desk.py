"""Fills a desk with drafts, past the services: their work is not what is measured, and takes half a second each."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

BATCH = 1000
#: Syllables, so that words of a search have as many drafts as they do in a newsroom.
_SAID = "an ba cầu chợ dân đê gió hoa kênh lũ mưa mới nắng nước phố quê rừng sông tàu thủ tướng trường vùng xã"
SYLLABLES = _SAID.split()
CODES = ["", "", "", " number-changed ", " name-missing ", " number-changed untranslated "]


def sentence(chance: random.Random, words: int = 22) -> str:
    return " ".join(chance.choice(SYLLABLES) for _ in range(words)).capitalize() + "."


def fill(size: int, *, paragraphs: int = 3) -> None:
    """Makes it `size` drafts in review, of three sources, into three languages: 96, 3 and 1%."""
    from django.utils import timezone

    from translations.models import Source, Translation

    sources = [
        Source.objects.get_or_create(slug=f"s{n}", defaults={"name": f"Báo {n}", "kind": "push"})[0] for n in "123"
    ]
    begin = Translation.objects.count()
    now = timezone.now()
    for first in range(begin, size, BATCH):
        _batch(range(first, min(first + BATCH, size)), sources, now, paragraphs)


def _batch(numbers: range, sources: list[Any], now: Any, paragraphs: int) -> None:
    from translations import searching
    from translations.models import Article, Revision, SearchText, Translation

    chance = random.Random(numbers.start)
    articles = Article.objects.bulk_create(
        Article(source=sources[n % 3], external_id=f"desk-{n}", language="vi", received_at=now) for n in numbers
    )
    revisions = Revision.objects.bulk_create(
        _revision(article, n, now, chance, paragraphs) for article, n in zip(articles, numbers, strict=True)
    )
    for article, revision in zip(articles, revisions, strict=True):
        article.current = revision
    Article.objects.bulk_update(articles, ["current"])
    made = Translation.objects.bulk_create(_draft(revision, now, chance) for revision in revisions)
    SearchText.objects.bulk_create(
        SearchText(
            translation=each,
            source=searching.words(each.revision.title, *(block["text"] for block in each.revision.blocks)),
            target=searching.words(f"draft {each.pk} of a bridge"),
        )
        for each in made
    )


def _revision(article: Any, n: int, now: Any, chance: random.Random, paragraphs: int) -> Any:
    from translations.models import Revision

    blocks = [{"kind": "paragraph", "text": sentence(chance)} for _ in range(paragraphs)]
    return Revision(
        article=article,
        number=1,
        digest=str(n),
        title=sentence(chance, 9),
        published_at=now,
        received_at=now,
        blocks=blocks,
    )


def _draft(revision: Any, now: Any, chance: random.Random) -> Any:
    from translations.models import Translation

    waited = timedelta(minutes=chance.randrange(600))
    return Translation(
        article=revision.article,
        revision=revision,
        language=chance.choices(["en", "fr", "lo"], [96, 3, 1])[0],
        state="review",
        priority=chance.choices([0, 5, 9], [1, 94, 5])[0],
        created_at=now - waited,
        moved_at=now - waited,
        not_before=now,
        signature="made up",
        words=22,
        doubts=chance.choice([0, 0, 1, 3]),
        risk=round(chance.random(), 4),
        flag_codes=chance.choice(CODES),
        late=waited > timedelta(hours=4),
    )


def article_of(segments: int) -> Any:
    """A draft in review of this many sentences, one in ten in doubt, made as a worker makes it."""
    from django.utils import timezone

    from translations import services
    from translations.models import Source, Translation
    from translations.types import Block, BlockKind, Draft, DraftSegment, IncomingArticle, Priority

    chance = random.Random(segments)
    name = f"long-{Translation.objects.count()}"
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=sentence(chance)) for _ in range(segments - 1))
    incoming = IncomingArticle(
        external_id=name, language="vi", title=sentence(chance, 9), blocks=blocks, priority=Priority.LOW
    )
    services.receive_article(Source.objects.get(slug="s1"), incoming, now=timezone.now())
    job = services.claim("benchmark")
    assert job is not None
    made = tuple(
        DraftSegment(block=each.block, kind=each.kind, source=each.text, target=_english(n, each.text), score=-0.4)
        for n, each in enumerate(job.passages)
    )
    services.store_draft(job, Draft(segments=made, signature="made up"))
    return Translation.objects.get(pk=job.translation_id)


def _english(n: int, source: str) -> str:
    return (
        source if n % 10 == 9 else " ".join(["The villagers gathered by the river as the new bridge opened"] * 2) + "."
    )
