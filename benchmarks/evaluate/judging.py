"""What is right and wrong in one draft of a challenge item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluate import days, markup, values, wording
from benchmarks.evaluate.challenge import Item
from benchmarks.evaluate.pairs import english
from translations.glossary import stands
from translations.types import Flag, GlossaryTerm

_DAY_FIRST = re.compile(r"\b(\d{1,2})[/-](\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Made:
    """What came out for an item: the text, the same with its markup, and what was flagged."""

    text: str
    html: str = ""
    flags: Sequence[Flag] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    #: Beginnings of the codes of flags that would have told a person.
    told_by: tuple[str, ...]

    def counts(self, item: Item, made: Made) -> tuple[int, int]:
        """How many things were asked for, and how many of them are right."""
        return _JUDGES[self.name](item, made)


def _numbers(item: Item, made: Made) -> tuple[int, int]:
    """An invented figure makes one of them wrong. A date left as 19/10 is not invented: it is a wrong date."""
    forms = [form for group in (*item.numbers, *item.dates) for form in group]
    days_first = [" ".join(found.groups()) for found in _DAY_FIRST.finditer(item.source)]
    allowed = [item.reference, *forms, *item.codes, *days_first]
    right = sum(values.present(forms, made.text) for forms in item.numbers)
    if item.numbers and right == len(item.numbers) and values.invented(made.text, allowed):
        right -= 1
    return len(item.numbers), right


def _dates(item: Item, made: Made) -> tuple[int, int]:
    return len(item.dates), sum(days.present(forms, made.text) for forms in item.dates)


def _codes(item: Item, made: Made) -> tuple[int, int]:
    return len(item.codes), sum(
        re.search(rf"(?<![\w/-]){re.escape(code)}(?![\w-])", made.text) is not None for code in item.codes
    )


def _names(item: Item, made: Made) -> tuple[int, int]:
    text = unicodedata.normalize("NFC", made.text)
    return len(item.names), sum(re.search(rf"\b{re.escape(name)}\b", text) is not None for name in item.names)


def _terms(item: Item, made: Made) -> tuple[int, int]:
    wanted = [
        GlossaryTerm(source=source, target=forms[0], admitted=tuple(forms[1:])) for source, forms in item.terms.items()
    ]
    return len(wanted), sum(stands(term, made.text) for term in wanted)


def _markup(item: Item, made: Made) -> tuple[int, int]:
    return int(item.marked), int(item.marked and markup.intact(made.html, item.en))


def _place(item: Item, made: Made) -> tuple[int, int]:
    return int(item.marked), int(item.marked and markup.in_place(made.html, item.en))


def _empty(item: Item, made: Made) -> tuple[int, int]:
    return 1, int(any(map(str.isalnum, made.text)))


def _loop(item: Item, made: Made) -> tuple[int, int]:
    return 1, int(not wording.loops(made.text, item.source))


def _leftover(item: Item, made: Made) -> tuple[int, int]:
    return 1, int(not wording.leftover(made.text, item.source, item.reference, english()))


_JUDGES = {
    "numbers right": _numbers,
    "dates right": _dates,
    "codes kept": _codes,
    "names kept": _names,
    "terms used": _terms,
    "markup intact": _markup,
    "markup in place": _place,
    "free of loops": _loop,
    "not empty": _empty,
    "no Vietnamese left": _leftover,
}
#: Of a text without tone marks a person is told that every word may be wrong.
_ANY = ("unmarked",)
_FIGURES = (*_ANY, "number", "count", "percent", "currency", "date", "period", "time", "code", "figure", "unit")
ROWS = (
    Row("numbers right", _FIGURES),
    Row("dates right", _FIGURES),
    Row("codes kept", (*_FIGURES, "kept")),
    Row("names kept", (*_ANY, "name", "place", "invented")),
    Row("terms used", (*_ANY, "term")),
    Row("markup intact", ("markup", "kept")),
    Row("markup in place", ("markup", "kept")),
    Row("free of loops", ("repetition", "too-long", "loop")),
    Row("not empty", ("empty", "too-short")),
    Row("no Vietnamese left", ("leftover", "unchanged", "invented")),
)
