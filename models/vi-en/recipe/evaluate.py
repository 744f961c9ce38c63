"""Measure packages on the held-out sets: ``python -m recipe.evaluate PACKAGE [PACKAGE …] --corpus DIR``.

For each package and set: BLEU and chrF with their sacreBLEU signatures, the share of lines with figures whose figures
are all right, of lines with Vietnamese left over, of loops and of empties; then speed at beam 2 and 5, and the size.
Speed is of this machine at this moment: compare packages only within one call.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sacrebleu

from recipe.corpus import HELD_OUT, OWN_DATA, held_out, listing
from recipe.measures import Measures, measure
from recipe.package import LENGTH_PENALTY, Package
from recipe.paths import add_corpus, corpus_folder

RUNS = Path(__file__).resolve().parents[1] / "runs.tsv"
COLUMNS = (
    "date",
    "package",
    "what",
    "data",
    "minutes",
    "dev_bleu",
    "dev_chrf",
    "press_dev_bleu",
    "press_dev_chrf",
    "signature",
)


@dataclass(frozen=True)
class Score:
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    measures: Measures

    def line(self, name: str, count: int) -> str:
        m = self.measures
        return (
            f"  {name:10} {count:4} lines  BLEU {self.bleu:5.1f}  chrF {self.chrf:5.1f}"
            f"  numbers right {m.numbers_right:5.1f}%"
            f"  Vietnamese left {m.vietnamese_left:4.1f}%  loops {m.loops:4.1f}%  empty {m.empty:4.1f}%"
        )


def score(sources: Sequence[str], references: Sequence[str], outputs: Sequence[str]) -> Score:
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    b, c = bleu.corpus_score(outputs, [references]), chrf.corpus_score(outputs, [references])
    return Score(b.score, c.score, str(bleu.get_signature()), str(chrf.get_signature()), measure(sources, outputs))


def timed(package: Package, lines: Sequence[str], beam: int) -> tuple[list[str], float]:
    package.translate(lines[:8], beam)  # the first call also allocates
    began = time.perf_counter()
    outputs = package.translate(lines, beam)
    return outputs, len(lines) / (time.perf_counter() - began)


def evaluate(
    path: Path, sets: dict[str, list[tuple[str, str]]], beam: int, threads: int, write: Path | None
) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    with Package(path, threads) as package:
        print(f"{path.name}  version {package.about.get('package_version')}  {package.size / 2**20:.1f} MiB")
        for name, pairs in sets.items():
            sources, references = [vi for vi, _ in pairs], [en for _, en in pairs]
            outputs, _ = timed(package, sources, beam)
            scores[name] = score(sources, references, outputs)
            print(scores[name].line(name, len(pairs)))
            if write:
                write.mkdir(parents=True, exist_ok=True)
                (write / f"{path.stem}.{name}.txt").write_text(
                    "".join(f"{line}\n" for line in outputs), encoding="utf-8"
                )
        lines = [vi for pairs in sets.values() for vi, _ in pairs]
        speeds = [f"beam {width}: {timed(package, lines, width)[1]:.0f} sentences/s" for width in (2, 5)]
        print(f"  {threads} threads, {', '.join(speeds)}")
    return scores


def record(scores: dict[str, Score], path: Path, args: argparse.Namespace) -> None:
    """Append one row to the runs table: the memory of what helped and what did not."""
    cells = [
        f"{getattr(scores[name], kind):.1f}" if name in scores else ""
        for name in ("dev", "press_dev")
        for kind in ("bleu", "chrf")
    ]
    signature = f"beam:{args.beam} lp:{LENGTH_PENALTY} {next(iter(scores.values())).bleu_signature}"
    row = [
        datetime.now(UTC).date().isoformat(),
        path.stem,
        args.record,
        args.data_note,
        args.minutes,
        *cells,
        signature,
    ]
    head = "" if RUNS.is_file() else "\t".join(COLUMNS) + "\n"
    with RUNS.open("a", encoding="utf-8") as file:
        file.write(head + "\t".join(row) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m recipe.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", type=Path, nargs="+")
    add_corpus(parser)
    parser.add_argument("--sets", nargs="+", default=["dev", "press_dev"], choices=HELD_OUT)
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", type=Path, help="folder for the translations")
    parser.add_argument("--record", metavar="WHAT", help="append a row to runs.tsv with these words")
    parser.add_argument("--data-note", default="", help="for --record: trained on what")
    parser.add_argument("--minutes", default="", help="for --record: minutes of training")
    args = parser.parse_args()
    available = held_out(listing(OWN_DATA, corpus_folder(args)))
    sets = {name: available[name] for name in args.sets if name in available}
    if not sets:
        raise SystemExit(
            f"None of {', '.join(args.sets)} is in the corpus folder. Each is a NAME.tsv or NAME.tsv.xz of two columns."
        )
    signatures: set[str] = set()
    for path in args.packages:
        scores = evaluate(path, sets, args.beam, args.threads, args.write)
        signatures |= {text for one in scores.values() for text in (one.bleu_signature, one.chrf_signature)}
        if args.record:
            record(scores, path, args)
    print("\n".join(["signatures:", *sorted(signatures)]))


if __name__ == "__main__":
    main()
