"""What one key does to a sentence, in a real browser: repair, not an error, history, split and merge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from translations import services
from translations.models import Edit, Source, Translation, User
from translations.types import BlockKind, Draft, DraftSegment, Job
from writing import article, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]
STORY = {
    "Cầu mới dài 8,2 km.": "The new bridge is 8,2 km long.",
    "Ai chịu trách nhiệm?": "Who is responsible.",
    "Bà con hai bên bờ rất vui.": "People on both banks are happy.",
}


def drafted(job: Job) -> Draft:
    lines = [("Thông xe cầu mới", "New bridge opens", 0), *((here, there, 2) for here, there in STORY.items())]
    kinds = {0: BlockKind.HEADLINE, 2: BlockKind.PARAGRAPH}
    segments = (
        DraftSegment(block=block, kind=kinds[block], source=source, target=target, score=-0.5)
        for source, target, block in lines
    )
    return Draft(segments=tuple(segments), signature="stand-in|1")


@pytest.fixture
def draft(source: Source, redraft: Callable[..., Translation]) -> Translation:
    services.receive_article(source, article(blocks=(paragraph(" ".join(STORY)),)))
    return redraft(drafted)


def box(page: Page, number: int) -> Locator:
    return page.locator(f"#s{number} .box textarea")


def test_a_flagged_number_is_repaired_by_one_key(address: str, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.locator("#s2").focus()
    expect(page.locator("#s2 .flags")).to_contain_text("8,2 → 8.2")
    page.keyboard.press("r")
    expect(box(page, 2)).to_have_value("The new bridge is 8.2 km long.")
    expect(page.locator("#s2 .flags")).to_have_count(0)
    assert Edit.objects.get().how == "repair"


def test_what_was_typed_goes_with_a_dismissal(address: str, draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(address)
    box(page, 3).fill("Who is in charge.")
    page.locator("#s3").get_by_role("button", name="Not an error").click()
    expect(page.locator("#s3 .dismissed")).to_contain_text("not an error, says bob")
    expect(box(page, 3)).to_have_value("Who is in charge.")
    page.locator("#s3").get_by_role("button", name="It is one").click()
    expect(page.locator("#s3 .dismissed")).to_have_count(0)
    assert draft.segments.get(position=2).target == "Who is in charge."


def test_the_machines_words_are_one_key_away_and_come_back(address: str, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(address)
    box(page, 4).fill("People are delighted.")
    box(page, 4).press("Control+Enter")
    expect(page.locator("#s4")).to_contain_class("accepted")
    page.locator("#s4").focus()
    page.keyboard.press("m")
    expect(page.locator("#s4 .trace ins")).not_to_have_count(0)
    page.locator("#s4").get_by_role("button", name="Back to this").click()
    expect(box(page, 4)).to_have_value("People on both banks are happy.")
    page.locator("#s4").focus()
    page.keyboard.press("h")
    expect(page.locator("#s4 .wordings > li")).to_have_count(2)
    expect(page.locator("#s4 .wordings")).to_contain_text("taken back to an earlier wording")


def test_sentences_are_merged_and_split_by_key(address: str, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.locator("#s3").focus()
    page.keyboard.press("Shift+J")
    expect(page.locator(".segment")).to_have_count(3)
    expect(box(page, 3)).to_have_value("Who is responsible. People on both banks are happy.")
    page.locator("#s3").focus()
    expect(page.locator("#s3.current")).to_be_visible()  # the scripts of the page that was loaded again are there
    page.keyboard.press("s")
    page.locator("form.split").get_by_role("button", name="Split").click()
    expect(page.locator(".segment")).to_have_count(4)
    expect(box(page, 3)).to_have_value("Who is responsible.")
    expect(box(page, 4)).to_have_value("People on both banks are happy.")


def test_a_page_that_others_renumbered_loses_no_word(
    address: str, draft: Translation, alice: User, bob: User, sign_in: SignIn
) -> None:
    mine, theirs = sign_in("bob"), sign_in("alice")
    mine.goto(address)
    box(mine, 4).fill("People are delighted.")
    theirs.goto(address)
    theirs.locator("#s2").focus()
    theirs.keyboard.press("Shift+J")
    expect(theirs.locator(".segment")).to_have_count(3)
    box(mine, 4).press("Control+Enter")
    expect(mine.locator(".segment")).to_have_count(3)
    expect(box(mine, 3)).to_have_value("People are delighted.")
    assert draft.segments.get(position=2).target == "People are delighted."


def test_everything_is_done_without_javascript(address: str, draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob", java_script_enabled=False)
    page.goto(address)
    page.locator("#s2").get_by_role("button", name="8,2 → 8.2").click()
    expect(box(page, 2)).to_have_value("The new bridge is 8.2 km long.")
    page.locator("#s3").get_by_role("button", name="Not an error").click()
    expect(page.locator("#s3 .dismissed")).to_contain_text("not an error, says bob")
    page.locator("#s3").get_by_role("button", name="Merge").click()
    expect(page.locator(".segment")).to_have_count(3)
    page.locator("#s2").get_by_role("link", name="History").click()
    expect(page.locator(".wordings")).to_contain_text("repaired by key")
    page.goto(address)
    page.locator("#s2").get_by_role("link", name="Machine’s text").click()
    page.get_by_role("button", name="Back to this").click()
    expect(box(page, 2)).to_have_value("The new bridge is 8,2 km long.")
