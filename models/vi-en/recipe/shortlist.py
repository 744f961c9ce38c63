"""Which pieces of English a piece of Vietnamese can become: ``python -m recipe.shortlist --data build/data``.

Writes ``vmap.txt``, which CTranslate2 reads when it is asked to (``use_vmap``): a batch is then decoded over the pieces
that its own words allow, some 1,500 of 8,000, and the output layer, which is nearly half of a shallow decoder's work,
shrinks to a fifth. Who does not ask decodes over everything. The probabilities are those of IBM Model 1 (Brown et al.,
1993), learned on the pairs that the fine stage of training sees most.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from recipe.pieces import load_pieces
from recipe.shards import Shard, read_shards

Floats = npt.NDArray[np.float32]
#: The different pieces of both sides of a pair.
Bag = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

PAIRS = 300_000
PASSES = 4
#: For one source piece: so many target pieces at most, none less likely than this.
MOST, LEAST = 50, 0.001
#: The commonest target pieces are always allowed, whatever the source says.
ALWAYS = 400
SEED = 7


def bags(shards: Iterable[Shard], pairs: int = PAIRS) -> list[Bag]:
    """Pairs drawn by their weight in training, up to ``pairs``."""
    rng = np.random.default_rng(SEED)
    found: list[Bag] = []
    for shard in shards:
        lengths = zip(shard.source.starts, shard.source.lengths, shard.target.starts, shard.target.lengths, strict=True)
        weight = min(1.0, shard.fine + 0.3 * shard.broad)
        for a, n, b, m in lengths:
            if rng.random() < weight:
                found.append(
                    (
                        np.unique(shard.source.ids[a : a + n]).astype(int),
                        np.unique(shard.target.ids[b : b + m]).astype(int),
                    )
                )
    order = rng.permutation(len(found))[:pairs]
    return [found[i] for i in order]


def learned(pairs: Sequence[Bag], vocab: int, passes: int = PASSES) -> Floats:
    """``[source, target]``: how likely a source piece becomes that target piece; rows never seen are zeros.

    Two tables of vocab x vocab single floats are held: 512 MB for 8,000 pieces.
    """
    table: Floats = np.full((vocab, vocab), 1 / vocab, np.float32)
    for _ in range(passes):
        counts: Floats = np.zeros((vocab, vocab), np.float32)
        for source, target in pairs:
            here = np.ix_(source, target)
            part = table[here]
            counts[here] += part / part.sum(axis=0)
        total = counts.sum(axis=1, keepdims=True)
        table = np.divide(counts, total, out=counts, where=total > 0)
    return table


def always(pairs: Sequence[Bag], pieces: Sequence[str], is_byte: Sequence[bool], most: int = ALWAYS) -> set[int]:
    """Target pieces that any sentence may need: the commonest, single characters and bytes."""
    seen: npt.NDArray[np.int64] = np.zeros(len(pieces), np.int64)
    for _, target in pairs:
        seen[target] += 1
    short = (i for i, piece in enumerate(pieces) if is_byte[i] or len(piece.replace("▁", "")) <= 1)
    return {int(i) for i in np.argsort(-seen)[:most] if seen[i]}.union(short)


def lines(
    table: Floats, fixed: set[int], pieces: Sequence[str], most: int = MOST, least: float = LEAST
) -> Iterator[str]:
    """``SOURCE TAB TARGET TARGET …``; the first line, without a source, holds what is always allowed.

    Every piece may stay itself, for names and codes are copied.
    """
    yield "\t" + " ".join(pieces[i] for i in sorted(fixed))
    for source, row in enumerate(table):
        likely = [int(i) for i in np.argsort(-row, kind="stable")[:most] if row[i] > least]
        allowed = [i for i in dict.fromkeys([*likely, source]) if i not in fixed]
        if allowed:
            yield f"{pieces[source]}\t" + " ".join(pieces[i] for i in allowed)


def write(data: Path, out: Path) -> None:
    tokenizer: Any = load_pieces(data / "pieces.model")
    ids = range(tokenizer.get_piece_size())
    pieces = [tokenizer.id_to_piece(i) for i in ids]
    drawn = bags(read_shards(data))
    print(f"{len(drawn):,} pairs, {PASSES} passes: half a minute", flush=True)
    fixed = always(drawn, pieces, [tokenizer.is_byte(i) for i in ids])
    text = "".join(f"{line}\n" for line in lines(learned(drawn, len(pieces)), fixed, pieces))
    out.write_text(text, encoding="utf-8")
    print(f"wrote {out}: {len(fixed)} pieces always, {text.count(' ') / len(pieces):.0f} more for each source piece")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m recipe.shortlist", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("build/data"), help="what recipe.prepare wrote")
    parser.add_argument("--out", type=Path, default=Path("build/vmap.txt"))
    args = parser.parse_args()
    write(args.data, args.out)


if __name__ == "__main__":
    main()
