"""The queue's pages, with and without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from queueing import Redraft, waiting
from translations import selectors
from translations.models import Presence, SavedView, Source, Translation, User
from translations.selectors.queue import Wanted
from translations.services import assigning
from translations.states import State
from translations.views import filters

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def as_alice(alice: User) -> Client:
    return signed_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return signed_in(bob)


def test_filters_are_a_form_and_chips_take_them_away_one_by_one(draft: Translation, as_bob: Client) -> None:
    page = as_bob.get("/?language=en&q=cau+moi&doubts=on").content.decode()
    assert 'href="/?q=cau+moi&amp;doubts=on"' in page or 'href="/?doubts=on&amp;q=cau+moi"' in page
    assert 'value="cau moi"' in page
    assert "Doubts only" in page
    assert "<option selected>en</option>" in page


def test_htmx_gets_the_list_alone_but_a_page_from_its_history_whole(draft: Translation, as_bob: Client) -> None:
    answer = as_bob.get("/?q=cau", **HTMX).content.decode()
    assert "<html" not in answer
    assert 'hx-swap-oob="true"' in answer
    assert "<html" in as_bob.get("/?q=cau", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true").content.decode()


def test_values_that_mean_nothing_show_the_plain_queue(draft: Translation, as_bob: Client) -> None:
    for query in ("state=nope", "age=9y", "priority=x", "page=-1", "page=99999999999", "source=%00", "q=%22*%28"):
        answer = as_bob.get(f"/?{query}")
        assert answer.status_code == 200
        assert "Thông xe cầu mới" in answer.content.decode(), query


def test_nothing_that_matches_says_how_to_see_more(draft: Translation, as_bob: Client) -> None:
    page = as_bob.get("/?q=khongco").content.decode()
    assert "Nothing matches these filters." in page
    assert "Clear the filters" in page


def test_a_query_says_only_what_differs_and_is_read_back_the_same() -> None:
    from translations.views.queue import wanted_by

    assert filters.query(Wanted()) == ""
    wanted = Wanted(state="any", q="thu tuong & co", doubts=True, priority="0", assignee="me", category="the-thao")
    assert wanted_by(filters.query(wanted)) == wanted


def test_others_see_who_is_on_it_and_whose_it_is(
    draft: Translation, as_bob: Client, as_alice: Client, alice: User, bob: User
) -> None:
    as_alice.get(f"/drafts/{draft.pk}/")
    assigning.assign(draft.pk, to=bob, by=alice)
    listed = as_bob.get("/").content.decode()
    assert "alice is on it" in listed
    assert "→ bob" in listed
    assert "alice is on it" in as_bob.get(f"/drafts/{draft.pk}/").content.decode()
    assert "you are on it" in as_alice.get("/").content.decode()
    draft.refresh_from_db()
    assert draft.claimed_by == alice


def test_a_claim_that_ran_out_is_no_longer_shown(draft: Translation, as_bob: Client, alice: User) -> None:
    assigning.claim(draft.pk, by=alice, now=timezone.now() - assigning.CLAIM)
    assert "is on it" not in as_bob.get("/").content.decode()


def test_next_leads_from_draft_to_draft_and_round_again(source: Source, redraft: Redraft, as_bob: Client) -> None:
    first, second = waiting(source, redraft, "a", risk=0.9), waiting(source, redraft, "b", risk=0.1)
    assert as_bob.get("/next/")["Location"] == f"/drafts/{first.pk}/"
    assert as_bob.get(f"/next/?after={first.pk}")["Location"] == f"/drafts/{second.pk}/"
    first.refresh_from_db()
    assert first.claimed_by is None
    assert as_bob.get(f"/next/?after={second.pk}")["Location"] == f"/drafts/{first.pk}/"
    assert as_bob.get("/next/?language=fr")["Location"] == "/"


def test_a_sign_of_life_renews_the_claim_and_says_who_else_is_where(
    draft: Translation, as_bob: Client, as_alice: Client, alice: User
) -> None:
    as_alice.post(f"/drafts/{draft.pk}/here/", {"position": "2"}, **HTMX)
    answer = as_bob.post(f"/drafts/{draft.pk}/here/", {"position": "kaputt"}, **HTMX).content.decode()
    assert 'alice is in sentence <a href="#s2">2</a>' in answer
    assert "<html" not in answer
    assert "<script" not in answer
    assert Presence.objects.count() == 2
    draft.refresh_from_db()
    assert draft.claimed_by == alice


def test_a_draft_can_be_released(draft: Translation, as_bob: Client) -> None:
    as_bob.get(f"/drafts/{draft.pk}/")
    assert as_bob.post(f"/drafts/{draft.pk}/release/")["Location"] == "/"
    draft.refresh_from_db()
    assert draft.claimed_by is None


def test_an_editor_plans_and_only_what_changed_is_written(
    draft: Translation, as_alice: Client, bob: User, source: Source
) -> None:
    said = {"assignee": "bob", "due_at": "2026-12-01T18:30", "priority": "0"}
    assert as_alice.post(f"/drafts/{draft.pk}/assigning/", said)["Location"] == f"/drafts/{draft.pk}/"
    draft.refresh_from_db()
    assert (draft.assignee, draft.priority) == (bob, 0)
    assert draft.due_at is not None
    assert draft.due_at.isoformat() == "2026-12-01T11:30:00+00:00"  # the newsroom's zone is seven hours ahead
    page = as_alice.get(f"/drafts/{draft.pk}/").content.decode()
    assert 'value="2026-12-01T18:30"' in page
    assert "Asia/Ho_Chi_Minh" in page


def test_a_translator_takes_and_gives_back_but_plans_nothing(draft: Translation, as_bob: Client, bob: User) -> None:
    address = f"/drafts/{draft.pk}/assigning/"
    as_bob.post(address, {"take": "1"})
    draft.refresh_from_db()
    assert draft.assignee == bob
    page = as_bob.post(address, {"assignee": "bob", "priority": "0"}, follow=True).content.decode()
    assert "Only an editor may do this" in page
    as_bob.post(address, {"give-back": "1"})
    draft.refresh_from_db()
    assert (draft.assignee, draft.priority) == (None, 5)


def test_a_plan_that_cannot_be_read_changes_nothing(draft: Translation, as_alice: Client) -> None:
    page = as_alice.post(f"/drafts/{draft.pk}/assigning/", {"assignee": "nobody-there", "priority": "0"}, follow=True)
    assert "Choose a person of the list" in page.content.decode()
    draft.refresh_from_db()
    assert draft.priority == 5


def test_the_present_filters_are_kept_under_a_name_with_a_count(draft: Translation, as_bob: Client, bob: User) -> None:
    answer = as_bob.post("/views/", {"name": "  Cầu  đường ", "query": "q=cau&page=7&state=review&nope=1"})
    assert answer["Location"] == "/?q=cau"
    view = SavedView.objects.get()
    assert (view.owner, view.name, view.query) == (bob, "Cầu đường", "q=cau")
    page = as_bob.get("/?q=cau").content.decode()
    assert 'Cầu đường <span class="count">1</span>' in page
    assert "Change this view" in page
    as_bob.post("/views/", {"name": "Cầu đường", "query": "q=xyz"})
    assert SavedView.objects.get().query == "q=xyz"


def test_a_view_is_renamed_and_deleted_by_its_owner_alone(as_bob: Client, as_alice: Client, bob: User) -> None:
    view = SavedView.objects.create(owner=bob, name="a", query="q=x")
    SavedView.objects.create(owner=bob, name="b", query="q=y")
    assert as_alice.post(f"/views/{view.pk}/", {"delete": "1"}).status_code == 404
    as_bob.post(f"/views/{view.pk}/", {"name": "b"})
    as_bob.post(f"/views/{view.pk}/", {"name": ""})
    view.refresh_from_db()
    assert view.name == "a"
    as_bob.post(f"/views/{view.pk}/", {"name": "c"})
    view.refresh_from_db()
    assert view.name == "c"
    as_bob.post(f"/views/{view.pk}/", {"delete": "1"})
    assert [each.name for each in SavedView.objects.all()] == ["b"]


def test_nobody_keeps_more_views_than_can_be_counted(as_bob: Client, bob: User) -> None:
    for number in range(20):
        as_bob.post("/views/", {"name": f"v{number}", "query": "q=x"})
    page = as_bob.post("/views/", {"name": "one more", "query": "q=x"}, follow=True).content.decode()
    assert "You have 20 views" in page
    assert SavedView.objects.count() == 20


def test_counts_alone_are_what_is_asked_for_again_and_again(draft: Translation, as_bob: Client) -> None:
    page = as_bob.get("/?q=cau").content.decode()
    assert 'hx-get="/counts/?q=cau" hx-trigger="every 15s"' in page
    counts = as_bob.get("/counts/?q=cau", **HTMX).content.decode()
    assert 'To review <span class="count">1</span>' in counts
    assert "<table" not in counts


def test_what_is_not_ones_language_is_nowhere_to_be_seen(draft: Translation, bob: User, alice: User) -> None:
    User.objects.update(languages=["fr"])
    client = signed_in(alice)
    assert "Thông xe" not in client.get("/").content.decode()
    answer = client.get(f"/drafts/{draft.pk}/")
    assert answer.status_code == 403
    assert "You do not work into en" in answer.content.decode()
    seen = selectors.text_digest(draft)
    for path, said in (
        ("here/", {}),
        ("release/", {}),
        ("assigning/", {"take": "1"}),
        ("publish/", {"seen": seen}),
        ("accept/", {"seen": seen}),
        ("reject/", {"reason": "x"}),
        ("retranslate/", {}),
        ("withdraw/", {"reason": "x"}),
    ):
        assert client.post(f"/drafts/{draft.pk}/{path}", said).status_code == 403, path
    segment = draft.segments.all()[0]
    assert client.post(f"/segments/{segment.pk}/", {"target": "x", "version": 0}).status_code == 403
    draft.refresh_from_db()
    assert (draft.state, draft.claimed_by, draft.assignee) == (State.REVIEW, None, None)
    assert client.get("/next/")["Location"] == "/"


def test_a_late_draft_says_so_and_when_it_is_due(draft: Translation, as_bob: Client, alice: User) -> None:
    assigning.set_due(draft.pk, due_at=timezone.now() - timedelta(hours=1), by=alice)
    page = as_bob.get("/").content.decode()
    assert ">late<" in page
    assert "due <time" in page
