"""Drafts that may never be: found, tried again within bounds, and named when they stay bad."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from translations.glossary import Glossary
from translations.types import Flag, GlossaryTerm, Severity
from worker import never
from worker.engine import Translated

SOURCE = "Sáng nay người dân hai bên bờ vui mừng khi cầu mới được thông xe."
GOOD = "People on both banks were glad this morning when the new bridge opened."
LOOP = "People on both banks on both banks on both banks were glad."


class Engine:
    def __init__(self, *others: str) -> None:
        self.others = others
        self.asked: list[Sequence[str]] = []

    def retry(self, texts: Sequence[str]) -> list[list[Translated]]:
        self.asked.append(list(texts))
        return [[Translated(other, -1.0) for other in self.others] for _ in texts]


def again(
    engine: Engine, *targets: str, terms: Sequence[GlossaryTerm] = ()
) -> list[tuple[Translated, tuple[Flag, ...]]]:
    made = {f"{SOURCE}{' ' * number}": Translated(target, -0.5) for number, target in enumerate(targets)}
    return list(never.seconds(made, engine.retry, ("vi", "en"), Glossary(terms)).values())


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "empty"),
        (LOOP, "repetition"),
        (SOURCE, "unchanged"),
        ("People on both banks were glad khi cầu mới được thông xe.", "leftover"),
        ("Glad.", "too-short"),
        (f"{GOOD} " * 3, "too-long"),
        (f"{GOOD} The minister later thanked everyone who had come.", "added-sentence"),
    ],
)
def test_what_may_never_be_is_tried_again(target: str, code: str) -> None:
    engine = Engine(GOOD)
    first = never.judged(SOURCE, Translated(target, -0.5), ("vi", "en"), Glossary(()))
    assert code in [flag.code for flag in first.flags]
    ((found, notes),) = again(engine, target)
    assert found.text == GOOD
    assert [(note.code, note.severity) for note in notes] == [("retried", Severity.MINOR)]


def test_a_good_sentence_is_not_tried_again() -> None:
    engine = Engine("worse")
    assert again(engine, GOOD) == []
    assert engine.asked == []


def test_what_stays_bad_keeps_the_best_and_says_why() -> None:
    ((found, notes),) = again(Engine("", SOURCE), LOOP)
    assert found.text == LOOP
    assert notes[0].severity is Severity.MAJOR
    assert "round in circles" in notes[0].message


def test_a_better_attempt_wins_though_it_is_not_the_first() -> None:
    ((found, _),) = again(Engine("", GOOD, LOOP), "Glad.")
    assert found.text == GOOD


def test_an_attempt_that_drops_a_term_loses() -> None:
    term = GlossaryTerm(source="cầu mới", target="Sky Bridge")
    kept = GOOD.replace("new bridge", "Sky Bridge")
    ((found, _),) = again(Engine(GOOD, kept), "", terms=[term])
    assert found.text == kept


def test_the_cost_is_bounded() -> None:
    engine = Engine(GOOD)
    again(engine, *[LOOP] * 100)
    assert [len(texts) for texts in engine.asked] == [never.MOST_RETRIES]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ông nói.", "He said."),
        ("Ông Nam đến Huế. Trời mưa.", "Mr. Nam came to Hue. It was raining."),
        ("Thành phố có ông Nam đến thăm.", "Mr. Nam of the U.S. visited the city."),
    ],
)
def test_titles_and_short_forms_add_no_sentence(source: str, target: str) -> None:
    assert never.added_sentence(source, target) == ()
