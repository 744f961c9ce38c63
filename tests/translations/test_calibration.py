"""Bins, ECE, Brier and the isotonic fit, on tables worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.calibration import (
    Step,
    Tally,
    bins,
    brier,
    corrected,
    crossed,
    expected_error,
    isotonic,
    recalibrated,
)

#: 0.05 comes true 1 time in 10, 0.25 never in 5, 0.95 4 times in 5.
SOME: Tally = {(0.05, True): 1, (0.05, False): 9, (0.25, False): 5, (0.95, True): 4, (0.95, False): 1}

_TALLIES = st.dictionaries(st.tuples(st.floats(0, 1), st.booleans()), st.integers(1, 50))


@pytest.mark.parametrize(
    ("chance", "place"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.3, 3), (0.6, 6), (0.7, 7), (0.9, 9), (1.0, 9)]
)
def test_a_prediction_falls_into_one_of_ten(chance: float, place: int) -> None:
    found = bins({(chance, True): 3})
    assert [each.count for each in found] == [3 * (each == place) for each in range(10)]


def test_a_bin_says_what_was_predicted_and_what_happened() -> None:
    found = bins(SOME)
    assert [each.count for each in found] == [10, 0, 5, 0, 0, 0, 0, 0, 0, 5]
    assert [(round(each.predicted, 6), each.observed) for each in found if each.count] == [
        (0.05, 0.1),
        (0.25, 0.0),
        (0.95, 0.8),
    ]


def test_the_expected_error_weighs_bins_by_what_is_in_them() -> None:
    assert expected_error(bins(SOME)) == pytest.approx((10 * 0.05 + 5 * 0.25 + 5 * 0.15) / 20)


@pytest.mark.parametrize(
    ("tally", "score"),
    [
        ({}, 0.0),
        ({(1.0, True): 2, (0.0, False): 3}, 0.0),
        ({(0.0, True): 2}, 1.0),
        ({(0.5, True): 1, (0.5, False): 1}, 0.25),
        ({(0.2, True): 1, (0.2, False): 3}, (0.64 + 3 * 0.04) / 4),
    ],
)
def test_brier(tally: Tally, score: float) -> None:
    assert brier(tally) == pytest.approx(score)


@pytest.mark.parametrize(
    ("tally", "steps"),
    [
        ({}, []),
        ({(0.4, True): 1, (0.4, False): 3}, [(0.4, 0.25, 4)]),
        (SOME, [(0.05, 1 / 15, 15), (0.95, 0.8, 5)]),
        # in order already: nothing is pooled
        ({(0.1, False): 1, (0.2, True): 1, (0.2, False): 1, (0.3, True): 1}, [(0.1, 0, 1), (0.2, 0.5, 2), (0.3, 1, 1)]),
        # the wrong way round: all is pooled
        ({(0.1, True): 1, (0.2, True): 1, (0.2, False): 1, (0.3, False): 1}, [(0.1, 0.5, 4)]),
        # only what violates is pooled: 0, then 2/3 with 1/3
        (
            {(0.1, False): 2, (0.2, True): 2, (0.2, False): 1, (0.3, True): 1, (0.3, False): 2},
            [(0.1, 0, 2), (0.2, 0.5, 6)],
        ),
        # what was pooled violates in its turn
        (
            {(0.1, True): 1, (0.1, False): 1, (0.2, True): 1, (0.3, False): 1, (0.4, False): 1},
            [(0.1, 0.4, 5)],
        ),
    ],
)
def test_adjacent_violators_are_pooled(tally: Tally, steps: list[tuple[float, float, int]]) -> None:
    assert [(step.start, pytest.approx(step.chance), step.count) for step in isotonic(tally)] == steps


@given(_TALLIES)
def test_the_fit_rises_loses_nobody_and_is_never_worse_on_what_it_was_fitted_to(tally: Tally) -> None:
    steps = isotonic(tally)
    chances = [step.chance for step in steps]
    assert chances == sorted(chances)
    assert sum(step.count for step in steps) == sum(tally.values())
    assert brier(recalibrated(tally, steps)) <= brier(tally) + 1e-9


@pytest.mark.parametrize(("chance", "made"), [(0.0, 0.1), (0.2, 0.1), (0.4999, 0.1), (0.5, 0.7), (1.0, 0.7)])
def test_a_step_holds_up_to_the_next(chance: float, made: float) -> None:
    assert corrected(chance, [Step(0.2, 0.1, 3), Step(0.5, 0.7, 3)]) == made
    assert corrected(chance, []) == chance


def test_each_half_is_corrected_by_the_other() -> None:
    one = Counter({(0.3, True): 4})
    other = Counter({(0.3, False): 4})
    assert crossed((one, other)) == {(0.0, True): 4, (1.0, False): 4}
