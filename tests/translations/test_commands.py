"""What one key does beside a sentence, asked over HTTP with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from translations import selectors, services
from translations.models import Edit, Segment, Translation, User
from writing import LEAD

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_bob(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def segment(draft: Translation) -> Segment:
    return draft.segments.get(source=LEAD)


@pytest.fixture
def repairable(segment: Segment, bob: User) -> Segment:
    """A sentence with a number that is another one, and can only be one."""
    Segment.objects.filter(pk=segment.pk).update(source="Tỉnh xây 52 cây cầu.")
    return services.edit_segment(segment.pk, target="The province builds 25 bridges.", version=0, accept=False, by=bob)


def buttons(page: str, action: str) -> list[tuple[str, str]]:
    """(value, address) of every button of an action."""
    found = re.findall(rf'<button[^>]*value="([^"]*)"[^>]*formaction="([^"]*)"[^>]*data-action="{action}"', page)
    return [(value, address) for value, address in found]


def test_a_flag_says_what_one_key_would_do(repairable: Segment, as_bob: Client) -> None:
    page = as_bob.get(f"/drafts/{repairable.translation_id}/").content.decode()
    assert buttons(page, "repair") == [("number-changed 25", f"/segments/{repairable.pk}/repair/")]
    assert "25 → 52" in page
    assert "Another number" in page


def test_a_repair_saves_and_does_not_accept(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1, "target": repairable.target, "seconds": "3.5"}
    answer = as_bob.post(f"/segments/{repairable.pk}/repair/", said, **HTMX)
    repairable.refresh_from_db()
    assert (repairable.target, repairable.accepted, repairable.flags) == ("The province builds 52 bridges.", False, [])
    assert "The province builds 52 bridges." in answer.content.decode()
    edit = Edit.objects.latest("id")
    assert (edit.how, edit.seconds) == ("repair", 3.5)


def test_words_that_were_not_saved_yet_are_repaired_too(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1, "target": "In all, the province builds 25 bridges."}
    as_bob.post(f"/segments/{repairable.pk}/repair/", said)
    repairable.refresh_from_db()
    assert repairable.target == "In all, the province builds 52 bridges."


def test_a_repair_that_comes_too_late_loses_no_word(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1, "target": "It builds 52 bridges now."}
    answer = as_bob.post(f"/segments/{repairable.pk}/repair/", said, **HTMX)
    assert answer.status_code == 422
    assert "It builds 52 bridges now.</textarea>" in answer.content.decode()


def test_a_repair_of_a_text_that_someone_else_changed_shows_both(
    repairable: Segment, alice: User, as_bob: Client
) -> None:
    services.edit_segment(repairable.pk, target="Alice says 52.", version=1, accept=False, by=alice)
    said = {"flag": "number-changed 25", "version": 1, "target": "Mine says 25."}
    answer = as_bob.post(f"/segments/{repairable.pk}/repair/", said, **HTMX)
    assert answer.status_code == 409
    assert "Alice says 52." in answer.content.decode()
    assert "Mine says 25." in answer.content.decode()


def test_without_javascript_a_command_leads_back_to_its_sentence(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1}
    answer = as_bob.post(f"/segments/{repairable.pk}/dismiss/", said)
    assert answer["Location"] == f"/drafts/{repairable.translation_id}/#s{repairable.position + 1}"


def test_a_flag_is_dismissed_and_brought_back(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1, "target": repairable.target}
    page = as_bob.post(f"/segments/{repairable.pk}/dismiss/", said, **HTMX).content.decode()
    assert "not an error, says bob" in page
    assert buttons(page, "restore") == [("number-changed 25", f"/segments/{repairable.pk}/restore/")]
    assert '· <span class="badge doubt"' not in page
    page = as_bob.post(f"/segments/{repairable.pk}/restore/", said, **HTMX).content.decode()
    assert "not an error, says" not in page
    assert "1 doubt" in page


def test_typed_words_survive_a_dismissal(repairable: Segment, as_bob: Client) -> None:
    said = {"flag": "number-changed 25", "version": 1, "target": "Typed: 25 bridges."}
    as_bob.post(f"/segments/{repairable.pk}/dismiss/", said)
    repairable.refresh_from_db()
    assert repairable.target == "Typed: 25 bridges."


@pytest.mark.parametrize("command", ["", "repair/", "dismiss/", "restore/", "merge/", "revert/"])
def test_the_address_of_a_command_leads_back_when_it_is_only_looked_at(
    command: str, segment: Segment, as_bob: Client
) -> None:
    """As after a change of language on a page that answered a POST."""
    answer = as_bob.get(f"/segments/{segment.pk}/{command}")
    assert (answer.status_code, answer["Location"]) == (302, f"/drafts/{segment.translation_id}/#s2")


def test_switching_the_language_on_a_conflict_leads_to_the_draft(segment: Segment, alice: User, as_bob: Client) -> None:
    services.edit_segment(segment.pk, target="Alice was here", version=0, accept=False, by=alice)
    page = as_bob.post(f"/segments/{segment.pk}/", {"target": "Mine", "version": 0})
    assert page.status_code == 409
    following = re.search(r'name="next" value="([^"]+)"', page.content.decode())
    assert following
    answer = as_bob.post("/language/setlang/", {"language": "vi", "next": following[1]}, follow=True)
    assert answer.status_code == 200


def test_a_page_that_saves_by_itself_accepts_nothing(segment: Segment, as_bob: Client) -> None:
    said = {"target": "Half a sent", "version": 0, "auto": "on", "accept": "on", "seconds": "12"}
    as_bob.post(f"/segments/{segment.pk}/", said, **HTMX)
    segment.refresh_from_db()
    assert (segment.target, segment.accepted, segment.version) == ("Half a sent", False, 1)
    assert Edit.objects.get().seconds == 12


def test_saving_by_itself_leaves_an_accepted_sentence_accepted(segment: Segment, bob: User, as_bob: Client) -> None:
    services.edit_segment(segment.pk, target="Done", version=0, accept=True, by=bob)
    as_bob.post(f"/segments/{segment.pk}/", {"target": "Done", "version": 1, "auto": "on"}, **HTMX)
    segment.refresh_from_db()
    assert segment.accepted


def test_saving_by_itself_takes_the_acceptance_from_changed_words(segment: Segment, bob: User, as_bob: Client) -> None:
    services.edit_segment(segment.pk, target="Done", version=0, accept=True, by=bob)
    as_bob.post(f"/segments/{segment.pk}/", {"target": "Done again", "version": 1, "auto": "on"}, **HTMX)
    segment.refresh_from_db()
    assert (segment.target, segment.accepted) == ("Done again", False)


def test_a_term_is_put_behind_the_text_without_javascript(segment: Segment, as_bob: Client) -> None:
    as_bob.post(f"/segments/{segment.pk}/", {"target": "Under", "version": 0, "add": "52-NQ/TW"})
    segment.refresh_from_db()
    assert (segment.target, segment.accepted) == ("Under 52-NQ/TW", False)


def test_saving_by_itself_meets_a_conflict_as_any_save(segment: Segment, alice: User, as_bob: Client) -> None:
    services.edit_segment(segment.pk, target="Alice was here", version=0, accept=False, by=alice)
    answer = as_bob.post(f"/segments/{segment.pk}/", {"target": "Mine", "version": 0, "auto": "on"}, **HTMX)
    assert answer.status_code == 409
    assert "<textarea" in answer.content.decode()


@pytest.mark.parametrize(("said", "kept"), [("-4", 0), ("99999", 3600), ("nan", None), ("soon", None), ("", None)])
def test_seconds_are_kept_within_reason(said: str, kept: float | None, segment: Segment, as_bob: Client) -> None:
    as_bob.post(f"/segments/{segment.pk}/", {"target": "New", "version": 0, "seconds": said})
    assert Edit.objects.get().seconds == kept


def test_two_sentences_are_merged_and_the_page_is_loaded_anew(segment: Segment, bob: User, as_bob: Client) -> None:
    Segment.objects.filter(translation=segment.translation_id, position=2).update(block=segment.block)
    page = as_bob.get(f"/drafts/{segment.translation_id}/").content.decode()
    assert page.count('data-action="merge"') == 1
    answer = as_bob.post(f"/segments/{segment.pk}/merge/", {"version": 0}, **HTMX)
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert segment.translation.segments.count() == 2


def test_a_sentence_that_is_gone_leads_to_the_draft(segment: Segment, bob: User, as_bob: Client) -> None:
    Segment.objects.filter(translation=segment.translation_id, position=2).update(block=segment.block)
    gone = segment.translation.segments.get(position=2)
    as_bob.post(f"/segments/{segment.pk}/merge/", {"version": 0})
    assert as_bob.post(f"/segments/{gone.pk}/", {"target": "Late", "version": 0}).status_code == 404


def test_a_sentence_is_split_on_a_page_of_its_own(segment: Segment, as_bob: Client) -> None:
    page = as_bob.get(f"/segments/{segment.pk}/split/").content.decode()
    assert 'name="source_1"' in page
    halves = {"source_1": "Sáng nay cầu mới", "source_2": "bắc qua sông được thông xe."}
    said = {**halves, "target_1": "A new bridge", "target_2": "opened.", "version": 0}
    answer = as_bob.post(f"/segments/{segment.pk}/split/", said)
    assert answer["Location"] == f"/drafts/{segment.translation_id}/#s2"
    assert segment.translation.segments.count() == 4


def test_a_wrong_split_is_shown_again_with_what_was_typed(segment: Segment, as_bob: Client) -> None:
    said = {"source_1": "Sáng", "source_2": "x", "target_1": "Typed", "target_2": "", "version": 0}
    answer = as_bob.post(f"/segments/{segment.pk}/split/", said)
    assert answer.status_code == 422
    assert ">Typed</textarea>" in answer.content.decode()
    assert segment.translation.segments.count() == 3


def test_the_draft_of_another_language_is_not_touched(segment: Segment, bob: User, as_bob: Client) -> None:
    bob.languages = ["fr"]
    bob.save()
    assert as_bob.post(f"/segments/{segment.pk}/", {"target": "New", "version": 0}).status_code == 403
    for name in ("history", "machine", "memory", "split"):
        assert as_bob.get(f"/segments/{segment.pk}/{name}/").status_code == 403


def test_accepting_the_rest_is_logged_as_such(draft: Translation, bob: User) -> None:
    services.accept_all(draft.pk, seen=selectors.text_digest(draft), by=bob)
    assert set(Edit.objects.values_list("how", flat=True)) == {"accept-all"}


def test_the_preview_says_what_is_still_doubtful_and_where(repairable: Segment, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    page = client.get(f"/drafts/{repairable.translation_id}/publish/").content.decode()
    assert f'<a href="/drafts/{repairable.translation_id}/#s2">2</a>' in page
    assert "Another number: 52 became 25" in page
    assert "Publish all the same" in page
    client.post(f"/segments/{repairable.pk}/dismiss/", {"flag": "number-changed 25", "version": 1})
    page = client.get(f"/drafts/{repairable.translation_id}/publish/").content.decode()
    assert "The checks found nothing doubtful." in page
    assert "52 became 25" not in page


def test_a_save_costs_the_same_in_a_long_draft(segment: Segment, bob: User) -> None:
    def cost(version: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            services.edit_segment(segment.pk, target=f"New {version}", version=version, accept=False, by=bob)
        return len(queries)

    short = cost(0)
    more = (Segment(translation=segment.translation, position=n, block=n, kind="paragraph") for n in range(10, 70))
    Segment.objects.bulk_create(more)
    assert cost(1) == short
