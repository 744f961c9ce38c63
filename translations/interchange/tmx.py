"""TMX 1.4b (LISA OSCAR, 2005): the exchange format that every translation tool knows.

Neighbours travel as our own digests in <prop type="x-songngu-before"> and -after: context is what other tools keep to
themselves. Dates and names are TMX's own attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from lxml import etree

from translations.errors import RefusedInput
from translations.interchange.records import Record, content, name, records, speaks
from translations.interchange.sayable import hexadecimal, number, sayable
from translations.memory import Unit

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODE = frozenset({"bpt", "ept", "ph", "it", "ut"})
_DATE = "%Y%m%dT%H%M%SZ"


def read_tmx(file: BinaryIO, source_language: str, target_language: str) -> Iterator[Unit]:
    """The units that have both languages. Raises RefusedInput at the first fault."""
    for record in records(file, "tu", root="tmx"):
        if unit := _unit(record, source_language, target_language):
            yield unit


def write_tmx(units: Iterable[Unit], source_language: str, target_language: str, file: BinaryIO) -> int:
    """Returns how many were written. A million take a minute, and no more memory than one."""
    header = {
        "creationtool": "songngu", "creationtoolversion": "1", "segtype": "sentence", "o-tmf": "songngu",
        "adminlang": "en", "srclang": source_language, "datatype": "plaintext",
    }  # fmt: skip
    count = 0
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        with out.element("tmx", version="1.4"):
            out.write(etree.Element("header", header))
            with out.element("body"):
                for unit in units:
                    count += 1
                    out.write("\n")
                    out.write(_element(unit, source_language, target_language))
    return count


def _unit(record: Record, source_language: str, target_language: str) -> Unit | None:
    variants = [child for child in record.element if name(child) == "tuv"]
    source, target = _variant(variants, source_language), _variant(variants, target_language)
    if source is None or target is None:
        return None
    texts = [_segment(each) for each in (source, target)]
    if not all(texts):
        return None
    props = {child.get("type"): child.text or "" for child in record.element if name(child) == "prop"}
    return Unit(
        source=texts[0],
        target=texts[1],
        before=number(props.get("x-songngu-before")),
        after=number(props.get("x-songngu-after")),
        origin=sayable(props.get("x-songngu-origin", "")),
        author=_said(target, record.element, "changeid", "creationid"),
        created_at=_date(_said(target, record.element, "changedate", "creationdate"), record.number),
    )


def _variant(variants: Iterable[etree._Element], language: str) -> etree._Element | None:
    """The one in this very language, else the first in a variety of it."""
    speaking = [each for each in variants if speaks(_language(each), language)]
    exact = [each for each in speaking if _language(each).lower() == language.lower()]
    return next(iter(exact or speaking), None)


def _language(variant: etree._Element) -> str:
    return str(variant.get(_LANG) or variant.get("lang") or "")


def _segment(variant: etree._Element) -> str:
    return next((content(child, code=_CODE) for child in variant if name(child) == "seg"), "")


def _said(variant: etree._Element, unit: etree._Element, *attributes: str) -> str:
    return next((str(node.get(each)) for node in (variant, unit) for each in attributes if node.get(each)), "")


def _date(text: str, place: int) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, _DATE).replace(tzinfo=UTC)
    except ValueError:
        raise RefusedInput(f"unit {place} has the date {text[:40]!r}", cure="TMX writes 20261019T120000Z.") from None


def _element(unit: Unit, source_language: str, target_language: str) -> etree._Element:
    element = etree.Element("tu")
    if unit.created_at:
        element.set("creationdate", unit.created_at.astimezone(UTC).strftime(_DATE))
    if unit.author:
        element.set("creationid", sayable(unit.author))
    props = {"origin": sayable(unit.origin), "before": hexadecimal(unit.before), "after": hexadecimal(unit.after)}
    for kind, value in props.items():
        if value:
            etree.SubElement(element, "prop", {"type": f"x-songngu-{kind}"}).text = value
    for language, text in ((source_language, unit.source), (target_language, unit.target)):
        variant = etree.SubElement(element, "tuv", {_LANG: language})
        etree.SubElement(variant, "seg").text = sayable(text)
    return element
