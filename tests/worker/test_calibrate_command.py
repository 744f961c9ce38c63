"""`songngu calibrate`, on drafts that people corrected at the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import sacrebleu
from django.core.management import call_command
from django.utils import timezone

from translations import risk, selectors, services
from translations.errors import RefusedInput
from translations.models import Segment, Source, Translation, User
from translations.selectors.postedits import accepted, post_edits
from translations.types import NOTES, Draft, Flag, Job, Origin, Severity
from writing import LEAD, SECOND, article, drafted, paragraph

pytestmark = pytest.mark.django_db

FIGURE = "Lớp học có 45 học viên."
WRONG = "The class has many students."
RIGHT = "The class has 45 students."


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("calibrate", *arguments, stdout=out)
    return out.getvalue()


def facts(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return found


@pytest.fixture
def school(source: Source, redraft: Callable[..., Translation]) -> Translation:
    """Headline, two clean sentences, and one whose draft lost its figure; the worker noted something, too."""
    services.receive_article(source, article(blocks=(paragraph(LEAD), paragraph(SECOND), paragraph(FIGURE))))

    def make(job: Job) -> Draft:
        draft = drafted(job)
        note = Flag(code=sorted(NOTES)[0], severity=Severity.MINOR, message="x")
        *rest, last = draft.segments
        return replace(draft, segments=(*rest, replace(last, target=WRONG, notes=(note,))))

    return redraft(make)


def correct(translation: Translation, by: User, target: str = RIGHT) -> None:
    last = translation.segments.order_by("-position")[0]
    services.edit_segment(last.pk, target=target, version=last.version, accept=True, by=by)


def publish(translation: Translation, by: User) -> None:
    services.publish(translation.pk, by=by, seen=selectors.text_digest(translation))


def test_before_anything_was_accepted_it_says_what_to_do(draft: Translation) -> None:
    assert "accepted by a person. Accept segments at the desk" in run()
    said = run("--since", "7", "--language", "en")
    assert "into en in the last 7 days" in said
    assert "without --since or --language" in said
    assert facts()["all"]["segments"] == 0


def test_a_published_draft_is_measured_by_source_and_by_flag(school: Translation, alice: User) -> None:
    correct(school, alice)
    publish(school, alice)
    found = facts()
    assert found["all"]["segments"] == 4
    assert found["all"]["edited"] == 0.25
    assert found["sources"] == {"bao-moi": found["all"]}
    chrf = round(sacrebleu.sentence_chrf(WRONG, [RIGHT]).score, 2)
    untimed = {"timed": 0, "seconds_a_word": None}
    assert found["flags"]["number-missing"] == {"segments": 1, "edited": 1.0, "hter": 0.1667, "chrf": chrf, **untimed}
    assert found["flags"][""] == {"segments": 3, "edited": 0.0, "hter": 0.0, "chrf": 100.0, **untimed}


def test_the_time_that_people_spent_is_told_where_it_is_known(school: Translation, alice: User) -> None:
    last = school.segments.order_by("-position")[0]
    services.edit_segment(last.pk, target="Half of it", version=0, accept=False, seconds=4, by=alice)
    services.edit_segment(last.pk, target=RIGHT, version=1, accept=True, seconds=5, by=alice)
    publish(school, alice)
    found = facts()
    timed = (found["all"]["timed"], found["all"]["seconds_a_word"])
    assert timed == (1, 1.5)  # nine seconds for five words and a full stop
    assert found["flags"]["number-missing"]["seconds_a_word"] == found["sources"]["bao-moi"]["seconds_a_word"] == 1.5
    assert found["flags"][""]["seconds_a_word"] is None
    rows = {" ".join(line[:30].split()): line[30:].split() for line in run().splitlines()}
    assert (rows["all"][-1], rows["flag (none)"][-1]) == ("1.5", "–")


def test_the_risk_is_what_was_predicted_of_the_machines_words(school: Translation, alice: User) -> None:
    worst = school.segments.order_by("-position")[0]
    flags = [flag for flag in map(Flag.from_json, worst.flags) if flag.code not in NOTES]
    predicted = round(risk.segment(FIGURE, WRONG, score=-0.5, flags=flags), 4)
    clean = dict(school.segments.exclude(pk=worst.pk).values_list("pk", "risk"))
    correct(school, alice)
    publish(school, alice)
    assert post_edits().risks[predicted, True] == 1
    assert sum(post_edits().risks[chance, False] for chance in set(clean.values())) == 3


def test_an_untouched_sentence_and_an_edited_one_are_predicted_alike(school: Translation, alice: User) -> None:
    """What the worker noted goes with an edit; if it counted where it stayed, the untouched would look riskier."""
    correct(school, alice, target=WRONG)
    (untouched,) = post_edits().risks
    correct(school, alice)
    (edited,) = post_edits().risks
    assert untouched == (edited[0], False)


def test_words_that_were_a_persons_and_what_nobody_accepted_are_left_out(draft: Translation, alice: User) -> None:
    assert list(accepted()) == []
    draft.segments.update(accepted=True)
    assert len(list(accepted())) == 3
    draft.segments.filter(position=0).update(origin=Origin.MEMORY, machine="")
    draft.segments.filter(position=1).update(machine="", score=None)
    assert [row.source for row in accepted()] == [SECOND]
    draft.segments.filter(position=2).update(machine="")  # an engine that said nothing is not a person
    assert [row.machine for row in accepted()] == [""]


def test_a_recalibration_is_tried_on_articles_that_it_was_not_fitted_to(
    school: Translation, source: Source, redraft: Callable[..., Translation], alice: User
) -> None:
    publish(school, alice)
    assert facts()["held_out"] is None
    assert "not fitted to" not in run()
    services.receive_article(source, article(external_id="khac"))
    other = redraft()
    for segment in other.segments.all():
        services.edit_segment(segment.pk, target="Quite other words.", version=0, accept=True, by=alice)
    assert facts()["held_out"] == {"ece": 1.0, "brier": 1.0}  # in one half nothing was edited, in the other all
    assert "not fitted to" in run()


def test_only_what_people_did_lately(school: Translation, alice: User) -> None:
    publish(school, alice)
    Translation.objects.update(moved_at=timezone.now() - timedelta(days=40))
    assert facts("--since", "30")["all"]["segments"] == 0
    services.reopen(school.pk, by=alice)
    correct(school, alice)
    Translation.objects.update(moved_at=timezone.now() - timedelta(days=40))
    assert facts("--since", "30")["all"]["segments"] == 1
    assert facts("--since", "60")["all"]["segments"] == 4


def test_only_one_language(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    assert facts("--language", "en")["all"]["segments"] == 3
    assert facts("--language", "fr")["all"]["segments"] == 0


def test_the_tables_for_people(school: Translation, alice: User) -> None:
    correct(school, alice)
    publish(school, alice)
    lines = run().splitlines()
    rows = {" ".join(line[:30].split()): line[30:].split() for line in lines}
    assert rows["all"][:2] == ["4", "25.0%"]
    assert rows["flag number-missing"][:3] == ["1", "100.0%", "0.167"]
    assert rows["0.0 to 0.1"] == ["0", "–", "–"]
    assert rows["0.8 to 0.9"][::2] == ["1", "100.0%"]
    assert any(line.startswith("Expected calibration error 0.") for line in lines)
    assert (rows["0.0"], rows["1.0"]) == (["0.0%"], ["100.0%"])
    assert any("has 2 steps" in line for line in lines)
    assert "translations/risk.py" in lines[-2]
    assert "hint" in lines[-1]


@pytest.mark.parametrize("days", ["0", "-3", "99999999"])
def test_a_span_that_is_none_is_refused_in_a_sentence(days: str) -> None:
    with pytest.raises(RefusedInput, match="from 1 to"):
        run("--since", days)


def test_it_changes_nothing(school: Translation, alice: User) -> None:
    publish(school, alice)
    before = list(Segment.objects.values())
    run()
    assert list(Segment.objects.values()) == before
