"""Files from a newsroom: kinds and encodings."""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.errors import RefusedInput
from translations.intake import accept, files
from translations.types import IncomingArticle

TEXT = """Huyện Đồng Xuân đưa nước sạch về ba xã vùng cao
Thứ Tư, 05/06/2024, 09:30 [GMT+7]
Sáng 5/6, huyện khánh thành công trình cấp nước; người dân không còn phải đi xa để lấy nước như những năm trước.
Thu Hà
"""
#: “Sáng nay, các xã vùng cao đã có nước sạch” as an old typesetting system wrote it.
TCVN3 = b"S\xb8ng nay, c\xb8c x\xb7 v\xefng cao \xae\xb7 c\xe3 n\xad\xeec s\xb9ch. " * 5
PAGE = f"<!doctype html><title>Nước sạch về bản</title><article><p>{TEXT * 3}</article>"
NOW = datetime(2024, 6, 6, tzinfo=UTC)


def taken(name: str, data: bytes) -> IncomingArticle:
    return accept.accept(files.read(name, data), max_bytes=1_000_000, now=NOW)


def windows_1258(text: str) -> bytes:
    """As Windows wrote it: the letter with its own mark, then the tone."""
    apart = unicodedata.normalize("NFD", text)
    tones, marks = "\u0300\u0301\u0303\u0309\u0323", "\u0302\u0306\u031b"
    ordered = re.sub(f"([{tones}])([{marks}])", r"\2\1", apart)
    whole = re.sub(rf"\w[{marks}]", lambda found: unicodedata.normalize("NFC", found.group()), ordered)
    return whole.encode("cp1258")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nuoc-sach.txt", TEXT.encode()),
        ("NUOC.TXT", TEXT.encode("utf-8-sig")),
        ("nuoc.txt", TEXT.encode("utf-16")),
        ("nuoc.txt", "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be")),
        ("nuoc.txt", TEXT.encode("utf-32")),
        ("nuoc.txt", unicodedata.normalize("NFD", TEXT).encode()),
        ("nuoc.txt", windows_1258(TEXT)),
        ("nuoc.txt", TEXT.replace("\n", "\r\n").encode()),
    ],
)
def test_the_same_article_comes_from_every_encoding(name: str, data: bytes) -> None:
    article = taken(name, data)
    assert article.digest() == taken("nuoc-sach.txt", TEXT.encode()).digest()
    assert article.title == "Huyện Đồng Xuân đưa nước sạch về ba xã vùng cao"
    assert article.byline == "Thu Hà"


def test_the_name_gives_the_id_unless_the_file_says_another() -> None:
    assert taken("thu-muc/nuoc.sach.txt", TEXT.encode()).external_id == "nuoc.sach"
    assert taken("C:\\tin\\nuoc.txt", TEXT.encode()).external_id == "nuoc"
    body = {"title": "Nước sạch về bản", "body": {"text": TEXT}}
    assert taken("bai-2.json", json.dumps(body).encode()).external_id == "bai-2"
    assert taken("bai-2.json", json.dumps({**body, "external_id": "bai-3"}).encode()).external_id == "bai-3"
    held = taken("bai-2.json", json.dumps({**body, "embargo": "2024-06-07T06:00:00+07:00"}).encode())
    assert held.embargo == datetime(2024, 6, 6, 23, tzinfo=UTC)


@pytest.mark.parametrize("name", ["bai.html", "bai.HTM", "bai.txt"])
def test_a_page_is_a_page_whatever_it_is_called(name: str) -> None:
    assert taken(name, PAGE.encode()).title == "Nước sạch về bản"
    assert taken(name, windows_1258(PAGE)).title == "Nước sạch về bản"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("nuoc.txt", b"", "is empty"),
        ("nuoc.txt", b" \n ", "is empty"),
        ("nuoc.docx", b"PK", "no kind of file"),
        ("nuoc", TEXT.encode(), "no kind of file"),
        ("nuoc.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "no kind of file"),
        ("nuoc.txt", TEXT.encode("utf-16-le"), "not UTF-8|zero bytes"),
        ("nuoc.txt", b"abc\x00def", "zero bytes"),
        ("nuoc.txt", TEXT.encode()[:-20] + b"\xe1\xbb", "not UTF-8 at byte"),
        ("nuoc.txt", "Les habitants, très heureux, ont désormais de l’eau".encode("cp1252"), "not UTF-8"),
        ("nuoc.txt", windows_1258(TEXT).replace(b"c ", b"c\xec "), "not UTF-8"),
        ("nuoc.txt", TCVN3, "not UTF-8"),
        ("nuoc.txt", TEXT.encode().decode("cp1252", "ignore").encode(), "wrong encoding"),
        ("nuoc.txt", TEXT.replace("ướ", "\ufffd").encode(), "wrong encoding"),
        ("nuoc.txt", b"\xff\xfea\xd8", "starts as utf-16"),
        ("bai.json", b"{", "is no JSON"),
        ("bai.json", b"[" * 200_000, "is no JSON|the article is"),
        ("bai.json", b"9" * 10_000, "is no JSON"),
        ("bai.json", b"[]", "the article is a list"),
    ],
)
def test_what_cannot_be_read_surely_is_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(RefusedInput, match=says) as refused:
        taken(name, data)
    assert refused.value.cure


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(RefusedInput, match="1,001 bytes, more than the limit of 1,000"):
        files.read("nuoc.txt", b"x" * 1001, max_bytes=1000)


@given(st.sampled_from(["a.txt", "a.html", "a.json"]), st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(name: str, data: bytes) -> None:
    with suppress(RefusedInput):
        taken(name, data)
