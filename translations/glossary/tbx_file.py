"""Terms as TBX (ISO 30042:2019, dialect TBX-Basic, style DCT or DCA), the exchange format of terminology tools.

One concept an entry. Of the target terms the preferred one is ours, admitted ones are as good, deprecated ones are
forbidden. The file comes from outside: no entity is resolved, no DTD loaded, nothing fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from translations.errors import RefusedInput
from translations.glossary.rows import STATUSES, TermRow, joined, row

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MAX_BYTES = 50_000_000
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{word}-admn-sts" for word in ("preferredTerm", "admittedTerm", "deprecatedTerm")
)
_NO = frozenset({_DEPRECATED, "deprecatedTerm", "supersededTerm-admn-sts"})
_YES = frozenset({_PREFERRED, "preferredTerm", "standardizedTerm"})
_CURE = "Export it as TBX-Basic, or use CSV."


def read_tbx(data: bytes, source_language: str, target_language: str) -> list[TermRow]:
    """The entries that have a term in both languages. Raises RefusedInput."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedInput(f"the file is not well-formed XML ({error})", cure=_CURE) from None
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise RefusedInput("the file declares entities", cure=_CURE)
    if _name(root) not in ("tbx", "martif"):
        raise RefusedInput(f"<{_name(root)}> is no TBX", cure=_CURE)
    entries = (node for node in root.iter(etree.Element) if _name(node) in ("conceptEntry", "termEntry"))
    found = (_entry(node, number, source_language, target_language) for number, node in enumerate(entries, start=1))
    return [each for rows in found for each in rows]


def write_tbx(rows: Iterable[TermRow], source_language: str, target_language: str) -> bytes:
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca", _LANG: source_language}, nsmap={None: NAMESPACE}
    )
    description = _path(root, "tbxHeader", "fileDesc", "sourceDesc")
    _text(description, "p", "Exported by songngu")
    body = _path(root, "text", "body")
    for number, each in enumerate(rows, start=1):
        _write_entry(body, each, number, source_language, target_language)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _entry(node: etree._Element, number: int, source: str, target: str) -> Iterator[TermRow]:
    terms = {source: _terms(node, source), target: _terms(node, target)}
    good = [text for text, status in terms[target] if status not in _NO]
    if not terms[source] or not good:
        return
    best = next((text for text, status in terms[target] if status in _YES), good[0])
    fields = {
        "target": best,
        "admitted": joined(text for text in good if text != best),
        "forbidden": joined(text for text, status in terms[target] if status in _NO),
        "domain": _said(node, "descrip", "subjectField"),
        "note": next((_content(each) for each in node.iter(etree.Element) if _name(each) == "note"), ""),
        "status": _said(node, "admin", "x-songngu-status"),
    }
    if fields["status"] not in STATUSES:
        fields["status"] = "approved"
    for text, status in terms[source]:  # synonyms in the source are entries of their own
        if status not in _NO:
            yield row({**fields, "source": text}, where=f"entry {number}: ")


def _terms(entry: etree._Element, language: str) -> list[tuple[str, str]]:
    """(term, administrative status) of each term in `language`; vi-VN counts as vi."""
    found = []
    for section in entry.iter(etree.Element):
        if _name(section) not in ("langSec", "langSet") or not _speaks(section.get(_LANG, ""), language):
            continue
        for term in section.iter(etree.Element):
            if _name(term) == "term" and (content := _content(term)):
                found.append((content, _said(term.getparent(), "termNote", "administrativeStatus")))
    return found


def _speaks(tag: str, language: str) -> bool:
    return tag.lower() == language.lower() or tag.lower().split("-")[0] == language.lower()


def _said(node: etree._Element, name: str, kind: str) -> str:
    """DCA writes <termNote type="administrativeStatus">, DCT <min:administrativeStatus>."""
    for each in node.iter(etree.Element):
        if (_name(each) == name and each.get("type") == kind) or _name(each) == kind:
            return _content(each)
    return ""


def _content(node: etree._Element) -> str:
    return "".join(node.itertext()).strip()


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def _write_entry(body: etree._Element, each: TermRow, number: int, source: str, target: str) -> None:
    entry = _path(body, "conceptEntry")
    entry.set("id", f"c{number}")
    if each.domain:
        _text(entry, "descrip", each.domain, type="subjectField")
    _text(entry, "admin", each.status, type="x-songngu-status")
    if each.note:
        _text(entry, "note", each.note)
    _write_terms(entry, source, [(each.source, _PREFERRED)])
    others = [(text, _ADMITTED) for text in each.admitted] + [(text, _DEPRECATED) for text in each.forbidden]
    _write_terms(entry, target, [(each.target, _PREFERRED), *others])


def _write_terms(entry: etree._Element, language: str, terms: Iterable[tuple[str, str]]) -> None:
    section = _path(entry, "langSec")
    section.set(_LANG, language)
    for text, status in terms:
        group = _path(section, "termSec")
        _text(group, "term", text)
        _text(group, "termNote", status, type="administrativeStatus")


def _path(node: etree._Element, *names: str) -> etree._Element:
    for name in names:
        node = etree.SubElement(node, f"{{{NAMESPACE}}}{name}")
    return node


def _text(node: etree._Element, tag: str, content: str, **attributes: str) -> None:
    made = etree.SubElement(node, f"{{{NAMESPACE}}}{tag}", attributes)
    made.text = content
