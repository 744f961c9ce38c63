"""Runs one Argos package on CTranslate2, without Argos' own translate module.

All sentences of an article go in together: on one core that is two to three times as fast as one by one. Load it only
in the process that translates: CTranslate2's threads do not survive a fork.
"""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from translations.errors import BrokenPackage, EngineError
from translations.inline import Alignment
from worker.alignment import piece_spans
from worker.packages import PackageInfo
from worker.packages.argos import package_module
from worker.segment import clause_end, segmenter

#: Source pieces. Models are trained on sentences up to about this long and lose their way beyond, well before their
#: 512 positions end.
MAX_PIECES = 160
#: Source pieces a batch; more is no faster on a core, takes memory, and lengthens the shortlist of target pieces.
BATCH_PIECES = 768
#: A translation is seldom longer than this many pieces for one of the source, and some.
GROWTH, GROWTH_FLOOR = 2, 24
#: Above 1 a longer translation is preferred: with two beams a small model leaves too much out.
LENGTH_PENALTY = 1.5
#: No news sentence says one thing three times in a row, unless its source does.
LOOP_REPEATS = 3
_LONGEST_LOOP = 12
#: Characters.
SHORTEST_CLAUSE = 24
_CLAUSE = re.compile(r"[,;:](?= )| [–—](?= )")
_CURE = "Install it anew: songngu models install {} {}"

_load_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Translated:
    text: str
    #: Mean log-probability a target piece, ≤ 0.
    score: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    pieces: tuple[str, ...]
    score: float


def load(package: PackageInfo) -> Engine:
    """The engine of `package`, loaded once a process. Some 0.1 s for a small model. Raises BrokenPackage."""
    try:
        changed = (package.path / "model" / "model.bin").stat().st_mtime_ns
    except OSError as error:
        raise _broken(package, error) from None
    with _load_lock:
        return _load(package, changed, os.getpid())


@functools.lru_cache(maxsize=4)
def _load(package: PackageInfo, changed: int, process: int) -> Engine:
    """`changed` and `process` are only there to miss the cache: after a reinstall, and in a forked child."""
    return Engine(package)


def signature(route: Sequence[PackageInfo]) -> str:
    """What made a draft: engine|package|version|beam|segmenter. Equal ones can be compared."""
    return "|".join(
        [
            f"ctranslate2-{version('ctranslate2')}",
            "+".join(package.name for package in route),
            "+".join(package.version for package in route),
            f"beam{settings.BEAM_SIZE}",
            segmenter(route[0].from_code),
        ]
    )


def _broken(package: PackageInfo, error: Exception) -> BrokenPackage:
    return BrokenPackage(f"{package.path.name} ({error})", cure=_CURE.format(package.from_code, package.to_code))


class Engine:
    """One model in memory. Raises BrokenPackage when it cannot be loaded."""

    def __init__(self, package: PackageInfo) -> None:
        import ctranslate2  # late: 0.2 s, and not in a process that will fork

        self.package = package
        try:
            self._codec = Codec(package.path)
            #: A lexical shortlist (recipe.shortlist): which target pieces the words of a batch can become. A third
            #: faster. Not with a prefix, behind which CTranslate2 4.8.5 then says other things than without one.
            self._shortlist = (package.path / "model" / "vmap.txt").is_file() and not self._codec.target_prefix
            self._translator = ctranslate2.Translator(
                str(package.path / "model"),
                device="cpu",
                compute_type="int8",
                inter_threads=1,
                intra_threads=settings.ENGINE_THREADS,
            )
            self._check()
        except (RuntimeError, ValueError, OSError, AttributeError, ImportError) as error:
            raise _broken(package, error) from None

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        """One result a sentence, in order. Raises EngineError."""
        parts = [self._codec.parts(sentence) for sentence in sentences]
        flat = [pieces for group in parts for pieces in group]
        try:
            found = iter(self._decode(flat))
        except RuntimeError as error:
            raise EngineError(f"{self.package.name} ({error})", cure="It is tried again.") from error
        return [_joined([next(found) for _ in group], self._codec.decode) for group in parts]

    def retry(self, sentences: Sequence[str]) -> list[list[Translated]]:
        """Other attempts at sentences whose translation is no good: a wider search without repetition, and clause by
        clause. Each costs some three times the first one. Raises EngineError."""
        ways = [self._ways(sentence) for sentence in sentences]
        try:
            found = iter(self._search([pieces for each in ways for parts in each for pieces in parts]))
        except RuntimeError as error:
            raise EngineError(f"{self.package.name} ({error})", cure="It is tried again.") from error
        return [[_joined([next(found) for _ in parts], self._codec.decode) for parts in each] for each in ways]

    def _ways(self, sentence: str) -> list[list[list[str]]]:
        whole, clauses = self._codec.parts(sentence), self._codec.clauses(sentence)
        return [whole] if clauses == whole else [whole, clauses]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """For each (source, translation) what the model would look at, were it to write just that.

        Costs a third of translating it, and works for any wording, a person's too. None for what is too long.
        """
        try:
            return [self._aligned(source, target) for source, target in pairs]
        except RuntimeError as error:
            raise EngineError(f"{self.package.name} ({error})", cure="It is tried again.") from error

    def _aligned(self, source: str, target: str) -> Alignment | None:
        here, there = self._codec.encode(source), self._codec.encode(target)
        if not 0 < len(here) <= MAX_PIECES or not 0 < len(there) <= 2 * MAX_PIECES:
            return None
        prefix = [self._codec.target_prefix] if self._codec.target_prefix else []
        (result,) = self._translator.translate_batch(
            [here],
            target_prefix=[[*prefix, *there]],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=len(prefix) + len(there) + 1,
            return_attention=True,
        )
        # A row a target piece; its last column is the end of the sentence.
        weights = result.attention[0][len(prefix) : len(prefix) + len(there)]
        return Alignment(piece_spans(here, source), piece_spans(there, target), weights)

    def _check(self) -> None:
        """A model and a vocabulary that do not fit each other are found here, not in an article."""
        self._run([self._codec.encode("a")], beam_size=1, max_decoding_length=2, use_vmap=self._shortlist)

    def _decode(self, sources: Sequence[Sequence[str]]) -> list[Hypothesis]:
        """Sentences in which the decoder went round in circles, or said nothing, get a second, slower look."""
        found = self._run(sources, beam_size=settings.BEAM_SIZE, use_vmap=self._shortlist)
        again = [at for at, first in enumerate(found) if runaway(sources[at], first.pieces)]
        for at, second in zip(again, self._search([sources[at] for at in again]), strict=True):
            found[at] = better(sources[at], found[at], second)
        return found

    def _search(self, sources: Sequence[Sequence[str]]) -> list[Hypothesis]:
        """Wider, without repetition, and over the whole vocabulary."""
        return self._run(sources, beam_size=2 * settings.BEAM_SIZE + 1, no_repeat_ngram_size=3, min_decoding_length=2)

    def _run(self, sources: Sequence[Sequence[str]], **options: Any) -> list[Hypothesis]:
        if not sources:
            return []
        prefix = self._codec.target_prefix
        longest = max(len(source) for source in sources)
        results = self._translator.translate_batch(
            list(map(list, sources)),
            **{
                "target_prefix": [[prefix]] * len(sources) if prefix else None,
                "batch_type": "tokens",
                "max_batch_size": BATCH_PIECES,
                "max_input_length": 0,
                "max_decoding_length": allowance(longest),
                "replace_unknowns": True,
                "length_penalty": LENGTH_PENALTY,
                "return_scores": True,
                **options,
            },
        )
        skip = 1 if prefix else 0
        return [_hypothesis(result.hypotheses[0], float(result.scores[0]), skip) for result in results]


