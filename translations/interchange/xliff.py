"""XLIFF 2.1 (OASIS, 2018): for tools that translate files rather than keep memories.

A unit holds one segment in state "final"; who, when, where from and the neighbours are in the metadata module (5.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from translations.errors import RefusedInput
from translations.interchange.records import content, name, records, speaks
from translations.interchange.sayable import hexadecimal, number, sayable
from translations.memory import Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_CODE = frozenset({"ph", "sc", "ec", "cp"})
#: What a person has seen; "initial" and "translated" are a machine's or a beginning.
_APPROVED = frozenset({"reviewed", "final"})


def read_xliff(
    file: BinaryIO, source_language: str, target_language: str, *, any_state: bool = False
) -> Iterator[Unit]:
    """The segments in state reviewed or final; with `any_state` all that have a target. Raises RefusedInput."""
    passed = taken = 0
    for record in records(file, "unit", root="xliff"):
        _check(record.root, source_language, target_language)
        metadata = _metadata(record.element)
        for segment in (child for child in record.element if name(child) == "segment"):
            if not any_state and segment.get("state", "initial") not in _APPROVED:
                passed += 1
            elif unit := _unit(segment, metadata, record.number):
                taken += 1
                yield unit
    if passed and not taken:
        raise RefusedInput(
            f"none of {passed} segments is in state reviewed or final", cure="To take them as they are: --any-state."
        )


def write_xliff(units: Iterable[Unit], source_language: str, target_language: str, file: BinaryIO) -> int:
    """Returns how many were written."""
    count = 0
    languages = {"version": "2.1", "srcLang": source_language, "trgLang": target_language}
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        with (
            out.element(_tag("xliff"), languages, nsmap={None: NAMESPACE, "mda": METADATA}),
            out.element(_tag("file"), id="memory"),
        ):
            for count, unit in enumerate(units, start=1):
                out.write("\n")
                out.write(_element(count, unit))
            if not count:  # a file must hold a unit or a group
                out.write(etree.Element(_tag("group"), id="empty"))
    return count


def _check(root: Mapping[str, str], source_language: str, target_language: str) -> None:
    if not root.get("version", "").startswith("2."):
        raise RefusedInput(f"XLIFF {root.get('version', '')[:10]!r}", cure="Export it as XLIFF 2.1, or as TMX.")
    here, there = root.get("srcLang", ""), root.get("trgLang", "")
    if not speaks(here, source_language) or not speaks(there, target_language):
        raise RefusedInput(
            f"the file is {here[:20]} to {there[:20]}, not {source_language} to {target_language}",
            cure="Name its languages.",
        )


def _unit(segment: etree._Element, metadata: Mapping[str, str], place: int) -> Unit | None:
    texts = {name(child): content(child, code=_CODE) for child in segment if name(child) in ("source", "target")}
    if not texts.get("source") or not texts.get("target"):
        return None
    return Unit(
        source=texts["source"],
        target=texts["target"],
        before=number(metadata.get("before")),
        after=number(metadata.get("after")),
        origin=metadata.get("origin", ""),
        author=metadata.get("author", ""),
        created_at=_date(metadata.get("date", ""), place),
    )


def _metadata(unit: etree._Element) -> Mapping[str, str]:
    return {
        str(meta.get("type")): " ".join((meta.text or "").split())
        for group in unit.iter(f"{{{METADATA}}}metaGroup")
        if group.get("category") == "songngu"
        for meta in group.iter(f"{{{METADATA}}}meta")
    }


def _date(text: str, place: int) -> datetime | None:
    if not text:
        return None
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found
    raise RefusedInput(f"unit {place} has the date {text[:40]!r}", cure="Write it as 2026-10-19T12:00:00+00:00.")


def _element(place: int, unit: Unit) -> etree._Element:
    element = etree.Element(_tag("unit"), {"id": f"u{place}"}, nsmap={None: NAMESPACE, "mda": METADATA})
    known = {
        "author": sayable(unit.author),
        "date": unit.created_at.isoformat() if unit.created_at else "",
        "origin": sayable(unit.origin),
        "before": hexadecimal(unit.before),
        "after": hexadecimal(unit.after),
    }
    metadata = etree.SubElement(element, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="songngu")
    for kind, value in known.items():
        if value:
            etree.SubElement(group, f"{{{METADATA}}}meta", type=kind).text = value
    if not len(group):
        element.remove(metadata)
    segment = etree.SubElement(element, _tag("segment"), state="final")
    etree.SubElement(segment, _tag("source")).text = sayable(unit.source)
    etree.SubElement(segment, _tag("target")).text = sayable(unit.target)
    return element


def _tag(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
