"""An editor's morning in a real browser: read, mend, accept, publish, correct, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from playwright.sync_api import Page, expect

from translations.models import Translation, User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SignIn = Callable[..., Page]


def feed(live_server: Any) -> list[Any]:
    """What a partner's reader finds."""
    return list(feedparser.parse(f"{live_server.url}/feeds/en.atom").entries)


def boxes(page: Page) -> Any:
    return page.locator(".segment textarea")


def publish(page: Page) -> None:
    page.get_by_role("link", name="Preview and publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("Published. It is in the feed now.")


def test_a_draft_goes_from_the_queue_into_the_feed_by_keyboard(
    draft: Translation, alice: User, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in("alice")
    page.get_by_role("link", name="Next draft").click()
    expect(page).to_have_title("Thông xe cầu mới · songngu")
    boxes(page).first.fill("New bridge opens to traffic")
    expect(page.locator("#s1 .saved")).to_have_text("Not saved")
    boxes(page).first.press("Control+Enter")
    expect(page.locator("#s1")).to_contain_class("accepted")
    expect(boxes(page).nth(1)).to_be_focused()
    expect(page.locator("#progress")).to_contain_text("1 of 3 accepted")
    page.keyboard.press("Control+Enter")
    expect(boxes(page).nth(2)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#progress")).to_contain_text("3 of 3 accepted")
    publish(page)
    assert [entry.title for entry in feed(live_server)] == ["New bridge opens to traffic"]


def test_control_and_enter_skip_what_is_accepted_already(draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    page.locator("#s2").hover()
    page.locator("#s2").get_by_role("button", name="Accept").click()
    expect(page.locator("#s2")).to_contain_class("accepted")
    boxes(page).first.press("Control+Enter")
    expect(boxes(page).nth(2)).to_be_focused()


def test_the_focus_stays_on_a_button_that_was_pressed_with_a_key(
    draft: Translation, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    boxes(page).nth(1).focus()
    page.locator("#s2 .accept").press("Enter")
    expect(page.locator("#s2")).to_contain_class("accepted")
    expect(page.locator("#s2 .accept")).to_be_focused()


def test_the_rest_is_accepted_in_one_go(draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    page.get_by_role("button", name="Accept the rest").click()
    expect(page.locator("#progress")).to_contain_text("3 of 3 accepted")
    expect(page.get_by_role("status").first).to_have_text("3 segments accepted.")


def test_the_rest_is_accepted_after_an_edit_of_ones_own(draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    boxes(page).first.fill("New bridge opens")
    boxes(page).first.press("Control+Enter")
    expect(page.locator("#s1 .saved")).to_contain_text("Saved")
    expect(page.locator("#s1")).to_contain_class("starts")
    page.get_by_role("button", name="Accept the rest").click()
    expect(page.locator("#progress")).to_contain_text("3 of 3 accepted")


def test_the_rest_is_not_accepted_over_an_edit_of_somebody_else(
    draft: Translation, alice: User, bob: User, sign_in: SignIn
) -> None:
    hers, his = sign_in("alice"), sign_in("bob")
    for page in (his, hers):
        page.goto(f"/drafts/{draft.pk}/")
    for page, number in ((hers, 2), (his, 3)):
        page.locator(f"#s{number} textarea").fill(f"Words for {number}")
        page.locator(f"#s{number} .accept").click()
        expect(page.locator(f"#s{number} .saved")).to_contain_text("Saved")
    his.get_by_role("button", name="Accept the rest").click()
    expect(his.get_by_role("status").first).to_contain_text("Someone else changed this")
    expect(his.locator("#progress")).to_contain_text("2 of 3 accepted")


def test_the_whole_task_works_without_javascript(
    draft: Translation, alice: User, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in("alice", java_script_enabled=False)
    page.get_by_role("link", name="Thông xe cầu mới").click()
    boxes(page).first.fill("New bridge opens")
    page.locator("#s1").get_by_role("button", name="Accept").click()
    expect(page.locator("#progress")).to_contain_text("1 of 3 accepted")
    assert page.url.endswith("#s1")
    page.locator("#s2").get_by_role("button", name="Keep for later").click()
    page.get_by_role("button", name="Accept the rest").click()
    expect(page.locator("#progress")).to_contain_text("3 of 3 accepted")
    publish(page)
    assert [entry.title for entry in feed(live_server)] == ["New bridge opens"]


def test_a_rejected_draft_keeps_its_reason_and_leaves_the_queue(
    draft: Translation, alice: User, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in("alice")
    page.goto(f"/drafts/{draft.pk}/")
    page.get_by_text("Reject this draft").click()
    page.get_by_label("Whoever can act on it").fill("The source says it is wrong")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator(".badge.state-rejected")).to_have_text("Rejected")
    page.get_by_text("What happened").click()
    expect(page.locator(".history")).to_contain_text("The source says it is wrong")
    page.get_by_role("link", name="Queue", exact=True).click()
    expect(page.locator(".empty")).to_contain_text("Nothing waits for you.")
    assert feed(live_server) == []


def test_a_withdrawn_article_becomes_a_notice_in_the_feed(
    draft: Translation, alice: User, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in("alice")
    page.goto(f"/drafts/{draft.pk}/")
    publish(page)
    page.goto(f"/drafts/{draft.pk}/")
    page.get_by_text("Withdraw", exact=True).first.click()
    page.get_by_label("Readers of the feed").fill("The bridge did not open")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".badge.state-withdrawn")).to_have_text("Withdrawn")
    (entry,) = feed(live_server)
    assert entry.title.startswith("[Retracted]")
    assert "The bridge did not open" in entry.summary


def test_a_correction_updates_the_entry_and_says_what_changed(
    draft: Translation, alice: User, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in("alice")
    page.goto(f"/drafts/{draft.pk}/")
    publish(page)
    (before,) = feed(live_server)
    page.goto(f"/drafts/{draft.pk}/")
    page.get_by_role("button", name="Reopen").click()
    boxes(page).first.fill("Second bridge opens")
    boxes(page).first.press("Control+Enter")
    expect(page.locator("#s1 .saved")).to_contain_text("Saved")
    page.get_by_role("link", name="Preview and publish").click()
    page.get_by_label("What did you correct?").fill("The bridge is the second, not the first")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("Published")
    (after,) = feed(live_server)
    assert (after.id, after.title) == (before.id, "Second bridge opens")
    assert after.updated > before.updated
    assert "The bridge is the second, not the first" in after.summary
