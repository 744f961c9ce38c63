"""The engine, side by side: stock argostranslate, songngu's whole pipeline, and bare CTranslate2, on one package.

Three hundred sentences of our own press text, in articles of 25. The contenders are processes that take turns, so that
a noisy machine is noisy to all of them; what counts is the ratio within a round.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CONTENDERS = Path(__file__).parent / "contenders"
ENVIRONMENT = ROOT / "var" / "bench" / "argos"
DATA = ROOT / "models" / "vi-en" / "data"
SENTENCES, ARTICLE, PARAGRAPH, ROUNDS = 300, 25, 3, 7
BEAM = "2"


@dataclass
class Contender:
    name: str
    process: subprocess.Popen[str]
    ready: float = 0.0
    passes: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, line: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.name} ended with status {self.process.wait()}; its error stands above.")
        found: dict[str, Any] = json.loads(answer)
        return found


def pairs() -> list[tuple[str, str]]:
    """The same sentences every time, from all topics."""
    lines: list[str] = []
    for path in sorted(DATA.glob("press_*.tsv*")):
        text = lzma.open(path).read() if path.suffix == ".xz" else path.read_bytes()
        lines += text.decode().splitlines()
    whole = [tuple(line.split("\t")) for line in lines if line.split("\t")[0].endswith(".")]
    return random.Random(7).sample(whole, SENTENCES)  # type: ignore[arg-type]


def articles(sentences: list[str]) -> list[list[list[str]]]:
    def cut(items: list[Any], size: int) -> list[list[Any]]:
        return [items[at : at + size] for at in range(0, len(items), size)]

    return [cut(article, PARAGRAPH) for article in cut(sentences, ARTICLE)]


def start(name: str, command: list[str], given: str, environment: dict[str, str]) -> Contender:
    begun = time.perf_counter()
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment, cwd=ROOT)
    contender = Contender(name, process)
    contender.tell(given)
    contender.ready = time.perf_counter() - begun
    return contender


def stock_python() -> str | None:
    """A Python with stock argostranslate; made on first use (1.5 GB), or None where that cannot be fetched."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        print(f"Making {ENVIRONMENT} with stock argostranslate; this takes minutes and 1.5 GB …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        # torch first and by version: any other choice may be a build for graphics cards, several times the size.
        wanted = ["torch==2.13.0", "argostranslate==1.11.0"]
        if subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=False).returncode:
            python.unlink()
            return None
    return str(python)


def main() -> None:
    chosen = pairs()
    given = json.dumps(articles([source for source, _ in chosen]))
    with tempfile.TemporaryDirectory() as place:
        environment = {
            **os.environ,
            "SONGNGU_DATA": place,
            "HOME": place,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SONGNGU_BEAM": BEAM,
            "OMP_NUM_THREADS": "1",
        }
        subprocess.run(
            [sys.executable, "-m", "config.cli", "models", "list"],
            env=environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        package = str(unpacked(environment, place))
        ours = [sys.executable, str(CONTENDERS / "ours.py")]
        raw = [sys.executable, str(CONTENDERS / "raw.py"), package, BEAM]
        running = [start("songngu", ours, given, environment), start("CTranslate2", raw, given, environment)]
        if stock := stock_python():
            for label, beam in (("argostranslate", "default"), (f"argostranslate, beam {BEAM}", BEAM)):
                command = [stock, str(CONTENDERS / "stock_argos.py"), package, beam]
                running.append(start(label, command, given, environment))
        else:
            print("Stock argostranslate could not be installed: left out.")
        for _ in range(ROUNDS):
            for contender in running:
                contender.passes.append(contender.tell("go"))
        for contender in running:
            contender.process.terminate()
        report(running, [target for _, target in chosen])


def unpacked(environment: dict[str, str], place: str) -> Path:
    """The bundled package, installed as on a first start."""
    command = (
        "import django; django.setup(); from worker import packages; print(packages.ready_route('vi','en')[0].path)"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return Path(done.stdout.strip().splitlines()[-1])


def report(running: list[Contender], references: list[str]) -> None:
    import sacrebleu

    joined = [" ".join(references[at : at + ARTICLE]) for at in range(0, len(references), ARTICLE)]
    ours = running[0]
    print(f"\n{SENTENCES} sentences, {ROUNDS} rounds, one thread each, {os.uname().machine}, {os.cpu_count()} cores")
    print(f"{'':28}{'sentences/s':>12}{'our speed ÷ its':>22}{'ready s':>9}{'peak MB':>9}{'BLEU':>7}")
    for contender in running:
        ratios = sorted(theirs["cpu"] / mine["cpu"] for theirs, mine in zip(contender.passes, ours.passes, strict=True))
        texts = [" ".join(text.split()) for text in contender.passes[-1]["texts"]]
        spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
        print(
            f"{contender.name:28}"
            f"{SENTENCES / statistics.median(each['cpu'] for each in contender.passes):12.0f}"
            f"{spread:>22}{contender.ready:9.1f}"
            f"{contender.passes[-1]['peak_mb']:9.0f}{sacrebleu.corpus_bleu(texts, [joined]).score:7.1f}"
        )
    print("Speeds are by CPU time; BLEU is on whole articles and only compares the rows with each other.")


if __name__ == "__main__":
    main()
