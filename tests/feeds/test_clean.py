from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds import cleaning


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00\x0b\x1b\x7f\x85b", "ab"),
        ("a\ud800\udfffb", "ab"),
        ("a\ufffe\uffffb", "ab"),
        (" one\r\n two\t three ", "one two three"),
        ("Chợ nổi 🛶", "Chợ nổi 🛶"),
    ],
)
def test_text_is_one_line_of_legal_characters(dirty: str, clean: str) -> None:
    assert cleaning.text(dirty) == clean


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_can_stand_in_xml(value: str) -> None:
    etree.Element("x").text = cleaning.characters(value)


@given(st.text(alphabet=st.sampled_from("<>&#;x1b0a/\"'= \x00\x0b\ud800ascriptp!-]"), max_size=60))
def test_any_html_can_stand_in_xml_and_is_settled(value: str) -> None:
    once = cleaning.html(value)
    etree.Element("x").text = once
    assert cleaning.html(once) == once


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "java&#11;script:alert(1)", "java\x0bscript:alert(1)", "data:,x"]
)
def test_no_link_runs(href: str) -> None:
    made = cleaning.html(f'<a href="{href}">x</a>')
    assert "href" not in made


@pytest.mark.parametrize(
    ("raw", "made"),
    [
        ("https://a.example/tin mới?q=a b#c d", "https://a.example/tin%20m%E1%BB%9Bi?q=a%20b#c%20d"),
        ("https://a.example/%C3%A9/100%", "https://a.example/%C3%A9/100%25"),
        ("https://a.example/[x]", "https://a.example/%5Bx%5D"),
        ("javascript:alert(1)", ""),
        ("//a.example/x", ""),
        ("/relative", ""),
        ("https://", ""),
        ("https://a.example:port/", ""),
        ("https://a b.example/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_an_address_is_absolute_http_or_nothing(raw: str, made: str) -> None:
    assert cleaning.address(raw) == made


@pytest.mark.parametrize(("raw", "made"), [("image/jpeg", "image/jpeg"), ("jpeg", ""), ("a/b\n", ""), ("", "")])
def test_a_media_type_has_two_halves_or_is_dropped(raw: str, made: str) -> None:
    assert cleaning.media_type(raw) == made


@pytest.mark.parametrize(("raw", "made"), [("vi", "vi"), ("zh-Hant-TW", "zh-Hant-TW"), ("vi_VN", ""), ("", "")])
def test_a_language_is_a_tag_or_dropped(raw: str, made: str) -> None:
    assert cleaning.language(raw) == made


def test_a_naive_time_is_taken_as_utc() -> None:
    assert cleaning.moment(datetime(2026, 1, 2, 3, 4, 5, 6)) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)  # noqa: DTZ001
