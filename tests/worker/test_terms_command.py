"""`songngu terms`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from translations import services
from translations.errors import RefusedInput
from translations.glossary.rows import TermRow
from translations.models import Term

pytestmark = pytest.mark.django_db


def terms(*arguments: str) -> str:
    out = StringIO()
    call_command("terms", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def cell(db: None) -> Term:
    row = TermRow(source="chi bộ", target="Party cell", forbidden=("Party branch",))
    return services.add_term(row, source_language="vi", target_language="en", by=None)


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_an_export_is_imported_again(kind: str, cell: Term, tmp_path: Path) -> None:
    file = tmp_path / "terms"
    file.write_text(terms("export", "--format", kind), encoding="utf-8")
    Term.objects.all().delete()
    assert terms("import", str(file)) == "1 added, 0 changed, 0 the same.\n"
    assert json.loads(terms("import", str(file), "--json")) == {"added": 0, "changed": 0, "same": 1}
    assert Term.objects.get().entry() == cell.entry()


def test_a_sentence_is_checked_for_people_and_for_programs(cell: Term) -> None:
    assert terms("check", "Họp chi bộ") == "chi bộ → Party cell\n"
    said = terms("check", "Họp chi bộ", "--target", "The Party branch met")
    assert "term-forbidden: “chi bộ” is “Party cell”, not “Party branch”" in said
    data: dict[str, Any] = json.loads(terms("check", "Họp chi bộ", "--target", "They met", "--json"))
    assert (data["terms"][0]["start"], data["terms"][0]["end"]) == (4, 10)
    assert [flag["code"] for flag in data["flags"]] == ["term-missing"]


@pytest.mark.parametrize("name", ["/nonexistent/terms.csv", "/"])
def test_a_file_that_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(RefusedInput):
        terms("import", name)


def test_an_export_that_cannot_be_written_is_refused(cell: Term) -> None:
    with pytest.raises(RefusedInput):
        terms("export", "--output", "/nonexistent/terms.csv")
