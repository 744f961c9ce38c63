"""What the queue's filters say, to people and in addresses."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translations import checks, selectors
from translations.flag_labels import label
from translations.forms import AGE_LABELS, PRIORITY_LABELS
from translations.models import Revision, Source, User
from translations.permissions import shared
from translations.selectors.queue import Wanted
from translations.types import NOTES

#: The newest articles, whose categories are offered.
_RECENT = 200
LABELS = {
    "language": gettext_lazy("Language"),
    "source": gettext_lazy("Source"),
    "category": gettext_lazy("Category"),
    "assignee": gettext_lazy("Assigned to"),
    "flag": gettext_lazy("Flag"),
    "doubts": gettext_lazy("Doubts only"),
    "age": gettext_lazy("Waiting"),
    "priority": gettext_lazy("Priority"),
    "q": gettext_lazy("Search"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the query without it."""

    label: str
    value: str
    without: str


def query(wanted: Wanted, **changes: Any) -> str:
    """The address's query for it; only what differs from the plain queue."""
    plain = asdict(Wanted())
    said = {name: value for name, value in asdict(replace(wanted, **changes)).items() if value != plain[name]}
    return urlencode({name: "on" if value is True else value for name, value in said.items()})


def chips(wanted: Wanted) -> list[Chip]:
    plain, said = asdict(Wanted()), asdict(wanted)
    active = [name for name in LABELS if said[name] != plain[name]]
    return [Chip(str(LABELS[name]), _value(name, said[name]), query(wanted, **{name: plain[name]})) for name in active]


def _value(name: str, value: Any) -> str:
    if value is True:
        return ""
    if name == "flag":
        return label(value)
    named: dict[str, dict[str, Any]] = {
        "age": AGE_LABELS,
        "priority": PRIORITY_LABELS,
        "assignee": {"me": _("me"), "nobody": _("nobody")},
    }
    return str(named.get(name, {}).get(value, value))


def choices(person: User) -> dict[str, Any]:
    """What can be chosen from. Small tables, and the newest articles: none of it grows with the queue."""
    sources = list(Source.objects.order_by("name"))
    targets = {code for source in sources for code in source.targets} | set(settings.TARGET_LANGUAGES)
    codes = {code for rule in checks.CHECKS for code in rule.codes} | NOTES
    newest = Revision.objects.order_by("-pk").values_list("categories", flat=True)[:_RECENT]
    return {
        "sources": sources,
        "languages": shared(person.languages, sorted(targets)),
        "categories": sorted({name for names in newest for name in names}),
        "people": selectors.queue.people(),
        "flags": sorted(((code, label(code)) for code in codes), key=itemgetter(1)),
        "ages": AGE_LABELS.items(),
        "priorities": PRIORITY_LABELS.items(),
        "zone": settings.TIME_ZONE,
    }
