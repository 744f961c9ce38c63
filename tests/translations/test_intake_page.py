"""Saved web pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from translations.intake.page import read_page
from translations.types import BlockKind

WORDS = "Sáng nay huyện khánh thành công trình cấp nước cho ba xã vùng cao. " * 6
WHEN = datetime(2024, 6, 5, 2, 30, tzinfo=UTC)


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def test_a_page_is_read_into_its_parts() -> None:
    head = """<title>Báo Mẫu | Nước sạch</title><meta property="og:title" content="Nước sạch về bản">
    <meta property="article:published_time" content="2024-06-05T09:30:00+07:00"><meta name="author" content="Thu Hà">
    <link rel="canonical" href="https://bao.example/bai-1"><meta name="description" content="Ba xã có nước.">"""
    body = f"""<nav><p>Trang chủ</nav><article><header><h1>Nước sạch về bản</h1></header><p>{WORDS}
    <figure><img src="/1.jpg" alt="bể"><figcaption>Bể mới</figcaption></figure><aside>Xem thêm</aside>
    <p>Thu Hà</p><footer>Từ khoá</footer></article><footer>Liên hệ</footer>"""
    article = read_page(page(head, body), external_id="bai-1")
    assert (article.title, article.summary, article.byline) == ("Nước sạch về bản", "Ba xã có nước.", "Thu Hà")
    assert (article.url, article.published, article.language) == ("https://bao.example/bai-1", WHEN, "vi")
    assert [(block.kind, block.text or block.src) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, WORDS.strip()),
        (BlockKind.IMAGE, "bể"),
        (BlockKind.CAPTION, "Bể mới"),
    ]
    assert article.blocks[1].src == "https://bao.example/1.jpg"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>a</title><meta property=og:title content=b>", "<h1>c</h1>", "b"),
        ("<title>a</title>", "<h1>c <b>d</b></h1>", "c d"),
        ("<title>a &amp; b</title>", "", "a & b"),
        ("", "", ""),
    ],
)
def test_the_headline_is_the_surest_one_there_is(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body)).title == title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta itemprop=datePublished content='2024-06-05T02:30:00Z'>", ""),
        ("<meta name=pubdate content='2024-06-05 09:30'>", ""),
        ("<meta property=article:published_time content=sai>", "<time datetime='2024-06-05T09:30:00+0700'>x</time>"),
        ("", "<time datetime=2024-06-05T09:30>x</time>"),
        ("", f"<p>Thứ Tư, 05/06/2024, 09:30 [GMT+7]<p>{WORDS}"),
    ],
)
def test_the_time_is_found_where_pages_put_it(head: str, body: str) -> None:
    assert read_page(page(head, body)).published == WHEN


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_structured_data_fills_what_the_head_leaves_out() -> None:
    news = {"headline": "Nước sạch", "datePublished": "2024-06-05T09:30:00+07:00", "author": [{"name": "Hà"}, "Lan"]}
    article = read_page(page(ld({"@graph": [{"@type": "WebSite"}, news]})))
    assert (article.title, article.byline, article.published) == ("Nước sạch", "Hà, Lan", WHEN)


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, json.dumps({"datePublished": 5, "author": {"name": {}}}), "null"]
)
def test_broken_structured_data_is_passed_over(script: str) -> None:
    assert read_page(page(f'<script type="application/ld+json">{script}</script>')).published is None


@pytest.mark.parametrize(
    "body",
    [
        f"<main><div itemprop=articleBody><p>{WORDS}</div><p>thừa</main>",
        f"<article><p>thẻ nhỏ</article><article><p>{WORDS}</article><p>thừa</p>",
        f"<article>thẻ nhỏ</article><main><p>{WORDS}</main>thừa",
        f"<div><p>{WORDS}</div>",
    ],
)
def test_the_surest_container_with_enough_text_is_the_article(body: str) -> None:
    assert [block.text for block in read_page(page("", body)).blocks] == [WORDS.strip()]


def test_an_author_that_is_an_address_is_no_byline() -> None:
    assert read_page(page("<meta property=article:author content=https://a.example/ha>")).byline == ""
