"""The short cut of `make chaos`: the embedded default, beaten for some seconds while everybody works."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import pytest

from chaos import report, siege
from chaos.houses import House

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(150),
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG"),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="`make chaos` has PostgreSQL of its own"),
]


def test_nothing_is_lost_while_processes_die(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", secrets.randbelow(10**6)))
    house = House(tmp_path)
    try:
        story = siege.besiege(house, seed=seed, seconds=12, patience=15)
    finally:
        house.close()
    told = "\n".join([f"seed {seed}", *report.lines(story)])
    assert not story.broken, told
    assert story.arm.done, told
    assert story.crowd.newsroom.articles, told
