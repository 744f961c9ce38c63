"""Inline markup as spans: read, cut into sentences, written out, carried through edits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from translations import inline
from translations.types import Mark, Severity

TEXT = "Theo Nghị quyết 52-NQ/TW, lượng CO2 giảm. Ông Trần Văn Bình nói vậy."
HTML = (
    'Theo <a href="https://example.org/?a=1&amp;b=2"><b>Nghị quyết</b> 52-NQ/TW</a>, lượng CO<sub>2</sub> '
    "<em>giảm. Ông Trần Văn Bình</em> nói vậy."
)
ENGLISH = "Under Resolution 52-NQ/TW, CO2 fell."


def placed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(replace(mark, target=mark.source) for mark in marks)


def english() -> tuple[Mark, ...]:
    """“Under [Resolution 52-NQ/TW], CO[2] fell.”"""
    link = Mark(tag="a", attributes=(("href", "https://example.org/"),), source=(5, 24), target=(6, 25))
    bold = Mark(tag="b", source=(5, 15), target=(6, 16))
    low = Mark(tag="sub", source=(34, 35), target=(29, 30))
    return link, bold, low


def test_what_is_read_is_what_is_written() -> None:
    marks = inline.read(HTML, TEXT)
    assert [mark.tag for mark in marks] == ["a", "b", "sub", "em"]
    assert inline.written(TEXT, placed(marks)) == HTML


def test_html_that_says_something_else_has_no_marks() -> None:
    assert inline.read("<b>Khác</b>", "Khác hẳn") == ()


def test_white_space_and_nothing_are_no_place_for_a_mark() -> None:
    assert inline.read("a<b> </b>b<i></i>", "a b") == ()
    (mark,) = inline.read("a<b> b </b>c", "a b c")
    assert mark.source == (2, 3)


def test_an_element_over_two_sentences_is_in_both() -> None:
    sentences = ["Theo Nghị quyết 52-NQ/TW, lượng CO2 giảm.", "Ông Trần Văn Bình nói vậy."]
    first, second = inline.cut(inline.read(HTML, TEXT), TEXT, sentences)
    assert [mark.tag for mark in first] == ["a", "b", "sub", "em"]
    assert [(mark.tag, mark.source) for mark in second] == [("em", (0, 17))]


def test_many_marks_over_many_sentences_are_cut_in_little_time() -> None:
    sentences = [f"Câu {number}." for number in range(5000)]
    html = " ".join(f"<b>{sentence}</b>" for sentence in sentences)
    text = " ".join(sentences)
    assert sum(map(len, inline.cut(inline.read(html, text), text, sentences))) == 5000


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 5), (3, 9)], "<b>ab cd</b> <b>ef</b> gh"),
        ([(0, 5), None], "<b>ab cd</b> ef gh"),
        ([(3, 5), (0, 9)], "<b>ab</b> <b>cd</b> ef gh"),
        ([(0, 50), (-3, 2)], "<b>ab cd ef gh</b>"),
        ([(5, 5), (0, 0)], "ab cd ef gh"),
    ],
)
def test_whatever_the_spans_nothing_crosses(spans: list[tuple[int, int] | None], expected: str) -> None:
    marks = [Mark(tag="b", source=(index * 3, index * 3 + 2), target=span) for index, span in enumerate(spans)]
    written = inline.written("ab cd ef gh", marks)
    assert written == expected


def test_text_and_attributes_are_escaped() -> None:
    mark = Mark(tag="a", attributes=(("href", 'https://e.org/?"<&'),), source=(0, 1), target=(0, 5))
    assert inline.written("a < b & c", [mark]) == '<a href="https://e.org/?&quot;&lt;&amp;">a &lt; b</a> &amp; c'


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (ENGLISH, "Under <a><b>Resolution</b> 52-NQ/TW</a>, CO<sub>2</sub> fell."),
        ("By the Resolution 52-NQ/TW, CO2 fell.", "By the <a><b>Resolution</b> 52-NQ/TW</a>, CO<sub>2</sub> fell."),
        ("Under Resolution No. 52-NQ/TW it fell.", "Under <a><b>Resolution</b> No. 52-NQ/TW</a> it fell."),
        ("Under Decree 52-NQ/TW, CO2 fell.", "Under <a><b>Decree</b> 52-NQ/TW</a>, CO<sub>2</sub> fell."),
        ("CO2 fell, says Resolution 52-NQ/TW.", "CO<sub>2</sub> fell, says <a><b>Resolution</b> 52-NQ/TW</a>."),
        ("Emissions fell.", "<a>Emissions</a> fell."),
    ],
)
def test_marks_follow_an_edit(after: str, expected: str) -> None:
    marks = inline.followed(english(), TEXT, ENGLISH, after)
    assert inline.written(after, marks).replace(' href="https://example.org/"', "") == expected


def test_a_link_on_a_rewritten_sentence_is_kept_and_its_place_called_a_guess() -> None:
    marks = inline.followed(english(), TEXT, ENGLISH, "Emissions fell.")
    found = inline.flags(marks, TEXT, "Emissions fell.")
    assert [flag.code for flag in found] == ["markup-guessed", "markup-lost", "markup-lost"]


def test_a_mark_that_lost_its_place_finds_it_again_by_its_words() -> None:
    gone = inline.followed(english(), TEXT, ENGLISH, "Emissions fell.")
    back = inline.followed(gone, TEXT, "Emissions fell.", "Emissions of CO2 fell.")
    assert [mark.target for mark in back[1:]] == [None, (15, 16)]


def test_a_very_long_rewriting_takes_little_time() -> None:
    before, after = "a b c d " * 2500, "d c b a " * 2500
    mark = Mark(tag="b", source=(0, 1), target=(0, 3))
    inline.followed([mark], "x", before, after)


@pytest.mark.parametrize(
    ("words", "target", "expected"),
    [
        ("Trần Văn Bình", "Mr Tran Van Binh said", ["Tran Van Binh"]),
        ("6.000", "some 6,000 people", ["6,000"]),
        ("52-NQ/TW", "52-NQ/TW", ["52-NQ/TW"]),
        ("to", "to the big house", []),
        ("Cần", "they can do it", []),
        ("Huế", "Hueland and Hue", ["Hue"]),
        ("[1]", "as said [1].", ["[1]"]),
    ],
)
def test_words_that_stay_are_found(words: str, target: str, expected: list[str]) -> None:
    found = inline.literal(Mark(tag="a", source=(0, len(words))), words, target)
    assert [target[start:end] for start, end in found] == expected


def test_a_lost_link_is_a_doubt_and_lost_emphasis_a_remark() -> None:
    link, bold, _ = english()
    found = inline.flags([replace(link, target=None), replace(bold, target=None)], TEXT, ENGLISH)
    assert [(flag.code, flag.severity) for flag in found] == [
        ("markup-lost", Severity.MAJOR),
        ("markup-lost", Severity.MINOR),
    ]
    assert "https://example.org/" in found[0].message


def test_fixed_text_that_changed_is_a_doubt() -> None:
    mark = Mark(tag="code", source=(0, 5), target=(0, 5))
    assert inline.flags([mark], "a_b_c", "a_b_c") == ()
    assert [flag.code for flag in inline.flags([mark], "a_b_c", "a b c")] == ["kept-changed"]
