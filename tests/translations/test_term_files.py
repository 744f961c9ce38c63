"""Term files in and out, hostile ones too; and the base that comes with songngu."""

from __future__ import annotations

import pytest

from translations.errors import RefusedInput
from translations.glossary import Glossary, banned, key, stands
from translations.glossary.files import read_file, write_file
from translations.glossary.rows import TermRow
from translations.services import bundled_terms
from translations.services.terms import BUNDLED

ROWS = [
    TermRow(
        source="Bộ Công an",
        target="Ministry of Public Security",
        admitted=("MPS", "Public Security Ministry"),
        forbidden=("Ministry of Police",),
        domain="ministries",
        note="a note, with “quotes” & <signs>",
    ),
    TermRow(source="chi bộ", target="Party cell", status="proposed"),
]


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_what_is_written_is_read_again_as_it_was(kind: str) -> None:
    assert read_file(f"terms.{kind}", write_file(kind, ROWS, "vi", "en"), "vi", "en") == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_whatever_a_spreadsheet_writes_is_read(delimiter: str) -> None:
    text = delimiter.join(["Source", " target "]) + "\r\n" + delimiter.join(["chi bộ", "Party cell"]) + "\r\n\r\n"
    assert read_file("t.csv", text.encode("utf-8-sig"), "vi", "en") == [TermRow(source="chi bộ", target="Party cell")]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_comes_back_whole() -> None:
    row = TermRow(source="dấu bằng", target="=HYPERLINK(1)")
    data = write_file("csv", [row], "vi", "en")
    assert b"'=HYPERLINK" in data
    assert read_file("t.csv", data, "vi", "en") == [row]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xff", "not UTF-8"),
        (b"a,b\n1,2\n", "no source and target columns"),
        (b"source,target\nchi bo,\n", "line 2: there is no target term"),
        (b"source,target\n...,x\n", "line 2: there is no source term"),
        (b"source,target,status\na,b,fine\n", "line 2: status 'fine'"),
        (b"source,target,forbidden\na,b,B\n", "both right and wrong"),
        (b"source,target\n" + b"a" * 301 + b",b\n", "301 characters"),
        (b'source,target\n"a,b\n', "line"),
        (b"<tbx", "not well-formed XML"),
        (b"<html/>", "is no TBX"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(RefusedInput, match=said):
        read_file("file", data, "vi", "en")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)) + '<!ENTITY l0 "x"><!ENTITY x "&l11;">',
    ],
)
def test_a_file_that_declares_entities_is_refused(declared: str) -> None:
    data = (
        f"<!DOCTYPE tbx [{declared}]><tbx><text><body><conceptEntry>"
        '<langSec xml:lang="vi"><termSec><term>chi &x;</term></termSec></langSec>'
        '<langSec xml:lang="en"><termSec><term>cell</term></termSec></langSec></conceptEntry></body></text></tbx>'
    )
    with pytest.raises(RefusedInput, match=r"entit(y|ies)"):
        read_file("t.tbx", data.encode(), "vi", "en")


def test_the_older_tbx_and_the_dct_style_are_read_too() -> None:
    martif = (
        '<martif type="TBX"><text><body><termEntry><langSet xml:lang="vi-VN"><tig><term>chi bộ</term></tig></langSet>'
        '<langSet xml:lang="en-US"><tig><term>cell group</term><termNote type="administrativeStatus">'
        "deprecatedTerm-admn-sts</termNote></tig><ntig><termGrp><term>Party cell</term></termGrp></ntig></langSet>"
        "</termEntry></body></text></martif>"
    )
    dct = (
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry>'
        '<langSec xml:lang="vi"><termSec><term>chi bộ</term></termSec></langSec><langSec xml:lang="en"><termSec>'
        "<term>cell group</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>"
        "<termSec><term>Party cell</term></termSec></langSec></conceptEntry></body></text></tbx>"
    )
    wanted = [TermRow(source="chi bộ", target="Party cell", forbidden=("cell group",))]
    assert read_file("a.tbx", martif.encode(), "vi", "en") == wanted
    assert read_file("b.tbx", dct.encode(), "vi", "en") == wanted


@pytest.fixture(scope="module")
def bundled() -> list[TermRow]:
    return read_file("vi-en.csv", (BUNDLED / "vi-en.csv").read_bytes(), "vi", "en")


def test_the_bundled_base_has_six_hundred_entries_and_no_two_alike(bundled: list[TermRow]) -> None:
    assert len(bundled) >= 600
    assert len({key(row.source) for row in bundled}) == len(bundled)


def test_each_bundled_entry_finds_itself_and_passes_its_own_check() -> None:
    terms = bundled_terms("vi", "en")
    base = Glossary(terms)
    for entry in terms:
        assert [match.term for match in base.find(f"Hôm nay, {entry.source} .")] == [entry], entry
        assert stands(entry, f"Today, the {entry.target} ."), entry
        assert banned(entry, entry.target) is None, entry


def test_the_bundled_base_knows_all_provinces_of_today_and_the_older_ones(bundled: list[TermRow]) -> None:
    sources = {row.source for row in bundled}
    today = """Hà Nội|Huế|Hải Phòng|Đà Nẵng|Cần Thơ|Thành phố Hồ Chí Minh|Lai Châu|Điện Biên|Sơn La|Lạng Sơn|Quảng Ninh
Thanh Hóa|Nghệ An|Hà Tĩnh|Cao Bằng|Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|Bắc Ninh|Hưng Yên|Ninh Bình|Quảng Trị
Quảng Ngãi|Gia Lai|Khánh Hòa|Lâm Đồng|Đắk Lắk|Đồng Nai|Tây Ninh|Vĩnh Long|Đồng Tháp|Cà Mau|An Giang"""
    names = set(today.replace("\n", "|").split("|"))
    assert len(names) == 34
    assert names <= sources
    assert {"Hà Giang", "Bình Dương", "Bà Rịa - Vũng Tàu", "Kiên Giang", "Hải Dương"} <= sources
