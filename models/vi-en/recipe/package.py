"""An Argos package, opened for a measurement: translate lines with CTranslate2, without argostranslate."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import ctranslate2
import sentencepiece

BATCH_TOKENS = 768
LENGTH_PENALTY = 1.5  # as songngu decodes: chosen on dev


class Package:
    """Use as a context: the archive is unpacked into a folder that is removed again."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        if not path.exists():
            raise SystemExit(f"There is no package at {path}.")
        self.path, self.scratch = path, tempfile.TemporaryDirectory()
        root = path if path.is_dir() else self._unpacked()
        self.about: dict[str, str] = json.loads((root / "metadata.json").read_text(encoding="utf-8"))
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
        self.translator = ctranslate2.Translator(
            str(root / "model"), device="cpu", inter_threads=1, intra_threads=threads
        )
        self.shortlist = (root / "model" / "vmap.txt").is_file()
        files = root.rglob("*") if path.is_dir() else [path]
        self.size = sum(file.stat().st_size for file in files if file.is_file())

    def _unpacked(self) -> Path:
        with zipfile.ZipFile(self.path) as archive:
            archive.extractall(self.scratch.name)
        return next(Path(self.scratch.name).rglob("metadata.json")).parent

    def translate(self, lines: Sequence[str], beam: int) -> list[str]:
        results = self.translator.translate_batch(
            self.pieces.encode(list(lines), out_type=str), beam_size=beam, max_batch_size=BATCH_TOKENS,
            batch_type="tokens", max_decoding_length=256, length_penalty=LENGTH_PENALTY, use_vmap=self.shortlist,
        )  # fmt: skip
        return [str(self.pieces.decode(result.hypotheses[0])) for result in results]

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.scratch.cleanup()
