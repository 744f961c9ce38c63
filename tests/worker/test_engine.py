from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argos_files
import pytest

from translations.errors import BrokenPackage
from worker import engine, packages
from worker.engine import Hypothesis, better, loops, runaway
from worker.packages import PackageInfo

Settings = Any
SENTENCES = ["Thông xe cầu mới", "Sáng nay cầu mới được thông xe.", "Người dân vui mừng.", "Trời nắng đẹp."]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PackageInfo]:
    from django.test import override_settings

    with override_settings(PACKAGES_DIR=tmp_path_factory.mktemp("packages")):
        yield packages.install_file(argos_files.bundled())


@pytest.fixture
def package(unpacked: PackageInfo) -> PackageInfo:
    return unpacked


def test_a_model_is_loaded_once_a_process(package: PackageInfo) -> None:
    assert engine.load(package) is engine.load(package)


def test_a_forked_child_loads_its_own(package: PackageInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = engine.load(package)
    monkeypatch.setattr("worker.engine.os.getpid", lambda: -1)
    assert engine.load(package) is not parent


def test_every_sentence_has_its_translation_and_score_in_order(package: PackageInfo) -> None:
    model = engine.load(package)
    together = model.translate(SENTENCES)
    assert [result.text for result in together] == [model.translate([text])[0].text for text in SENTENCES]
    assert all(result.text and -10 < result.score < 0 for result in together)
    assert len({result.text for result in together}) == len(SENTENCES)


def test_nothing_in_is_nothing_out(package: PackageInfo) -> None:
    assert engine.load(package).translate([]) == []
    assert len(engine.load(package).translate(["", "Trời nắng đẹp."])) == 2


def test_the_score_is_the_mean_over_the_pieces_and_the_end(package: PackageInfo) -> None:
    model = engine.load(package)
    source = model._codec.encode(SENTENCES[1])
    (found,) = model._run([source], beam_size=2)
    (scored,) = model._translator.score_batch([source], [list(found.pieces)])
    assert found.score == pytest.approx(sum(scored.log_probs) / len(scored.log_probs), abs=0.01)


def test_a_sentence_longer_than_the_model_is_translated_in_parts(package: PackageInfo) -> None:
    model = engine.load(package)
    text = "; ".join(f"tổ {number} mang cờ ra cầu" for number in range(150))
    parts = model._codec.parts(text)
    assert len(parts) > 3
    assert all(len(pieces) <= engine.MAX_PIECES for pieces in parts)
    assert sum(model._codec.decode(pieces).count("mang cờ") for pieces in parts) == 150
    assert all(model._codec.decode(pieces).endswith(";") for pieces in parts[:-1])


@pytest.mark.parametrize("text", ["á" * 3000, "x" * 3000, "—" * 3000, "😀" * 1000])
def test_a_word_longer_than_the_model_does_not_break_it(package: PackageInfo, text: str) -> None:
    parts = engine.load(package)._codec.parts(text)
    assert all(len(pieces) <= engine.MAX_PIECES for pieces in parts)


def test_underscores_survive(package: PackageInfo) -> None:
    codec = engine.load(package)._codec
    assert codec.decode(codec.encode("bao.vn/cau_moi")) == "bao.vn/cau_moi"


def test_article_text_is_not_logged(package: PackageInfo, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    engine.load(package).translate(["Bí mật không ai được đọc trong nhật ký."])
    assert "mật" not in caplog.text


@pytest.mark.parametrize("part", ["model/model.bin", "sentencepiece.model", "model/*vocabulary.*"])
def test_a_damaged_model_is_a_broken_package_with_a_cure(package: PackageInfo, tmp_path: Path, part: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(package.path, copy)
    next(copy.glob(part)).write_bytes(b"nonsense")
    with pytest.raises(BrokenPackage, match="songngu models install vi en"):
        engine.load(PackageInfo("vi", "en", "0.1", copy, "translate-vi_en"))


def test_a_package_that_is_gone_is_a_broken_package(tmp_path: Path) -> None:
    with pytest.raises(BrokenPackage):
        engine.load(PackageInfo("vi", "en", "0.1", tmp_path / "none", "translate-vi_en"))


def test_a_reinstalled_package_is_loaded_again(package: PackageInfo, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(package.path, copy)
    same = PackageInfo("vi", "en", "0.1", copy, "translate-vi_en")
    first = engine.load(same)
    (copy / "model" / "model.bin").touch()
    assert engine.load(same) is not first


def test_the_target_prefix_of_a_package_is_used_and_not_shown(
    package: PackageInfo, tmp_path: Path, settings: Settings
) -> None:
    settings.BEAM_SIZE = 1  # the same first piece must then lead to the same rest
    plain = engine.load(package)
    (usual,) = plain._run([plain._codec.encode(SENTENCES[1])], beam_size=1)
    copy = tmp_path / "copy"
    shutil.copytree(package.path, copy)
    data = argos_files.metadata(from_code="vi", to_code="en", target_prefix=usual.pieces[0])
    (copy / "metadata.json").write_bytes(data)
    (found,) = engine.load(PackageInfo("vi", "en", "0.1", copy, "x")).translate([SENTENCES[1]])
    assert found.text == plain._codec.decode(usual.pieces[1:])


# Decoders that lose their way


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b c d e", False),
        ("very very good", False),
        ("very very very very", True),
        ("of the of the of the", True),
        ("of the of the bridge", False),
        ("the man who saw the man who saw the man who saw it", True),
        ("1 , 000 , 000", False),
        ("", False),
    ],
)
def test_a_loop_is_a_run_that_comes_again_and_again(text: str, expected: bool) -> None:
    assert loops(text.split()) is expected


def hypothesis(text: str, score: float = -1.0) -> Hypothesis:
    return Hypothesis(tuple(text.split()), score)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("một hai", "one two", False),
        ("một hai", "", True),
        ("một hai", "to to to to", True),
        ("ha ha ha ha", "ha ha ha ha", False),
        ("một", " ".join(map(str, range(40))), True),
    ],
)
def test_a_runaway_says_nothing_too_much_or_the_same(source: str, target: str, expected: bool) -> None:
    assert runaway(source.split(), target.split()) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("to to to to", "to the bridge", "to the bridge"),
        ("to to to to to", "on on on on", "on on on on"),
        ("to to to to", "on on on on on on", "to to to to"),
        ("to to to to", "", "to to to to"),
    ],
)
def test_of_two_tries_the_better_is_kept(first: str, second: str, expected: str) -> None:
    assert better(["x"], hypothesis(first), hypothesis(second)) == hypothesis(expected)


