"""How the pages stand on a phone, to a screen reader, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from translations import selectors, services
from translations.models import Translation, User
from translations.types import Draft, DraftSegment, Job
from writing import article, drafted

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
PAGES = [
    "/",
    "/?state=published",
    "/drafts/{draft}/",
    "/drafts/{draft}/publish/",
    "/segments/{segment}/split/",
    "/segments/{segment}/machine/",
    "/segments/{segment}/history/",
    "/ops/",
    "/ops/articles/{draft}/",
    "/ops/act/?action=retranslate&reopen=on",
    "/ops/hold/?kind=stage&name=translate",
    "/terms/",
    "/feeds/",
    "/account/",
    "/notices/",
    "/statistics/",
    "/drafts/{draft}/comments/",
    "/account/second-step/",
    "/audit/",
    "{article}",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def doubtful(job: Job) -> Draft:
    """A draft with something to look at: the machine left its second sentence as it was."""
    draft = drafted(job)
    first, second, *rest = draft.segments
    left = DraftSegment(block=second.block, kind=second.kind, source=second.source, target=second.source, score=-2.0)
    return Draft(segments=(first, left, *rest), signature=draft.signature)


@pytest.fixture
def paths(draft: Translation, alice: User, redraft: Callable[..., Translation]) -> list[str]:
    """Every page, with something on it: one article published, one in doubt, one waiting, one that failed."""
    alice.user_permissions.set(_all_permissions())
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    source = draft.article.source
    services.receive_article(source, article(external_id="doubt", title="Chợ nổi ngày cuối năm đông khách"))
    doubt = redraft(doubtful)
    services.receive_article(source, article(external_id="dead", title="Trạm bơm mới chạy thử"))
    dead = Translation.objects.get(article__external_id="dead")
    Translation.objects.filter(pk=dead.pk).update(state="failed", last_error="The engine stopped: out of memory.")
    services.receive_article(source, article(external_id="waits", title="Mưa lớn ở vùng núi"))
    services.seed_terms()
    shown = f"/articles/{draft.article.uuid}/en/"
    segment = doubt.segments.get(position=2)
    services.edit_segment(segment.pk, target="Many people came to see it.", version=0, accept=False, by=alice)
    return [path.format(draft=doubt.pk, segment=segment.pk, article=shown) for path in PAGES]


def _all_permissions() -> object:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="translations")


def everywhere(page: Page, paths: list[str]) -> Iterator[str]:
    """Leads the page to every path in turn."""
    for path in paths:
        page.goto(path)
        yield path


def too_wide(page: Page) -> int:
    """Pixels by which the page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_no_page_scrolls_sideways_on_a_phone(paths: list[str], sign_in: Callable[..., Page]) -> None:
    page = sign_in("alice", viewport=PHONE)
    found = {path: too_wide(page) for path in everywhere(page, paths)}
    assert found == dict.fromkeys(paths, 0)


def test_signing_in_fits_a_phone_and_says_what_is_wrong(alice: User, open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport=PHONE)
    page.goto("/drafts/1/")
    page.get_by_label("User name").fill("alice")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    assert too_wide(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
def test_no_page_breaks_the_accessibility_rules(
    scheme: str, viewport: dict[str, int], paths: list[str], sign_in: Callable[..., Page]
) -> None:
    """WCAG 2.2 AA as far as axe can tell. The content policy is bypassed because axe is injected."""
    page = sign_in("alice", color_scheme=scheme, viewport=viewport, bypass_csp=True)
    found = {path: violations(page) for path in everywhere(page, paths)}
    page.context.clear_cookies()
    found["/login/"] = next(violations(page) for _ in everywhere(page, ["/login/"]))
    assert {path: faults for path, faults in found.items() if faults} == {}


def violations(page: Page) -> list[str]:
    answer = Axe().run(page, options=RULES).response
    assert answer["passes"], "axe applied no rule"
    result = answer["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:300]}"
        for rule in result
        for node in rule["nodes"]
    ]


def test_the_desk_can_be_switched_between_its_languages(
    draft: Translation, bob: User, sign_in: Callable[..., Page]
) -> None:
    page = sign_in("bob")
    page.goto(f"/drafts/{draft.pk}/")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("link", name="Hàng đợi")).to_be_visible()
    page.locator("#s1 textarea").fill("Typed")
    expect(page.locator("#s1 .saved")).to_have_text("Chưa lưu")
    page.locator("#s1 .accept").click()
    expect(page.locator("#s1 .saved")).to_contain_text("Đã lưu")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Queue", exact=True)).to_be_visible()
