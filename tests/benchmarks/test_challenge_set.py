"""The challenge set is a measure: it has to be right itself."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import combinations

import pytest

from benchmarks.evaluate import challenge, days, judging, markup, values, wording
from benchmarks.evaluate.judging import ROWS, Made
from benchmarks.evaluate.pairs import english
from benchmarks.evaluate.running import TERMS
from translations.compose import sanitise
from translations.glossary import Glossary
from translations.glossary.csv_file import read_csv
from translations.types import GlossaryTerm

ITEMS = challenge.load()
TAGS = {"number", "date", "name", "term", "code", "markup", "quote", "short", "long", "caps", "typo"}
TAGS |= {"no-tones", "old-tones"}
FIELDS = {"number": "numbers", "date": "dates", "name": "names", "term": "terms", "code": "codes"}

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)


def test_the_set_is_large_and_of_every_kind() -> None:
    counts = Counter(tag for item in ITEMS for tag in item.tags)
    assert len(ITEMS) >= 300
    assert set(counts) == TAGS
    assert counts["markup"] >= 60
    assert min(counts.values()) >= 3


def test_every_sentence_and_every_name_for_it_stands_once() -> None:
    for texts in ([item.id for item in ITEMS], [item.source for item in ITEMS], [item.reference for item in ITEMS]):
        assert not [text for text, count in Counter(texts).items() if count > 1]


def test_no_two_sentences_are_nearly_the_same() -> None:
    shingles = {item.id: _shingles(item.source) for item in ITEMS}
    near = [
        (first, second)
        for first, second in combinations(shingles, 2)
        if len(shingles[first] & shingles[second]) > 0.4 * min(len(shingles[first]), len(shingles[second]))
    ]
    assert near == []


@each_item
def test_an_item_says_what_its_tags_promise(item: challenge.Item) -> None:
    assert {tag for tag, name in FIELDS.items() if getattr(item, name)} == set(item.tags) & set(FIELDS)
    assert item.marked == ("<" in item.vi) == ("<" in item.en)
    for text in (item.vi, item.en):
        assert unicodedata.is_normalized("NFC", text)
        assert text == " ".join(text.split())


@each_item
def test_the_reference_passes_every_judge(item: challenge.Item) -> None:
    made = Made(item.reference, item.en)
    assert [row.name for row in ROWS if len(set(row.counts(item, made))) > 1] == []


@each_item
def test_every_figure_of_the_reference_is_expected(item: challenge.Item) -> None:
    known = [form for group in (*item.numbers, *item.dates) for form in group]
    assert not values.invented(item.reference, [*known, *item.codes])


@each_item
def test_what_must_be_kept_stands_in_the_source(item: challenge.Item) -> None:
    for text in (*item.names, *item.codes):
        assert text in item.source
    for term in item.terms:
        assert term.casefold() in item.source.casefold()


@each_item
def test_markup_is_what_a_source_may_send_and_the_same_on_both_sides(item: challenge.Item) -> None:
    assert markup.intact(sanitise(item.vi), item.vi)
    assert markup.intact(item.en, item.vi)


def test_the_term_base_knows_every_term_and_agrees() -> None:
    base = {row.source.casefold(): row for row in read_csv(TERMS.read_bytes())}
    for item in ITEMS:
        for source, forms in item.terms.items():
            row = base[source.casefold()]
            term = GlossaryTerm(source=source, target=forms[0], admitted=tuple(forms[1:]))
            assert judging.stands(term, row.target), (item.id, source, row.target)


def test_a_term_of_the_set_is_met_in_its_sentence() -> None:
    """Perhaps within a longer term, or behind one that begins before it."""
    base = Glossary(GlossaryTerm(source=row.source, target=row.target) for row in read_csv(TERMS.read_bytes()))
    for item in ITEMS:
        met = [range(match.start, match.end) for match in base.find(item.source)]
        for source in item.terms:
            start = item.source.casefold().index(source.casefold())
            assert any(start < span.stop and span.start < start + len(source) for span in met), (item.id, source)


def test_the_days_of_the_references_are_read_as_they_are_written() -> None:
    assert all(days.present(forms, item.reference) for item in ITEMS for forms in item.dates)
    assert not any(wording.leftover(item.reference, item.source, item.reference, english()) for item in ITEMS)


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + 2]) for at in range(len(words) - 1)} or set(words)
