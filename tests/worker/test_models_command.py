from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import argos_files
import pytest
from django.core.management import call_command
from newsroom import open_newsroom

from translations.errors import BrokenPackage, NoPackage, RefusedInput
from worker import packages

Settings = Any
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, settings: Settings) -> None:
    settings.PACKAGES_DIR = tmp_path / "packages"


def run(capsys: Capture, *arguments: str) -> str:
    call_command("models", *arguments)
    return capsys.readouterr().out


def test_before_any_package_the_list_says_how_to_get_one(capsys: Capture) -> None:
    assert "songngu models available" in run(capsys, "list")
    assert json.loads(run(capsys, "list", "--json")) == []


def test_a_file_is_installed_listed_and_removed(capsys: Capture) -> None:
    assert "songngu translate FILE --from vi --to en" in run(capsys, "install", str(argos_files.bundled()))
    assert run(capsys, "list").startswith("vi → en  ")
    (listed,) = json.loads(run(capsys, "list", "--json"))
    assert (listed["from"], listed["to"], listed["name"]) == ("vi", "en", "translate-vi_en")
    assert "songngu models install vi en" in run(capsys, "remove", "vi", "en")
    assert packages.installed() == []


def test_a_pair_is_offered_downloaded_and_installed(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_newsroom() as web:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url + "/")
        link = web.page("/vi_en", argos_files.bundled().read_bytes())
        offer = {**argos_files.METADATA, "from_code": "vi", "to_code": "en", "links": [link]}
        web.page("/index.json", json.dumps([offer]).encode())
        assert "vi → en  1.2" in run(capsys, "available")
        assert json.loads(run(capsys, "available", "--json"))[0]["links"] == [link]
        assert json.loads(run(capsys, "install", "vi", "en", "--json"))["to"] == "en"
        assert "(installed: " in run(capsys, "available")


def test_a_package_that_does_not_load_is_not_kept(tmp_path: Path, capsys: Capture) -> None:
    file = argos_files.archive(tmp_path / "a.argosmodel", argos_files.files())
    with pytest.raises(BrokenPackage, match="not kept"):
        run(capsys, "install", str(file))
    assert packages.installed() == []


@pytest.mark.parametrize(
    ("what", "error", "cure"),
    [
        (["vi"], RefusedInput, "both languages"),
        (["vi", "en", "fr"], RefusedInput, "two languages"),
        (["none.argosmodel"], BrokenPackage, "Check the path"),
    ],
)
def test_what_cannot_be_installed_is_refused_with_a_cure(
    capsys: Capture, what: list[str], error: type[Exception], cure: str
) -> None:
    with pytest.raises(error, match=cure):
        run(capsys, "install", *what)


def test_a_pair_that_is_not_there_cannot_be_removed(capsys: Capture) -> None:
    with pytest.raises(NoPackage, match="songngu models list"):
        run(capsys, "remove", "vi", "fr")
