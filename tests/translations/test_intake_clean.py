"""Text and addresses from outside, made fit to keep."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.intake import clean

ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None), max_size=300)


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  hai\u00a0\u00a0từ \n\t", "hai từ"),
        ("Hà Nội".encode().decode(), "Hà Nội"),
        (unicodedata.normalize("NFD", "Việt Nam"), "Việt Nam"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\x00b\x07c\x85d", "abc d"),
        ("a\ud800b\ufffec\uffffd\U0001ffff", "abcd"),
        ("\ufeffđầu\u200bdòng\u00ad", "đầudòng"),
        ("ẩn\U000e0041\U000e0042", "ẩn"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_a_line_keeps_the_words_and_nothing_invisible(given_text: str, kept: str) -> None:
    assert clean.line(given_text) == kept


@given(ANY_TEXT)
def test_a_clean_line_is_nfc_storable_and_clean_already(text: str) -> None:
    line = clean.line(text)
    assert line == unicodedata.normalize("NFC", line)
    assert line == clean.line(line)
    assert line == " ".join(line.split())
    line.encode()
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in line)


def test_endless_combining_marks_are_cut_and_do_not_take_for_ever() -> None:
    assert len(clean.line("a" + "\u0323\u0300" * 500_000)) < 20


@pytest.mark.parametrize(
    ("url", "base", "kept"),
    [
        ("https://bao.example/a?b=1#c", "", "https://bao.example/a?b=1#c"),
        ("/a", "https://bao.example/muc/", "https://bao.example/a"),
        ("/a", "", ""),
        ("//bao.example/a", "", ""),
        ("javascript:alert(1)", "https://bao.example/", ""),
        ("java\nscript:alert(1)", "https://bao.example/", ""),
        ("data:text/html,x", "", ""),
        ("https://user:pass@bao.example/", "", ""),
        ("https://@bao.example/", "", ""),
        ("https://bao.example:port/", "", ""),
        ("https://[bao", "", ""),
        ("https:///a", "", ""),
        ('https://bao.example/"><script>', "", ""),
        ("mailto:a@bao.example", "", ""),
    ],
)
def test_only_plain_web_addresses_are_kept(url: str, base: str, kept: str) -> None:
    assert clean.address(url, base) == kept


def test_a_shown_value_is_short_and_on_one_line() -> None:
    assert clean.shown("a\nb" * 1000) == "“" + clean.line("a\nb" * 1000)[:60] + "…”"
    assert clean.shown(7) == "“7”"
