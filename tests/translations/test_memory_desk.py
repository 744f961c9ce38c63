"""The translation memory on the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from remembering import lean
from translations import selectors, services
from translations.memory import Unit
from translations.models import Segment, Source, Translation, User
from translations.services import memory
from writing import LEAD, SECOND, article, paragraph

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_bob(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client


@pytest.fixture
def lead(draft: Translation) -> Segment:
    return draft.segments.get(position=1)


@pytest.fixture
def known(db: None) -> None:
    unit = Unit(source=LEAD.replace("mới", "<cũ>"), target="The <old> bridge", author="Lan", origin="kho.tmx")
    memory.import_units([unit], ("vi", "en"), origin="x")


def offered(client: Client, segment: Segment, **headers: str) -> str:
    answer = client.get(f"/segments/{segment.pk}/memory/", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_near_match_comes_with_its_difference_and_who_approved_it(known: None, lead: Segment, as_bob: Client) -> None:
    page = offered(as_bob, lead, **HTMX)
    assert "<html" not in page
    assert "<ins>mới</ins>" in page
    assert "<del>&lt;cũ&gt;</del>" in page
    assert "The &lt;old&gt; bridge" in page
    assert "Lan" in page
    assert "kho.tmx" in page


def test_without_javascript_a_match_is_used_by_a_form(known: None, lead: Segment, as_bob: Client) -> None:
    page = offered(as_bob, lead)
    assert "<html" in page
    assert f'action="/segments/{lead.pk}/"' in page
    assert 'name="target" value="The &lt;old&gt; bridge"' in page
    as_bob.post(f"/segments/{lead.pk}/", {"version": lead.version, "target": "The <old> bridge"})
    lead.refresh_from_db()
    assert (lead.target, lead.accepted) == ("The <old> bridge", False)


def test_where_nothing_is_remembered_the_page_stays_as_it_is(lead: Segment, as_bob: Client) -> None:
    assert offered(as_bob, lead, **HTMX).strip() == ""
    assert "Nothing like this sentence is remembered." in offered(as_bob, lead)


def test_a_published_text_shows_matches_but_no_button(known: None, lead: Segment, as_bob: Client, alice: User) -> None:
    draft = lead.translation
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    assert "Use this" not in offered(as_bob, lead, **HTMX)


def test_the_memory_is_for_people_who_have_signed_in(lead: Segment, client: Client) -> None:
    assert client.get(f"/segments/{lead.pk}/memory/").status_code == 302


def test_each_box_asks_for_its_matches_when_work_begins_there(draft: Translation, as_bob: Client) -> None:
    page = as_bob.get(f"/drafts/{draft.pk}/").content.decode()
    for segment in draft.segments.all():
        assert f'hx-get="/segments/{segment.pk}/memory/" hx-trigger="fetch once"' in page


def test_a_draft_from_memory_says_so(queued: Translation, redraft: Callable[..., Translation], as_bob: Client) -> None:
    memory.import_units([Unit(source=SECOND, target="People are glad.")], ("vi", "en"), origin="x")
    draft = redraft(lean)
    page = as_bob.get(f"/drafts/{draft.pk}/").content.decode()
    assert page.count("from memory") == 1


def test_the_reviewer_sees_what_a_correction_changed(
    draft: Translation, alice: User, source: Source, redraft: Callable[..., Translation], as_bob: Client
) -> None:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    services.receive_article(source, article(blocks=(paragraph(LEAD.replace("mới", "phao")), paragraph(SECOND))))
    redraft()
    page = as_bob.get(f"/drafts/{draft.pk}/").content.decode()
    assert page.count("Source changed") == 1
    assert "<del>mới</del><ins>phao</ins>" in page
    segment = draft.segments.get(position=1)
    services.edit_segment(segment.pk, target="A pontoon bridge opened.", version=0, accept=True, by=alice)
    assert "Source changed" not in as_bob.get(f"/drafts/{draft.pk}/").content.decode()
