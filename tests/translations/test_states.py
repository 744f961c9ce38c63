from __future__ import annotations

import re
from pathlib import Path

from translations.states import MOVES, State

DOCUMENT = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_document_lists_exactly_the_moves_of_the_table() -> None:
    rows = re.findall(r"^\| ([a-z]) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    documented = {(letter, name, sources, target, meaning) for letter, name, sources, target, meaning in rows}
    table = {(m.letter, m.name, ", ".join(sorted(m.sources)) or "–", str(m.target), m.meaning) for m in MOVES.values()}
    assert documented == table


def test_every_state_is_described_in_the_document() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert all(f"**{state}**" in text for state in State)


def test_every_state_can_be_reached_and_only_by_lettered_moves() -> None:
    reached = {State.QUEUED}
    for _ in State:
        reached |= {m.target for m in MOVES.values() if m.sources & reached}
    assert reached == set(State)
    letters = [m.letter for m in MOVES.values()]
    assert len(set(letters)) == len(letters)
