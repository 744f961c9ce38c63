"""The machine's own words, who changed them since, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from translations import services
from translations.errors import RefusedInput, StaleVersion
from translations.models import Edit, Segment, Source, Translation, User
from translations.selectors.revisions import first_wording, wordings
from translations.services import reverting
from writing import LEAD, SECOND, article, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment(draft: Translation) -> Segment:
    return draft.segments.get(source=LEAD)


def write(segment: Segment, target: str, by: User, *, accept: bool = True, **more: object) -> Segment:
    segment.refresh_from_db()
    return services.edit_segment(
        segment.pk,
        target=target,
        version=segment.version,
        accept=accept,
        by=by,
        **more,  # type: ignore[arg-type]
    )


def told(segment: Segment) -> list[tuple[str, str]]:
    segment.refresh_from_db()
    return [(each.who, each.target) for each in wordings(segment)]


def test_the_newest_wording_comes_first(segment: Segment, alice: User, bob: User) -> None:
    write(segment, "One", bob, seconds=4)
    write(segment, "Two", alice)
    newest, oldest = wordings(segment)
    assert [(each.who, each.target, each.accepted) for each in (newest, oldest)] == [
        ("alice", "Two", True),
        ("bob", "One", True),
    ]
    assert oldest.seconds == 4
    assert [piece for piece, kind in newest.pieces if kind == "removed"] == ["One"]


def test_what_a_page_saved_by_itself_is_one_step(segment: Segment, bob: User) -> None:
    for text in ("A", "A new", "A new bridge"):
        write(segment, text, bob, accept=False, seconds=5)
    (step,) = wordings(segment)
    assert (step.target, step.seconds) == ("A new bridge", 15)
    assert "".join(piece for piece, kind in step.pieces if kind != "removed") == "A new bridge"


def test_a_pause_another_person_and_an_acceptance_end_a_step(segment: Segment, alice: User, bob: User) -> None:
    later = timezone.now() + timedelta(minutes=11)
    write(segment, "A", bob, accept=False)
    write(segment, "B", bob, accept=False, now=later)
    write(segment, "C", alice, accept=False, now=later)
    write(segment, "C", alice, accept=True, now=later)
    write(segment, "D", alice, accept=False, now=later)
    assert [target for _, target in told(segment)] == ["D", "C", "B", "A"]


def test_earlier_revisions_of_the_article_are_remembered(
    draft: Translation, segment: Segment, source: Source, bob: User, redraft: Callable[..., Translation]
) -> None:
    write(segment, "Opened today", bob)
    services.receive_article(source, article(title="Cầu mới", blocks=(paragraph(LEAD), paragraph(SECOND))))
    fresh = redraft().segments.get(source=LEAD)
    (step,) = wordings(fresh)
    assert (step.target, step.revision, step.present) == ("Opened today", 1, True)


def test_the_machines_words_can_be_had_back(segment: Segment, bob: User) -> None:
    machine = segment.target
    write(segment, "Mine", bob)
    back = reverting.revert(segment.pk, to="machine", version=1, by=bob)
    assert (back.target, back.accepted) == (machine, False)
    assert Edit.objects.latest("id").how == "revert"


def test_where_no_machine_wrote_the_first_words_come_back(segment: Segment, bob: User) -> None:
    Segment.objects.filter(pk=segment.pk).update(machine="", target="Approved before")
    write(segment, "Mine", bob)
    segment.refresh_from_db()
    assert first_wording(segment) == "Approved before"


def test_any_wording_can_be_had_back_and_nothing_is_lost(segment: Segment, alice: User, bob: User) -> None:
    write(segment, "One", bob)
    write(segment, "Two", alice)
    oldest = wordings(segment)[-1]
    reverting.revert(segment.pk, to=str(oldest.edit_id), version=2, target="Not saved yet", by=bob)
    assert [target for _, target in told(segment)] == ["One", "Not saved yet", "Two", "One"]


def test_the_wording_of_another_sentence_cannot_be_had(draft: Translation, segment: Segment, bob: User) -> None:
    other = write(draft.segments.get(source=SECOND), "Other", bob)
    with pytest.raises(RefusedInput, match="no such edit"):
        reverting.revert(segment.pk, to=str(wordings(other)[0].edit_id), version=0, by=bob)


def test_nobody_goes_back_over_someone_elses_words(segment: Segment, alice: User, bob: User) -> None:
    write(segment, "One", bob)
    write(segment, "Two", alice)
    with pytest.raises(StaleVersion):
        reverting.revert(segment.pk, to="machine", version=1, by=bob)


def test_the_machines_text_and_the_history_are_fragments_and_pages(segment: Segment, bob: User) -> None:
    client = Client()
    client.force_login(bob)
    write(segment, "A new bridge", bob)
    for name, words in (("machine", "Machine’s text"), ("history", "bob")):
        inside = client.get(f"/segments/{segment.pk}/{name}/", HTTP_HX_REQUEST="true").content.decode()
        assert words in inside
        assert "<html" not in inside
        page = client.get(f"/segments/{segment.pk}/{name}/").content.decode()
        assert words in page
        assert "<html" in page
    assert 'formaction="' in client.get(f"/segments/{segment.pk}/machine/", HTTP_HX_REQUEST="true").content.decode()
    answer = client.post(f"/segments/{segment.pk}/revert/", {"version": 1, "edit": "machine"})
    assert answer["Location"].endswith("#s2")
