"""A link that the machine lost, or put on the wrong words, goes where a translator says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from translations import inline, services
from translations.models import Segment, Source, Translation, User
from translations.types import Block, BlockKind, Draft, DraftSegment, Job
from writing import article

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SOURCE = "Theo Sở Xây dựng, cầu Bình Minh dài 6 km."
HTML = 'Theo <a href="https://example.org/so">Sở Xây dựng</a>, cầu <b>Bình Minh</b> dài 6 km.'
TARGET = "Bình Minh Bridge is 6 km long, the Department of Construction said."


def drafted(job: Job) -> Draft:
    (marks,) = inline.cut(inline.read(HTML, SOURCE), SOURCE, [SOURCE])
    made = [
        DraftSegment(
            block=passage.block,
            kind=passage.kind,
            source=passage.text,
            target=TARGET if passage.text == SOURCE else "A bridge",
            score=-0.3,
            marks=marks if passage.text == SOURCE else (),
        )
        for passage in job.passages
    ]
    return Draft(segments=tuple(made), signature="stand-in|1")


@pytest.fixture
def page(source: Source, redraft: Callable[..., Translation], alice: User, sign_in: Callable[..., Page]) -> Page:
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=SOURCE, html=HTML),)
    services.receive_article(source, article(external_id="cau", title="Cây cầu", blocks=blocks))
    found = sign_in("alice")
    found.goto(f"/drafts/{redraft(drafted).pk}/")
    return found


def select(page: Page, words: str) -> None:
    page.locator("#s2 textarea").evaluate(
        "(area, words) => { area.focus(); const at = area.value.indexOf(words);"
        " area.setSelectionRange(at, at + words.length); }",
        words,
    )


def test_by_keys_and_what_was_typed_before_is_kept(page: Page) -> None:
    box, rows = page.locator("#s2 textarea"), page.locator("#s2 .links li")
    expect(rows.nth(0)).to_contain_text("has no place")
    box.fill(TARGET.replace("said", "announced"))
    select(page, "the Department of Construction")
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.keyboard.press("1")
    expect(rows.nth(0)).to_contain_text("the Department of Construction")
    expect(rows.nth(0)).not_to_contain_text("has no place")
    expect(box).to_have_value(TARGET.replace("said", "announced"))
    stored = Segment.objects.get(source=SOURCE)
    assert stored.target.endswith("announced.")
    assert stored.target[slice(*stored.marks[0]["target"])] == "the Department of Construction"


def test_by_the_button_and_without_a_selection_it_says_what_to_do(page: Page) -> None:
    rows = page.locator("#s2 .links li")
    expect(rows.nth(1).get_by_role("button")).to_be_hidden()  # at rest
    page.locator("#s2 .source p").click()
    rows.nth(1).get_by_role("button").click()
    expect(page.locator("#s2 .error")).to_contain_text("no words are selected")
    select(page, "Bình Minh")
    rows.nth(1).get_by_role("button").click()
    expect(rows.nth(1)).to_contain_text("Bình Minh")
    expect(rows.nth(1)).not_to_contain_text("has no place")
    expect(page.locator("#s2 .error")).to_have_count(0)
