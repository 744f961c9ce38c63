"""Sentences at rest: an article to read, whose tools come with the focus and the pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from translations import services
from translations.models import Source, Translation, User
from writing import SECOND, article, drafted, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]


@pytest.fixture
def long(source: Source, redraft: Callable[..., Translation]) -> Translation:
    lines = (paragraph(f"{SECOND[:-1]} ngày {number}.") for number in range(1, 31))
    services.receive_article(source, article(blocks=tuple(lines)))
    return redraft(drafted)


def top(page: Page, what: str) -> float:
    return float(page.locator(what).evaluate("element => element.getBoundingClientRect().top"))


def test_only_the_current_sentence_shows_its_tools(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", viewport={"width": 1280, "height": 900})
    page.goto(f"/drafts/{long.pk}/")
    expect(page.locator("#s1 .accept")).to_be_visible()
    expect(page.locator(".segment .accept:visible")).to_have_count(1)
    resting = page.locator("#s3").bounding_box()
    page.locator("#s3 textarea").focus()
    expect(page.locator("#s3 .accept")).to_be_visible()
    expect(page.locator("#s3 .chips")).to_be_visible()
    expect(page.locator("#s1 .accept")).to_be_hidden()
    working = page.locator("#s3").bounding_box()
    assert resting
    assert working
    assert working["height"] > 1.7 * resting["height"]


def test_without_javascript_every_sentence_shows_them(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", java_script_enabled=False)
    page.goto(f"/drafts/{long.pk}/")
    expect(page.locator(".segment .accept:visible")).to_have_count(31)


def test_the_text_that_is_clicked_stays_where_it_is(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", viewport={"width": 1280, "height": 900})
    page.goto(f"/drafts/{long.pk}/#s10")
    expect(page.locator("#s10")).to_contain_class("current")
    before = top(page, "#s14")
    page.locator("#s14 textarea").click()
    expect(page.locator("#s14")).to_contain_class("current")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert abs(top(page, "#s14") - before) < 1


def test_moving_by_keys_scrolls_only_near_the_edge(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", viewport={"width": 1280, "height": 900})
    page.goto(f"/drafts/{long.pk}/#s10")
    expect(page.locator("#s10")).to_be_focused()
    before = top(page, "#s11")
    page.keyboard.press("j")
    expect(page.locator("#s11")).to_be_focused()
    assert abs(top(page, "#s11") - before) < 1
    for _ in range(12):
        page.keyboard.press("j")
    assert 0 < top(page, "#s23") < 800


def test_a_button_under_the_pointer_acts_on_its_sentence(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", viewport={"width": 1280, "height": 900})
    page.goto(f"/drafts/{long.pk}/")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.locator("#s4").hover()
    expect(page.locator("#s4 .accept")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.locator("#s4 .accept").click()
    expect(page.locator("#s4")).to_contain_class("accepted")
    expect(page.locator("#s4")).to_contain_class("current")


def test_what_is_not_stored_is_never_put_away(long: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{long.pk}/")
    page.context.set_offline(True)
    page.locator("#s2 textarea").fill("Typed without a network.")
    page.locator("#s3 textarea").focus()
    expect(page.locator("#s2 .saved")).to_contain_text("Offline")
    expect(page.locator("#s2 .saved")).to_be_visible()
    expect(page.locator("#s2 .accept")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#s2 .saved")).to_contain_text("Saved")
    expect(page.locator("#s2 .accept")).to_be_hidden()
