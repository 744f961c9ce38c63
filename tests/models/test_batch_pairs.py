from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from recipe.batches import Store, cut, drawn, one_pass
from recipe.pieces import BOS, EOS, PAD
from recipe.schedule import Schedule, progress
from recipe.shards import Shard, Table, fits, read_shards, write_group


def shard(count: int, broad: float = 1, fine: float = 0, seed: int = 1) -> Shard:
    rng = np.random.default_rng(seed)
    sides = [[[int(i) + 10] * int(n) for i, n in enumerate(rng.integers(1, 30, count))] for _ in range(2)]
    return Shard("x", broad, fine, Table.of(sides[0]), Table.of(sides[1]))


def test_what_is_written_to_shards_is_read_back(tmp_path: Path) -> None:
    source, target = [[5, 6, 7], [8]], [[9, 10], [65000]]
    write_group(tmp_path, "news+", (3, 0.5), source, target)
    (found,) = read_shards(tmp_path)
    assert (found.group, found.broad, found.fine) == ("news+", 3, 0.5)
    assert found.source.ids.tolist() == [5, 6, 7, 8]
    assert found.target.lengths.tolist() == [2, 1]
    assert found.target.ids.tolist() == [9, 10, 65000]


def test_a_large_group_is_cut_into_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recipe.shards.SHARD_IDS", 50)
    lines = [[7] * 10 for _ in range(11)]
    assert len(write_group(tmp_path, "x", (1, 1), lines, lines)) == 6
    assert sum(len(found.source.lengths) for found in read_shards(tmp_path)) == 11


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"recipe\.prepare"):
        read_shards(tmp_path)


@pytest.mark.parametrize(
    ("source", "target", "expected"), [(10, 12, True), (0, 5, False), (5, 0, False), (161, 150, False), (4, 60, False)]
)
def test_pairs_out_of_proportion_are_not_kept(source: int, target: int, expected: bool) -> None:
    assert fits([1] * source, [1] * target) is expected


def test_no_batch_is_larger_than_asked_and_every_row_is_in_one() -> None:
    lengths = np.array([3, 4, 5, 9, 9, 20, 31], np.int32)
    batches = cut(lengths, np.arange(7), 32)
    assert sorted(int(row) for batch in batches for row in batch) == list(range(7))
    assert all(lengths[batch].max() * len(batch) <= 32 for batch in batches)
    assert cut(lengths, np.arange(0), 32) == []


def test_a_weight_is_how_often_a_pair_is_drawn() -> None:
    rows = drawn(np.array([2.0, 0.0, 1.0]), np.random.default_rng(1))
    assert sorted(rows.tolist()) == [0, 0, 2]
    many = drawn(np.full(2000, 0.25), np.random.default_rng(1))
    assert 400 < len(many) < 600


def test_a_batch_opens_and_closes_every_line_and_pads_the_rest() -> None:
    store = Store([Shard("x", 1, 0, Table.of([[11, 12], [13]]), Table.of([[21], [22, 23, 24]]))])
    batch = store.batch(np.array([1, 0]))
    assert batch.source.tolist() == [[13, EOS, PAD], [11, 12, EOS]]
    assert batch.target.tolist() == [[BOS, 22, 23, 24, EOS], [BOS, 21, EOS, PAD, PAD]]


def test_one_pass_gives_every_pair_once_and_another_order_next_time() -> None:
    store = Store([shard(40), shard(30, seed=2)])
    passes = [list(one_pass(store, store.broad, 120, np.random.default_rng(seed))) for seed in (1, 2)]
    assert [sum(len(batch.source) for batch in batches) for batches in passes] == [70, 70]
    assert [batch.source.tolist() for batch in passes[0]] != [batch.source.tolist() for batch in passes[1]]


def test_lines_of_like_length_share_a_batch() -> None:
    store = Store([shard(900)])
    batches = list(one_pass(store, store.broad, 300, np.random.default_rng(1)))
    held = sum(batch.source.size for batch in batches)
    assert held < 1.6 * sum(int((batch.source != PAD).sum()) for batch in batches)  # unsorted: 1.75


def test_the_rate_climbs_stays_level_and_falls_in_the_fine_stage() -> None:
    schedule = Schedule(minutes=10, peak=1.0, warmup=100, fine_from=0.5)
    assert schedule.rate(0, 0) == pytest.approx(0.01)
    assert schedule.rate(500, 200) == 1.0
    assert not schedule.is_fine(299)
    assert schedule.is_fine(300)
    assert schedule.rate(900, 450) == pytest.approx(0.5)
    assert schedule.rate(999, 600) == pytest.approx(0.02)
    assert schedule.is_over(600)


def test_the_progress_line_tells_step_loss_speed_and_time_left() -> None:
    line = progress(1200, 2.9812, 6e-4, 6673.2, 1860, fine=False)
    assert line == "step 1,200  loss 2.981  rate 6.0e-04  6,673 tokens/s  31 min left (broad)"
