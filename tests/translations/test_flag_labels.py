"""Every flag has a name in both languages, and what a check says is told in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from translations import checks, inline
from translations.flag_labels import LABELS, is_known, label, told
from translations.glossary import Match
from translations.types import NOTES, Flag, GlossaryTerm, Mark
from worker import never, repair

DOCUMENT = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in DOCUMENT.splitlines() if line.startswith("| `")
]
ELSEWHERE = {"term-missing", "term-forbidden", "markup-lost", "markup-guessed", "kept-changed"}


def test_every_code_has_a_name_and_no_other_word_has() -> None:
    registered = {code for rule in checks.CHECKS for code in rule.codes}
    assert set(LABELS) == registered | ELSEWHERE | NOTES


def test_a_name_is_in_the_language_of_the_reader() -> None:
    with override("vi"):
        assert label("number-missing") == "Thiếu số"
    with override("en"):
        assert label("number-missing") == "Number missing"
    assert label("tomorrow's-check") == "tomorrow's-check"


def flags_of_documented(row: list[str]) -> tuple[Flag, ...]:
    return checks.run(row[3], row[4], source_language="vi", target_language="en")


def flags_of_the_rest() -> list[Flag]:
    """Those that the table of docs/checks.md does not hold."""
    term = GlossaryTerm(source="cầu", target="span", forbidden=("bridge",))
    pair = {"source_language": "vi", "target_language": "en"}
    marks = [
        Mark(tag="a", attributes=(("href", "https://bao.example/"),), source=(0, 3)),
        Mark(tag="em", source=(0, 3)),
        Mark(tag="a", source=(0, 3), target=(0, 3), sure=False),
        Mark(tag="code", source=(0, 3)),
    ]
    _, repaired = repair.repaired(repair.Sentence("Tăng 5% với 6.000 cây.", "Up 5 with 6.000 trees.", ("vi", "en")))
    return [
        *checks.run("Cây cầu.", "The bridge.", **pair, terms=[Match(term, 4, 7)]),
        *checks.run("Cây cầu.", "The tree.", **pair, terms=[Match(term, 4, 7)]),
        *checks.run("“Vui quá.”", '"So happy.', **pair),
        *checks.run('Ông nói "vui".', 'He says "happy.', **pair),
        *inline.flags(marks, "Cầu mới.", "New bridge."),
        *repaired,
        *never.added_sentence("Cầu mới mở.", "The bridge opened today. Many people came from far away to see it all."),
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("`"))
def test_what_a_check_says_is_told_in_vietnamese(row: list[str]) -> None:
    for flag in flags_of_documented(row):
        assert is_known(flag.message), flag.message
        with override("vi"):
            assert told(flag.message) != flag.message


def test_what_is_said_elsewhere_is_told_too() -> None:
    flags = flags_of_the_rest()
    assert {flag.code for flag in flags} >= ELSEWHERE - {"markup-guessed"} | {"repaired", "added-sentence"}
    assert [flag.message for flag in flags if not is_known(flag.message)] == []


def test_the_words_of_the_text_stand_as_they_are() -> None:
    with override("vi"):
        assert told("“link” is “code” in the term base") == "Theo bảng thuật ngữ, “link” là “code”"
        assert told("An amount in dong is in dollar in the target") == "Số tiền bằng đồng thành đô la trong bản dịch"
        said = told("Tried again because the source came back; it goes round in circles: better now")
        assert said == "Đã dịch lại vì máy trả lại nguyên văn; câu chạy vòng: nay đã khá hơn"


def test_in_english_nothing_changes() -> None:
    with override("en"):
        for flag in [*flags_of_the_rest(), *(flag for row in ROWS for flag in flags_of_documented(row))]:
            assert told(flag.message) == flag.message


def test_a_message_that_nobody_knows_is_shown_as_it_is() -> None:
    assert told("100% of %(this)s is new") == "100% of %(this)s is new"