def test_a_looping_sentence_is_tried_again(package: PackageInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    model = engine.Engine(package)
    honest = model._run

    def run(sources: list[list[str]], **options: Any) -> list[Hypothesis]:
        return honest(sources, **options) if "no_repeat_ngram_size" in options else [hypothesis("to to to to")]

    monkeypatch.setattr(model, "_run", run)
    (found,) = model.translate([SENTENCES[1]])
    assert found.text
    assert "to to" not in found.text


def test_the_signature_names_all_that_made_the_draft(package: PackageInfo, settings: Settings) -> None:
    settings.BEAM_SIZE = 3
    second = PackageInfo("en", "fr", "1.0", package.path, "translate-en_fr")
    names = engine.signature([package, second]).split("|")
    assert names[1:4] == ["translate-vi_en+translate-en_fr", f"{package.version}+1.0", "beam3"]
    assert names[0].startswith("ctranslate2-")
    assert names[4].startswith("underthesea-")


# Second looks


def test_a_retry_tries_other_ways(package: PackageInfo) -> None:
    text = "Sáng nay cầu mới được thông xe, người dân hai bên bờ vui mừng; trời nắng đẹp và gió nhẹ."
    (found,) = engine.load(package).retry([text])
    assert len(found) == 2
    assert all(each.text and each.score < 0 for each in found)


def test_clauses_are_the_text_again_and_none_is_a_stub(package: PackageInfo) -> None:
    codec = engine.load(package)._codec
    text = "Ông, bà, cháu, và người dân hai bên bờ đều vui mừng; trời nắng đẹp và gió nhẹ, vậy."
    decoded = [codec.decode(pieces) for pieces in codec.clauses(text)]
    assert len(decoded) == 2
    assert all(len(clause) >= engine.SHORTEST_CLAUSE for clause in decoded)


def test_the_attention_of_any_wording_can_be_asked(package: PackageInfo) -> None:
    model = engine.load(package)
    source, target = "Theo Nghị quyết 52-NQ/TW.", "Under Resolution 52-NQ/TW."
    (found,) = model.align([(source, target)])
    assert found is not None
    span = (source.index("52"), len(source) - 1)
    code, other = (target.index("NQ"), target.index("NQ") + 2), (0, 5)
    assert found.share(code, span) > 0.8 > found.share(other, span)


def test_what_is_too_long_or_nothing_has_no_attention(package: PackageInfo) -> None:
    assert engine.load(package).align([("từ " * 2000, "word"), ("", "word"), ("từ", "")]) == [None, None, None]


def test_the_attention_asked_for_is_that_of_translating(package: PackageInfo) -> None:
    model = engine.load(package)
    source = model._codec.encode(SENTENCES[1])
    options = {"beam_size": 1, "return_attention": True, "max_decoding_length": 60}
    result = model._translator.translate_batch([source], **options)[0]
    target = model._codec.decode(result.hypotheses[0])
    (found,) = model.align([(SENTENCES[1], target)])
    assert found is not None
    assert [list(row) for row in found.weights] == [pytest.approx(list(row), abs=0.02) for row in result.attention[0]]
