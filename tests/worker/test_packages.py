"""Packages: what may be installed from a file, and what then is."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import argos_files
import pytest
from argos_files import pairs, put

from translations.errors import BrokenPackage, EngineError, NoPackage
from worker import packages
from worker.packages import unpack as unpacking

pytestmark = pytest.mark.usefixtures("store")
Settings = Any


# Installing a file


def test_a_sound_package_is_installed_under_its_own_name(tmp_path: Path, store: Path) -> None:
    package = put(tmp_path)
    assert (package.name, package.version, package.path) == ("translate-aa_bb", "1.2", store / "translate-aa_bb-1_2")
    assert packages.installed() == [package]
    assert (package.path / "model" / "model.bin").read_bytes() == b"weights"


def test_another_version_takes_the_place_of_the_first(tmp_path: Path, store: Path) -> None:
    put(tmp_path)
    put(tmp_path, package_version="1.10")
    assert pairs() == [("aa", "bb", "1.10")]
    assert [folder.name for folder in store.iterdir() if folder.is_dir()] == ["translate-aa_bb-1_10"]


def test_the_same_version_may_be_installed_again(tmp_path: Path) -> None:
    put(tmp_path)
    put(tmp_path)
    assert pairs() == [("aa", "bb", "1.2")]


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"pkg/../../out": b""}, "leads out"),
        ({"/pkg/out": b""}, "leads out"),
        ({"pkg\\..\\out": b""}, "leads out"),
        ({"C:/out": b""}, "leads out"),
        ({link("pkg/passwd"): b"/etc/passwd"}, "leads out"),
        ({"other/file": b""}, "exactly one folder"),
        ({"file": b""}, "exactly one folder"),
        ({"pkg//metadata.json": b"{}"}, "one name twice"),
        ({"pkg/zeros": b"0" * 3_000_000}, "a bomb"),
        ({f"pkg/{index}": b"" for index in range(2001)}, "more than 2000 files"),
        ({"pkg/metadata.json": b"{"}, "no JSON"),
        ({"pkg/metadata.json": b"\xff"}, "no JSON"),
        ({"pkg/metadata.json": b"[" * 100_000}, "no JSON"),
        ({"pkg/metadata.json": b"[]"}, "not a package for translation"),
        ({"pkg/metadata.json": argos_files.metadata(type="sbd")}, "not a package for translation"),
        ({"pkg/metadata.json": argos_files.metadata(from_code="../x")}, "from_code"),
        ({"pkg/metadata.json": argos_files.metadata(to_code=["en"])}, "to_code"),
        ({"pkg/metadata.json": argos_files.metadata(package_version="../1")}, "package_version"),
    ],
)
def test_a_hostile_package_is_refused_and_nothing_is_left(
    tmp_path: Path, store: Path, extra: Mapping[str | zipfile.ZipInfo, bytes], reason: str
) -> None:
    archive = argos_files.archive(tmp_path / "evil.argosmodel", {**argos_files.files(), **extra})
    with pytest.raises(BrokenPackage, match=reason):
        packages.install_file(archive)
    assert packages.installed() == []
    assert sorted(path.name for path in store.iterdir()) == [".lock"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_a_package_without_one_of_its_parts_is_refused(tmp_path: Path, missing: str) -> None:
    contents = argos_files.files()
    del contents[f"pkg/{missing}"]
    with pytest.raises(BrokenPackage, match=f"has no .*{missing}"):
        packages.install_file(argos_files.archive(tmp_path / "a.argosmodel", contents))


def test_a_bpe_package_needs_no_sentencepiece_model(tmp_path: Path) -> None:
    contents = argos_files.files()
    contents["pkg/bpe.model"] = contents.pop("pkg/sentencepiece.model")
    packages.install_file(argos_files.archive(tmp_path / "a.argosmodel", contents))
    assert pairs() == [("aa", "bb", "1.2")]


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", 10)
    with pytest.raises(BrokenPackage, match="10 bytes"):
        put(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>not found</html>"])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.argosmodel"
    file.write_bytes(data)
    with pytest.raises(BrokenPackage, match=r"no zip.*songngu models available"):
        packages.install_file(file)


@pytest.mark.parametrize("damage", [0.3, 0.6])
def test_a_damaged_zip_leaves_the_old_version_in_place(tmp_path: Path, store: Path, damage: float) -> None:
    put(tmp_path)
    contents = argos_files.files(package_version="2.0") | {"pkg/more": os.urandom(5000)}
    file = argos_files.archive(tmp_path / "b.argosmodel", contents)
    data = bytearray(file.read_bytes())
    at = int(len(data) * damage)
    data[at : at + 20] = bytes(byte ^ 0xFF for byte in data[at : at + 20])
    file.write_bytes(data)
    with pytest.raises(BrokenPackage):
        packages.install_file(file)
    assert pairs() == [("aa", "bb", "1.2")]
    assert sorted(path.name for path in store.iterdir()) == [".lock", "translate-aa_bb-1_2"]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrokenPackage, match=r"does not exist\. Check the path"):
        packages.install_file(tmp_path / "none.argosmodel")
    with pytest.raises(BrokenPackage, match="is a folder"):
        packages.install_file(tmp_path)


def test_remnants_of_a_killed_installer_are_swept(tmp_path: Path, store: Path) -> None:
    (store / ".new-1" / "model").mkdir(parents=True)
    (store / ".old-1-x").mkdir()
    put(tmp_path)
    assert sorted(path.name for path in store.iterdir()) == [".lock", "translate-aa_bb-1_2"]


def test_a_place_that_cannot_be_made_is_an_error_with_a_cure(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "file").touch()
    settings.PACKAGES_DIR = tmp_path / "file" / "packages"
    with pytest.raises(EngineError, match="SONGNGU_DATA"):
        put(tmp_path)


# What is installed


def test_a_folder_that_is_no_package_is_left_out(tmp_path: Path, store: Path) -> None:
    put(tmp_path)
    (store / "empty").mkdir()
    (store / "wrong").mkdir()
    (store / "wrong" / "metadata.json").write_text("{}")
    assert pairs() == [("aa", "bb", "1.2")]


def test_before_anything_is_installed_there_is_nothing() -> None:
    assert packages.installed() == []


def test_a_removed_package_is_gone(tmp_path: Path, store: Path) -> None:
    package = put(tmp_path)
    assert packages.remove("aa", "bb") == package
    assert sorted(path.name for path in store.iterdir()) == [".lock"]
    with pytest.raises(NoPackage, match="aa to bb"):
        packages.remove("aa", "bb")


# Argos itself


@pytest.mark.slow
def test_argos_leaves_no_trace_in_home_environment_or_memory(tmp_path: Path) -> None:
    program = (
        "import os, sys, django; django.setup(); before = dict(os.environ)\n"
        "from worker.packages.argos import package_module; package_module().Package\n"
        "assert dict(os.environ) == before, set(os.environ) ^ set(before)\n"
        "assert not {'torch', 'stanza', 'spacy', 'argostranslate.translate'} & set(sys.modules)\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "tmp").mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "TMPDIR": str(tmp_path / "tmp"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ARGOS_DEBUG": "1",
        "SONGNGU_DATA": str(tmp_path / "data"),
    }
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=Path(__file__).parents[2])
    assert list(home.iterdir()) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (tmp_path / "data").exists()
