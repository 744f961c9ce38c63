"""Beats songngu for some minutes and says whether anything was lost: `make chaos`, or PYTHONPATH=tests python -m chaos.

Exit status 1 when a law is broken. The seed settles what is done, in which order and for how long; not the
scheduler of the kernel, so two runs with one seed are alike, not equal.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from chaos import report, siege
from chaos.houses import HOUSES, House, missing

#: Seconds in all, for both houses: what `make chaos` promises.
BOUND = 600
#: Of which starting and judging take so much in each house, and waiting for quiet at most so much. A delivery whose
#: worker was killed stays leased for 90 s.
OVERHEAD, PATIENCE = 25, 125


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="default: another one each time")
    parser.add_argument("--seconds", type=float, default=0, help="of beating in each house; default: as time allows")
    parser.add_argument("--only", choices=[kind.__name__.lower() for kind in HOUSES], help="one house")
    parser.add_argument("--keep", type=Path, help="leave database and logs here, in a folder for each house")
    given = parser.parse_args()
    kinds = [kind for kind in HOUSES if given.only in (None, kind.__name__.lower())]
    say(f"seed {given.seed}")
    seconds = given.seconds or BOUND / len(kinds) - OVERHEAD - PATIENCE
    broken = [sentence for kind in kinds for sentence in beat(kind, given.seed, seconds, given.keep)]
    sys.exit(1 if broken else 0)


def beat(kind: type[House], seed: int, seconds: float, keep: Path | None) -> list[str]:
    if lacks := missing(kind):
        say(f"SKIPPED {kind.name}: {lacks}")
        return []
    with tempfile.TemporaryDirectory(prefix="chaos-") as place:
        house = kind(Path(place))
        try:
            story = siege.besiege(house, seed=seed, seconds=seconds, patience=PATIENCE)
        finally:
            house.close()
            if keep:
                shutil.copytree(place, keep / kind.__name__.lower(), ignore=_pipes, dirs_exist_ok=True)
    say("\n".join(report.lines(story)))
    return story.broken


def _pipes(folder: str, names: list[str]) -> list[str]:
    """Sockets cannot be copied."""
    return [name for name in names if not (Path(folder) / name).is_dir() and not (Path(folder) / name).is_file()]


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
