"""What the codes and the messages of flags are called at the desk, in the language of whoever reads them.

Checks are pure and write English messages, which are stored with the segment. Each message here is a pattern of one
that a check writes: it is recognised, its values are taken out, and put into the translated pattern. So what was stored
years ago is told in both languages, a check stays free of gettext, and a message that nobody knows is shown as it is.
"""

from __future__ import annotations

import functools
import re

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

LABELS: dict[str, str | Promise] = {
    "empty": _("No translation"),
    "unchanged": _("Not translated"),
    "number-changed": _("Another number"),
    "number-missing": _("Number missing"),
    "number-extra": _("Number added"),
    "number-rounded": _("Number rounded"),
    "number-format": _("Number format"),
    "date-changed": _("Another date"),
    "date-missing": _("Date missing"),
    "date-extra": _("Date added"),
    "time-changed": _("Another time"),
    "date-format": _("Date format"),
    "time-format": _("Hour format"),
    "time-missing": _("Time missing"),
    "time-extra": _("Time added"),
    "count-missing": _("Count missing"),
    "period-missing": _("Period missing"),
    "percent-missing": _("Percent sign missing"),
    "percent-extra": _("Percent sign added"),
    "currency-changed": _("Another currency"),
    "currency-missing": _("Currency missing"),
    "code-missing": _("Document number missing"),
    "code-rewritten": _("Document number misspelt"),
    "name-missing": _("Name missing"),
    "name-lost": _("Name lost"),
    "place-missing": _("Place missing"),
    "leftover": _("Still Vietnamese"),
    "invented": _("Made-up word"),
    "repetition": _("Repetition"),
    "too-long": _("Too long"),
    "too-short": _("Too short"),
    "unbalanced": _("Unpaired marks"),
    "question-lost": _("Question mark missing"),
    "unmarked": _("No tone marks"),
    "term-missing": _("Term missing"),
    "term-forbidden": _("Wrong term"),
    "markup-lost": _("Markup lost"),
    "markup-guessed": _("Markup at a guess"),
    "kept-changed": _("Fixed words changed"),
    "repaired": _("Repaired"),
    "retried": _("Tried again"),
    "added-sentence": _("Sentence added"),
}

#: The longer of two that fit comes first.
_MESSAGES = (
    gettext_noop("The name %(name)s is not in the target"),
    gettext_noop("The source has no tone marks: every word of the translation is a guess"),
    gettext_noop("The target is the source, untranslated"),
    gettext_noop("The target is empty"),
    gettext_noop("The target does not say that an amount is in %(currency)s"),
    gettext_noop("An amount in %(currency)s is in %(other)s in the target"),
    gettext_noop("A percentage in the source is none in the target"),
    gettext_noop("A percentage in the target is none in the source"),
    gettext_noop("A quotation mark in the target has no partner"),
    gettext_noop("The source asks a question, the target does not"),
    gettext_noop("%(opening)s and %(closing)s do not pair in the target"),
    gettext_noop("%(n)s characters for %(m)s: text may have been made up"),
    gettext_noop("%(n)s characters for %(m)s: text may be missing"),
    gettext_noop("%(here)s is in Vietnamese notation; in English it is %(there)s"),
    gettext_noop("%(there)s is no hour; in English it is %(here)s"),
    gettext_noop("%(here)s is missing from the target"),
    gettext_noop("%(here)s is written differently in the target"),
    gettext_noop("%(here)s was rounded to %(there)s"),
    gettext_noop("%(here)s became %(there)s"),
    gettext_noop("%(there)s is not in the source"),
    gettext_noop("%(here)s is not in the target"),
    gettext_noop("%(here)s is %(what)s, and the target names none"),
    gettext_noop("“%(there)s” is still Vietnamese"),
    gettext_noop("“%(there)s” is not a word of the source"),
    gettext_noop("“%(there)s” is repeated"),
    gettext_noop("“%(there)s” may not be in the source"),
    gettext_noop("“%(here)s” is “%(there)s” in the term base"),
    gettext_noop("“%(here)s” is “%(there)s”, not “%(wrong)s”"),
    gettext_noop("“%(here)s” must stand in the target as it is"),
    gettext_noop("The %(element)s “%(here)s” has no place in the target"),
    gettext_noop("The %(element)s “%(here)s” → %(href)s has no place in the target"),
    gettext_noop("The %(element)s “%(here)s” may not belong on “%(there)s”"),
    gettext_noop("The %(element)s “%(here)s” → %(href)s may not belong on “%(there)s”"),
    gettext_noop("Repaired: “%(was)s” is now “%(now)s”, for the source says “%(here)s”"),
    gettext_noop("Repaired: “%(now)s” was added, for the source says “%(here)s”"),
    gettext_noop("Tried again because %(why)s: %(how)s"),
)
#: Values that are words of ours, not of the text; several are joined by "; ".
_WORDS = frozenset(
    (
        *(gettext_noop("dong"), gettext_noop("dollar"), gettext_noop("euro"), gettext_noop("yen")),
        *(gettext_noop("yuan"), gettext_noop("won"), gettext_noop("pound"), gettext_noop("baht")),
        *(gettext_noop("a decade"), gettext_noop("a quarter"), gettext_noop("a month"), gettext_noop("a time of day")),
        gettext_noop("a century"),
        *(gettext_noop("link"), gettext_noop("code"), gettext_noop("fixed text")),
        *(gettext_noop("raised text"), gettext_noop("lowered text")),
        gettext_noop("nothing was written"),
        gettext_noop("the source came back"),
        gettext_noop("it goes round in circles"),
        gettext_noop("Vietnamese was left in it"),
        gettext_noop("part of the source is missing"),
        gettext_noop("it says more than the source"),
        gettext_noop("it has a sentence more than the source"),
        gettext_noop("it would have misled"),
        gettext_noop("still no good"),
        gettext_noop("better now"),
    )
)
#: The values that such words may be: what stands in the text itself is never translated.
_OURS = frozenset({"currency", "other", "what", "element", "why", "how"})
_VALUE = re.compile(r"%\((\w+)\)s")


def label(code: str) -> str:
    """The code itself for one that nobody has named yet."""
    return str(LABELS.get(code, code))


def told(message: str) -> str:
    """A flag's message in the language of the desk; as it is stored, where it is not known."""
    for pattern, shape in _shapes():
        if found := shape.fullmatch(message):
            return translated(pattern) % {name: _said(name, value) for name, value in found.groupdict().items()}
    return message


def _said(name: str, value: str) -> str:
    if name not in _OURS:
        return value
    return "; ".join(translated(part) if part in _WORDS else part for part in value.split("; "))


def is_known(message: str) -> bool:
    return any(shape.fullmatch(message) for _, shape in _shapes())


@functools.cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((pattern, _shape(pattern)) for pattern in _MESSAGES)


def _shape(pattern: str) -> re.Pattern[str]:
    """Values are as short as they can be, so that the words between them decide."""
    parts = _VALUE.split(pattern)
    texts, names = parts[0::2], parts[1::2]
    shape = "".join(f"{re.escape(text)}(?P<{name}>.+?)" for text, name in zip(texts, names, strict=False))
    return re.compile(shape + re.escape(texts[-1]), re.DOTALL)
