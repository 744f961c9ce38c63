"""Packages: those that came with us, and the way through them from one language to another."""

from __future__ import annotations

from pathlib import Path

import argos_files
import pytest
from argos_files import pairs, put

from translations.errors import NoPackage
from worker import packages

pytestmark = pytest.mark.usefixtures("store")


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
