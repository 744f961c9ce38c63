"""What an editor sees of a newsroom's second thoughts: what it changed comes first, what it took back stops."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from translations import selectors, services
from translations.models import Source, Translation, User
from translations.types import Block, BlockKind
from writing import LEAD, SECOND, article, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]


@pytest.fixture
def corrected(draft: Translation, alice: User, redraft: Callable[..., Translation]) -> Translation:
    """Published, and then the newsroom changed the last of its sentences."""
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    blocks = (paragraph(LEAD), paragraph(SECOND.replace("vui mừng", "phấn khởi")))
    services.receive_article(draft.article.source, article(title="Thông xe cầu mới hôm nay", blocks=blocks))
    return redraft()


def test_a_corrected_source_opens_at_what_was_touched(corrected: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{corrected.pk}/")
    expect(page.locator("#changed")).to_contain_text("The newsroom changed 2 sentences: 1 3")
    expect(page.locator("#s1")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#s3")).to_be_focused()
    expect(page.locator("#s3 ins")).to_contain_text("phấn khởi")
    page.locator("#changed").get_by_role("link", name="1").click()
    expect(page.locator("#s1")).to_be_focused()


def test_a_retracted_article_says_so_and_cannot_be_edited(draft: Translation, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    article = draft.article
    services.retract_article(article.source, article.external_id, reason="It was a rumour")
    page.locator("#s1 textarea").fill("Typed when it was too late")
    expect(page.locator("#s1 .message.error").last).to_contain_text("Typed when it was too late")
    page.goto(f"/drafts/{draft.pk}/")
    expect(page.get_by_role("alert")).to_contain_text("The newsroom has retracted this article.")
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)


def test_pictures_stand_where_the_article_has_them(
    source: Source, redraft: Callable[..., Translation], bob: User, sign_in: SignIn
) -> None:
    picture = Block(kind=BlockKind.IMAGE, text="", src="data:image/gif;base64,R0lGODlhAQABAAAAACw=")
    caption = Block(kind=BlockKind.CAPTION, text="Cầu mới nhìn từ bờ sông.")
    services.receive_article(source, article(blocks=(paragraph(LEAD), picture, caption, paragraph(SECOND))))
    translation = redraft()
    page = sign_in("bob")
    page.goto(f"/drafts/{translation.pk}/")
    assert page.locator("figure + .kind-caption").count() == 1
    expect(page.locator("figure")).to_have_count(1)
