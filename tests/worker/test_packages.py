from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import argos_files
import pytest
from newsroom import Newsroom, open_newsroom

from translations.errors import BrokenPackage, EngineError, FetchError, NoPackage
from worker import packages
from worker.packages import unpack as unpacking

Settings = Any


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Settings) -> Path:
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.BUNDLED_PACKAGES = tmp_path / "bundled"
    settings.PIVOT_LANGUAGES = ["en"]
    return tmp_path / "packages"


def put(folder: Path, **changes: object) -> packages.PackageInfo:
    return packages.install_file(argos_files.archive(folder / "any.argosmodel", argos_files.files(**changes)))


def pairs() -> list[tuple[str, str, str]]:
    return [(package.from_code, package.to_code, package.version) for package in packages.installed()]


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


# Bundled packages


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    (tmp_path / "bundled" / "aa-bb").mkdir(parents=True)
    return argos_files.archive(tmp_path / "bundled" / "aa-bb" / "a.argosmodel", argos_files.files())


def test_bundled_packages_are_installed_once(bundle: Path) -> None:
    assert [package.pair for package in packages.install_bundled()] == [("aa", "bb")]
    assert packages.install_bundled() == []


@pytest.mark.parametrize(("present", "after"), [("1.1", "1.2"), ("1.10", "1.10")])
def test_a_bundled_package_never_replaces_a_newer_one(tmp_path: Path, bundle: Path, present: str, after: str) -> None:
    put(tmp_path, package_version=present)
    packages.install_bundled()
    assert pairs() == [("aa", "bb", after)]


# Routes


@pytest.mark.parametrize(
    ("have", "wanted", "expected"),
    [
        (["vi-en"], "vi-en", ["vi-en"]),
        (["vi-en"], "vi-VN-en-GB", ["vi-en"]),
        (["vi-en", "en-fr"], "vi-fr", ["vi-en", "en-fr"]),
        (["vi-en", "en-fr", "vi-fr"], "vi-fr", ["vi-fr"]),
        (["vi-en", "en-zt"], "vi-zh-Hant", ["vi-en", "en-zt"]),
    ],
)
def test_a_route_is_direct_or_through_a_pivot(
    tmp_path: Path, have: list[str], wanted: str, expected: list[str]
) -> None:
    for pair in have:
        from_code, to_code = pair.split("-")
        put(tmp_path, from_code=from_code, to_code=to_code)
    source, target = {"vi-VN-en-GB": ("vi-VN", "en-GB"), "vi-zh-Hant": ("vi", "zh-Hant")}.get(
        wanted, tuple(wanted.split("-"))
    )
    assert ["-".join(package.pair) for package in packages.route(source, target)] == expected


@pytest.mark.parametrize("pair", [("vi", "fr"), ("en", "vi"), ("vi", "vi"), ("fr", "en")])
def test_where_no_route_leads_the_error_names_the_command(tmp_path: Path, pair: tuple[str, str]) -> None:
    put(tmp_path, from_code="vi", to_code="en")
    with pytest.raises(NoPackage, match=f"songngu models install {pair[0]} {pair[1]}"):
        packages.route(*pair)


def test_a_ready_route_installs_what_came_with_us(bundle: Path) -> None:
    assert [package.pair for package in packages.ready_route("aa", "bb")] == [("aa", "bb")]
    with pytest.raises(NoPackage):
        packages.ready_route("bb", "aa")


# The index


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    with open_newsroom() as web:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url)
        yield web


def offer(web: Newsroom, *links: str, **changes: object) -> dict[str, object]:
    return {**argos_files.METADATA, "links": [web.url + link for link in links], **changes}


def publish(web: Newsroom, *offers: object) -> None:
    web.page("/index.json", json.dumps(offers).encode())


def test_the_index_is_read_and_nonsense_in_it_passed_over(web: Newsroom) -> None:
    publish(web, offer(web, "/old"), offer(web, "/new", package_version="1.10"), "?", {"links": 5}, offer(web), {})
    (found,) = packages.available()
    assert (found.from_code, found.to_code, found.version, found.links) == ("aa", "bb", "1.10", (web.url + "/new",))


def test_a_package_is_downloaded_with_progress_and_installed(web: Newsroom) -> None:
    data = argos_files.bundled().read_bytes()
    publish(web, offer(web, "/gone", "/vi_en.argosmodel", from_code="vi", to_code="en"))
    web.page("/vi_en.argosmodel", data)
    seen: list[tuple[int, int]] = []
    package = packages.install_from_index("vi", "en", lambda done, total: seen.append((done, total)))
    assert package.pair == ("vi", "en")
    assert seen[-1] == (len(data), len(data))
    assert len(seen) > 10


def test_a_broken_download_installs_nothing(web: Newsroom) -> None:
    publish(web, offer(web, "/aa_bb"))
    web.page("/aa_bb", b"<html>")
    with pytest.raises(BrokenPackage):
        packages.install_from_index("aa", "bb")
    assert packages.installed() == []


def test_a_pair_that_the_index_lacks_is_named(web: Newsroom) -> None:
    publish(web)
    with pytest.raises(NoPackage, match=r"aa to bb.*songngu models available"):
        packages.install_from_index("aa", "bb")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, b"", "answered 404"), (200, b"<html>", "no JSON"), (200, b"{}", "not with an index")],
)
def test_an_index_that_is_none_is_an_error(web: Newsroom, status: int, body: bytes, reason: str) -> None:
    web.page("/index.json", body, status=status)
    with pytest.raises(FetchError, match=f"{reason}.*ARGOS_PACKAGE_INDEX"):
        packages.available()


def test_where_nothing_listens_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_newsroom() as web:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url)
    with pytest.raises(FetchError, match="songngu models install FILE"):
        packages.available()


def test_no_link_that_works_is_an_error(web: Newsroom) -> None:
    publish(web, offer(web, "/one", "/two"))
    with pytest.raises(FetchError, match=r"/one answered 404; .*/two answered 404"):
        packages.install_from_index("aa", "bb")


def test_a_link_into_the_intranet_is_not_followed(web: Newsroom) -> None:
    inside = web.page("/x", b"secret").replace("127.0.0.1", "127.0.0.2")
    publish(web, {**argos_files.METADATA, "links": [inside]})
    with pytest.raises(FetchError, match=r"127\.0\.0\.2"):
        packages.install_from_index("aa", "bb")


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
