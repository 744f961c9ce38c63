"""The judges of `make evaluate`, against drafts that are right and drafts that are not."""

from __future__ import annotations

import pytest

from benchmarks.evaluate import days, markup, scoring, values, wording
from benchmarks.evaluate.challenge import Item
from benchmarks.evaluate.judging import ROWS, Made, Row
from benchmarks.evaluate.table import lines
from translations.types import Flag, Severity

NUMBERS, DATES = ROWS[0], ROWS[1]


def item(**fields: object) -> Item:
    return Item(
        **{"id": "x-1", "tags": ["number"], "vi": "Có 6.000 hộ.", "en": "There are 6,000 households.", **fields}
    )  # type: ignore[arg-type]


def flag(code: str, severity: Severity = Severity.MAJOR) -> Flag:
    return Flag(code=code, severity=severity, message="It says so.")


@pytest.mark.parametrize(
    ("expected", "draft"),
    [
        ("6,000", "some 6,000 households"),
        ("1.25 trillion", "worth VND1,250 billion"),
        ("1.25 trillion", "worth VND1.25 trillion"),
        ("82,000", "82 thousand members"),
        ("500,000", "half a million visitors"),
        ("1.5 billion", "one and a half billion dong"),
        ("25", "twenty-five boats"),
        ("1,000", "a thousand workers"),
        ("2", "both sides"),
        ("3", "a 3-1 win"),
    ],
)
def test_a_number_is_right_however_it_is_written(expected: str, draft: str) -> None:
    assert values.present([expected], draft)


@pytest.mark.parametrize(
    ("expected", "draft"),
    [
        ("6,000", "some 6.000 households"),
        ("3.4", "3,4 percent"),
        ("1.25 trillion", "worth VND1,250 million"),
        ("82,000", "8.2 members"),
        ("2", "20 boats"),
        ("3", "the 13th team"),
    ],
)
def test_another_value_is_wrong(expected: str, draft: str) -> None:
    assert not values.present([expected], draft)


@pytest.mark.parametrize(
    ("expected", "draft"),
    [
        ("October 27, 2020", "on 27 October 2020"),
        ("October 27, 2020", "On the 27th of October, 2020,"),
        ("October 27", "Oct. 27"),
        ("October 27", "October 27, 2021"),
        ("4:30 p.m.", "at 4.30pm"),
        ("5 p.m.", "by 5:00 PM"),
        ("2025-2030", "the 2025 – 2030 term"),
        ("third quarter of 2025", "the third quarter 2025"),
    ],
)
def test_a_date_is_right_however_it_is_written(expected: str, draft: str) -> None:
    assert days.present([expected], draft)


@pytest.mark.parametrize(
    ("expected", "draft"),
    [
        ("October 2", "on October 27"),
        ("October 27, 2020", "on October 27"),
        ("October 27", "on 27/10"),
        ("4:30 p.m.", "at 14:30 p.m."),
        ("5 p.m.", "at 5 a.m."),
    ],
)
def test_another_date_is_wrong(expected: str, draft: str) -> None:
    assert not days.present([expected], draft)


def test_an_invented_figure_makes_a_number_wrong() -> None:
    wanted = item(numbers=[["6,000"]])
    assert NUMBERS.counts(wanted, Made("There are 6,000 households.")) == (1, 1)
    assert NUMBERS.counts(wanted, Made("There are 6,000 households and 17 dogs.")) == (1, 0)


def test_a_date_left_as_it_was_is_a_wrong_date_and_no_invented_number() -> None:
    wanted = item(vi="Ngày 19/10, có 6.000 hộ.", numbers=[["6,000"]], dates=[["October 19"]])
    draft = Made("On 19/10, there are 6,000 households.")
    assert (NUMBERS.counts(wanted, draft), DATES.counts(wanted, draft)) == ((1, 1), (1, 0))


REFERENCE = 'Read <a href="https://x.example/">the <em>flood</em> map</a> <b>today</b>.'


@pytest.mark.parametrize(
    ("draft", "intact", "in_place"),
    [
        (REFERENCE, True, True),
        ('<b>Today</b> read <a href="https://x.example/" rel="noopener">a map of the <em>flood</em></a>.', True, True),
        ('<a href="https://x.example/">Read <em>the</em></a> flood map <b>today</b>.', True, False),
        ("Read the <em>flood</em> map <b>today</b>.", False, False),
        (REFERENCE.replace("x.example", "y.example"), False, False),
        (REFERENCE.replace("<b>today</b>", "<b></b>today"), False, False),
        (REFERENCE.replace("</em> map</a>", "</a> map</em>"), False, False),
        (REFERENCE + "<b>!</b>", False, False),
    ],
)
def test_markup_is_judged_by_its_elements_and_the_words_in_them(draft: str, intact: bool, in_place: bool) -> None:
    assert (markup.intact(draft, REFERENCE), markup.in_place(draft, REFERENCE)) == (intact, in_place)


@pytest.mark.parametrize(
    ("draft", "found"),
    [("of the of the of the city", True), ("very very good", False), ("no no no", True), ("a b a b a c", False)],
)
def test_a_loop_is_the_same_words_three_times_in_a_row(draft: str, found: bool) -> None:
    assert wording.loops(draft, "Nguồn") is found


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("The huyện sowed corn", True),
        ("The district gieo corn", True),
        ("Thắng wore an áo dài", False),
        ("The hang in the hills", False),
    ],
)
def test_vietnamese_in_small_letters_is_left_over(draft: str, found: bool) -> None:
    reference = "Thắng wore an áo dài"
    assert wording.leftover(draft, "huyện gieo hang áo dài", reference, {"hang", "district"}) is found


def test_what_is_wrong_is_silent_unless_a_flag_of_its_kind_says_so() -> None:
    wanted, wrong = item(numbers=[["6,000"]]), "There are 6 households."
    row = Row("numbers right", ("number",))
    silent = scoring.score(row, [wanted], [Made(wrong)], [Made(wrong, flags=[flag("name-missing")])])
    told = scoring.score(row, [wanted], [Made(wrong)], [Made(wrong, flags=[flag("number-missing")])])
    assert (silent.wrong, silent.silent, silent.silent_items) == (1, 1, ("x-1",))
    assert (told.wrong, told.silent, told.flagged) == (1, 0, 100)


def test_the_worth_of_the_pipeline_is_the_difference_of_two_columns() -> None:
    wanted = item(numbers=[["6,000"]])
    score = scoring.score(NUMBERS, [wanted], [Made("6 households")], [Made("6,000 households")])
    assert (score.before, score.after, score.flagged) == (0, 100, None)
    assert list(lines([score]))[1].split() == ["numbers", "right", "0.0%", "100.0%", "1", "0", "–", "0"]


def test_only_grave_flags_on_good_translations_are_false_alarms() -> None:
    flags = [[flag("leftover")], [flag("too-long", Severity.MINOR)], [], []]
    assert scoring.alarmed(flags) == 25
