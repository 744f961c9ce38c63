"""A sentence that a check doubts: shown on both sides, repaired by one key, or called no error."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from roads import text

from translations.models import Translation

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_wrong_number_is_marked_on_both_sides_and_the_mark_follows_the_words(page: Page) -> None:
    mark = page.locator("#s5 .mirror mark")
    expect(mark).to_have_text("304")
    expect(page.locator("#s5 .source mark")).to_have_text("104")
    box = page.locator("#s5 textarea")
    box.press("Home")
    box.press_sequentially("Today: ")
    expect(mark).to_have_text("304")
    offset = page.locator("#s5 .mirror").evaluate("glass => glass.firstChild.data.length")
    assert offset == len("Today: This road has ")
    box.fill("Today: This road has 104 trees.")
    expect(mark).to_have_count(0)
    expect(page.locator("#s5 .saved")).to_contain_text("Saved")
    expect(page.locator("#s5")).not_to_contain_class("doubtful")
    expect(box).to_be_focused()


def test_the_mirror_breaks_its_lines_as_the_box_does(page: Page) -> None:
    same = """number => {
      const box = document.querySelector(`#s${number} textarea`), glass = box.previousSibling;
      const [one, other] = [getComputedStyle(box), getComputedStyle(glass)];
      const names = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "lineHeight", "paddingLeft", "paddingTop"];
      return [box.clientWidth === glass.clientWidth, box.offsetHeight === glass.offsetHeight,
              ...names.map((name) => one[name] === other[name])];
    }"""
    assert all(page.evaluate(same, 5)), page.evaluate(same, 5)


def test_one_key_repairs_a_number_and_undo_brings_the_wrong_one_back(page: Page, trees: Translation) -> None:
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.locator("#s5 textarea")).to_have_value("This road has 104 trees.")
    expect(page.locator("#s5")).not_to_contain_class("doubtful")
    expect(page.locator("#s5")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#s5 textarea")).to_have_value("This road has 304 trees.")
    expect(page.locator("#s5")).to_contain_class("doubtful")


def test_one_key_says_that_it_is_no_error(page: Page) -> None:
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.locator("#s5")).not_to_contain_class("doubtful")
    expect(page.locator("#s5 .mirror mark")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.locator("#s10")).to_be_focused()


def test_a_repair_goes_on_top_of_what_was_just_typed(page: Page, trees: Translation) -> None:
    page.keyboard.press("n")
    page.locator("#s5 textarea").fill("Today this road has 304 trees.")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#s5 textarea")).to_have_value("Today this road has 104 trees.")
    expect(page.locator("#s5 .saved")).to_contain_text("Saved")
    assert text(trees, 5) == "Today this road has 104 trees."
