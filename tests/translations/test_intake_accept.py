"""What every article must be, whichever way it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from translations.errors import RefusedInput
from translations.intake.accept import accept
from translations.types import Block, BlockKind, IncomingArticle, Media
from writing import article

NOW = datetime(2024, 6, 6, 12, tzinfo=UTC)
WORDS = "Sáng nay huyện khánh thành công trình cấp nước cho người dân các xã vùng cao."
PICTURE = Media(url="https://bao.example/1.jpg", type="image/jpeg", length=10)


def paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


GOOD = IncomingArticle(
    external_id="bai-1", language="vi", title="Nước sạch về bản", blocks=(paragraph(WORDS),), media=(PICTURE,)
)


def check(**changes: Any) -> IncomingArticle:
    article = replace(GOOD, **changes)
    assert accept(article, max_bytes=10_000, now=NOW) is article
    return article


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"external_id": "x" * 200},
        {"external_id": "https://bao.example/?id=1"},
        {"published": NOW + timedelta(hours=23)},
        {"published": datetime(1900, 1, 1, 12, tzinfo=UTC)},
        {"language": "vi-VN"},
        {"title": "x" * 500},
        {"url": "https://bao.example/bài-1"},
        {"blocks": (Block(kind=BlockKind.IMAGE, text="", src="https://bao.example/1.jpg"), paragraph(WORDS))},
        {"blocks": (paragraph(WORDS),) * 2 + tuple(paragraph(".") for _ in range(1998))},
        {"language": "en", "title": "Clean water", "blocks": (paragraph("Three communes have clean water."),)},
    ],
)
def test_an_honest_article_comes_in_as_it_is(changes: dict[str, Any]) -> None:
    check(**changes)


@pytest.mark.parametrize(
    ("field", "changes", "says"),
    [
        ("external_id", {"external_id": ""}, "missing"),
        ("external_id", {"external_id": " "}, "missing"),
        ("external_id", {"external_id": "x" * 201}, "longer than 200"),
        ("external_id", {"external_id": "a\u202eb"}, "invisible"),
        ("external_id", {"external_id": "a\ud800"}, "invisible"),
        ("language", {"language": ""}, "no language code"),
        ("language", {"language": "Tiếng Việt"}, "no language code"),
        ("title", {"title": ""}, "no words"),
        ("title", {"title": "…"}, "no words"),
        ("title", {"title": "x" * 501}, "501 characters, more than 500"),
        ("byline", {"byline": "x" * 501}, "501 characters"),
        ("published", {"published": datetime(2024, 6, 6)}, "no time zone"),  # noqa: DTZ001
        ("published", {"published": NOW + timedelta(days=1, seconds=1)}, "future"),
        ("published", {"published": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=9)))}, "future"),
        ("published", {"published": datetime(1899, 12, 31, tzinfo=UTC)}, "before 1900"),
        ("published", {"published": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9)))}, "before 1900"),
        ("body", {"blocks": (paragraph(WORDS * 200),)}, "bytes, more than the limit of 10,000"),
        ("body", {"blocks": ()}, "no words"),
        ("body", {"blocks": (paragraph("… 12 —"),)}, "no words"),
        ("body", {"blocks": (Block(kind=BlockKind.IMAGE, text="ảnh", src="https://a.example/1"),)}, "no words"),
        ("body", {"blocks": (paragraph("a"),) * 2001}, "2,001 blocks"),
        ("body", {"blocks": (paragraph(WORDS), Block(kind=BlockKind.IMAGE, text="", src="x"))}, "cannot be used"),
        ("body", {"blocks": (paragraph(WORDS + "\ufffd"),)}, "broken letters"),
        ("language", {"blocks": (paragraph("The communes now have clean water for the people. " * 5),)}, "Vietnamese"),
        ("language", {"language": "en"}, "reads as Vietnamese"),
        ("url", {"url": "javascript:alert(1)"}, "cannot be used"),
        ("url", {"url": "ftp://bao.example/"}, "cannot be used"),
        ("url", {"url": "https://a:b@bao.example/"}, "cannot be used"),
        ("url", {"url": "https://bao.example/" + "x" * 2000}, "cannot be used"),
        ("categories", {"categories": ("",)}, "empty or too long"),
        ("categories", {"categories": ("x" * 101,)}, "empty or too long"),
        ("categories", {"categories": ("x",) * 51}, "more than 50"),
        ("media", {"media": (PICTURE,) * 51}, "more than 50"),
        ("media", {"media": (replace(PICTURE, url=""),)}, "no url"),
        ("media", {"media": (replace(PICTURE, url="file:///etc/passwd"),)}, "cannot be used"),
        ("media", {"media": (replace(PICTURE, type="text/html"),)}, "media type"),
        ("media", {"media": (replace(PICTURE, type="image/svg+xml; charset=x"),)}, "media type"),
        ("media", {"media": (replace(PICTURE, type=""),)}, "media type"),
        ("media", {"media": (replace(PICTURE, length=-1),)}, "length -1"),
        ("media", {"media": (replace(PICTURE, alt="x" * 501),)}, "too long"),
    ],
)
def test_a_bad_article_is_refused_with_its_field_and_a_cure(field: str, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(RefusedInput, match=says) as refused:
        check(**changes)
    assert refused.value.field == field
    assert refused.value.cure
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("embargo", "reason"),
    [
        (datetime(2026, 10, 20), "no time zone"),  # noqa: DTZ001  that is the point
        (datetime(2027, 12, 1, tzinfo=UTC), "more than a year ahead"),
    ],
)
def test_an_embargo_that_makes_no_sense_is_refused(embargo: datetime, reason: str) -> None:
    with pytest.raises(RefusedInput, match=reason) as refused:
        accept(article(embargo=embargo), max_bytes=10**6, now=datetime(2026, 10, 19, tzinfo=UTC))
    assert refused.value.field == "embargo"


def test_an_article_may_be_dated_at_the_end_of_its_embargo() -> None:
    now = datetime(2026, 10, 19, tzinfo=UTC)
    end = datetime(2026, 11, 19, tzinfo=UTC)
    accept(article(embargo=end, published=end), max_bytes=10**6, now=now)
    with pytest.raises(RefusedInput, match="in the future"):
        accept(article(published=end), max_bytes=10**6, now=now)


def test_an_embargo_is_in_the_digest_whatever_its_zone_and_none_leaves_old_digests_alone() -> None:
    when = datetime(2026, 10, 20, tzinfo=UTC)
    plain, held = article().digest(), article(embargo=when).digest()
    assert plain != held
    assert article(embargo=when.astimezone(timezone(timedelta(hours=7)))).digest() == held
    assert plain == "770ca5437a0f645697713af536ecf4ef81fc0543138f7736cb6904f19d0e1e1f"
