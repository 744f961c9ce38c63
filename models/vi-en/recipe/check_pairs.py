"""Refuse pairs that would teach mistakes: ``python -m recipe.check_pairs data/*.tsv data/*.tsv.xz``.

Names every line that is malformed, a duplicate within or across the files, written in the wrong script or language, out
of proportion, or whose numbers disagree by value. The exit status is 1 when there is any. ``--mend OUT`` also writes
the good lines of each file to the folder OUT. Lines that a person has looked at and found right (English "National Day"
for 2/9) stand in accepted.txt beside the data, by their Vietnamese.
"""

from __future__ import annotations

import argparse
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recipe.clean import refusal
from recipe.corpus import OWN_DATA, open_text, stem
from recipe.numbers import disagreement
from recipe.text import CONTROL, key, tidy


@dataclass(frozen=True)
class Finding:
    file: str
    line: int
    problem: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}: {self.text}"


class Checker:
    """Sees the files one after the other; remembers every line for the duplicates."""

    def __init__(self, accepted: Iterable[str] = ()) -> None:
        self.accepted = frozenset(accepted)
        self.seen: dict[str, str] = {}

    def problem(self, line: str, place: str) -> str | None:
        """What is wrong with one line of a file, or None."""
        columns = line.split("\t")
        if len(columns) != 2 or not all(column.strip() for column in columns):
            return f"malformed: {len(columns)} columns, not two with text in them"
        if CONTROL.search(line) or any(tidy(column) != column for column in columns):
            return "untidy: control characters, doubled or outer spaces, or Unicode not in NFC"
        vietnamese, english = columns
        return self._duplicate(vietnamese, place) or self._meaning(vietnamese, english)

    def _duplicate(self, vietnamese: str, place: str) -> str | None:
        """Two lines that differ in figures or punctuation only are one line: it is a template filled in twice."""
        first = self.seen.setdefault(key(vietnamese), place)
        return None if first == place else f"duplicate of {first}"

    def _meaning(self, vietnamese: str, english: str) -> str | None:
        if vietnamese in self.accepted:
            return None
        wrong = disagreement(vietnamese, english)
        if wrong:
            return (
                f"numbers disagree: source {', '.join(wrong.missing) or '–'}, English {', '.join(wrong.added) or '–'}"
            )
        return refusal(vietnamese, english)

    def check(self, name: str, lines: Iterable[str]) -> Iterator[tuple[str, Finding | None]]:
        for number, raw in enumerate(lines, 1):
            line = raw.rstrip("\r\n")
            problem = self.problem(line, f"{name}:{number}")
            yield line, Finding(name, number, problem, line[:160]) if problem else None


def read_accepted(folder: Path) -> list[str]:
    path = folder / "accepted.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def check_files(paths: Iterable[Path], checker: Checker, mend: Path | None) -> tuple[int, list[Finding]]:
    """How many lines there are, and what was found; with ``mend``, the good lines are written there."""
    total, findings = 0, []
    for path in paths:
        with open_text(path) as file:
            results = list(checker.check(path.name, file))
        total += len(results)
        findings += [finding for _, finding in results if finding]
        if mend:
            write_good(mend / path.name, [line for line, finding in results if not finding])
    return total, findings


def write_good(path: Path, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(text, preset=9) if path.suffix == ".xz" else text)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m recipe.check_pairs", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", help="default: every press_* file of the data folder")
    parser.add_argument("--mend", type=Path, metavar="OUT", help="write the good lines of each file to this folder")
    args = parser.parse_args()
    files = args.files or sorted([*OWN_DATA.glob("press_*.tsv"), *OWN_DATA.glob("press_*.tsv.xz")], key=stem)
    total, findings = check_files(files, Checker(read_accepted(OWN_DATA)), args.mend)
    for finding in findings:
        print(finding)
    print(f"{total:,} lines in {len(files)} files, {len(findings)} refused")
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