class Codec:
    """Text to a package's pieces and back, by the tokenizer that Argos finds in the package."""

    def __init__(self, folder: Path) -> None:
        package = package_module().Package(folder)
        self.target_prefix = str(package.target_prefix or "")
        self._tokenizer = package.tokenizer
        processor = getattr(self._tokenizer, "lazy_processor", None)
        # Argos' own decode turns every underscore into a space, web addresses included.
        self._decode: Callable[[list[str]], str] = processor().decode_pieces if processor else self._tokenizer.decode

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.encode(text)
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        return " ".join(self._decode(list(pieces)).replace("▁", " ").split())

    def clauses(self, text: str) -> list[list[str]]:
        """`text` in pieces, a run for each clause; those that are too short for a translation stay with the next."""
        runs, start = [], 0
        for found in _CLAUSE.finditer(text):
            if found.end() - start >= SHORTEST_CLAUSE <= len(text) - found.end():
                runs.append(text[start : found.end()].strip())
                start = found.end()
        return [pieces for run in [*runs, text[start:].strip()] for pieces in self.parts(run)]

    def parts(self, text: str) -> list[list[str]]:
        """`text` in pieces; in several runs of MAX_PIECES at most when it is long, divided at clauses if it can be."""
        pieces = self.encode(text)
        if len(pieces) <= MAX_PIECES:
            return [pieces]
        middle = clause_end(text[: len(text) * 2 // 3], least=len(text) // 3)
        middle = middle if middle > 0 else len(text) // 2
        if not 0 < middle < len(text):
            return [pieces[:MAX_PIECES]]
        return self.parts(text[:middle].strip()) + self.parts(text[middle:].strip())


def allowance(source_pieces: int) -> int:
    """How long a translation of so many pieces may get."""
    return GROWTH * source_pieces + GROWTH_FLOOR


def runaway(source: Sequence[str], target: Sequence[str]) -> bool:
    """Whether a decoder lost its way: it said nothing, too much, or the same again and again."""
    return not target or len(target) >= allowance(len(source)) or (loops(target) and not loops(source))


def loops(pieces: Sequence[str]) -> bool:
    """Whether a run of pieces comes LOOP_REPEATS times in a row; a single one, such as a dot, once more than that."""
    for size in range(1, _LONGEST_LOOP + 1):
        needed = size * (LOOP_REPEATS - 1 if size > 1 else LOOP_REPEATS)
        same = 0
        for here, there in zip(pieces, pieces[size:], strict=False):
            same = same + 1 if here == there else 0
            if same >= needed:
                return True
    return False


def better(source: Sequence[str], first: Hypothesis, second: Hypothesis) -> Hypothesis:
    """The one that does not run away; of two that do, the shorter that says something, for there is less to delete."""
    if not runaway(source, second.pieces):
        return second
    return min((first, second), key=lambda found: (not found.pieces, len(found.pieces)))


def _hypothesis(pieces: Sequence[str], score: float, skip: int) -> Hypothesis:
    """CTranslate2 divides by the length to the power of the penalty; the end of the sentence counts as a piece."""
    mean = score * (len(pieces) + 1) ** (LENGTH_PENALTY - 1)
    return Hypothesis(tuple(pieces[skip:]), min(mean, 0.0))


def _joined(found: Sequence[Hypothesis], decode: Callable[[Sequence[str]], str]) -> Translated:
    """The parts of one sentence, in one text; its score weighs each part by its length."""
    weights = [len(part.pieces) + 1 for part in found]  # the end of sentence is scored too
    score = sum(part.score * weight for part, weight in zip(found, weights, strict=True)) / sum(weights)
    return Translated(" ".join(filter(None, (decode(part.pieces) for part in found))), score)
