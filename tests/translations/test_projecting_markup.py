"""Inline markup put onto a translation."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translations import compose, inline
from translations.inline import Alignment, projected
from translations.inline.projecting import MOST_MARKS, heaviest
from translations.intake.markup import blocks as blocks_of
from translations.types import Block, Severity
from worker.alignment import piece_spans
from worker.segment import sentences

SOURCE = "Theo Nghị quyết 52-NQ/TW, ông Trần Văn Bình và cô bé “nhỏ nhắn” đạt 6.000 điểm."


def project(html: str, source: str, target: str, alignment: Alignment | None = None) -> str:
    marks = inline.read(html, source)
    assert marks
    return inline.written(target, projected(marks, source, target, alignment))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>{}</b>", "<b>Under Resolution 52-NQ/TW, Tran Van Binh and the “petite” girl scored 6,000 points.</b>"),
        ("Trần Văn Bình", "Under Resolution 52-NQ/TW, <b>Tran Van Binh</b> and the “petite” girl scored 6,000 points."),
        ("6.000", "Under Resolution 52-NQ/TW, Tran Van Binh and the “petite” girl scored <b>6,000</b> points."),
        ("52-NQ/TW", "Under Resolution <b>52-NQ/TW</b>, Tran Van Binh and the “petite” girl scored 6,000 points."),
    ],
)
def test_words_that_stay_carry_their_markup(html: str, expected: str) -> None:
    target = re.sub("</?b>", "", expected)
    html = html.format(SOURCE) if "{" in html else SOURCE.replace(html, f"<b>{html}</b>")
    assert project(html, SOURCE, target) == expected


def words(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in re.finditer(r"\S+", text))


def aligned(source: str, target: str, *pairs: tuple[int, int]) -> Alignment:
    """Whole words as pieces; `pairs` are (target word, source word)."""
    here, there = words(source), words(target)
    weights = [[0.9 if (row, column) in pairs else 0.02 for column in range(len(here))] for row in range(len(there))]
    return Alignment(here, there, weights)


def test_attention_finds_what_moved() -> None:
    source, target = "con mèo đen ngủ", "the black cat sleeps"
    found = aligned(source, target, (1, 2), (2, 1), (3, 3))
    assert project("con mèo <em>đen</em> ngủ", source, target, found) == "the <em>black</em> cat sleeps"
    assert project("con mèo <em>đen</em> ngủ", source, target) == "the black <em>cat</em> sleeps"


def test_the_word_that_leads_on_stays_outside() -> None:
    source, target = "báo cáo về nước", "report of water"
    found = aligned(source, target, (0, 0), (1, 1), (2, 3))
    assert project("<a>báo cáo</a> về nước", source, target, found) == "<a>report</a> of water"


def test_neighbours_that_change_places_do_not_cross() -> None:
    source, target = "mèo đen ngủ", "black cat sleeps"
    found = aligned(source, target, (0, 1), (1, 0), (2, 2))
    html = '<a href="https://example.org/1">mèo</a> <a href="https://example.org/2">đen</a> ngủ'
    assert project(html, source, target, found) == (
        '<a href="https://example.org/2">black</a> <a href="https://example.org/1">cat</a> sleeps'
    )


def test_what_is_inside_stays_inside_though_attention_says_otherwise() -> None:
    source, target = "một hai ba bốn", "one two three four"
    found = aligned(source, target, (0, 0), (1, 1), (2, 2), (3, 3))
    assert project("<a>một <b>hai</b></a> ba bốn", source, target, found) == "<a>one <b>two</b></a> three four"
    away = aligned(source, target, (0, 0), (1, 2), (2, 3), (3, 1))
    assert project("<a>một <b>hai</b></a> ba bốn", source, target, away).count("</b>") == 1


def test_a_stop_and_quotation_marks_go_along() -> None:
    source, target = "Bà nói “hay lắm”.", "She said “very good”."
    assert project("Bà nói <i>“hay lắm”</i>.", source, target) == "She said <i>“very good”</i>."


def test_fixed_text_is_not_put_on_other_words() -> None:
    marks = projected(inline.read("Gõ <code>ls -l</code> đi", "Gõ ls -l đi"), "Gõ ls -l đi", "Type list now")
    assert [mark.target for mark in marks] == [None]


def test_a_sign_that_is_marked_by_itself_is_not_covered() -> None:
    source, target = "một & hai ba", "one & two three"
    found = aligned(source, target, (0, 3), (2, 3), (3, 0), (3, 2))
    html = "một <i>&amp;</i> hai <b>ba</b>"
    assert project(html, source, target, found) == "<b>one</b> <i>&amp;</i> two three"


def test_what_has_no_room_is_reported() -> None:
    html = " ".join(f'<a href="https://example.org/{n}">một</a>' for n in range(3))
    source = "một một một"
    marks = projected(inline.read(html, source), source, "one two")
    assert len([mark for mark in marks if mark.target]) == 2
    assert [flag.code for flag in inline.flags(marks, source, "one two")].count("markup-lost") == 1


def test_a_sentence_with_a_thousand_marks_costs_little_and_says_what_is_lost() -> None:
    source = " ".join(["từ"] * 1000)
    marks = projected(inline.read(" ".join(["<b>từ</b>"] * 1000), source), source, source)
    assert len(marks) == 1000
    assert sum(1 for mark in marks if mark.target) == MOST_MARKS


@pytest.mark.parametrize("target", ["", " ", "…", "—", "word"])
def test_a_poor_target_is_no_trouble(target: str) -> None:
    html = '<b>Theo</b> <a href="https://example.org/">Nghị <i>quyết</i></a>'
    assert "<" not in re.sub(r"</?[bia][^>]*>", "", project(html, "Theo Nghị quyết", target))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([-1.0, 2.0, 3.0, -4.0], (5.0, 1, 2)), ([2.0, -1.0, 2.0], (3.0, 0, 2)), ([-2.0, -1.0], (-1.0, 1, 1))],
)
def test_the_heaviest_stretch_is_found(scores: list[float], expected: tuple[float, int, int]) -> None:
    assert heaviest(scores) == expected


def test_pieces_are_found_in_their_text() -> None:
    text = "Nghị quyết 52-NQ"
    assert [text[a:b] for a, b in piece_spans(["▁Ngh", "ị", "▁quyết", "▁52", "-", "NQ"], text)] == [
        "Ngh", "ị", "quyết", "52", "-", "NQ",
    ]  # fmt: skip


# Generated documents

_WORDS = st.sampled_from(
    [
        *["Theo", "Huế", "chính", "sách", "mới", "nhà", "nước", "ông", "Bình", "nói", "đã"],
        "6.000",
        "52-NQ/TW",
        "CO2",
        "&",
        "<",
        "“hay”",
    ]
)
_TAGS = ("em", "strong", "b", "i", "u", "s", "sub", "sup", "mark", "q")


def _wrapped(inner: str, tag: str, number: int) -> str:
    match tag:
        case "a":
            return f'<a href="https://example.org/{number}">{inner}</a>'
        case "abbr":
            return f'<abbr title="số {number}">{inner}</abbr>'
        case _:
            return f"<{tag}>{inner}</{tag}>"


@st.composite
def _runs(draw: st.DrawFn, depth: int = 0) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = " ".join(draw(st.lists(_WORDS, min_size=1, max_size=4)))
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        if draw(st.booleans()):
            inner = draw(_runs(depth=depth + 1)) if depth < 2 and draw(st.booleans()) else text
            text = _wrapped(inner, draw(st.sampled_from(["a", "abbr", *_TAGS])), draw(st.integers(0, 99)))
        parts.append(text)
    return " ".join(parts) + draw(st.sampled_from(["", ".", ". Huế", ", "]))


_DOCUMENTS = st.lists(_runs(), min_size=1, max_size=4).map(lambda parts: "".join(f"<p>{part}</p>" for part in parts))


class _Balance(HTMLParser):
    """Fails on an end tag that does not close the innermost element."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in self.open, f"{tag} inside {tag}"
        self.open.append(tag)
        self.seen.append((tag, *(value or "" for _, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> Counter[tuple[str, ...]]:
    reader = _Balance()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return Counter(reader.seen)


def carried(block: Block, seed: int) -> tuple[str, Counter[tuple[str, ...]], str]:
    """The block's "translation" (the same words, shuffled and spelled otherwise), what it should hold, its text."""
    shuffle = random.Random(seed)
    cuts = sentences(block.text, "vi")
    html, texts, expected = [], [], Counter[tuple[str, ...]]()
    for sentence, marks in zip(cuts, inline.cut(inline.read(block.html, block.text), block.text, cuts), strict=True):
        others = [f"w{n}" if word.isalpha() else word for n, word in enumerate(sentence.split())]
        shuffle.shuffle(others)
        target = " ".join(others)
        chance = Alignment(words(sentence), words(target), [[shuffle.random() for _ in others] for _ in others])
        placed = projected(marks, sentence, target, chance if shuffle.random() < 0.8 else None)
        expected.update((mark.tag, *(value for _, value in mark.attributes)) for mark in placed if mark.target)
        lost = sum(1 for mark in placed if mark.target is None)
        told = [flag for flag in inline.flags(placed, sentence, target) if flag.code != "markup-guessed"]
        assert lost == len(told)
        # A lone sign that is marked may stand between words that belong together: only then is there no room.
        wordy = [any(map(str.isalnum, sentence[slice(*mark.source)])) for mark in placed]
        assert not all(wordy) or not lost
        html.append(inline.written(target, placed))
        texts.append(target)
    return " ".join(html), expected, " ".join(texts)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(_DOCUMENTS, st.integers(0, 10**6))
def test_on_200_documents_no_tag_is_lost_added_or_crossed(document: str, seed: int) -> None:
    for block in blocks_of(document):
        html, expected, text = carried(block, seed)
        assert tags(html) == expected
        assert inline.read(html, text) or not expected
        assert tags(compose.sanitise(html)).total() == expected.total()
        same = [replace(mark, target=mark.source) for mark in inline.read(block.html, block.text)]
        assert tags(inline.written(block.text, same)) == tags(block.html)


def test_a_raised_figure_on_other_words_is_a_grave_guess() -> None:
    source, target = "Kho rộng 6.500 m2 cháy.", "A 6,500-square-meter warehouse burned."
    (marks,) = inline.cut(inline.read("Kho rộng 6.500 m<sup>2</sup> cháy.", source), source, [source])
    burned, two = (target.index("burned"), target.index(".")), marks[0].source
    looked_at = Alignment((two, (0, two[0])), (burned, (0, burned[0])), [[1.0, 0.0], [0.0, 1.0]])
    (raised,) = inline.projected(marks, source, target, looked_at)
    assert (raised.target, raised.sure) == (burned, False)
    (flag,) = inline.flags([raised], source, target)
    assert (flag.code, flag.severity) == ("markup-guessed", Severity.MAJOR)
