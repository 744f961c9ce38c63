"""Flags that a person said are no errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from translations import selectors, services
from translations.errors import ImpossibleMove, RefusedInput, StaleVersion
from translations.models import Dismissal, Segment, Source, Translation, User
from translations.services import dismissing
from translations.types import Draft, Flag, Job
from writing import LEAD, SECOND, article, drafted, paragraph

pytestmark = pytest.mark.django_db
WRONG = "This morning 25 bridges opened."


@pytest.fixture
def doubtful(draft: Translation, bob: User) -> Segment:
    """A sentence with a number that the source has not, and nothing else."""
    segment = draft.segments.get(source=LEAD)
    return services.edit_segment(segment.pk, target=WRONG, version=0, accept=False, by=bob)


def flag_of(segment: Segment) -> Flag:
    (flag,) = map(Flag.from_json, segment.flags)
    return flag


def dismiss(segment: Segment, by: User) -> Segment:
    flag = flag_of(segment)
    return dismissing.dismiss(segment.pk, code=flag.code, about=flag.about(segment.target), by=by)


def test_a_dismissed_flag_is_shown_and_counts_for_nothing(doubtful: Segment, bob: User) -> None:
    risk = doubtful.risk
    assert doubtful.translation.doubts == 1
    after = dismiss(doubtful, bob)
    translation = Translation.objects.get(pk=after.translation_id)
    assert flag_of(after).dismissed_by == "bob"
    assert after.risk < risk
    assert (translation.doubts, translation.flag_codes) == (0, "")
    assert after.version == doubtful.version  # nobody's page is out of date by it


def test_twice_is_harmless(doubtful: Segment, alice: User, bob: User) -> None:
    dismiss(dismiss(doubtful, bob), alice)
    assert Dismissal.objects.get().by == bob


def test_it_can_be_undone(doubtful: Segment, bob: User) -> None:
    flag = flag_of(dismiss(doubtful, bob))
    after = dismissing.restore(doubtful.pk, code=flag.code, about=flag.about(WRONG))
    assert flag_of(after).dismissed_by == ""
    assert after.risk == doubtful.risk
    assert Translation.objects.get(pk=after.translation_id).doubts == 1


def test_it_holds_when_the_sentence_is_edited_and_the_same_words_stand(doubtful: Segment, bob: User) -> None:
    dismiss(doubtful, bob)
    saved = services.edit_segment(doubtful.pk, target="Today 25 bridges were opened.", version=1, accept=False, by=bob)
    assert flag_of(saved).dismissed_by == "bob"
    saved = services.edit_segment(doubtful.pk, target="Today 26 bridges were opened.", version=2, accept=False, by=bob)
    assert flag_of(saved).dismissed_by == ""


def test_it_holds_in_the_next_draft_and_in_other_articles(
    doubtful: Segment, source: Source, bob: User, redraft: Callable[..., Translation]
) -> None:
    dismiss(doubtful, bob)
    services.receive_article(source, article(external_id="other", blocks=(paragraph(LEAD), paragraph(SECOND))))

    def wrong(job: Job) -> Draft:
        made = drafted(job)
        said = tuple(replace(each, target=WRONG) if each.source == LEAD else each for each in made.segments)
        return replace(made, segments=said)

    other = redraft(wrong)
    assert other.doubts == 0
    assert flag_of(other.segments.get(source=LEAD)).dismissed_by == "bob"


def test_it_says_nothing_of_another_sentence(doubtful: Segment, bob: User) -> None:
    dismiss(doubtful, bob)
    second = doubtful.translation.segments.get(source=SECOND)
    saved = services.edit_segment(second.pk, target="All 25 are happy.", version=0, accept=False, by=bob)
    assert flag_of(saved).dismissed_by == ""


def test_accepting_the_rest_takes_what_was_dismissed(doubtful: Segment, bob: User) -> None:
    dismiss(doubtful, bob)
    translation = doubtful.translation
    assert services.accept_all(translation.pk, seen=selectors.text_digest(translation), by=bob) == 3


def test_an_empty_sentence_is_always_an_error(draft: Translation, bob: User) -> None:
    segment = services.edit_segment(draft.segments.all()[0].pk, target="", version=0, accept=False, by=bob)
    with pytest.raises(RefusedInput, match="always"):
        dismiss(segment, bob)


def test_a_flag_of_an_earlier_text_cannot_be_settled(doubtful: Segment, bob: User) -> None:
    services.edit_segment(doubtful.pk, target="A bridge opened.", version=1, accept=False, by=bob)
    with pytest.raises(StaleVersion):
        dismiss(doubtful, bob)


def test_nothing_is_settled_in_a_published_text(doubtful: Segment, alice: User) -> None:
    translation = Translation.objects.get(pk=doubtful.translation_id)
    services.publish(translation.pk, by=alice, seen=selectors.text_digest(translation))
    with pytest.raises(ImpossibleMove):
        dismiss(doubtful, alice)


def test_a_draft_costs_one_look_at_the_dismissals(claimed: Job) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        services.store_draft(claimed, drafted(claimed))
    assert sum("translations_dismissal" in query["sql"] for query in queries) == 1
