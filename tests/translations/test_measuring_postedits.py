"""HTER and chrF: against sacreBLEU, and by hand."""

from __future__ import annotations

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st

from translations.postedit import SLOWEST, Distance, Pace, distance, words

PAIRS = [
    ("The bridge opened this morning.", "The bridge opened this morning."),
    ("The bridge opened this morning.", "The new bridge opened this morning."),
    ("Villagers on both banks was happy.", "Villagers on both banks were delighted."),
    ("The commune has 8.2 million people.", "The commune has more than 82,000 people."),
    ("It rained.", "Heavy rain all night flooded many roads in the north of the district."),
    ("Bà con trồng mắc ca", "The villagers grow macadamia."),
    ("A", "An"),
    ("Rain", "Mưa"),
]


@pytest.mark.parametrize(("draft", "final"), PAIRS)
def test_chrf_is_that_of_sacrebleu(draft: str, final: str) -> None:
    assert distance(draft, final).chrf == pytest.approx(sacrebleu.sentence_chrf(draft, [final]).score)


@given(st.text("abc d", max_size=15), st.text("abc d", min_size=1, max_size=15))
def test_chrf_is_that_of_sacrebleu_for_any_two_texts(draft: str, final: str) -> None:
    assert distance(draft, final).chrf == pytest.approx(sacrebleu.sentence_chrf(draft, [final]).score)


@pytest.mark.parametrize(("draft", "final"), PAIRS)
def test_hter_is_ter_where_nothing_moved(draft: str, final: str) -> None:
    ter = sacrebleu.sentence_ter(draft, [final], normalized=True, case_sensitive=True)
    assert 100 * distance(draft, final).hter == pytest.approx(ter.score)


def test_measures_of_a_sum_are_those_of_the_corpus() -> None:
    drafts, finals = zip(*PAIRS, strict=True)
    whole = sum((distance(*pair) for pair in PAIRS), Distance())
    assert whole.segments == len(PAIRS)
    assert whole.chrf == pytest.approx(sacrebleu.corpus_chrf(drafts, [finals]).score)
    ter = sacrebleu.corpus_ter(drafts, [finals], normalized=True, case_sensitive=True)
    assert 100 * whole.hter == pytest.approx(ter.score)


@pytest.mark.parametrize(
    ("draft", "final", "hter", "edited"),
    [
        ("one two three four", "one two three four", 0, False),
        ("one  two\nthree four", "one two three four", 0, False),
        ("one two three four", "One two three four", 0.25, True),
        ("one two three", "one two three four", 0.25, True),
        ("one two three four", "four one two three", 0.5, True),
        ("one two three four", "one two", 1.0, True),
        (" ".join("abcdefghij"), " ".join("abcdefghiJ"), 0.1, False),
        (" ".join("abcdefghi"), " ".join("abcdefghI"), 1 / 9, True),
        ("", "one", 1.0, True),
        ("one", "", 1.0, True),
        ("", "", 0, False),
    ],
)
def test_words_changed_for_each_word_of_the_final_text(draft: str, final: str, hter: float, edited: bool) -> None:
    found = distance(draft, final)
    assert (found.hter, bool(found.edited)) == (pytest.approx(hter), edited)


def test_a_figure_is_one_word_and_a_sign_another() -> None:
    assert words("In 82,000 well-known cases (52-NQ/TW), it's 3.5%.") == [
        *("In", "82,000", "well-known", "cases", "(", "52-NQ/TW", ")", ",", "it's", "3.5", "%", "."),
    ]


def test_nothing_measured_is_nothing_changed() -> None:
    assert (Distance().hter, Distance().chrf, Distance().edited_share) == (0, 0, 0)


def test_a_pace_is_a_median_so_that_one_long_pause_says_little() -> None:
    pace = Pace()
    assert pace.median is None
    for seconds, count in ((10, 10), (30, 10), (3600, 10), (5, 0)):
        pace.add(seconds, count)
    assert (pace.segments, pace.median, max(pace.tenths)) == (3, 3.0, 10 * SLOWEST)
