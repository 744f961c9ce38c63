"""Drafts that may never be: found, tried again within bounds, and named when they stay bad."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from translations.glossary import Glossary
from translations.types import GlossaryTerm, Severity
from worker import never
from worker.engine import Translated
from worker.never import Attempt
from worker.repair import Sentence

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


LANGUAGES = ("vi", "en")


def again(engine: Engine, *targets: str, terms: Sequence[GlossaryTerm] = (), source: str = SOURCE) -> list[Attempt]:
    made = {Sentence(f"{source}{' ' * number}", target, LANGUAGES): -0.5 for number, target in enumerate(targets)}
    return list(never.best(made, engine.retry, Glossary(terms)).values())


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
    first = never.judged(Sentence(SOURCE, target, LANGUAGES), -0.5, Glossary(()))
    assert code in [flag.code for flag in first.flags]
    (found,) = again(engine, target)
    assert found.target == GOOD
    assert [(note.code, note.severity) for note in found.notes] == [("retried", Severity.MINOR)]


def test_a_good_sentence_is_not_tried_again() -> None:
    engine = Engine("worse")
    assert [found.target for found in again(engine, GOOD)] == [GOOD]
    assert engine.asked == []


def test_what_stays_bad_keeps_the_best_and_says_why() -> None:
    (found,) = again(Engine("", SOURCE), LOOP)
    assert found.target == LOOP
    assert found.notes[0].severity is Severity.MAJOR
    assert "round in circles" in found.notes[0].message


def test_a_better_attempt_wins_though_it_is_not_the_first() -> None:
    (found,) = again(Engine("", GOOD, LOOP), "Glad.")
    assert found.target == GOOD


def test_an_attempt_that_drops_a_term_loses() -> None:
    term = GlossaryTerm(source="cầu mới", target="Sky Bridge")
    kept = GOOD.replace("new bridge", "Sky Bridge")
    (found,) = again(Engine(GOOD, kept), "", terms=[term])
    assert found.target == kept


def test_a_figure_that_misleads_is_tried_again_unless_a_repair_will_do() -> None:
    source = "Cầu mới dài 6.000 mét."
    engine = Engine("The new bridge is 6.000 metres long.")
    (found,) = again(engine, "The new bridge is 9,000 metres long.", source=source)
    assert found.target == "The new bridge is 6,000 metres long."
    assert [note.code for note in found.notes] == ["retried", "repaired"]
    again(engine, "The new bridge is 6.000 metres long.", source=source)
    assert len(engine.asked) == 1


def test_a_figure_that_stays_wrong_is_left_to_its_flag() -> None:
    (found,) = again(Engine("The new bridge is long."), "The bridge is 9,000 metres.", source="Cầu dài 6.000 mét.")
    assert found.notes == ()


def test_without_another_way_there_is_only_repair() -> None:
    sentence = Sentence("Cầu dài 6.000 mét.", "The bridge is 6.000 metres.", LANGUAGES)
    (found,) = never.best({sentence: -0.5}, None, Glossary(())).values()
    assert found.target == "The bridge is 6,000 metres."


def test_misleading_figures_are_tried_again_for_a_tenth_of_an_article() -> None:
    engine = Engine("The new bridge is 6,000 metres long.")
    again(engine, *["The new bridge is 9,000 metres long."] * 60, source="Cầu mới dài 6.000 mét.")
    assert len(engine.asked[0]) == 6


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
