"""What the memory offers arrives when a translator begins to work on a sentence, and costs no keystroke."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from translations.memory import Unit
from translations.models import Segment, Translation, User
from translations.services import memory
from writing import LEAD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
OLD = "The old bridge across the river opened this morning."


@pytest.fixture
def page(draft: Translation, address: str, bob: User, sign_in: Callable[..., Page]) -> Page:
    memory.import_units([Unit(source=LEAD.replace("mới", "cũ"), target=OLD, author="Lan")], ("vi", "en"), origin="x")
    found = sign_in("bob")
    found.goto(address)
    return found


def test_a_match_comes_with_the_focus_goes_into_the_box_and_is_undone_like_typing(
    page: Page, draft: Translation
) -> None:
    box = page.locator("#s2 textarea")
    before = box.input_value()
    expect(page.locator(".remembered")).to_have_count(0)
    box.focus()
    expect(page.locator("#s2 .difference del")).to_have_text("cũ")
    page.locator("#s2 .insert").click()
    expect(box).to_have_value(OLD)
    expect(page.locator("#s2 .saved")).to_have_text("Not saved")
    box.press("Control+z")
    expect(box).to_have_value(before)
    page.locator("#s2 .insert").click()
    box.press("Control+Enter")
    expect(page.locator("#s2 .saved")).to_contain_text("Saved")
    assert Segment.objects.get(translation=draft, position=1).target == OLD


def test_what_is_typed_while_matches_are_fetched_stays_and_is_kept(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/memory/", lambda route: held.append(route))
    box = page.locator("#s2 textarea")
    with page.expect_request("**/memory/"):
        box.focus()
    box.fill("Typed meanwhile")
    held[0].continue_()
    expect(page.locator("#s2 .insert")).to_be_visible()
    expect(box).to_have_value("Typed meanwhile")
    page.goto(address)
    expect(box).to_have_value("Typed meanwhile")


def test_matches_that_cannot_be_fetched_are_no_failed_save(page: Page) -> None:
    page.route("**/memory/", lambda route: route.abort("internetdisconnected"))
    with page.expect_event("requestfailed"):
        page.locator("#s2 textarea").focus()
    expect(page.locator("#s2 .saved")).to_have_text("")
    expect(page.locator("#s2 .memory a")).to_be_visible()
