"""Takes the pictures of the README: SONGNGU_SCREENSHOTS=1 pytest tests/browser/test_screenshots.py"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page

from translations import services
from translations.models import Pulse, Segment, Source, Translation, User
from translations.types import Block, BlockKind, Draft, DraftSegment, IncomingArticle, Job, Priority
from writing import article, paragraph

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("SONGNGU_SCREENSHOTS"), reason="SONGNGU_SCREENSHOTS is not set"),
]
PLACE = Path(__file__).parents[2] / "docs" / "screenshots"

#: Vietnamese → English of the article that is shown. One figure is wrong on purpose: the desk marks it.
BRIDGE = {
    "Cầu mới qua sông Trà rút ngắn đường tới trường": "New bridge over the Trà River shortens the way to school",
    "Sáng 19/10, cây cầu dài 186 m nối hai xã bên sông Trà được thông xe sau 14 tháng thi công.": (
        "On the morning of 19 October, the 168 m bridge linking two communes on the Trà River opened to traffic"
        " after 14 months of construction."
    ),
    "Công trình có tổng mức đầu tư 42,5 tỷ đồng, trong đó người dân góp 3,2 tỷ đồng.": (
        "The project cost VND 42.5 billion, of which residents contributed VND 3.2 billion."
    ),
    "“Trước đây các cháu phải đi đò, mùa lũ là nghỉ học”, bà Lê Thị Mận, 61 tuổi, nói.": (
        "“The children used to go by ferry, and in the flood season they stayed at home,” said Lê Thị Mận, 61."
    ),
    "Hơn 1.200 học sinh của hai xã sẽ đi học qua cây cầu này.": (
        "More than 1,200 pupils from the two communes will go to school over this bridge."
    ),
    "Học sinh hai xã đi bộ qua cầu trong ngày thông xe.": "Pupils from both communes cross the bridge on opening day.",
}
OTHERS = (
    ("Mưa lớn, hồ thủy điện xả lũ lúc 17 giờ", Priority.BREAKING),
    ("Giá cà phê Tây Nguyên tăng tuần thứ ba liên tiếp", Priority.NORMAL),
    ("Bảo tàng tỉnh mở cửa miễn phí dịp cuối tuần", Priority.NORMAL),
)


def bridge() -> IncomingArticle:
    title, lead, cost, quote, pupils, caption = BRIDGE
    blocks = (
        paragraph(lead),
        paragraph(cost),
        Block(kind=BlockKind.QUOTE, text=quote),
        paragraph(pupils),
        Block(kind=BlockKind.CAPTION, text=caption),
    )
    return article(external_id="cau", title=title, blocks=blocks, byline="Minh Hà")


def known(job: Job) -> Draft:
    segments = tuple(
        DraftSegment(block=p.block, kind=p.kind, source=p.text, target=BRIDGE.get(p.text, "A draft."), score=-0.4)
        for p in job.passages
    )
    return Draft(segments=segments, signature="argos-ct2|vi_en 0.1|beam 2")


@pytest.fixture
def shown(source: Source, alice: User, redraft: Callable[..., Translation]) -> Translation:
    """A newsroom at work: drafts waiting, one half read, one that failed, processes alive."""
    alice.groups.add(Group.objects.get(name="operator"))
    now = timezone.now()
    services.receive_article(source, bridge())
    draft = redraft(known)
    for number, (title, priority) in enumerate(OTHERS):
        services.receive_article(source, article(external_id=str(number), title=title, priority=priority))
        redraft(known)
    services.receive_article(source, article(external_id="dead", title="Trạm bơm mới chạy thử trước mùa khô"))
    Translation.objects.filter(article__external_id="dead").update(
        state="failed", last_error="The translation engine failed: no package translates vi into en."
    )
    services.receive_article(source, article(external_id="next", title="Lịch thi đấu vòng 20 có thay đổi"))
    for minutes, translation in enumerate(Translation.objects.order_by("pk")):
        Translation.objects.filter(pk=translation.pk).update(moved_at=now - timedelta(minutes=7 + 11 * minutes))
    for kind in ("worker", "scheduler"):
        Pulse.objects.create(name=f"{kind}-1", kind=kind, seen_at=now)
    headline = Segment.objects.filter(translation=draft).order_by("position")[0]
    services.edit_segment(headline.pk, target=headline.target, version=0, accept=True, by=alice)
    return draft


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pictures_are_taken(
    width: int, scheme: str, shown: Translation, sign_in: Callable[..., Page], alice: User, bob: User
) -> None:
    page = sign_in("alice", viewport={"width": width, "height": 900}, color_scheme=scheme)
    paths = {"queue": "/", "draft": "/drafts/{}/#s2", "publish": "/drafts/{}/publish/", "ops": "/ops/"}
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, path in paths.items():
        page.goto(path.format(shown.pk))
        page.wait_for_load_state("networkidle")
        if name != "ops" or (width, scheme) == (1280, "light"):
            page.screenshot(path=PLACE / f"{name}-{width}-{scheme}.png")
    page.goto(f"/drafts/{shown.pk}/#s3")
    page.locator("#s3 textarea").fill("The project cost 42.5 billion dong; residents gave 3.2 billion.")
    theirs = shown.segments.get(position=2)
    words = "The project cost VND 42.5 billion. Residents contributed VND 3.2 billion of it."
    services.edit_segment(theirs.pk, target=words, version=theirs.version, accept=False, by=bob)
    page.locator("#s3 textarea").press("Control+Enter")
    page.locator("#s3 .conflict").wait_for()
    page.locator("#s3 textarea").focus()
    page.screenshot(path=PLACE / f"conflict-{width}-{scheme}.png")
