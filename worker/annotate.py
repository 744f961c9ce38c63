"""Terms reach the engine before it translates: a sentence whose draft misses one is tried again, annotated.

In the second try the source says the term in the target language, in quotation marks: a model that has never seen the
term copies what is quoted, and the marks show where it put it, so that a slip of its spelling can be mended. Which
forms to try, and in which order, was measured: docs/decisions.md, "Terms".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.conf import settings

from translations import checks
from translations.glossary import Glossary, Match, banned, spans_of, stands
from translations.glossary.targets import wording
from translations.types import GlossaryTerm, Job, Severity
from worker import entities, names
from worker.engine import Translated

Translate = Callable[[Sequence[str]], Sequence[Translated]]

#: What is put around a term.
Form = tuple[str, str]
#: Tried in this order.
FORMS: tuple[Form, ...] = (("“", "”"), ('"', '"'), (", ", ","), ("", ""), ("(", ")"))
_QUOTES = '“”"«»'
_SPACE_BEFORE = re.compile(r" +(?=[,.;:!?)\]’'](?:\W|s\b|$))")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")
#: A quoted phrase is the term, misspelt, when it is as like it as this, from 0 to 1.
_ALIKE = 0.6
_GRAVE = {Severity.MAJOR, Severity.CRITICAL}


@dataclass(slots=True)
class _Sentence:
    source: str
    matches: tuple[Match, ...]
    best: Translated
    missing: list[Match] = field(default_factory=list)
    #: Terms that some draft of it lacked: once annotated, a term stays so.
    tried: tuple[Match, ...] = ()

    def __post_init__(self) -> None:
        self.take(self.best)

    def take(self, made: Translated) -> None:
        self.best = made
        self.missing = [match for match in self.matches if not _right(match.term, made.text)]


def faithful(translate: Translate, job: Job) -> Translate:
    """`translate`, keeping the job's terms and the article's names."""
    return with_names(with_terms(translate, job), job, settings.NAMES)


def with_terms(translate: Translate, job: Job) -> Translate:
    """`translate`, followed by further tries for those sentences whose terms or names are not in their translations."""
    glossary = Glossary(job.terms)
    named = job.source_language.split("-")[0] == "vi"
    if not job.terms and not named:
        return translate

    def run(texts: Sequence[str]) -> Sequence[Translated]:
        first = translate(texts)
        if len(first) != len(texts):
            return first  # the caller says what is wrong
        sentences = [_sentence(text, made, glossary, named) for text, made in zip(texts, first, strict=True)]
        _try_again(sentences, FORMS[:1], translate, job)
        _try_again(sentences, FORMS[1:], translate, job)  # in one batch: few are left, and each call has its price
        return [_mended(sentence) for sentence in sentences]

    return run


def _sentence(source: str, made: Translated, glossary: Glossary, named: bool) -> _Sentence:
    matches = tuple(glossary.find(source))
    if named:
        matches += tuple(Glossary(entities.as_terms(source, entities.lost(source, made.text, glossary))).find(source))
    return _Sentence(source, matches, made)


def with_names(translate: Translate, job: Job, style: str) -> Translate:
    """`translate`, with Vietnamese names in the house `style`, the same wherever the article has them."""
    if job.source_language.split("-")[0] != "vi":
        return translate
    terms = Glossary(job.terms)

    def run(texts: Sequence[str]) -> Sequence[Translated]:
        made = translate(texts)
        spelt = (
            names.spelt(text, each.text, style=style, terms=terms) for text, each in zip(texts, made, strict=False)
        )
        return [Translated(text, each.score) for text, each in zip(spelt, made, strict=False)]

    return run


def annotated(source: str, matches: Sequence[Match], form: Form) -> str:
    """`source` with the terms in the target language."""
    for match in sorted(matches, key=lambda match: match.start, reverse=True):
        source = f"{source[: match.start]}{form[0]}{wording(match.term.target)}{form[1]}{source[match.end :]}"
    return source


def read_back(target: str, terms: Sequence[GlossaryTerm], source: str) -> str:
    """`target` with those quoted phrases that stand for a term spelt as the term, and its marks gone."""
    for term in terms:
        quoted = [(_likeness(found[1], term), found) for found in _QUOTED.finditer(target)]
        likeness, found = max(quoted, key=lambda pair: pair[0], default=(0.0, None))
        if found and likeness >= _ALIKE:
            said = found[1].rstrip(".,;:")
            exact = said if (0, len(said)) in spans_of(term, said) else wording(term.target)
            target = f"{target[: found.start()]} {exact}{found[1][len(said) :]} {target[found.end() :]}"
    if not any(sign in source for sign in _QUOTES):
        target = re.sub(f"[{_QUOTES}]", "", target)
    return _opened(_SPACE_BEFORE.sub("", " ".join(target.split())), source)


def _opened(target: str, source: str) -> str:
    """A capital at the beginning, where the source has one."""
    first = next((index for index, sign in enumerate(target) if sign.isalnum()), 0)
    if not next((sign for sign in source if sign.isalnum()), "").isupper():
        return target
    return target[:first] + target[first : first + 1].upper() + target[first + 1 :]


def _try_again(sentences: Sequence[_Sentence], forms: Sequence[Form], translate: Translate, job: Job) -> None:
    wanting = [sentence for sentence in sentences if sentence.missing]
    if not wanting:
        return
    for sentence in wanting:
        sentence.tried = tuple(dict.fromkeys((*sentence.tried, *sentence.missing)))
    tries = [(sentence, annotated(sentence.source, sentence.tried, form)) for sentence in wanting for form in forms]
    for (sentence, _), found in zip(tries, translate([text for _, text in tries]), strict=True):
        text = read_back(found.text, [match.term for match in sentence.tried], sentence.source)
        if sentence.missing and _is_better(sentence, text, job):
            sentence.take(Translated(text, found.score))


def _is_better(sentence: _Sentence, text: str, job: Job) -> bool:
    """More of the terms are right, and nothing else got worse: no new number, loop or leftover word to doubt."""
    more = sum(_right(match.term, text) for match in sentence.matches)
    if more <= len(sentence.matches) - len(sentence.missing):
        return False
    return _doubts(sentence.source, text, job) <= _doubts(sentence.source, sentence.best.text, job)


def _doubts(source: str, target: str, job: Job) -> int:
    """Marks on the wrong letters of a name are none: `with_names` mends them."""
    spelt = names.spelt(source, target) if job.source_language.split("-")[0] == "vi" else target
    flags = checks.run(source, spelt, source_language=job.source_language, target_language=job.target_language)
    return sum(flag.severity in _GRAVE for flag in flags)


def _mended(sentence: _Sentence) -> Translated:
    """What is still called by a name that the term base forbids is given its right one, where that is beyond doubt."""
    text = sentence.best.text
    for match in sentence.missing:
        wrong = banned(match.term, text)
        if wrong and not stands(match.term, text):
            start, end = wrong[1]
            text = text[:start] + _cased(wording(match.term.target), text[start]) + text[end:]
    return Translated(text, sentence.best.score)


def _cased(term: str, like: str) -> str:
    return term[0].upper() + term[1:] if like.isupper() else term


def _right(term: GlossaryTerm, target: str) -> bool:
    return stands(term, target) and not banned(term, target)


def _likeness(quoted: str, term: GlossaryTerm) -> float:
    return SequenceMatcher(None, quoted.casefold(), wording(term.target).casefold(), autojunk=False).ratio()
