"""A source sentence as the desk shows it: marked as gravely as its flags are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from translations import services
from translations.models import Source, Translation, User
from translations.selectors.pieces import pieces
from translations.types import Block, BlockKind, Mark, Severity
from writing import LEAD, article, drafted, paragraph


def test_where_two_flags_overlap_the_worse_one_is_shown() -> None:
    found = pieces("Dài 8,2 km.", [((4, 10), Severity.CRITICAL), ((0, 7), Severity.MINOR)])
    assert [(piece.text, piece.severity) for piece in found] == [
        ("Dài ", Severity.MINOR),
        ("8,2 km", Severity.CRITICAL),
        (".", None),
    ]


def test_a_mark_in_bold_words_is_both() -> None:
    bold = Mark(tag="b", source=(0, 3), target=None)
    assert [piece.css for piece in pieces("Dài.", [((0, 4), Severity.MAJOR)], [bold])] == ["major in-b", "major"]


@pytest.mark.django_db
def test_a_picture_behind_the_last_sentence_is_shown(
    source: Source, redraft: Callable[..., Translation], bob: User, client: Client
) -> None:
    first, last = (Block(kind=BlockKind.IMAGE, text="", src=f"https://bao.example/{n}.jpg") for n in (1, 2))
    services.receive_article(source, article(blocks=(first, paragraph(LEAD), last)))
    draft = redraft(drafted)
    client.force_login(bob)
    page = client.get(f"/drafts/{draft.pk}/").content.decode()
    before, after = page.split(LEAD)
    assert "bao.example/1.jpg" in before
    assert "bao.example/2.jpg" not in before
    assert "bao.example/2.jpg" in after


@pytest.mark.django_db
def test_names_are_offered_as_the_setting_says(
    source: Source, redraft: Callable[..., Translation], bob: User, client: Client, settings: Any
) -> None:
    settings.NAMES = "fold"
    services.receive_article(source, article(blocks=(paragraph("Bà Lê Thị Mận nói."),)))
    draft = redraft(drafted)
    client.force_login(bob)
    assert 'value="Le Thi Man"' in client.get(f"/drafts/{draft.pk}/").content.decode()
