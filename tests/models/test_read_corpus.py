from __future__ import annotations

import lzma
from argparse import Namespace
from pathlib import Path

import pytest
from recipe.corpus import Group, files_of, held_out, listing, read_mix, read_pairs
from recipe.paths import corpus_folder


def test_plain_and_compressed_files_are_read_and_lines_of_other_form_passed_over(tmp_path: Path) -> None:
    text = "một\tone\nhỏng\n\nhai\ttwo\tzwei\nba\tthree\r\n"
    (tmp_path / "a.tsv").write_bytes(text.encode())
    (tmp_path / "b.tsv.xz").write_bytes(lzma.compress(text.encode()))
    for path in listing(tmp_path).values():
        assert list(read_pairs(path)) == [("một", "one"), ("ba", "three")]


def test_our_own_folder_comes_before_a_copy_in_the_corpus_and_test_sets_are_never_training_files(
    tmp_path: Path,
) -> None:
    own, corpus = tmp_path / "own", tmp_path / "corpus"
    for folder, names in ((own, ["press_a"]), (corpus, ["press_a", "press_b", "press_dev", "dev"])):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.tsv").write_text(f"từ {folder.name}\tword\n", encoding="utf-8")
    available = listing(own, corpus)
    assert files_of(Group("press", files=("press_*", "dev")), available) == [
        own / "press_a.tsv",
        corpus / "press_b.tsv",
    ]
    assert set(held_out(available)) == {"dev", "press_dev"}


def test_the_mix_names_only_weights_that_exist() -> None:
    groups = {group.name: group for group in read_mix()}
    assert groups["press"].fine > groups["technical"].fine
    assert groups["press"].copies > 0
    assert groups["figures"].made > 0


def test_a_missing_corpus_says_how_to_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SONGNGU_CORPUS", raising=False)
    with pytest.raises(SystemExit, match="SONGNGU_CORPUS"):
        corpus_folder(Namespace(corpus=None))
    monkeypatch.setenv("SONGNGU_CORPUS", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit, match="does not exist"):
        corpus_folder(Namespace(corpus=None))
