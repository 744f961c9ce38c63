"""Our translations joined to text that the project does not carry."""

from __future__ import annotations

import lzma
import re
import unicodedata
from pathlib import Path

import pytest
from recipe.corpus import OWN_DATA, read_mix
from recipe.translated import digest, read_translation, translated_pairs


def written(folder: Path, vietnamese: list[str], english: dict[str, str]) -> tuple[Path, Path]:
    originals, ours = folder / "news.vi.txt", folder / "news.english.xz"
    originals.write_text("".join(f"{line}\n" for line in vietnamese), encoding="utf-8")
    text = "".join(f"{digest(line)}\t{translation}\n" for line, translation in english.items())
    ours.write_bytes(lzma.compress(text.encode()))
    return originals, ours


def test_each_line_finds_its_translation_however_the_lines_are_ordered_or_composed(tmp_path: Path) -> None:
    lines = ["Bão đã tan.", unicodedata.normalize("NFD", "Trời nắng đẹp."), "Không ai dịch câu này.", "Bão đã tan."]
    files = written(tmp_path, lines, {"Trời nắng đẹp.": "It is sunny.", "Bão đã tan.": "The storm is over."})
    assert list(translated_pairs(*files)) == [
        ("Bão đã tan.", "The storm is over."),
        ("Trời nắng đẹp.", "It is sunny."),
    ]


def test_a_pair_whose_numbers_disagree_is_left_out(tmp_path: Path) -> None:
    line = "Có 25.000 người dự."
    assert not list(translated_pairs(*written(tmp_path, [line], {line: "2,500 people attended."})))
    assert list(translated_pairs(*written(tmp_path, [line], {line: "25,000 people attended."})))


def test_vietnamese_of_ours_stands_on_the_vietnamese_side(tmp_path: Path) -> None:
    original, ours = written(tmp_path, ["The storm is over."], {"The storm is over.": "Bão đã tan."})
    ours = ours.rename(tmp_path / "news.vietnamese.xz")
    assert list(translated_pairs(original, ours)) == [("Bão đã tan.", "The storm is over.")]


@pytest.mark.parametrize("path", sorted([*OWN_DATA.glob("*.english.xz"), *OWN_DATA.glob("*.vietnamese.xz")]))
def test_what_the_project_carries_are_translations_by_digest(path: Path) -> None:
    assert path.name in {group.translation for group in read_mix()}
    known = read_translation(path)
    assert len(known) > 500
    assert all(re.fullmatch(r"[0-9a-f]{12}", key) for key in known)
    assert all(ours and ours.strip() == ours and "\t" not in ours for ours in known.values())
