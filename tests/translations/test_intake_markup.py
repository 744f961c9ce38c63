"""Hostile HTML to blocks."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translations.errors import RefusedInput
from translations.intake import clean
from translations.intake.markup import blocks
from translations.types import Block, BlockKind

BASE = "https://bao.example/muc/"


def simple(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks(html, base_url=BASE)]


def inline(html: str) -> str:
    (block,) = blocks(f"<p>{html}</p>", base_url=BASE)
    return block.html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("   <p> </p><div></div>", []),
        ("chữ trần", [("paragraph", "chữ trần")]),
        ("<p>một<p>hai", [("paragraph", "một"), ("paragraph", "hai")]),
        ("<h1>a</h1><h3>b</h3>c", [("heading", "a"), ("heading", "b"), ("paragraph", "c")]),
        ("<blockquote><p>a<p>b</blockquote>c", [("quote", "a"), ("quote", "b"), ("paragraph", "c")]),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", [("list_item", "a"), ("list_item", "b"), ("list_item", "c")]),
        ("<figure><img src=x.jpg><figcaption>a</figcaption></figure>", [("image", ""), ("caption", "a")]),
        ("<p>a<br>b</p>", [("paragraph", "a b")]),
        ("<p>a<br><br>b</p>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<p>Câu một.<br>Câu hai.</p>", [("paragraph", "Câu một."), ("paragraph", "Câu hai.")]),
        ("<p>gồm<br>- một<br>- hai</p>", [("paragraph", "gồm"), ("paragraph", "- một"), ("paragraph", "- hai")]),
        ("<pre>a\n  b</pre>", [("paragraph", "a b")]),
        ("<table><tr><td>a<td><b>b</b><tr><td>c</table>", [("cell", "a"), ("cell", "b"), ("cell", "c")]),
        ("<table><tr><td><table><tr><td>a<td>b</table></table>", [("paragraph", "a — b")]),
        ("<table><tr><td><img src=x.jpg><tr><td>ảnh đẹp</table>", [("image", ""), ("caption", "ảnh đẹp")]),
        ("<p>trước <img src=x.jpg alt=ảnh> sau</p>", [("paragraph", "trước sau"), ("image", "ảnh")]),
        ("a&lt;b&gt; &amp;amp;", [("paragraph", "a<b> &amp;")]),
        ("a<!-- b -->c<script>d</script><style>e</style><iframe>f</iframe>g", [("paragraph", "acg")]),
        ("<svg><text>a</text></svg><noscript><img src=x></noscript><textarea>b</textarea>c", [("paragraph", "c")]),
        ("<p>a<video src=x>b</video>c<p>d", [("paragraph", "ac"), ("paragraph", "d")]),
    ],
)
def test_html_becomes_blocks_in_reading_order(html: str, found: list[tuple[str, str]]) -> None:
    assert simple(html) == found


def test_headings_and_lists_keep_their_level_and_numbers() -> None:
    found = blocks("<h1>a</h1><h4>b</h4><ol><li>c<ul><li>d</ul><li>e</ol>")
    assert [block.level for block in found[:2]] == [2, 4]
    assert [block.ordered for block in found[2:]] == [True, False, True]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("một <b>hai</b> <em>ba</em>", "một <b>hai</b> <em>ba</em>"),
        ("<a href='/x?a=1&amp;b=2' onclick=y>một</a>", '<a href="https://bao.example/x?a=1&amp;b=2">một</a>'),
        ("<a href='mailto:a@bao.example'>một</a>", '<a href="mailto:a@bao.example">một</a>'),
        ("<a href='javascript:alert(1)'>một</a>", ""),
        ("<a href='&#106;avascript:alert(1)'>một</a>", ""),
        ("<span translate=no>ABC</span> <span class=x>một</span>", '<span translate="no">ABC</span> một'),
        ("<font color=red>một</font>", ""),
        ("<b>một <b>hai</b> ba</b>", "<b>một hai ba</b>"),
        ("<b>một", "<b>một</b>"),
        ("<b> một </b> hai", "<b>một </b>hai"),
        ("<b></b>một", ""),
        ("<b>1 &lt; 2 &amp; 3</b>", "<b>1 &lt; 2 &amp; 3</b>"),
        (f"<abbr title={'x' * 5000}>UB</abbr>", "<abbr>UB</abbr>"),
        ('<abbr title="Ủy ban" style="x">UB</abbr>', '<abbr title="Ủy ban">UB</abbr>'),
    ],
)
def test_only_harmless_inline_markup_is_kept(html: str, kept: str) -> None:
    assert inline(html) == kept


def test_markup_around_two_blocks_holds_in_both() -> None:
    assert [block.html for block in blocks("<b><div>a</div><div>b</div></b>")] == ["<b>a</b>", "<b>b</b>"]


def test_text_that_composes_across_a_tag_keeps_its_words_and_loses_the_tag() -> None:
    assert blocks("<p>e<b>\u0301</b>m</p>") == (Block(kind=BlockKind.PARAGRAPH, text="ém"),)


@pytest.mark.parametrize("src", ["", "x.jpg", "data:image/png;base64,AAAA", "javascript:x", "https://a:b@c.example/x"])
def test_a_picture_without_a_usable_address_is_dropped(src: str) -> None:
    assert blocks(f'<img src="{src}" alt="ảnh">') == ()


def test_a_picture_that_waits_for_a_script_is_found() -> None:
    (picture,) = blocks('<img src="data:image/gif;base64,AA" data-src="/1.jpg" alt=" Cầu  mới ">', base_url=BASE)
    assert (picture.src, picture.text) == ("https://bao.example/1.jpg", "Cầu mới")


def test_a_tracking_pixel_is_no_picture() -> None:
    assert blocks('<img src="https://a.example/p.gif" width=1 height=1>') == ()


def test_entities_of_a_document_type_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "bom"><!ENTITY b "&a;&a;&a;">]><p>trước &b; sau</p>'
    assert "bom" not in " ".join(block.text for block in blocks(bomb)).replace("<!ENTITY", "")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "chữ" + "</div>" * 50_000,
        "<blockquote>" * 50_000 + "chữ",
        "<b>" * 50_000 + "chữ",
        "<table><tr><td>" * 50_000 + "chữ",
    ],
)
def test_fifty_thousand_levels_are_survived(html: str) -> None:
    assert [block.text for block in blocks(html)] == ["chữ"]


def test_a_paragraph_of_five_megabytes_is_read() -> None:
    (block,) = blocks("<p>" + "nước <b>sạch</b>" + " và điện" * 500_000)
    assert len(block.text) > 4_000_000


@pytest.mark.parametrize("html", ["<p>a" * 2001, "<br>" * 210_000, "<" * 410_000])
def test_more_than_any_article_has_is_refused(html: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        blocks(html)
    assert refused.value.field == "body"
    assert refused.value.cure


PIECES = """
<p> </p> <b> </b> <script> </script> </a> <td> <tr> <table> </table> <li> <ul> </ul> <br> <!-- --> <![CDATA[ ]]> </svg>
<style> </style> &lt;script&gt; &#x202e; &#0; &amp;lt; &nbsp; </span> <plaintext> <textarea> <math> <q> <title> <base>
e chữ . < > " '
"""
FRAGMENTS = st.sampled_from(
    [
        *PIECES.split(),
        *("<a href='http://a.b/'>", '<a href="http://a.b/\'onmouseover=x">', "<img src=http://a.b/c alt='<x>'>"),
        *("<svg onload=x>", "<span translate=no>", "<abbr title='a>b'>", "\u0301", "\ud800", "\x00", " ", "\n"),
    ]
)
HOSTILE = st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map("".join)


class _Reader(HTMLParser):
    """Reads what we wrote: the text, and whether every tag is one of ours and closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name not in ("href", "title", "translate")]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_whatever_comes_in_only_well_formed_harmless_markup_comes_out(html: str) -> None:
    for block in blocks(html, base_url=BASE):
        assert block.text == clean.line(block.text)
        assert block.text or block.src
        if block.html:
            reader = _Reader()
            reader.feed(block.html)
            reader.close()
            assert not reader.open
            assert "".join(reader.words) == block.text
            assert not re.search(r"<\s*(script|style|svg|iframe|textarea)", block.html, re.IGNORECASE)
