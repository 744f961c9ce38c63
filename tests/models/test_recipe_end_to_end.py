"""The whole recipe on a few hundred lines, with a toy network: every command runs, a stopped run goes on, the package
loads. What it translates is nonsense; the scores of the real package are in models/vi-en/runs.tsv.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from itertools import islice
from pathlib import Path

import pytest
from recipe.corpus import OWN_DATA, read_pairs

HOME = Path(__file__).resolve().parents[2] / "models" / "vi-en"
PYTHON = os.environ.get("SONGNGU_TRAINING_PYTHON", sys.executable)
TOY = "--width 32 --heads 2 --inner 64 --encoder-layers 1 --decoder-layers 1 --batch-tokens 800 --report 5 --warmup 5"


def has_torch() -> bool:
    command = [PYTHON, "-c", "import torch, ctranslate2, sentencepiece, sacrebleu"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def recipe(command: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [PYTHON, "-m", f"recipe.{command}", *map(str, arguments)],
        cwd=HOME, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, f"recipe.{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def write_corpus(folder: Path) -> Path:
    """300 of our own pairs to train on, 24 others to be held out, one of which also stands in a training file."""
    folder.mkdir()
    lines = [f"{vi}\t{en}\n" for vi, en in islice(read_pairs(OWN_DATA / "press_economy.tsv.xz"), 324)]
    (folder / "press_sample.tsv").write_text("".join([*lines[:300], lines[310]]), encoding="utf-8")
    for name in ("dev", "press_dev"):
        (folder / f"{name}.tsv").write_text("".join(lines[300:]), encoding="utf-8")
    (folder / "own").mkdir()
    return folder


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_prepare_train_stop_go_on_export_and_translate(tmp_path: Path) -> None:
    if not has_torch():
        pytest.skip(
            f"NOT RUN: {PYTHON} lacks the recipe's packages. Install models/vi-en/requirements.txt into an environment"
            " of its own and name its python in SONGNGU_TRAINING_PYTHON."
        )
    corpus, data, run = write_corpus(tmp_path / "corpus"), tmp_path / "data", tmp_path / "run"
    common = ("--corpus", corpus)
    recipe("prepare", *common, "--data", corpus / "own", "--out", data, "--vocab", "900", "--copies", "1")
    account = json.loads((data / "prepared.json").read_text(encoding="utf-8"))
    assert account["pairs"]["press"] >= 280
    assert account["pairs"]["press+"] >= 280
    assert account["refused"]["held out"] >= 1

    training = ("--data", data, "--out", run, "--minutes", "0.06", "--threads", "1", *TOY.split())
    first = recipe("train", *training, "--this-call", "0.03")
    assert "the same command goes on from here" in first
    second = recipe("train", *training)
    assert "The budget is used" in second
    assert "step 0," not in second.splitlines()[0]
    assert "tokens/s" in first + second

    pieces = ("--pieces", data / "pieces.model")
    recipe("shortlist", "--data", data, "--out", tmp_path / "vmap.txt")
    shortlist = ("--shortlist", tmp_path / "vmap.txt")
    recipe("export", run / "checkpoint.pt", *pieces, *shortlist, "--version", "9.1", "--out", tmp_path)
    package = tmp_path / "translate-vi_en-9_1.argosmodel"
    with zipfile.ZipFile(package) as archive:
        about = json.loads(archive.read("translate-vi_en-9_1/metadata.json"))
        names = {name.removeprefix("translate-vi_en-9_1/") for name in archive.namelist()}
        assert {"sentencepiece.model", "model/model.bin", "model/vmap.txt"} < names
    assert (about["from_code"], about["to_code"], about["package_version"]) == ("vi", "en", "9.1")

    report = recipe("evaluate", package, *common, "--write", tmp_path / "out")
    assert "BLEU" in report
    assert "nrefs:1|case:mixed" in report
    assert len((tmp_path / "out" / "translate-vi_en-9_1.dev.txt").read_text(encoding="utf-8").splitlines()) == 24
