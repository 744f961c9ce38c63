from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from translations import services
from translations.errors import NoPackage, RefusedInput
from translations.glossary.rows import TermRow
from worker.management.commands import translate

Settings = Any
TEXT = "Thông xe cầu mới\n\nSáng nay cầu được thông xe. Người dân\nvui mừng.\n\n***\n"


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which songngu has never run: no data, no database."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("about a database file that is not there; ran in the first pass")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "data" / "songngu.sqlite3"))
    settings.DATA_DIR = tmp_path / "data"
    settings.PACKAGES_DIR = tmp_path / "data" / "packages"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    call_command("translate", *arguments)
    return capsys.readouterr().out


def test_a_text_is_translated_paragraph_by_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    paragraphs = run(capsys, str(tmp_path / "a.txt")).rstrip("\n").split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[2] == "***"
    assert all(paragraph and paragraph not in TEXT for paragraph in paragraphs[:2])


def test_json_tells_each_sentence_and_its_score(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    told = json.loads(run(capsys, "-", "--json"))
    assert (told["from"], told["to"], told["signature"].split("|")[1]) == ("vi", "en", "translate-vi_en")
    assert [(each["paragraph"], each["source"]) for each in told["segments"]] == [
        (0, "Thông xe cầu mới"),
        (1, "Sáng nay cầu được thông xe."),
        (1, "Người dân vui mừng."),
        (2, "***"),
    ]
    assert [each["score"] is None for each in told["segments"]] == [False, False, False, True]


def test_a_pair_without_a_package_names_the_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(NoPackage, match="songngu models install vi fr"):
        run(capsys, str(tmp_path / "a.txt"), "--to", "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("một\nhai\n", ["một", "hai"]),
        ("một\nhai\n \nba", ["một hai", "ba"]),
        ("\n\nmột\n", ["một"]),
        ("", []),
    ],
)
def test_paragraphs_are_parted_by_blank_lines_or_else_by_lines(text: str, expected: list[str]) -> None:
    assert translate.split(text) == expected


def test_windows_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffmô\u0323t\r\nhai".encode())
    assert translate.read(str(tmp_path / "a.txt")) == "một\nhai"


@pytest.mark.parametrize(("data", "reason"), [(None, "No such file"), (b"\xff", "iconv"), (b"a" * 1001, "1000 bytes")])
def test_what_cannot_be_read_is_refused(tmp_path: Path, settings: Settings, data: bytes | None, reason: str) -> None:
    settings.MAX_ARTICLE_BYTES = 1000
    if data is not None:
        (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(RefusedInput, match=reason):
        translate.read(str(tmp_path / "a.txt"))


def test_the_terms_that_come_with_songngu_are_kept_where_there_is_no_database() -> None:
    (term,) = translate.term_base(["Các đại biểu Quốc hội họp."], "vi", "en")
    assert term.target == "National Assembly deputy"
    assert translate.term_base(["Los diputados"], "es", "en") == ()


@pytest.mark.django_db
def test_a_places_own_terms_are_kept_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "songngu.sqlite3").touch()
    row = TermRow(source="Quốc hội", target="House")
    services.add_term(row, source_language="vi", target_language="en", by=None)
    assert [term.target for term in translate.term_base(["Quốc hội"], "vi", "en")] == ["House"]
