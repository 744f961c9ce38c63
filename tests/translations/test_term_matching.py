"""Which terms a Vietnamese sentence holds, however it is typed; and whether an English one has their translations."""

from __future__ import annotations

import unicodedata

import pytest

from translations import checks
from translations.glossary import Glossary, banned, key, spans_of, stands
from translations.types import GlossaryTerm, Severity


def term(source: str, target: str = "x", **more: tuple[str, ...]) -> GlossaryTerm:
    return GlossaryTerm(source=source, target=target, **more)  # type: ignore[arg-type]


BASE = Glossary(
    [
        term("Quốc hội"),
        term("đại biểu Quốc hội"),
        term("Ủy ban nhân dân"),
        term("phòng, chống tham nhũng"),
        term("Hòa Bình"),
        term("Văn Miếu - Quốc Tử Giám"),
        term("HĐND"),
        term("tỷ giá"),
    ]
)


def found(text: str) -> list[str]:
    return [match.term.source for match in BASE.find(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Các đại biểu Quốc hội họp.", ["đại biểu Quốc hội"]),
        ("Quốc hội và đại biểu", ["Quốc hội"]),
        ("QUỐC HỘI HỌP", ["Quốc hội"]),
        ("quốc Hội", ["Quốc hội"]),
        ("Uỷ ban nhân dân xã", ["Ủy ban nhân dân"]),
        (unicodedata.normalize("NFD", "Uỷ ban nhân dân"), ["Ủy ban nhân dân"]),
        ("tỉ giá hôm nay", ["tỷ giá"]),
        ("việc phòng chống tham nhũng", ["phòng, chống tham nhũng"]),
        ("Văn Miếu – Quốc Tử Giám", ["Văn Miếu - Quốc Tử Giám"]),
        ("Quốc, hội", []),
        ("Quốchội", []),
        ("liên Quốc hộixx", []),
        ("mong hòa bình", []),
        ("tỉnh Hoà Bình", ["Hòa Bình"]),
        ("TỈNH HÒA BÌNH", ["Hòa Bình"]),
        ("Nghị quyết 79/NQ-HĐND", []),
        ("HĐND tỉnh", ["HĐND"]),
        ("", []),
    ],
)
def test_the_longest_term_is_found_at_word_boundaries_however_it_is_typed(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_a_match_says_where_it_stands_in_the_text_as_it_was_typed() -> None:
    text = unicodedata.normalize("NFD", "Hôm nay Uỷ ban nhân dân họp")
    match = BASE.find(text)[0]
    assert text[match.start : match.end] == unicodedata.normalize("NFD", "Uỷ ban nhân dân")


def test_ways_of_typing_a_term_make_one_entry() -> None:
    assert key("Uỷ ban  Kĩ thuật") == key("ủy ban kỹ thuật")
    assert key("Hội Nông dân") != key("Hội Nông dan")


MINISTRY = term("Bộ Công an", "Ministry of Public Security", forbidden=("Ministry of Police", "Public Security"))
CELL = term("chi bộ", "Party cell", admitted=("cell committee",))
SECRETARY = term("Bí thư Tỉnh ủy", "Secretary of the provincial Party Committee")
GDP = term("tổng sản phẩm trong nước", "gross domestic product (GDP)")
CENTER = term("Trung tâm", "Labor Program Center")


@pytest.mark.parametrize(
    ("entry", "target"),
    [
        (MINISTRY, "The ministry of public security's plan"),
        (CELL, "All Party cells met"),
        (CELL, "The cell committees met"),
        (SECRETARY, "Secretary of the Vĩnh Long provincial Party Committee"),
        (SECRETARY, "The provincial Party Committee's secretaries"),
        (GDP, "GDP grew"),
        (GDP, "The gross domestic product grew"),
        (CENTER, "the Labour Programme Centre"),
        (term("Việt Nam", "Vietnam"), "in Viet Nam"),
        (term("Hội", "Farmers' Union"), "the Farmers’ Union"),
        (term("Bắc Ninh", "Bắc Ninh"), "Bac Ninh Province"),
        (term("Chủ tịch", "Chairman"), "the chairwoman"),
    ],
)
def test_a_target_has_the_term_or_an_inflection_of_it(entry: GlossaryTerm, target: str) -> None:
    assert stands(entry, target)


@pytest.mark.parametrize(
    ("entry", "target"),
    [
        (MINISTRY, "The Ministry of Health said that the public wants security"),
        (CELL, "A party"),
        (GDP, "domestic gross"),
        (CENTER, "the Labor Center"),
        (term("Bắc Ninh", "Bắc Ninh"), "Tây Ninh"),
        (MINISTRY, ""),
    ],
)
def test_other_words_are_not_the_term(entry: GlossaryTerm, target: str) -> None:
    assert not stands(entry, target)


def test_a_forbidden_form_inside_an_allowed_one_is_allowed() -> None:
    assert banned(MINISTRY, "the Ministry of Public Security") is None
    assert banned(MINISTRY, "the Ministry of Police") == ("Ministry of Police", (4, 22))


def test_the_place_of_a_term_in_the_target_is_told() -> None:
    assert spans_of(CELL, "Two Party cells") == [(4, 15)]


def flags(source: str, target: str, *terms: GlossaryTerm) -> list[tuple[str, Severity]]:
    made = checks.run(source, target, source_language="vi", target_language="en", terms=Glossary(terms).find(source))
    return [(flag.code, flag.severity) for flag in made if flag.code.startswith("term-")]


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("The Ministry of Public Security works.", []),
        ("The Ministry of Police works.", ["term-forbidden"]),
        ("The police work.", ["term-missing"]),
        ("", []),
    ],
)
def test_a_missing_or_forbidden_translation_is_a_major_doubt(target: str, codes: list[str]) -> None:
    source = "Bộ Công an làm việc, Bộ Công an trả lời."
    assert flags(source, target, MINISTRY) == [(code, Severity.MAJOR) for code in codes]


def test_the_flag_points_at_the_words() -> None:
    source = "Chiều nay Bộ Công an họp"
    (flag,) = (
        flag
        for flag in checks.run(
            source,
            "The Ministry of Police meets",
            source_language="vi",
            target_language="en",
            terms=Glossary([MINISTRY]).find(source),
        )
        if flag.code == "term-forbidden"
    )
    assert flag.source_span == (10, 20)
    assert flag.target_span == (4, 22)
