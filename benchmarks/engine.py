"""The engine, side by side: songngu's whole pipeline, stock argostranslate, LibreTranslate, and bare CTranslate2.

One package, one thread, three hundred held-out sentences of our own press text in articles of 25. The contenders are
processes that take turns, so that a noisy machine is noisy to all of them; what counts is the ratio within a round.
`songngu` splits, mends names and numbers, checks every draft, and tries again what is plainly bad; there are no terms
here.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CONTENDERS = Path(__file__).parent / "contenders"
ENVIRONMENTS = ROOT / "var" / "bench"
DATA = ROOT / "models" / "vi-en" / "data"
SENTENCES, ARTICLE, PARAGRAPH, ROUNDS, STARTS = 300, 25, 3, 5, 3
BEAM = "2"
#: Environment → what goes into it. torch first and by version: any other choice may be a build for graphics cards,
#: several times the size.
WANTED = {"argos": ["torch==2.13.0", "argostranslate==1.11.0"], "libretranslate": ["libretranslate==1.9.6"]}
_WHOLE = re.compile('[.?!…][”"]?$')


@dataclass
class Contender:
    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    #: Seconds from its start to its first translation, each time it was started.
    ready: list[float] = field(default_factory=list)
    passes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def errors(self) -> Path:
        return ENVIRONMENTS / f"{self.name.replace(', ', '-').replace(' ', '-').lower()}.log"

    def start(self, given: str, environment: dict[str, str]) -> None:
        self.stop()
        begun, pipe = time.perf_counter(), subprocess.PIPE
        self.errors.parent.mkdir(parents=True, exist_ok=True)
        with self.errors.open("w") as errors:  # some write a line for every sentence
            self.process = subprocess.Popen(
                self.command, stdin=pipe, stdout=pipe, stderr=errors, text=True, env=environment, cwd=ROOT
            )
        self.tell(given)
        self.ready.append(time.perf_counter() - begun)

    def tell(self, line: str) -> dict[str, Any]:
        """Raises EOFError when it is no more."""
        assert self.process
        assert self.process.stdin
        assert self.process.stdout
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise EOFError from None
        answer = self.process.stdout.readline()
        if not answer:
            raise EOFError
        found: dict[str, Any] = json.loads(answer)
        return found

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.communicate()
            self.process = None


def main() -> None:
    chosen = pairs()
    given = json.dumps(articles([source for source, _ in chosen]))
    with tempfile.TemporaryDirectory() as place:
        environment = prepared(place)
        package = str(unpacked(environment))
        running = list(started(contenders(package), given, environment))
        try:
            for _ in range(ROUNDS):
                for contender in running:
                    contender.passes.append(contender.tell("go"))
        finally:
            for contender in running:
                contender.stop()
    report(running, [target for _, target in chosen])


def pairs() -> list[tuple[str, str]]:
    """The same sentences every time, of those that the package was not trained on."""
    packed = (path.read_bytes() for path in sorted(DATA.glob("press_dev*.tsv.xz")))
    lines = [line.split("\t") for each in packed for line in lzma.decompress(each).decode().splitlines()]
    whole = [(source, target) for source, target in lines if _WHOLE.search(source)]
    return random.Random(7).sample(whole, SENTENCES)


def articles(sentences: Sequence[str]) -> list[list[list[str]]]:
    def cut(items: Sequence[Any], size: int) -> list[Any]:
        return [items[at : at + size] for at in range(0, len(items), size)]

    return [cut(article, PARAGRAPH) for article in cut(sentences, ARTICLE)]


def prepared(place: str) -> dict[str, str]:
    """An environment with a database and data of its own in `place`."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "SONGNGU_DATA": place,
        "HOME": place,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SONGNGU_BEAM": BEAM,
        "OMP_NUM_THREADS": "1",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], env=environment, cwd=ROOT, check=True)
    return environment


def unpacked(environment: dict[str, str]) -> Path:
    """The bundled package, installed as on a first start."""
    code = "import django; django.setup(); from worker import packages; print(packages.ready_route('vi', 'en')[0].path)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Path(done.stdout.strip().splitlines()[-1])


def contenders(package: str) -> Iterator[Contender]:
    yield Contender("songngu", [sys.executable, str(CONTENDERS / "ours.py")])
    yield Contender("songngu, first tries only", [sys.executable, str(CONTENDERS / "ours.py"), "first"])
    raw = [sys.executable, str(CONTENDERS / "raw.py"), package, BEAM]
    yield Contender("CTranslate2", raw)
    if Path(package, "model", "vmap.txt").is_file():
        yield Contender("CTranslate2, shortlist", [*raw, "shortlist"])
    for label, home, script in (
        ("argostranslate", "argos", "stock_argos.py"),
        ("LibreTranslate", "libretranslate", "stock_libretranslate.py"),
    ):
        if python := python_of(home):
            yield Contender(label, [python, "-W", "ignore", str(CONTENDERS / script), package, "default"])
            yield Contender(f"{label}, beam {BEAM}", [python, "-W", "ignore", str(CONTENDERS / script), package, BEAM])
        else:
            print(f"LEFT OUT: {label}, which could not be installed; pip says why above.", flush=True)


def python_of(home: str) -> str | None:
    """A Python with a contender's own dependencies; made on first use, or None where they cannot be fetched."""
    python = ENVIRONMENTS / home / "bin" / "python"
    if not python.exists():
        print(f"Making {python.parents[1]} with {' '.join(WANTED[home])}; this takes minutes …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        if subprocess.run([str(python), "-m", "pip", "install", "--quiet", *WANTED[home]], check=False).returncode:
            python.unlink()
            return None
    return str(python)


def started(found: Iterator[Contender], given: str, environment: dict[str, str]) -> Iterator[Contender]:
    """Those that can be; each is started several times, for the first start after an install is a slow one."""
    for contender in found:
        try:
            for _ in range(STARTS):
                contender.start(given, environment)
        except EOFError:
            print(f"LEFT OUT: {contender.name}, which did not start: see {contender.errors}.", flush=True)
        else:
            yield contender


def report(running: Sequence[Contender], references: Sequence[str]) -> None:
    import sacrebleu

    joined = [" ".join(references[at : at + ARTICLE]) for at in range(0, len(references), ARTICLE)]
    ours = running[0]
    print(f"\n{SENTENCES} sentences, {ROUNDS} rounds, one thread each, {os.uname().machine}, {os.cpu_count()} cores")
    print(f"{'':26}{'sentences/s':>12}{'our speed ÷ its':>20}{'ready s':>18}{'peak MB':>9}{'BLEU':>7}")
    for contender in running:
        ratios = [theirs["cpu"] / mine["cpu"] for theirs, mine in zip(contender.passes, ours.passes, strict=True)]
        texts = [" ".join(text.split()) for text in contender.passes[-1]["texts"]]
        print(
            f"{contender.name:26}"
            f"{SENTENCES / statistics.median(each['cpu'] for each in contender.passes):12.0f}"
            f"{spread(ratios):>20}{spread(contender.ready, 1):>18}"
            f"{contender.passes[-1]['peak_mb']:9.0f}{sacrebleu.corpus_bleu(texts, [joined]).score:7.1f}"
        )
    print("Median (least–most). Speeds are by CPU time; BLEU is on whole articles and only compares the rows.")


def spread(values: Sequence[float], digits: int = 2) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


if __name__ == "__main__":
    main()
