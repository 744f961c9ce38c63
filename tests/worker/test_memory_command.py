"""`songngu memory`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from translations.errors import RefusedInput
from translations.memory import Unit
from translations.models import MemoryUnit
from translations.services import memory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("memory", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def learnt() -> None:
    memory.import_units([Unit(source="Tin mới", target="News", author="Lan")], ("vi", "en"), origin="x")


@pytest.mark.parametrize("ending", ["tmx", "xlf", "XLIFF"])
def test_a_memory_moves_to_another_machine(learnt: None, tmp_path: Path, ending: str) -> None:
    file = str(tmp_path / f"out.{ending}")
    assert run("export", file).startswith("1 units written")
    assert run("import", file) == "0 units learnt; 1 were known, or older than what is.\n"
    before = list(MemoryUnit.objects.values("target", "author", "origin", "created_at"))
    MemoryUnit.objects.all().delete()
    assert run("import", file).startswith("1 units learnt")
    assert before[0]["created_at"].replace(microsecond=0) <= MemoryUnit.objects.get().created_at
    assert list(MemoryUnit.objects.values("target", "author", "origin")) == [
        {key: before[0][key] for key in ("target", "author", "origin")}
    ]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    file = tmp_path / "out.tmx"
    file.write_text("old")
    monkeypatch.setattr("translations.interchange.write_tmx", broken)
    with pytest.raises(RefusedInput, match="No space left"):
        run("export", str(file))
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["memory.csv", "missing.tmx", "memory"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedInput, match=r"tmx|another file"):
        run("import", str(tmp_path / name))


def test_numbers_for_people_and_for_programs(learnt: None) -> None:
    assert "vi → en: 1 units of 1 texts" in run("stats")
    assert json.loads(run("stats", "--json"))[0]["live"] == 1


def test_an_empty_memory_says_how_it_fills() -> None:
    assert "what people publish" in run("stats")
