"""One entry as files and forms carry it, cleaned and refused where it cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translations.errors import RefusedInput
from translations.glossary.normal import key

#: Characters.
MAX_TERM, MAX_NOTE, MAX_DOMAIN = 300, 500, 100
MAX_FORMS = 30
STATUSES = ("proposed", "approved", "retired")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    source: str
    target: str
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    status: str = "approved"


def row(fields: Mapping[str, str], *, where: str = "") -> TermRow:
    """`fields` as text, several forms parted by "|". Raises RefusedInput; `where` says in which line."""
    source, target = (_required(fields, name, where) for name in ("source", "target"))
    admitted = tuple(form for form in forms(fields.get("admitted", ""), where) if form != target)
    forbidden = forms(fields.get("forbidden", ""), where)
    if clash := {form.casefold() for form in forbidden} & {form.casefold() for form in (target, *admitted)}:
        raise RefusedInput(
            f"{where}{min(clash)!r} is both right and wrong", field="forbidden", cure="Take it out of one of the lists."
        )
    status = clean(fields.get("status", "")) or "approved"
    if status not in STATUSES:
        raise RefusedInput(f"{where}status {status!r}", field="status", cure=f"Use one of {', '.join(STATUSES)}.")
    return TermRow(
        source=source,
        target=target,
        admitted=admitted,
        forbidden=forbidden,
        domain=_short(fields, "domain", MAX_DOMAIN, where),
        note=_short(fields, "note", MAX_NOTE, where),
        status=status,
    )


def forms(text: str, where: str = "") -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, map(clean, text.split("|")))))
    if len(found) > MAX_FORMS or any(len(form) > MAX_TERM for form in found):
        raise RefusedInput(f"{where}too many or too long", cure=f"{MAX_FORMS} forms of {MAX_TERM} characters at most.")
    return found


def joined(found: Iterable[str]) -> str:
    return " | ".join(found)


def clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def _required(fields: Mapping[str, str], name: str, where: str) -> str:
    text = _short(fields, name, MAX_TERM, where)
    if not text or (name == "source" and not key(text)):
        raise RefusedInput(f"{where}there is no {name} term", field=name, cure="Give both terms.")
    if "|" in text:
        raise RefusedInput(f"{where}{name} has a “|”", field=name, cure="Give one term; others go under admitted.")
    return text


def _short(fields: Mapping[str, str], name: str, most: int, where: str) -> str:
    text = clean(fields.get(name) or "")
    if len(text) > most:
        raise RefusedInput(f"{where}{name} has {len(text)} characters", field=name, cure=f"Keep it under {most}.")
    return text
