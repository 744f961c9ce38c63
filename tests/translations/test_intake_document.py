"""An article as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from translations.errors import RefusedInput
from translations.intake.document import from_json
from translations.types import BlockKind, Media, Priority

FULL: dict[str, Any] = {
    "external_id": "bai-1",
    "url": "https://bao.example/bai-1",
    "language": "vi",
    "title": " Nước sạch\u00a0 về bản ",
    "summary": "Ba xã có nước.",
    "byline": "Thu Hà",
    "published": "2024-06-05T09:30:00+07:00",
    "body": {"html": "<p>Bà con <b>vui</b>.</p><img src='/1.jpg'>"},
    "categories": ["Xã hội", "Xã hội", "Nước"],
    "media": [{"url": "https://bao.example/1.jpg", "type": "Image/JPEG", "length": 10, "alt": "bể", "credit": "Hà"}],
    "priority": "breaking",
}


def test_every_field_arrives() -> None:
    article = from_json(FULL)
    assert (article.external_id, article.language, article.url) == ("bai-1", "vi", "https://bao.example/bai-1")
    assert (article.title, article.summary, article.byline) == ("Nước sạch về bản", "Ba xã có nước.", "Thu Hà")
    assert article.published == datetime(2024, 6, 5, 2, 30, tzinfo=UTC)
    assert [(block.kind, block.html or block.src) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, "Bà con <b>vui</b>."),
        (BlockKind.IMAGE, "https://bao.example/1.jpg"),
    ]
    assert article.categories == ("Xã hội", "Nước")
    media = Media(url="https://bao.example/1.jpg", type="image/jpeg", length=10, alt="bể", credit="Hà")
    assert article.media == (media,)
    assert article.priority is Priority.BREAKING


def test_what_is_left_out_falls_back() -> None:
    article = from_json({"title": "a", "body": {"text": "b"}}, external_id="tep", language="vi")
    assert (article.external_id, article.language, article.published) == ("tep", "vi", None)
    assert (article.media, article.categories, article.priority) == ((), (), Priority.NORMAL)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ({"text": "một < hai\nba"}, ["một < hai", "ba"]),
        ({"html": "một<p>hai"}, ["một", "hai"]),
        ("một < hai và 3 > 2", ["một < hai và 3 > 2"]),
        ("<p>một</p>hai", ["một", "hai"]),
        ("", []),
    ],
)
def test_a_body_is_html_or_text(body: object, texts: list[str]) -> None:
    assert [block.text for block in from_json({"title": "a", "body": body}).blocks] == texts


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"published": "2024-06-05T09:30:00"}, "published", "no time zone"),
        ({"published": datetime(2024, 6, 5)}, "published", "no time zone"),  # noqa: DTZ001
        ({"published": "hôm qua"}, "published", "is no time"),
        ({"published": 1717554600}, "published", "a number"),
        ({"title": 5}, "title", "a number"),
        ({"external_id": ["a"]}, "external_id", "a list"),
        ({"body": None}, "body", "missing"),
        ({"body": 5}, "body", "a number"),
        ({"body": {}}, "body", "0 parts"),
        ({"body": {"html": "a", "text": "b"}}, "body", "2 parts"),
        ({"body": {"html": None}}, "body.html", "null"),
        ({"body": {"markdown": "a"}}, "body", "no field “markdown”"),
        ({"categories": "Xã hội"}, "categories", "a text"),
        ({"categories": [5]}, "categories", "a list"),
        ({"media": {"url": "x"}}, "media", "an object"),
        ({"media": ["x"]}, "media", "a list"),
        ({"media": [{"url": "x", "type": "y", "length": "9"}]}, "media", "a text"),
        ({"media": [{"url": "x", "type": "y", "length": True}]}, "media", "true or false"),
        ({"media": [{"href": "x"}]}, "media", "no field “href”"),
        ({"priority": "urgent"}, "priority", "“urgent”"),
        ({"priority": 0}, "priority", "“0”"),
        ({"titel": "a"}, "", "no field “titel”"),
    ],
)
def test_a_mistake_is_named_with_its_field_and_a_cure(change: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(RefusedInput, match=says) as refused:
        from_json({**FULL, **change})
    assert refused.value.field == field
    assert refused.value.cure


@pytest.mark.parametrize("data", [None, [], "text", 5])
def test_only_an_object_is_an_article(data: Any) -> None:
    with pytest.raises(RefusedInput, match="the article is"):
        from_json(data)
