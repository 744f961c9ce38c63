"""Translation memories as files: what we write comes back, what others write is understood, traps are refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree

from translations.errors import RefusedInput
from translations.interchange import read_tmx, read_xliff, records, write_tmx, write_xliff
from translations.memory import EDGE, Unit, digest

Reader = Callable[..., Iterator[Unit]]
FORMATS = pytest.mark.parametrize(("read", "write"), [(read_tmx, write_tmx), (read_xliff, write_xliff)])
NOON = datetime(2026, 10, 19, 12, 0, tzinfo=UTC)
UNITS = [
    Unit(
        source="Cầu <mới> & “đẹp”",
        target='The <new> & "fine" bridge',
        before=EDGE,
        after=digest("Tin"),
        origin="bao-moi/cau & đường",
        author="Hà <b>",
        created_at=NOON,
    ),
    Unit(source="Tin", target="News", before=digest("Cầu"), after=EDGE),
    Unit(source="Không rõ", target="Unknown"),
]
TMX = '<?xml version="1.0"?>{doctype}<tmx version="1.4"><header/><body>{body}</body></tmx>'
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="vi-VN" trgLang="en">'
    '<file id="f">{body}</file></xliff>'
)
PAIR_BODY = '<tu>{extra}<tuv xml:lang="vi"><seg>{vi}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'


def tmx(body: str, doctype: str = "") -> io.BytesIO:
    return io.BytesIO(TMX.format(body=body, doctype=doctype).encode())


def pair(vi: str = "Tin", en: str = "News", extra: str = "") -> str:
    return PAIR_BODY.format(vi=vi, en=en, extra=extra)


def read(file: io.BytesIO, reader: Reader = read_tmx, **options: Any) -> list[Unit]:
    return list(reader(file, "vi", "en", **options))


@FORMATS
def test_what_is_written_comes_back(read: Reader, write: Callable[..., int]) -> None:
    file = io.BytesIO()
    assert write(UNITS, "vi", "en", file) == 3
    file.seek(0)
    assert list(read(file, "vi", "en")) == UNITS


@FORMATS
def test_an_empty_memory_makes_an_empty_file(read: Reader, write: Callable[..., int]) -> None:
    file = io.BytesIO()
    assert write([], "vi", "en", file) == 0
    file.seek(0)
    assert list(read(file, "vi", "en")) == []


@FORMATS
def test_what_xml_cannot_say_is_left_out(read: Reader, write: Callable[..., int]) -> None:
    file = io.BytesIO()
    write([Unit(source="a\x01b", target="c\ufffed")], "vi", "en", file)
    file.seek(0)
    assert list(read(file, "vi", "en")) == [Unit(source="ab", target="cd")]


def test_a_tmx_of_another_tool_is_understood() -> None:
    body = (
        '<tu creationid="lan" creationdate="20200102T030405Z"><prop type="x-other">1</prop>'
        '<tuv lang="EN-US"><seg>The <bpt i="1">&lt;b></bpt>new<ept i="1">&lt;/b></ept> <hi>bridge</hi></seg></tuv>'
        '<tuv xml:lang="vi-VN" changeid="x"><seg>Cầu  mới<ph>{1}</ph></seg></tuv>'
        '<tuv xml:lang="fr"><seg>Le pont</seg></tuv></tu>'
    )
    (unit,) = read(tmx(body, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'))
    assert (unit.source, unit.target) == ("Cầu mới", "The new bridge")
    assert (unit.author, unit.created_at) == ("lan", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert (unit.before, unit.after) == (None, None)


@pytest.mark.parametrize(
    "body", ["", '<tu><tuv xml:lang="vi"><seg>Tin</seg></tuv></tu>', pair(en=""), "<tu/>", pair().replace("vi", "lo")]
)
def test_a_unit_without_both_languages_is_passed_over(body: str) -> None:
    assert [unit.source for unit in read(tmx(body + pair("Khác", "Other")))] == ["Khác"]


def test_the_very_language_comes_before_a_variety_of_it() -> None:
    body = (
        pair(en="color")
        .replace('"en"', '"en-US"')
        .replace("</tu>", '<tuv xml:lang="en-GB"><seg>colour</seg></tuv></tu>')
    )
    assert [unit.target for unit in read_tmx(tmx(body), "vi", "en-GB")] == ["colour"]
    assert [unit.target for unit in read_tmx(tmx(body), "vi", "en")] == ["color"]


@pytest.mark.parametrize("context", ["zz", "-1", "f" * 16, "f" * 40, ""])
def test_a_context_that_is_not_ours_is_unknown(context: str) -> None:
    (unit,) = read(tmx(pair(extra=f'<prop type="x-songngu-before">{context}</prop>')))
    assert unit.before is None


@pytest.mark.parametrize(
    ("state", "taken"), [("final", True), ("reviewed", True), ("translated", False), ("initial", False), ("", False)]
)
def test_of_xliff_only_what_a_person_approved_is_taken(state: str, taken: bool) -> None:
    chosen = f'state="{state}"' if state else ""
    body = (
        f'<unit id="1"><segment {chosen}><source>Cầu <pc id="1">mới</pc><ph id="2"/></source>'
        "<target>New bridge</target></segment></unit>"
        '<unit id="2"><segment state="final"><source>Tin</source><target>News</target></segment></unit>'
    )
    file = io.BytesIO(XLIFF.format(body=body).encode())
    assert [unit.source for unit in read(file, read_xliff)] == [*(["Cầu mới"] if taken else []), "Tin"]
    file.seek(0)
    assert len(read(file, read_xliff, any_state=True)) == 2


def test_an_xliff_with_nothing_approved_is_refused_with_the_cure() -> None:
    body = '<unit id="1"><segment><source>Tin</source><target>News</target></segment></unit>'
    with pytest.raises(RefusedInput, match="--any-state"):
        read(io.BytesIO(XLIFF.format(body=body).encode()), read_xliff)


@pytest.mark.parametrize(
    ("changes", "word"),
    [(('version="2.1"', 'version="1.2"'), "2.1"), (('trgLang="en"', 'trgLang="fr"'), "vi-VN to fr")],
)
def test_another_xliff_is_refused(changes: tuple[str, str], word: str) -> None:
    body = '<unit id="1"><segment state="final"><source>Tin</source><target>News</target></segment></unit>'
    with pytest.raises(RefusedInput, match=word):
        read(io.BytesIO(XLIFF.format(body=body).replace(*changes).encode()), read_xliff)


LAUGHS = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "file",
    [
        tmx(pair("&c;"), LAUGHS),
        tmx(pair("&x;"), '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        tmx(pair("&x;"), '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'),
        tmx(pair("&x;"), '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'),
        tmx(pair(), "<!DOCTYPE tmx [<!ELEMENT tmx ANY>]>"),
        tmx(pair("&x;")),
        tmx(pair("x" * 20_001)),
        tmx(pair("<hi>" * 300 + "</hi>" * 300)),
        tmx(pair("<hi/>" * 10_001)),
        tmx(pair("x" * 11_000_000)),
        tmx(pair()[:-4]),
        tmx(pair().replace("<tu>", '<tu creationdate="yesterday">')),
        io.BytesIO(b""),
        io.BytesIO(b"Tin\tNews\n"),
        io.BytesIO(b"<html/>"),
        io.BytesIO(b"<?xml version='1.0' encoding='no-such'?><tmx/>"),
    ],
    ids=str,
)
def test_a_trap_is_refused(file: io.BytesIO) -> None:
    with pytest.raises(RefusedInput):
        read(file)


def test_a_file_beyond_the_limit_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_BYTES", 1_000)
    with pytest.raises(RefusedInput, match="larger than"):
        read(tmx(pair() * 100))


def test_units_come_while_the_file_is_read_and_are_not_kept() -> None:
    file = tmx("<note>x</note>" + pair() * 20_000)
    units = read_tmx(file, "vi", "en")
    assert next(units).source == "Tin"
    assert file.tell() < len(file.getvalue())
    assert sum(1 for _ in units) == 19_999


def test_our_tmx_has_the_header_that_the_standard_asks_for() -> None:
    file = io.BytesIO()
    write_tmx(UNITS, "vi", "en", file)
    header = etree.fromstring(file.getvalue()).find("header")
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert needed <= set(header.attrib)
