"""Made-up entries, one call each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from feeds import atom
from feeds.head import Head
from translations.entries import FeedEntry
from translations.types import Media, Tier

NOON = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)
SITE = "https://songngu.example"
HOSTILE = "Chợ nổi\x00\x0b\x1b\ufffe\ud800 ]]> <b>&nbsp;&#11;</b> <script>alert(1)</script>"


def entry(number: int = 1, **changes: Any) -> FeedEntry:
    uuid = f"00000000-0000-4000-8000-{number:012d}"
    values: dict[str, Any] = {
        "id": f"urn:uuid:{uuid}",
        "language": "en",
        "title": f"The floating market opens again ({number})",
        "summary": "Some 300 boats came on the first morning.",
        "content": "<p>Some 300 boats came on the <b>first</b> morning.</p>",
        "byline": "Lê Thị Mơ",
        "published": NOON,
        "updated": NOON + timedelta(minutes=number),
        "url": f"{SITE}/articles/{uuid}/en/",
        "source_url": f"https://bao-moi.example/cho-noi-{number}",
        "source_name": "Báo Mới Tinh",
        "source_language": "vi",
        "tier": Tier.REVIEWED,
        "signature": "argos|translate-vi_en|1.0|beam2",
        "reviewer": "Trần Văn Sáng",
        "categories": ("Kinh tế", "Du lịch"),
        "media": (
            Media(
                url="https://bao-moi.example/cho.jpg", type="image/jpeg", length=1234, alt="Boats", credit="Ngô Văn Ảnh"
            ),
        ),
        "alternates": (("vi", f"{SITE}/articles/{uuid}/vi/"),),
        "source_slug": "bao-moi",
        "source_updated": NOON - timedelta(hours=1),
        "rights": "© Báo Mới Tinh",
        "license_url": "https://bao-moi.example/giay-phep",
        "confidence": 0.75,
    }
    return FeedEntry(**{**values, **changes})


def retraction(number: int = 1, **changes: Any) -> FeedEntry:
    notice = "This article has been retracted. The figures were invented."
    return entry(
        number,
        **{
            "title": "[Retracted] The floating market opens again",
            "summary": notice,
            "content": f"<p>{notice}</p>",
            "updated": NOON + timedelta(days=1),
            "correction": "The figures were invented.",
            "retracted": True,
            "reviewer": "",
            **changes,
        },
    )


def head(**changes: Any) -> Head:
    values: dict[str, Any] = {
        "language": "en",
        "self_url": f"{SITE}/feeds/en.atom",
        "site_url": SITE,
        "site_name": "songngu",
        "version": "1.2.3",
        "others": {"vi": f"{SITE}/feeds/vi.atom"},
    }
    return Head(**{**values, **changes})


def document(entries: Sequence[FeedEntry], **changes: Any) -> bytes:
    return atom.document(entries, head(**changes))
