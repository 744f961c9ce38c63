"""Every publication takes its places, and what it touches is known."""

from __future__ import annotations

import math
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from publishing import publish, retract

from feeds import documents
from feeds.models import Feed, Item
from translations import selectors, services
from translations.models import Source, Translation, User
from writing import article


def _sizes() -> dict[str, int]:
    return {str(feed): feed.size for feed in Feed.objects.all()}


def _versions() -> dict[str, int]:
    return {str(feed): feed.version for feed in Feed.objects.all()}


def test_a_publication_stands_in_its_language_and_its_categories(source: Source) -> None:
    publish(source, 1, categories=("Kinh tế", "Đời sống", "kinh tế"))
    assert _sizes() == {"vi": 1, "vi/kinh-te": 1, "vi/doi-song": 1}
    assert Feed.objects.get(category="kinh-te").label == "Kinh tế"


def test_places_have_no_gap(source: Source) -> None:
    for number in range(4):
        publish(source, number, categories=("A",) if number % 2 else ())
    assert list(Item.objects.filter(feed__category="").values_list("position", flat=True)) == [1, 2, 3, 4]
    assert list(Item.objects.filter(feed__category="a").values_list("position", flat=True)) == [1, 2]


def test_a_correction_goes_where_the_error_went(source: Source) -> None:
    publish(source, 1, categories=("Kinh tế",))
    publish(source, 1, categories=("Thể thao",), words="Nước xuống.")
    assert _sizes() == {"vi": 2, "vi/kinh-te": 2, "vi/the-thao": 1}


def test_a_retraction_goes_where_the_text_went(source: Source) -> None:
    publish(source, 1, categories=("Kinh tế",))
    publish(source, 1, categories=("Thể thao",), words="Nước xuống.")
    retract(source, 1)
    assert _sizes() == {"vi": 3, "vi/kinh-te": 3, "vi/the-thao": 2}


def test_a_publication_that_fails_leaves_no_place(source: Source) -> None:
    publish(source, 1)
    with transaction.atomic():
        publish(source, 2, categories=("Kinh tế",))
        transaction.set_rollback(True)
    assert _sizes() == {"vi": 1}


def test_hundreds_of_categories_do_not_make_hundreds_of_feeds(source: Source) -> None:
    publish(source, 1, categories=tuple(f"mục {number}" for number in range(300)))
    assert Feed.objects.count() == 21


@pytest.mark.parametrize("name", ["", "   ", "!!!", "../..", "a" * 5000])
def test_odd_category_names_do_no_harm(source: Source, name: str) -> None:
    publish(source, 1, categories=(name,))
    assert all(re.fullmatch(r"[a-z0-9-]{0,100}", feed.category) for feed in Feed.objects.all())


def test_only_feeds_that_show_the_article_are_touched(source: Source) -> None:
    publish(source, 1, categories=("Kinh tế",))
    publish(source, 2, categories=("Thể thao",))
    before = _versions()
    publish(source, 2, categories=("Thể thao",), words="Hai không.")
    after = _versions()
    assert {name for name in after if after[name] != before[name]} == {"vi", "vi/the-thao"}


def test_the_originals_feed_is_touched_when_its_translation_comes_out(draft: Translation, alice: User) -> None:
    before = _versions()["vi"]
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    assert _versions()["vi"] > before


def test_feeds_of_a_category_link_to_each_other_from_the_first_entry_on(draft: Translation, alice: User) -> None:
    services.receive_article(draft.article.source, article(external_id="khac", categories=("Giao thông",)))
    before = documents.feed("vi", "giao-thong")
    assert b"/feeds/en/giao-thong.atom" not in before.body
    services.receive_article(
        draft.article.source,
        article(external_id="english", language="en", title="A bridge", categories=("Giao thông",)),
    )
    assert b"/feeds/en/giao-thong.atom" in documents.feed("vi", "giao-thong").body


def test_the_engines_confidence_is_kept_when_the_text_goes_out(draft: Translation, alice: User) -> None:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    draft.segments.all().delete()
    (item,) = Item.objects.filter(feed__language="en")
    assert item.confidence == pytest.approx(math.exp(-0.5))
    assert Item.objects.get(feed__language="vi").confidence is None


def test_the_cost_of_a_publication_does_not_grow_with_the_feed(source: Source) -> None:
    def cost(number: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            publish(source, number, categories=("Kinh tế",))
        return len(queries)

    cost(0)
    few = cost(1)
    for number in range(2, 60):
        publish(source, number, categories=("Kinh tế",))
    assert cost(60) == few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
def test_no_query_of_a_publication_walks_through_a_feed(source: Source) -> None:
    """Counting queries does not show it: one of them may grow."""
    publish(source, 1, categories=("Kinh tế",))
    with CaptureQueriesContext(connection) as queries:
        publish(source, 1, categories=("Kinh tế",), words="Nước xuống.")
    steps = []
    for query in queries.captured_queries:
        if query["sql"].startswith(("SELECT", "UPDATE", "INSERT")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps += [step for *_, step in cursor.fetchall()]
    long = ("feeds_item", "translations_publication", "translations_entry", "translations_article")
    assert not [step for step in steps if step.startswith("SCAN") and any(name in step for name in long)]
    assert not [step for step in steps if "feeds_item" in step and step.endswith("(feed_id=?)")]
