"""Two people talk about a sentence, beside the draft that they work on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from translations.models import Comment, Notification, Translation, User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_comment_is_written_beside_the_draft_read_by_who_is_named_and_settled(
    draft: Translation, alice: User, bob: User, sign_in: Callable[..., Page]
) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    sentence = page.locator("#s2")
    sentence.locator("textarea").first.focus()
    sentence.locator("[data-action=comment]").click()
    panel = page.locator("#talk")
    expect(panel.get_by_role("textbox")).to_be_focused()
    panel.get_by_role("textbox").fill("@alice is this the old bridge?")
    panel.get_by_role("button", name="Send").click()
    expect(panel.locator(".said")).to_contain_text("old bridge")
    panel.get_by_role("textbox").press("Escape")
    expect(panel).to_be_empty()
    assert Comment.objects.get().segment == draft.segments.get(position=1)
    assert Notification.objects.get().person == alice

    other = sign_in("alice")
    expect(other.locator(".bell b")).to_have_text("1")
    other.locator(".bell").click()
    other.get_by_role("button", name="Open the draft").click()
    expect(other).to_have_url(f"{other.url.split('/drafts')[0]}/drafts/{draft.pk}/#s2")
    other.wait_for_load_state()
    other.locator("#s2 [data-action=comment]").click()
    other.locator("#talk").get_by_role("button", name="Settled").click()
    expect(other.locator("#talk .settled")).to_contain_text("settled by alice")
