"""Keeps words that must not be translated: `<code>`, `translate="no"`.

An engine that translates them all the same is asked once more with those words in quotation marks. It may not copy what
is quoted, but it quotes something in return: one phrase in, one phrase out, and the words go where that phrase stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from translations import checks
from translations.types import Job, Severity
from worker.engine import Translated

Translate = Callable[[Sequence[str]], Sequence[Translated]]

_QUOTES = re.compile('[“”«»"]')
_QUOTED = re.compile(r"[“”\"]([^“”\"]{1,300})[“”\"]")
_GRAVE = {Severity.MAJOR, Severity.CRITICAL}


def with_fixed(translate: Translate, fixed: Collection[str], job: Job) -> Translate:
    """`translate`, with a second try for those sentences that lost one of `fixed`."""
    if not fixed:
        return translate
    words = sorted(fixed, key=len, reverse=True)

    def run(texts: Sequence[str]) -> Sequence[Translated]:
        made = list(translate(texts))
        lost = {at: found for at, text in enumerate(texts[: len(made)]) if (found := _lost(text, made[at].text, words))}
        again = translate([_quoted(texts[at], found) for at, found in lost.items()]) if lost else []
        for (at, found), second in zip(lost.items(), again, strict=False):
            text = _read_back(second.text, found)
            if text and _doubts(texts[at], text, job) <= _doubts(texts[at], made[at].text, job):
                made[at] = Translated(text, second.score)
        return made

    return run


def _lost(source: str, target: str, words: Sequence[str]) -> str:
    """The only one of `words` that the target lacks; "" when there are none, or several, or other quotations."""
    lost = [word for word in words if source.count(word) == 1 and word not in target]
    outer = [word for word in lost if not any(word in other for other in lost if other != word)]
    return outer[0] if len(outer) == 1 and not _QUOTES.search(source) else ""


def _quoted(source: str, word: str) -> str:
    return source.replace(word, f"“{word}”")


def _read_back(target: str, word: str) -> str:
    found = list(_QUOTED.finditer(target))
    if len(found) != 1:
        return ""
    start, end = found[0].span()
    return f"{target[:start]}{word}{target[end:]}"


def _doubts(source: str, target: str, job: Job) -> int:
    flags = checks.run(source, target, source_language=job.source_language, target_language=job.target_language)
    return sum(flag.severity in _GRAVE for flag in flags)
