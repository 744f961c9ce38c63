"""The queue in Chromium: by keyboard, on a phone, live."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from queueing import Redraft, waiting
from translations.models import SavedView, Source, Translation, User
from translations.services import assigning

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def desk(source: Source, redraft: Redraft, alice: User, bob: User) -> list[Translation]:
    """Something of everything that a row can show, most urgent first."""
    now = timezone.now()
    first = waiting(source, redraft, "Cầu mới bắc qua sông được thông xe sáng nay", priority=0, risk=0.7, doubts=2)
    second = waiting(
        source, redraft, "Thủ tướng thăm làng nghề gốm bên sông", risk=0.6, late=True, due_at=now, assignee=alice
    )
    third = waiting(source, redraft, "Mưa lớn ở vùng núi, nhiều tuyến đường ngập", risk=0.4)
    last = waiting(source, redraft, "Chợ nổi ngày cuối năm đông khách", priority=9, risk=0.2)
    assigning.claim(third.pk, by=bob)
    SavedView.objects.create(owner=alice, name="Bên sông", query="q=song")
    return [first, second, third, last]


def picture(page: Page, name: str) -> None:
    """Kept where SONGNGU_PICTURES says, for a person to look at."""
    if place := os.environ.get("SONGNGU_PICTURES"):
        page.screenshot(path=f"{place}/{name}.png", full_page=True)


def titles(page: Page) -> list[str]:
    return page.locator(".drafts td.title a").all_inner_texts()


def test_the_list_is_worked_by_keyboard(desk: list[Translation], sign_in: Callable[..., Page]) -> None:
    page = sign_in("alice")
    page.wait_for_load_state()  # keys are a module: there once the page is
    page.keyboard.press("j")
    expect(page.locator(".drafts tr:nth-child(1) td.title a")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#chosen")).to_have_text("(2)")
    picture(page, "queue-keyboard")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/drafts/{desk[0].pk}/")
    page.go_back()
    page.keyboard.press("n")
    page.wait_for_url(f"**/drafts/{desk[1].pk}/")  # hers


def test_search_and_filters_work_while_typing_and_letters_are_no_keys_there(
    desk: list[Translation], sign_in: Callable[..., Page]
) -> None:
    page = sign_in("alice")
    page.wait_for_load_state()  # keys are a module: there once the page is
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("thu tuong jx")
    expect(page.get_by_text("Nothing matches these filters.")).to_be_visible()
    page.locator("#q").fill("thu tuong")
    expect(page.locator(".drafts td.title a")).to_have_count(1)
    assert titles(page) == ["Thủ tướng thăm làng nghề gốm bên sông"]
    expect(page).to_have_url(re.compile(r"q=thu(\+|%20)tuong"))
    assert "language=" not in page.url
    page.locator(".chip").click()
    expect(page.locator(".drafts td.title a")).to_have_count(4)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Priority").first.select_option("low")
    expect(page.locator(".drafts td.title a")).to_have_count(1)
    assert "priority=9" in page.locator("#next").get_attribute("href")
    page.go_back()
    expect(page.locator(".drafts td.title a")).to_have_count(4)


def test_counts_stay_true_while_somebody_looks_and_rest_while_nobody_does(
    desk: list[Translation], sign_in: Callable[..., Page]
) -> None:
    page = sign_in("alice")
    page.wait_for_load_state()
    count = page.locator(".tabs [aria-current] .count")
    expect(count).to_have_text("4")
    Translation.objects.filter(pk=desk[3].pk).update(state="rejected")
    ask = "htmx.ajax('GET', '/counts/', {source: '#tabs', target: '#tabs', swap: 'outerHTML'})"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})")
    page.evaluate(f"void {ask}")
    page.evaluate("fetch('/healthz')")  # whatever was asked before it has left by now
    assert not any("/counts/" in url for url in asked)
    page.evaluate("delete document.hidden")
    page.evaluate(f"void {ask}")
    expect(count).to_have_text("3")


def test_many_are_decided_without_javascript(desk: list[Translation], sign_in: Callable[..., Page]) -> None:
    page = sign_in("alice", java_script_enabled=False)
    for row in (0, 3):
        page.locator(".tick input").nth(row).check()
    page.locator(".bulk summary").click()
    picture(page, "queue-bulk")
    page.get_by_role("button", name="Approve and publish…").click()
    expect(page.get_by_role("status")).to_contain_text("1 of 2 drafts")
    picture(page, "bulk-preview")
    page.get_by_role("button", name="Approve and publish (1)").click()
    expect(page.get_by_role("status")).to_contain_text("1 of 1 done")
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.locator(".drafts td.title a")).to_have_count(3)


def test_a_view_is_saved_and_comes_back_as_a_tab(desk: list[Translation], sign_in: Callable[..., Page]) -> None:
    page = sign_in("alice")
    page.goto("/?doubts=on")
    page.get_by_text("Save as a view").click()
    page.get_by_role("textbox", name="Name").fill("Nghi vấn")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation", name="Views").locator("[aria-current]")).to_have_text("Nghi vấn 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
def test_the_list_fits_and_breaks_no_accessibility_rule(
    scheme: str, viewport: dict[str, int], desk: list[Translation], sign_in: Callable[..., Page]
) -> None:
    page = sign_in("alice", color_scheme=scheme, viewport=viewport, bypass_csp=True)
    found = {}
    for name, path in {"plain": "/", "filtered": "/?q=song&age=1h&doubts=on", "found": "/?q=song"}.items():
        page.goto(path)
        if name == "plain":
            page.locator(".bulk summary").click()
        picture(page, f"queue-{name}-{scheme}-{viewport['width']}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults = [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in violations(page)]
        found[path] = (wide, faults)
    page.goto("/")
    for box in page.locator(".tick input").all():
        box.check()
    page.locator(".bulk summary").click()
    page.get_by_role("button", name="Approve and publish…").click()
    page.get_by_role("heading", name="Approve and publish").wait_for()
    picture(page, f"bulk-{scheme}-{viewport['width']}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found["preview"] = (wide, [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in violations(page)])
    assert found == dict.fromkeys(found, (0, []))


def violations(page: Page) -> list[dict[str, list[dict[str, str]]]]:
    answer = Axe().run(page, options=RULES).response
    assert answer["passes"], "axe applied no rule"
    return list(answer["violations"])


def test_two_people_in_one_draft_see_each_other(desk: list[Translation], sign_in: Callable[..., Page]) -> None:
    """Bob has it open; Alice comes in too, and each page says so at its next sign of life."""
    bobs, alices = sign_in("bob"), sign_in("alice", viewport=PHONE)
    address = f"/drafts/{desk[2].pk}/"
    bobs.goto(address)
    alices.goto(address)
    expect(alices.locator("#present")).to_contain_text("bob is on it")
    picture(alices, "draft-390")
    bobs.locator("#s2 textarea").focus()
    sign = "htmx.ajax('POST', '/drafts/%d/here/', {source: '#present', target: '#present', swap: 'outerHTML'})"
    bobs.evaluate(sign % desk[2].pk)
    expect(bobs.locator("#present")).to_contain_text("alice has this open too")
    alices.evaluate(sign % desk[2].pk)
    expect(alices.locator("#present")).to_contain_text("bob is in sentence 2")
    picture(bobs, "draft-1280")
