"""A breaking article overtakes any backlog: within one job's time, and without reading the backlog."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from translations import selectors, services
from translations.models import Article, Revision, Source, Translation
from translations.selectors.choosing import Choice
from translations.selectors.operating import runnable
from translations.services import acting
from translations.services.acting import Order, carry_out
from translations.types import Priority
from writing import article, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKLOG = 10_000
#: Enough to be in the way where its size is not the point.
FEW = 1_000


@pytest.fixture
def backlog(source: Source) -> list[Translation]:
    """Ten thousand ordinary articles that came before."""
    return made(BACKLOG, source)


@pytest.fixture
def few(source: Source) -> list[Translation]:
    return made(FEW, source)


def made(count: int, source: Source) -> list[Translation]:
    past = timezone.now() - timedelta(hours=1)
    articles = Article.objects.bulk_create(
        Article(source=source, external_id=f"cu-{n}", language="vi", received_at=past) for n in range(count)
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            article=each, number=1, digest="0" * 64, title="Tin cũ", published_at=past, blocks=[], received_at=past
        )
        for each in articles
    )
    rows = [
        Translation(
            article=each,
            revision=revision,
            language="en",
            priority=Priority.NORMAL,
            created_at=past,
            moved_at=past,
            not_before=past,
        )
        for each, revision in zip(articles, revisions, strict=True)
    ]
    found = Translation.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return found


def next_one() -> int:
    job = services.claim("worker-1")
    assert job is not None
    services.store_draft(job, drafted(job))
    return job.translation_id


def test_a_breaking_article_is_the_next_job_whatever_waits(backlog: list[Translation], source: Source) -> None:
    first = next_one()  # a worker is at it while the news breaks
    services.receive_article(source, article(priority=Priority.BREAKING))
    breaking = Translation.objects.get(article__external_id="cau-moi")
    assert first != breaking.pk
    assert next_one() == breaking.pk


def test_so_is_one_that_an_operator_makes_breaking(few: list[Translation]) -> None:
    last = few[-1]
    acting.prioritise(last.pk, Priority.BREAKING)
    assert next_one() == last.pk


def test_the_claim_finds_it_by_its_index_and_sorts_nothing(backlog: list[Translation]) -> None:
    plan = runnable(timezone.now()).order_by("priority", "created_at")[:1].explain()
    assert "runnable" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_a_source_that_is_put_last_lets_all_others_go_first(few: list[Translation], source: Source) -> None:
    other = services.create_source(slug="khac", name="Khác", kind=Source.Kind.PUSH)
    services.receive_article(other, article(external_id="khac"))
    some = tuple(each.pk for each in few[:500])
    Translation.objects.exclude(pk__in=some).filter(article__source=source).update(priority=Priority.LOW)
    done = carry_out(Order(action="prioritise", priority=Priority.LOW), Choice(ids=some), by=None, actor="test")
    assert len(done.done) == 500
    assert next_one() == Translation.objects.get(article__external_id="khac").pk


def test_how_many_go_before_it_is_told(few: list[Translation]) -> None:
    now = timezone.now()
    acting.prioritise(few[-1].pk, Priority.LOW)
    last = Translation.objects.select_related("article__source").get(pk=few[-1].pk)
    assert selectors.facts(last, now).ahead == FEW - 1
