"""The desk, asked over HTTP as a browser does, with and without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from translations import selectors, services
from translations.models import Translation, User
from translations.states import State
from writing import article

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_alice(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def as_bob(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.mark.parametrize("path", ["/", "/next/", "/drafts/1/", "/drafts/1/publish/", "/ops/"])
def test_nothing_is_shown_to_a_stranger(path: str, draft: Translation, client: Client) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={path}")


def test_the_queue_lists_drafts_with_language_source_words_and_age(draft: Translation, as_bob: Client) -> None:
    page = as_bob.get("/").content.decode()
    assert "Thông xe cầu mới" in page
    assert "vi → en" in page
    assert "Báo Mới Tinh" in page
    assert "<time" in page


def test_an_empty_queue_says_what_is_on_the_way(queued: Translation, as_bob: Client) -> None:
    assert "1 article is being translated" in as_bob.get("/").content.decode()


def test_next_leads_to_the_draft_that_waited_longest(draft: Translation, as_bob: Client) -> None:
    assert as_bob.get("/next/")["Location"] == f"/drafts/{draft.pk}/"


def test_a_saved_sentence_comes_back_as_a_fragment(draft: Translation, as_bob: Client) -> None:
    segment = draft.segments.all()[0]
    answer = as_bob.post(f"/segments/{segment.pk}/", {"target": "Bridge opens", "version": 0, "accept": "on"}, **HTMX)
    segment.refresh_from_db()
    assert (segment.target, segment.accepted) == ("Bridge opens", True)
    assert "<html" not in answer.content.decode()
    assert "1 of 3 accepted" in answer.content.decode()


def test_without_javascript_saving_leads_back_to_the_sentence(draft: Translation, as_bob: Client) -> None:
    segment = draft.segments.all()[1]
    answer = as_bob.post(f"/segments/{segment.pk}/", {"target": "Kept", "version": 0})
    assert answer["Location"] == f"/drafts/{draft.pk}/#s2"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_conflict_shows_both_texts_and_loses_neither(
    headers: dict[str, str], draft: Translation, as_bob: Client, alice: User
) -> None:
    segment = draft.segments.all()[0]
    services.edit_segment(segment.pk, target="Alice's words", version=0, accept=True, by=alice)
    answer = as_bob.post(f"/segments/{segment.pk}/", {"target": "Bob's words", "version": 0}, **headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Alice&#x27;s words" in page
    assert "Bob&#x27;s words" in page
    segment.refresh_from_db()
    assert segment.target == "Alice's words"


def test_a_translator_may_not_publish(draft: Translation, as_bob: Client) -> None:
    assert as_bob.get(f"/drafts/{draft.pk}/publish/").status_code == 403
    as_bob.post(f"/drafts/{draft.pk}/publish/", {"seen": selectors.text_digest(draft)})
    draft.refresh_from_db()
    assert draft.state == State.REVIEW


def test_an_editor_reads_and_publishes(draft: Translation, as_alice: Client) -> None:
    assert "plain English" in as_alice.get(f"/drafts/{draft.pk}/publish/").content.decode()
    as_alice.post(f"/drafts/{draft.pk}/publish/", {"seen": selectors.text_digest(draft)})
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


def test_publishing_what_changed_since_it_was_read_shows_the_new_text_instead(
    draft: Translation, as_alice: Client, bob: User
) -> None:
    seen = selectors.text_digest(draft)
    services.edit_segment(draft.segments.all()[0].pk, target="Bob's headline", version=0, accept=True, by=bob)
    answer = as_alice.post(f"/drafts/{draft.pk}/publish/", {"seen": seen})
    assert answer.status_code == 409
    assert "Bob&#x27;s headline" in answer.content.decode()


def test_a_rejection_without_a_reason_says_what_is_missing(draft: Translation, as_alice: Client) -> None:
    page = as_alice.post(f"/drafts/{draft.pk}/reject/", {"reason": ""}, follow=True).content.decode()
    assert "no reason given" in page


def test_markup_in_an_article_is_shown_and_never_run(draft: Translation, as_alice: Client) -> None:
    services.receive_article(draft.article.source, article(external_id="x", title="<script>alert(1)</script> tin"))
    assert "<script>alert" not in as_alice.get("/?state=queued").content.decode()


def test_the_desk_speaks_both_languages(draft: Translation, as_bob: Client) -> None:
    as_bob.post("/language/setlang/", {"language": "vi", "next": "/"})
    assert '<html lang="vi">' in as_bob.get("/").content.decode()


def test_pages_carry_a_policy_without_inline_scripts(draft: Translation, as_bob: Client) -> None:
    answer = as_bob.get(f"/drafts/{draft.pk}/")
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "<script>" not in answer.content.decode()
    assert " style=" not in answer.content.decode()
