"""The same decision about many drafts."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from queueing import Redraft, waiting
from translations import selectors, services
from translations.models import Move, Publication, Source, Translation, User
from translations.services import assigning, bulk
from translations.services.bulk import Order
from translations.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_alice(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def clean(source: Source, redraft: Redraft) -> Translation:
    return waiting(source, redraft, "sạch")


@pytest.fixture
def doubtful(source: Source, redraft: Redraft) -> Translation:
    return waiting(source, redraft, "ngờ", doubts=1)


def whys(steps: list[bulk.Step]) -> dict[str, str]:
    return {step.translation.revision.title: str(step.error or "") for step in steps}


def seen(steps: list[bulk.Step]) -> dict[int, str]:
    return {step.translation.pk: step.seen for step in steps if step.error is None}


def state(draft: Translation) -> str:
    return Translation.objects.get(pk=draft.pk).state


def test_a_plan_says_what_will_be_published_and_why_not_the_rest_and_does_nothing(
    clean: Translation,
    doubtful: Translation,
    draft: Translation,
    source: Source,
    redraft: Redraft,
    alice: User,
    bob: User,
) -> None:
    services.reject(draft.pk, by=alice, reason="cũ")
    taken = waiting(source, redraft, "đang mở")
    assigning.claim(taken.pk, by=bob)
    steps = bulk.plan(Order(action=bulk.PUBLISH), [clean.pk, doubtful.pk, draft.pk, taken.pk, 10**9], by=alice)
    told = whys(steps)
    assert told["sạch"] == ""
    assert "doubtful" in told["ngờ"]
    assert "not in review" in told["Thông xe cầu mới"]
    assert "somebody has it open" in told["đang mở"]
    assert len(told) == 4
    assert not Publication.objects.filter(language="en").exists()


def test_what_was_planned_is_done_each_on_its_own(
    clean: Translation, source: Source, redraft: Redraft, alice: User
) -> None:
    other = waiting(source, redraft, "khác")
    order = Order(action=bulk.PUBLISH)
    planned = seen(bulk.plan(order, [clean.pk, other.pk], by=alice))
    services.edit_segment(clean.segments.all()[0].pk, target="Changed", version=0, accept=True, by=alice)
    steps = bulk.carry_out(order, planned, by=alice)
    assert "Look at it again" in whys(steps)["sạch"]
    assert (state(clean), state(other)) == (State.REVIEW, State.PUBLISHED)
    assert Move.objects.get(name="publish").by == alice


def test_what_became_doubtful_meanwhile_is_not_published_though_its_text_is_the_same(
    clean: Translation, alice: User
) -> None:
    order = Order(action=bulk.PUBLISH)
    planned = seen(bulk.plan(order, [clean.pk], by=alice))
    Translation.objects.update(doubts=1)
    assert "doubtful" in whys(bulk.carry_out(order, planned, by=alice))["sạch"]
    assert state(clean) == State.REVIEW


def test_an_empty_sentence_and_a_replaced_text_wait_for_their_own_page(clean: Translation, alice: User) -> None:
    services.publish(clean.pk, by=alice, seen=selectors.text_digest(clean))
    services.reopen(clean.pk, by=alice)
    (step,) = bulk.plan(Order(action=bulk.PUBLISH), [clean.pk], by=alice)
    assert "replaces a published text" in str(step.error)
    clean.segments.update(target="")
    (step,) = bulk.plan(Order(action=bulk.PUBLISH), [clean.pk], by=alice)
    assert "without a translation" in str(step.error)


def test_many_are_rejected_for_one_reason_and_for_none_none(
    clean: Translation, doubtful: Translation, alice: User
) -> None:
    (step, _other) = bulk.plan(Order(action=bulk.REJECT), [clean.pk, doubtful.pk], by=alice)
    assert "no reason" in str(step.error)
    order = Order(action=bulk.REJECT, reason="trùng bài")
    bulk.carry_out(order, seen(bulk.plan(order, [clean.pk, doubtful.pk], by=alice)), by=alice)
    assert {move.reason for move in Move.objects.filter(name="reject")} == {"trùng bài"}
    assert (state(clean), state(doubtful)) == (State.REJECTED, State.REJECTED)


def test_a_translator_may_take_many_and_decide_about_none(clean: Translation, alice: User, bob: User) -> None:
    for order in (Order(action=bulk.PUBLISH), Order(action=bulk.PRIORITY), Order(action=bulk.DUE)):
        (step,) = bulk.carry_out(order, {clean.pk: selectors.text_digest(clean)}, by=bob)
        assert "Only an editor" in str(step.error)
    (step,) = bulk.carry_out(Order(action=bulk.ASSIGN, to=alice), {clean.pk: ""}, by=bob)
    assert "Only an editor" in str(step.error)
    (step,) = bulk.carry_out(Order(action=bulk.ASSIGN, to=bob), {clean.pk: ""}, by=bob)
    assert step.error is None
    clean.refresh_from_db()
    assert (clean.state, clean.assignee) == (State.REVIEW, bob)


def test_nobody_decides_in_bulk_about_a_language_that_is_not_theirs(clean: Translation, alice: User) -> None:
    alice.languages = ["fr"]
    (step,) = bulk.carry_out(Order(action=bulk.REJECT, reason="x"), {clean.pk: selectors.text_digest(clean)}, by=alice)
    assert "do not work in this language" in str(step.error)


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_two_pages_without_javascript_first_what_would_be_then_what_was(
    clean: Translation, doubtful: Translation, as_alice: Client
) -> None:
    chosen = {"draft": [clean.pk, doubtful.pk], "action": "publish", "priority": "5", "query": "q=sach"}
    page = as_alice.post("/bulk/", chosen).content.decode()
    assert "1 of 2 drafts" in page
    assert "will be published" in page
    assert "it has doubtful sentences" in page
    assert state(clean) == State.REVIEW
    done = as_alice.post("/bulk/act/", hidden(page)).content.decode()
    assert "1 of 1 done" in done
    assert 'href="/?q=sach"' in done
    assert (state(clean), state(doubtful)) == (State.PUBLISHED, State.REVIEW)


def test_all_that_match_are_meant_and_no_others(
    clean: Translation, doubtful: Translation, as_alice: Client, bob: User
) -> None:
    said = {"all": "1", "query": "q=sach", "action": "assign", "assignee": "bob"}
    page = as_alice.post("/bulk/", said).content.decode()
    as_alice.post("/bulk/act/", hidden(page))
    clean.refresh_from_db()
    doubtful.refresh_from_db()
    assert (clean.assignee, doubtful.assignee) == (bob, None)


def test_priority_and_due_time_survive_the_way_through_the_preview(clean: Translation, as_alice: Client) -> None:
    for said in ({"action": "priority", "priority": "0"}, {"action": "due", "due_at": "2026-12-01T18:30"}):
        page = as_alice.post("/bulk/", {"draft": clean.pk, **said}).content.decode()
        as_alice.post("/bulk/act/", hidden(page))
    clean.refresh_from_db()
    assert clean.priority == 0
    assert clean.due_at is not None
    assert clean.due_at.isoformat() == "2026-12-01T11:30:00+00:00"


def test_one_order_names_no_more_than_it_may(
    clean: Translation, doubtful: Translation, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    assert len(bulk.plan(Order(action=bulk.PRIORITY), [clean.pk, doubtful.pk], by=alice)) == 1
    assert len(bulk.carry_out(Order(action=bulk.PRIORITY), {clean.pk: "", doubtful.pk: ""}, by=alice)) == 1


@pytest.mark.parametrize(
    "said",
    [{}, {"action": "explode", "draft": "1"}, {"action": "publish"}, {"action": "due", "due_at": "soon", "draft": "1"}],
)
def test_an_order_that_says_nothing_leads_back_with_a_word(
    said: dict[str, str], clean: Translation, as_alice: Client
) -> None:
    for path in ("/bulk/", "/bulk/act/"):
        answer = as_alice.post(path, said, follow=True)
        assert "Choose" in answer.content.decode()
