"""Where the corpus is: an argument, or SONGNGU_CORPUS; never a path in a file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus", type=Path, help="folder of NAME.tsv(.xz) files; default: the variable SONGNGU_CORPUS"
    )


def corpus_folder(args: argparse.Namespace) -> Path:
    chosen: Path | None = args.corpus or (
        Path(os.environ["SONGNGU_CORPUS"]) if os.environ.get("SONGNGU_CORPUS") else None
    )
    if chosen is None:
        raise SystemExit("No corpus named. Pass --corpus DIR or set SONGNGU_CORPUS to a folder of NAME.tsv(.xz) files.")
    if not chosen.is_dir():
        raise SystemExit(f"The corpus folder {chosen} does not exist. Pass --corpus DIR or mend SONGNGU_CORPUS.")
    return chosen
