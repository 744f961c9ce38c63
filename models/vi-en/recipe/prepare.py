"""Clean, augment and tokenise a corpus: ``python -m recipe.prepare --corpus DIR --out build/data``.

Writes pieces.model, shards (``GROUP-N.npz``) and prepared.json, the account of what was taken and what was refused.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from recipe.augment import augmented
from recipe.clean import Cleaner, HeldOut
from recipe.corpus import MIX, OWN_DATA, Group, files_of, held_out, listing, read_mix, read_pairs
from recipe.figures import made
from recipe.paths import add_corpus, corpus_folder
from recipe.pieces import load_pieces, train_pieces
from recipe.shards import fits, write_group
from recipe.termed import Terms, read_terms
from recipe.translated import translated_pairs

Pair = tuple[str, str]
SEED = 20
#: songngu's own.
TERMS = OWN_DATA.parents[2] / "translations" / "data" / "terms" / "vi-en.csv"


def gather(groups: Sequence[Group], folders: tuple[Path, Path], cleaner: Cleaner, limit: int) -> dict[str, list[Pair]]:
    """The clean pairs of every group, in the mix's order: what is listed first keeps a line that two files share.

    ``folders`` are those of our own data and of the corpus.
    """
    available = listing(*folders)
    gathered: dict[str, list[Pair]] = {}
    for group in groups:
        pairs = made(group.made, random.Random(SEED)) if group.made else []
        sources = [read_pairs(path) for path in files_of(group, available)]
        if group.translation:
            sources.append(translated_of(group, *folders))
        for source in sources:
            pairs += islice(cleaner.clean(source, group.min_words), limit or None)
        gathered[group.name] = pairs
        print(f"{group.name:12} {len(pairs):8,} pairs")
    return gathered


def translated_of(group: Group, own: Path, corpus: Path) -> Iterator[Pair]:
    """Ours may lie beside the text that it translates, where its rights keep it out of the project."""
    original = corpus / group.original
    places = own / group.translation, original.with_name(group.translation)
    ours = next((path for path in places if path.is_file()), None)
    if ours and original.is_file():
        return translated_pairs(original, ours)
    print(f"{group.name:12} left out: there is no {group.translation if original.is_file() else group.original}")
    return iter(())


def write(
    groups: Sequence[Group], gathered: dict[str, list[Pair]], out: Path, pieces: Path, copies: int | None, terms: Terms
) -> dict[str, int]:
    tokenizer = load_pieces(pieces)
    counts: dict[str, int] = {}
    for group in groups:
        plain = gathered[group.name]
        extra = group.copies if copies is None else copies * bool(group.copies)
        share = 1 / (1 + extra)
        for name, pairs in ((group.name, plain), (f"{group.name}+", augmented(plain, extra, SEED, terms))):
            sides = zip(
                tokenizer.encode([vi for vi, _ in pairs]), tokenizer.encode([en for _, en in pairs]), strict=True
            )
            kept = [(source, target) for source, target in sides if fits(source, target)]
            weights = (group.broad * share, group.fine * share)
            write_group(out, name, weights, [source for source, _ in kept], [target for _, target in kept])
            counts[name] = len(kept)
    return counts


def prepare(args: argparse.Namespace) -> None:
    out: Path = args.out
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.npz"):
        old.unlink()
    folders = args.data, corpus_folder(args)
    groups = read_mix(args.mix)
    tests = held_out(listing(*folders))
    cleaner = Cleaner(HeldOut(pair for pairs in tests.values() for pair in pairs))
    gathered = gather(groups, folders, cleaner, args.limit)
    pieces = out / "pieces.model"
    if args.pieces:
        pieces.write_bytes(args.pieces.read_bytes())
    else:
        train_pieces([pair for pairs in gathered.values() for pair in pairs], args.vocab, pieces)
    counts = write(groups, gathered, out, pieces, args.copies, read_terms(args.terms))
    account = {
        "pairs": counts,
        "refused": dict(cleaner.refused),
        "held_out": {name: len(pairs) for name, pairs in tests.items()},
    }
    (out / "prepared.json").write_text(json.dumps(account, indent=1) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in out.iterdir())
    print(
        f"refused: {dict(cleaner.refused.most_common())}\n"
        f"wrote {sum(counts.values()):,} pairs, {size / 2**20:.0f} MiB, to {out}"
    )


def parser() -> argparse.ArgumentParser:
    made_parser = argparse.ArgumentParser(prog="python -m recipe.prepare", description=__doc__)
    add_corpus(made_parser)
    made_parser.add_argument("--out", type=Path, default=Path("build/data"))
    made_parser.add_argument(
        "--data", type=Path, default=OWN_DATA, help="folder of our own pairs, read before the corpus"
    )
    made_parser.add_argument(
        "--terms", type=Path, default=TERMS, help="a term base as CSV, of which some copies are given the English"
    )
    made_parser.add_argument("--mix", type=Path, default=MIX, help="which files, how often")
    made_parser.add_argument("--vocab", type=int, default=8000, help="pieces to train")
    made_parser.add_argument(
        "--pieces", type=Path, help="an existing SentencePiece model, to go on from a trained network"
    )
    made_parser.add_argument(
        "--copies", type=int, help="changed copies of each valuable pair, in place of the mix's numbers"
    )
    made_parser.add_argument("--limit", type=int, default=0, help="pairs taken from each file (0: all)")
    return made_parser


if __name__ == "__main__":
    prepare(parser().parse_args())
