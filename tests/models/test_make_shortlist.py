"""The lexical shortlist: what a Vietnamese piece can become in English."""

from __future__ import annotations

import numpy as np
import pytest
from recipe import shortlist
from recipe.shards import Shard, Table

#: Numbered as a vocabulary would: Vietnamese and English share it.
PIECES = ["<s>", "▁nước", "▁biển", "▁trà", "▁water", "▁sea", "▁tea", "▁the", "▁Huế", "<0x41>", "."]
NUOC, BIEN, TRA, WATER, SEA, TEA, THE, HUE = range(1, 9)


def bag(source: list[int], target: list[int]) -> shortlist.Bag:
    return np.array(source), np.array(target)


PAIRS = [
    bag([NUOC], [THE, WATER]),
    bag([NUOC, BIEN], [THE, SEA, WATER]),
    bag([NUOC, TRA], [TEA, THE, WATER]),
    bag([BIEN], [THE, SEA]),
    bag([TRA], [TEA]),
]


def listed(**options: float) -> dict[str, list[str]]:
    table = shortlist.learned(PAIRS, len(PIECES), passes=8)
    fixed = shortlist.always(PAIRS, PIECES, [piece.startswith("<0x") for piece in PIECES], most=1)
    found = shortlist.lines(table, fixed, PIECES, **options)  # type: ignore[arg-type]
    return {source: target.split() for source, target in (line.split("\t") for line in found)}


def test_a_word_is_given_what_it_was_translated_by_rather_than_what_stood_beside_it() -> None:
    table = shortlist.learned(PAIRS, len(PIECES), passes=8)
    assert table[TRA, TEA] > 0.9
    assert table[TRA, WATER] < 0.1
    assert table[NUOC].argmax() == WATER


def test_the_commonest_pieces_single_characters_and_bytes_are_always_allowed() -> None:
    assert listed()[""] == ["▁the", "<0x41>", "."]


def test_every_piece_may_stay_itself_so_that_names_are_copied() -> None:
    assert listed()["▁Huế"] == ["▁Huế"]
    assert "▁nước" in listed()["▁nước"]


def test_no_more_than_were_asked_for_and_none_that_are_always_allowed() -> None:
    found = listed(most=1, least=0.0)
    assert found["▁nước"] == ["▁water", "▁nước"]
    assert not any("▁the" in allowed for source, allowed in found.items() if source)


def test_pairs_are_drawn_by_their_weight_in_training() -> None:
    sides = Table.of([[1]] * 1000), Table.of([[4]] * 1000)
    never, often, always = (Shard("a", broad, fine, *sides) for broad, fine in ((0, 0), (0, 0.5), (1, 4)))
    assert not shortlist.bags([never])
    assert len(shortlist.bags([often])) == pytest.approx(500, abs=60)
    assert len(shortlist.bags([always])) == 1000
    assert len(shortlist.bags([always], pairs=300)) == 300
