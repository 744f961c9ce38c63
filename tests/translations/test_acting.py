"""What operators do to many translations at once: chosen, counted first, done one by one, audited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from translations import selectors, services
from translations.errors import ImpossibleMove, LeaseLost, NotFound
from translations.models import Article, Audit, Source, Translation, User
from translations.selectors.choosing import Choice, named
from translations.services import acting
from translations.services.acting import Order, carry_out, plan
from translations.states import State
from translations.types import Job, Priority
from writing import article, drafted

pytestmark = pytest.mark.django_db


def test_a_cancelled_job_is_taken_from_its_worker_and_its_result_dropped(claimed: Job, olga: User) -> None:
    acting.cancel(claimed.translation_id, by=olga, reason="sent by mistake")
    with pytest.raises(LeaseLost):
        services.store_draft(claimed, drafted(claimed))
    assert not services.extend_lease(claimed)
    cancelled = Translation.objects.get()
    assert (cancelled.state, cancelled.lease_holder) == (State.CANCELLED, "")
    last = cancelled.moves.last()
    assert last is not None
    assert (last.by, last.reason) == (olga, "sent by mistake")


def test_a_draft_cannot_be_cancelled_any_more(draft: Translation, olga: User) -> None:
    with pytest.raises(ImpossibleMove):
        acting.cancel(draft.pk, by=olga)


def test_a_priority_moves_an_article_to_the_front(source: Source, queued: Translation) -> None:
    services.receive_article(source, article(external_id="sau"))
    later = Translation.objects.latest("pk")
    acting.prioritise(later.pk, Priority.BREAKING)
    job = services.claim("worker-1")
    assert job is not None
    assert job.translation_id == later.pk


@pytest.fixture
def mixed(source: Source, redraft: Callable[..., Translation], alice: User) -> dict[str, Translation]:
    """One published, one in review, one rejected, one waiting."""
    found = {}
    for name in ("published", "review", "rejected"):
        services.receive_article(source, article(external_id=name))
        found[name] = redraft()
    services.publish(found["published"].pk, by=alice, seen=selectors.text_digest(found["published"]))
    services.reject(found["rejected"].pk, by=alice, reason="old")
    services.receive_article(source, article(external_id="queued"))
    found["queued"] = Translation.objects.get(article__external_id="queued")
    return found


RETRANSLATE = Order(action="retranslate")


def done_by_hand() -> QuerySet[Audit]:
    """Without the roles that the cast was given."""
    return Audit.objects.filter(action__in=("replay", "cancel", "prioritise", "retranslate"))


def test_a_plan_counts_and_changes_nothing(mixed: dict[str, Translation]) -> None:
    found = plan(RETRANSLATE, Choice())
    assert (found.count, found.skipped) == (2, {"published": 1, "queued": 1})
    assert {each.pk for each in found.some} == {mixed["review"].pk, mixed["rejected"].pk}
    assert Translation.objects.filter(state=State.QUEUED).count() == 1
    assert not done_by_hand().exists()


def test_review_and_rejected_drafts_are_made_anew_and_published_ones_listed_as_left_alone(
    mixed: dict[str, Translation], olga: User
) -> None:
    done = carry_out(RETRANSLATE, Choice(), by=olga)
    assert set(done.done) == {mixed["review"].pk, mixed["rejected"].pk}
    assert done.skipped == {"published": 1, "queued": 1}
    row = done_by_hand().get()
    assert (row.by, row.action, row.object) == (olga, "retranslate", "2 translations")
    assert row.detail == {"ids": done.done}


def test_a_published_one_is_reopened_only_when_told_and_its_publication_stands(
    mixed: dict[str, Translation], olga: User
) -> None:
    done = carry_out(Order(action="retranslate", reopen=True), Choice(state="published"), by=olga)
    assert done.done == [mixed["published"].pk]
    mixed["published"].refresh_from_db()
    assert mixed["published"].state == State.QUEUED
    assert len(selectors.feed_entries("en")) == 1


def test_what_an_older_engine_made_is_found(mixed: dict[str, Translation]) -> None:
    now_made = mixed["review"].signature
    Translation.objects.filter(pk=mixed["rejected"].pk).update(signature="stand-in|0|old")
    older = Choice(signatures={("vi", "en"): now_made})
    assert [each.pk for each in plan(RETRANSLATE, older).some] == [mixed["rejected"].pk]
    assert plan(RETRANSLATE, Choice(signatures={})).count == 0


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Choice(source="bao-moi"), 2),
        (Choice(source="khac"), 0),
        (Choice(language="fr"), 0),
        (Choice(state="rejected"), 1),
        (Choice(older_than=timedelta(hours=1)), 0),
        (Choice(older_than=timedelta(seconds=-1)), 2),
    ],
)
def test_a_choice_narrows(choice: Choice, count: int, mixed: dict[str, Translation]) -> None:
    assert plan(RETRANSLATE, choice).count == count


def test_one_that_cannot_be_changed_after_all_stops_no_other(
    mixed: dict[str, Translation], olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = acting.review.retranslate

    def overtaken(translation_id: int, **options: object) -> None:
        if translation_id == mixed["review"].pk:
            raise ImpossibleMove("too late")
        plain(translation_id, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(acting.review, "retranslate", overtaken)
    done = carry_out(RETRANSLATE, Choice(), by=olga)
    assert (done.done, list(done.failed)) == ([mixed["rejected"].pk], [mixed["review"].pk])


def test_nothing_done_is_nothing_audited(mixed: dict[str, Translation], olga: User) -> None:
    assert carry_out(Order(action="replay"), Choice(), by=olga).done == []
    assert not done_by_hand().exists()


def test_an_article_is_found_by_any_of_its_names(queued: Translation) -> None:
    told = Article.objects.get()
    page = f"https://songngu.example/articles/{told.uuid}/en/"
    for name in (str(queued.pk), str(told.uuid), "https://example.org/cau-moi", page, "cau-moi"):
        assert [each.pk for each in named(name)] == [queued.pk], name
    for wrong in ("0", "nothing", "https://example.org/other", ""):
        with pytest.raises(NotFound):
            named(wrong)
