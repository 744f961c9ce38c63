"""Which drafts the queue shows, in which order, and what it costs to find them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from queueing import Redraft, waiting
from translations import searching, services
from translations.models import SearchText, Source, Translation, User
from translations.permissions import may_work, shared
from translations.selectors import queue
from translations.selectors.queue import Wanted
from translations.services import assigning
from translations.states import State
from translations.types import Priority
from writing import article, paragraph

pytestmark = pytest.mark.django_db


def titles(wanted: Wanted, person: User) -> list[str]:
    return [draft.revision.title for draft in queue.page(wanted, person).drafts]


def test_late_is_what_waited_longer_than_patience_or_past_its_due_time(source: Source, redraft: Redraft) -> None:
    now = timezone.now()
    long_ago = now - assigning.PATIENCE - timedelta(minutes=1)
    waiting(source, redraft, "waited", moved_at=long_ago)
    waiting(source, redraft, "due", due_at=now - timedelta(minutes=1))
    waiting(source, redraft, "in time", due_at=now + timedelta(hours=1))
    assert assigning.mark_late(now) == 2
    assert assigning.mark_late(now) == 0
    late = Translation.objects.filter(late=True).values_list("revision__title", flat=True)
    assert set(late) == {"waited", "due"}


def test_a_draft_that_leaves_review_is_late_no_more_and_nobodys(draft: Translation, alice: User) -> None:
    Translation.objects.update(late=True)
    assigning.claim(draft.pk, by=alice)
    services.reject(draft.pk, by=alice, reason="cũ")
    draft.refresh_from_db()
    assert (draft.late, draft.claimed_by, draft.claimed_until) == (False, None, None)
    services.reopen(draft.pk, by=alice)
    draft.refresh_from_db()
    assert not draft.late


def test_what_is_published_is_shown_newest_first(source: Source, redraft: Redraft, bob: User) -> None:
    now = timezone.now()
    for name, hours in (("old", 3), ("new", 1), ("older", 4)):
        waiting(source, redraft, name, state=State.PUBLISHED, moved_at=now - timedelta(hours=hours))
    assert titles(Wanted(state="published"), bob) == ["new", "old", "older"]


@pytest.mark.parametrize(
    ("asked", "changes"),
    [
        ({"assignee": "nobody"}, {}),
        ({"flag": "number-changed"}, {"flag_codes": " name-missing number-changed "}),
        ({"doubts": True}, {"doubts": 2}),
        ({"age": "1h"}, {"moved_at": "2h"}),
        ({"age": "4h"}, {"moved_at": "5h"}),
        ({"age": "1d"}, {"moved_at": "25h"}),
        ({"priority": "0"}, {"priority": Priority.BREAKING}),
        ({"language": "fr"}, {"language": "fr"}),
        ({"state": "rejected"}, {"state": State.REJECTED}),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(
    asked: dict[str, Any], changes: dict[str, Any], source: Source, redraft: Redraft, bob: User
) -> None:
    if "moved_at" in changes:
        changes = {"moved_at": timezone.now() - timedelta(hours=int(changes["moved_at"][:-1]))}
    waiting(source, redraft, "wanted", **changes)
    waiting(source, redraft, "other", assignee=bob, doubts=0, flag_codes=" number-changed-not ")
    assert titles(Wanted(**asked), bob) == ["wanted"]


def test_a_source_and_a_category_are_filters_too(source: Source, redraft: Redraft, bob: User) -> None:
    other = services.create_source(slug="khac", name="Báo Khác", kind=Source.Kind.PUSH)
    waiting(source, redraft, "a", categories=("Thể thao", "Đời sống"))
    waiting(other, redraft, "b", categories=("Thể thao trẻ",))
    assert titles(Wanted(source="khac"), bob) == ["b"]
    assert titles(Wanted(category="the-thao"), bob) == ["a"]
    assert titles(Wanted(category="doi-song", source="bao-moi"), bob) == ["a"]


def test_mine_and_a_named_persons_are_told_apart(source: Source, redraft: Redraft, bob: User, alice: User) -> None:
    waiting(source, redraft, "bob's", assignee=bob)
    waiting(source, redraft, "alice's", assignee=alice)
    assert titles(Wanted(assignee="me"), bob) == ["bob's"]
    assert titles(Wanted(assignee="alice"), bob) == ["alice's"]


def test_many_matches_are_ordered_and_counted_as_few_are(
    source: Source, redraft: Redraft, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = services.create_source(slug="khac", name="Báo Khác", kind=Source.Kind.PUSH)
    for number in range(5):
        waiting(source, redraft, f"cầu {number}", risk=number / 10)
    waiting(other, redraft, "khác", risk=1.0, assignee=bob)
    asked = [Wanted(), Wanted(source="bao-moi"), Wanted(assignee="nobody"), Wanted(q="cau"), Wanted(language="en")]
    few = [titles(wanted, bob) for wanted in asked]
    monkeypatch.setattr(queue, "MOST", 2)
    assert [titles(wanted, bob) for wanted in asked] == few
    page = queue.page(Wanted(), bob)
    assert (page.total, page.more, page.pages) == (3, True, 1)


def test_pages_follow_each_other_without_gap_or_repetition(
    source: Source, redraft: Redraft, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        waiting(source, redraft, f"n{number}", risk=0.5)
    whole = titles(Wanted(), bob)
    monkeypatch.setattr(queue, "PAGE", 2)
    seen = [draft.revision.title for number in (1, 2, 3) for draft in queue.page(Wanted(), bob, number).drafts]
    assert seen == whole
    assert queue.page(Wanted(), bob, 99).number == 3
    assert (queue.page(Wanted(), bob, 1).previous, queue.page(Wanted(), bob, 3).next) == (0, 0)


def test_counts_say_every_state_and_only_ones_own_languages(source: Source, redraft: Redraft, bob: User) -> None:
    waiting(source, redraft, "en")
    waiting(source, redraft, "fr", language="fr")
    waiting(source, redraft, "dead", state=State.FAILED)
    assert queue.counts(bob) == {**dict.fromkeys(State, 0), "review": 2, "failed": 1}
    bob.languages = ["fr"]
    assert queue.counts(bob) == {**dict.fromkeys(State, 0), "review": 1}
    assert titles(Wanted(), bob) == ["fr"]
    assert titles(Wanted(language="en"), bob) == []


@pytest.mark.parametrize(
    ("languages", "language", "may"),
    [
        ([], "en", True),
        (["en"], "en", True),
        (["en", "fr"], "fr", True),
        (["fr"], "en", False),
        (["en-GB"], "en", False),
    ],
)
def test_a_person_works_in_their_languages_and_without_any_in_all(
    languages: list[str], language: str, may: bool
) -> None:
    assert may_work(languages, language) is may
    assert shared(languages, [language]) == ([language] if may else [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("thu tuong", True),
        ("THỦ TƯỚNG", True),
        ("tướng", True),
        ("thu tu", True),
        ("dong", True),
        ("đồng", True),
        ("thu tuong plain", True),
        ("english thu", True),
        ("tuong chu tich", False),
        ("huong", False),
        ('"thu tuong"', True),
        ('"', True),
        ("thu AND khong", False),
        ("thu OR xyz", False),
        ("NOT thu", False),
        ("thu*", True),
        ("thu) | (x:*", False),
        ("source: thu", False),
        ("'; DROP TABLE x", False),
        ("\\", True),
        ("52-nq/tw", True),
        ("52 nq", True),
        ("   ", True),
    ],
)
def test_search_folds_diacritics_and_wants_every_word_as_a_beginning(
    query: str, found: bool, source: Source, redraft: Redraft, bob: User
) -> None:
    waiting(source, redraft, "Thủ tướng đến thăm", words="Nghị quyết 52-NQ/TW về cánh đồng mẫu lớn.")
    assert bool(titles(Wanted(q=query), bob)) is found


def test_search_finds_what_a_person_wrote_and_no_more_what_they_struck(draft: Translation, bob: User) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="A magnificent viaduct", version=0, accept=True, by=bob)
    assert titles(Wanted(q="viaduct"), bob)
    services.edit_segment(segment.pk, target="A bridge", version=1, accept=True, by=bob)
    assert not titles(Wanted(q="viaduct"), bob)
    assert titles(Wanted(q="bridge"), bob)


def test_search_follows_a_correction_before_and_after_its_draft(
    source: Source, draft: Translation, bob: User, redraft: Redraft
) -> None:
    services.receive_article(source, article(title="Phà cuối cùng ngừng chạy", blocks=(paragraph("Bến vắng."),)))
    assert titles(Wanted(q="pha cuoi", state="queued"), bob)
    assert not titles(Wanted(q="thong xe", state="any"), bob)
    redraft()
    assert titles(Wanted(q="pha english"), bob)


def test_search_forgets_what_is_deleted(draft: Translation, bob: User) -> None:
    SearchText.objects.all().delete()
    assert not titles(Wanted(q="thong xe", state="any"), bob)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({queue.having('thong').sql}) AS found", queue.having("thong").params)
        assert cursor.fetchone() == (0,)


def test_words_longer_or_more_than_any_text_has_do_no_harm(source: Source, redraft: Redraft, bob: User) -> None:
    words = " ".join(["x" * 3000, *(f"w{number}" for number in range(3000))])
    waiting(source, redraft, "long", words=words)
    assert titles(Wanted(q="x" * 3000), bob) == ["long"]
    assert titles(Wanted(q="w2999"), bob) == ["long"]
    assert titles(Wanted(q=" ".join(["w1"] * 500)), bob) == ["long"]


def test_folding_leaves_letters_alone_that_have_no_marks() -> None:
    assert searching.words("Đồng chí HOÀ, hoà; Straße 5G") == "5g chi dong hoa strasse"


PLANS = {
    "everything": Wanted(),
    "a language": Wanted(language="en"),
    "nobody's": Wanted(assignee="nobody"),
    "a source's": Wanted(source="bao-moi"),
    "doubtful": Wanted(doubts=True),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_long_queue_is_walked_by_its_index_and_never_sorted(
    name: str, source: Source, redraft: Redraft, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(source, redraft, "one", doubts=1)
    monkeypatch.setattr(queue, "MOST", 0)
    found = queue.found(PLANS[name], bob, now=timezone.now())[1]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a table of one row as a whole, if it may
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
    plan = found[: queue.PAGE].explain()
    assert "attention" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.skipif("postgresql" in connection.vendor, reason="chooses by statistics, which an empty table has not")
def test_marking_late_reads_only_what_is_in_time() -> None:
    in_time = Translation.objects.filter(state=State.REVIEW, late=False)
    assert "still_in_time (moved_at<?)" in in_time.filter(moved_at__lte=timezone.now()).explain()
    assert "due (due_at<?)" in in_time.filter(due_at__lte=timezone.now()).explain()


def test_a_page_costs_the_same_queries_however_many_drafts_it_shows(
    source: Source, redraft: Redraft, bob: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        waiting(source, redraft, f"n{number}", assignee=bob, claimed_by=bob, claimed_until=timezone.now())
    client.force_login(bob)
    with django_assert_max_num_queries(16):
        client.get("/")
