"""`songngu ingest`, run on real files."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from translations import services
from translations.errors import NotFound
from translations.models import Article, Source

pytestmark = pytest.mark.django_db
SAMPLES = settings.BASE_DIR / "samples"
STORY = """Khai giảng lớp học xoá mù chữ ở vùng cao

Thứ Hai, 19/10/2026, 16:00 [GMT+7]
    Tối qua, lớp học xoá mù chữ đầu tiên của bản đã khai giảng với hơn hai mươi học viên.
    Cô giáo cho biết lớp sẽ học ba buổi mỗi tuần.
Lò Thị Mai
.
"""


def ingest(*args: str) -> list[dict[str, str]]:
    out = StringIO()
    call_command("ingest", *args, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_file_in_the_press_shape_becomes_an_article(db: None, tmp_path: Path) -> None:
    (tmp_path / "lop-hoc.txt").write_text(STORY, encoding="utf-8")
    (told,) = ingest(str(tmp_path / "lop-hoc.txt"))
    article = Article.objects.get()
    assert told["result"] == "new"
    assert article.current is not None
    assert article.current.title == "Khai giảng lớp học xoá mù chữ ở vùng cao"
    assert article.current.published_at.isoformat() == "2026-10-19T09:00:00+00:00"
    assert article.current.byline == "Lò Thị Mai"
    assert [block["kind"] for block in article.current.blocks] == ["paragraph", "paragraph"]


def test_a_folder_is_taken_in_twice_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert [told["result"] for told in ingest(str(tmp_path))] == ["new"]
    assert [told["result"] for told in ingest(str(tmp_path))] == ["unchanged"]


def test_what_is_refused_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    with pytest.raises(CommandError, match="1 refused"):
        ingest(str(tmp_path))
    assert Article.objects.get().external_id == "b"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(20_000_000)
    with pytest.raises(CommandError):
        ingest(str(tmp_path / "a.txt"))
    assert not Article.objects.exists()


def test_a_folder_without_articles_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"\.txt"):
        ingest(str(tmp_path))


def test_an_unknown_source_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="songngu sources add nha-bao"):
        ingest(str(tmp_path), "--source", "nha-bao")


def test_articles_belong_to_the_source_that_is_named(tmp_path: Path) -> None:
    services.create_source(slug="nha-bao", name="Nhà báo", kind=Source.Kind.PUSH)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    ingest(str(tmp_path), "--source", "nha-bao")
    assert Article.objects.get().source.slug == "nha-bao"


def test_every_sample_is_taken_in(db: None) -> None:
    told = ingest(str(SAMPLES))
    assert len(told) >= 8
    assert {line["result"] for line in told} == {"new"}
    for article in Article.objects.select_related("current"):
        assert article.current is not None
        assert len(article.current.blocks) >= 1
        assert article.current.published_at.year == 2026
