"""A draft with its markup, its repairs and its second tries, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from django.test import override_settings

from translations import inline
from translations.types import BlockKind, Draft, Job, Passage
from worker import pipeline
from worker.engine import Translated
from worker.finish import Aids

HTML = '<b>Cầu mới</b> dài <a href="https://example.org/cau">6.000 mét</a>. Gõ <code>ls_all</code> nhé.'
TEXT = "Cầu mới dài 6.000 mét. Gõ ls_all nhé."
ENGLISH = {
    "Cầu mới dài 6.000 mét.": "The new bridge is 6.000 metres long.",
    "Gõ ls_all nhé.": "Type LS_all please.",
}


def job(**changes: object) -> Job:
    passage = Passage(2, BlockKind.PARAGRAPH, TEXT, HTML)
    plain = Job(translation_id=1, token="t", attempt=1, source_language="vi", target_language="en", passages=(passage,))
    return replace(plain, **changes)  # type: ignore[arg-type]


def engine(made: dict[str, str]) -> Callable[[Sequence[str]], list[Translated]]:
    return lambda texts: [Translated(made.get(text, "?"), -0.5) for text in texts]


@pytest.fixture
def finished() -> Draft:
    with override_settings(NAMES=False):
        return pipeline.draft(job(), engine(ENGLISH), signature="s")


def test_markup_stands_on_the_repaired_translation(finished: Draft) -> None:
    html = [inline.written(segment.target, segment.marks) for segment in finished.segments]
    assert html[0].startswith("<b>The new bridge</b> is")
    assert '<a href="https://example.org/cau">6,000 metres' in html[0]
    assert html[1] == "Type <code>ls_all</code> please."


def test_repairs_are_noted(finished: Draft) -> None:
    assert [[note.code for note in segment.notes] for segment in finished.segments] == [["repaired"], ["repaired"]]


def test_what_a_person_approved_is_not_repaired_but_gets_its_markup() -> None:
    approved = {"Cầu mới dài 6.000 mét.": "The bridge: 6.000 metres."}
    draft = pipeline.draft(job(approved=approved), engine(ENGLISH), signature="s")
    first = draft.segments[0]
    assert (first.target, first.notes) == ("The bridge: 6.000 metres.", ())
    assert '<a href="https://example.org/cau">6.000 metres' in inline.written(first.target, first.marks)


def test_only_sentences_with_markup_are_aligned() -> None:
    asked: list[Sequence[tuple[str, str]]] = []

    def align(pairs: Sequence[tuple[str, str]]) -> list[None]:
        asked.append(pairs)
        return [None] * len(pairs)

    passages = (Passage(2, BlockKind.PARAGRAPH, "Trời nắng. " + TEXT, "Trời nắng. " + HTML),)
    made = {**ENGLISH, "Trời nắng.": "It is sunny."}
    pipeline.draft(job(passages=passages), engine(made), signature="s", aids=Aids(align=align))
    assert [source for source, _ in asked[0]] == list(ENGLISH)


def test_fixed_words_that_an_engine_translates_are_asked_for_again() -> None:
    """In quotation marks: what comes back quoted stands where they belong."""

    def stubborn(texts: Sequence[str]) -> list[Translated]:
        return [Translated("Type “list” please." if "“" in text else "Type list please.", -0.5) for text in texts]

    with override_settings(NAMES=False):
        passages = (Passage(2, BlockKind.PARAGRAPH, "Gõ ls_all nhé.", "Gõ <code>ls_all</code> nhé."),)
        (segment,) = pipeline.draft(job(passages=passages), stubborn, signature="s").segments
    assert inline.written(segment.target, segment.marks) == "Type <code>ls_all</code> please."


def test_a_draft_that_is_no_good_is_tried_again() -> None:
    def retry(texts: Sequence[str]) -> list[list[Translated]]:
        return [[Translated("Type ls_all please.", -0.7)] for _ in texts]

    made = {**ENGLISH, "Gõ ls_all nhé.": ""}
    draft = pipeline.draft(job(), engine(made), signature="s", aids=Aids(retry=retry))
    second = draft.segments[1]
    assert (second.target, second.score) == ("Type ls_all please.", -0.7)
    assert [note.code for note in second.notes] == ["retried"]
