"""The term base on its pages: the list, the form, files in and out, and each sentence's terms beside its draft."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from termbase import add

from translations import services
from translations.glossary.rows import TermRow
from translations.models import Term, Translation, User
from writing import LEAD

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_draft_page_shows_the_terms_of_each_sentence(draft: Translation, bob: User) -> None:
    add()
    page = client_of(bob).get(f"/drafts/{draft.pk}/").content.decode()
    assert page.count('name="add" value="new bridge" data-action="term-1"') == 2  # the headline and the lead
    assert "not “newly built”" in page


def test_more_sentences_cost_no_more_queries(
    draft: Translation,
    bob: User,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    add()
    client = client_of(bob)
    client.get(f"/drafts/{draft.pk}/")
    segment = draft.segments.get(position=1)
    for position in range(10, 40):
        segment.pk, segment.position = None, position
        segment.save()
    with django_assert_max_num_queries(30):
        assert client.get(f"/drafts/{draft.pk}/").content.decode().count(">new bridge</button>") == 32


def test_a_saved_sentence_comes_back_with_its_terms(draft: Translation, bob: User) -> None:
    add()
    segment = draft.segments.get(position=1)
    assert segment.source == LEAD
    answer = client_of(bob).post(f"/segments/{segment.pk}/", {"target": "x", "version": 0}, HTTP_HX_REQUEST="true")
    assert "new bridge" in answer.content.decode()


@pytest.mark.parametrize("path", ["/terms/", "/terms/new/", "/terms/terms.csv"])
def test_a_stranger_sees_nothing(path: str, client: Client) -> None:
    assert client.get(path)["Location"] == f"/login/?next={path}"


@pytest.mark.parametrize("words", ["cau moi", "CẦU", "bridge", "moi cau"])
def test_the_list_is_searched_with_or_without_diacritics(words: str, bob: User) -> None:
    add()
    add(TermRow(source="máy bay", target="aircraft"))
    page = client_of(bob).get("/terms/", {"q": words}).content.decode()
    assert "cầu mới" in page
    assert "máy bay" not in page


FORM = {"source_language": "vi", "target_language": "en", "source": "cầu mới", "target": "new bridge"}


def test_a_translator_proposes_on_the_page_without_javascript(bob: User) -> None:
    answer = client_of(bob).post("/terms/new/", {**FORM, "admitted": "newer bridge\nbridge", "forbidden": "fresh"})
    assert answer["Location"] == "/terms/"
    term = Term.objects.get()
    assert (term.status, term.admitted, term.forbidden, term.created_by) == (
        "proposed",
        ["newer bridge", "bridge"],
        ["fresh"],
        bob,
    )


def test_a_refused_term_is_explained_beside_its_field_and_what_was_typed_stays(bob: User) -> None:
    add()
    answer = client_of(bob).post("/terms/new/", {**FORM, "note": "typed with care"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is there already" in page
    assert "typed with care" in page


def test_a_stale_edit_is_answered_409_and_keeps_what_was_typed(alice: User) -> None:
    term = add(by=alice)
    services.edit_term(term.pk, TermRow(source="cầu mới", target="theirs"), version=1, by=alice)
    answer = client_of(alice).post(f"/terms/{term.pk}/", {**FORM, "target": "mine", "version": 1})
    assert answer.status_code == 409
    assert 'value="mine"' in answer.content.decode()
    term.refresh_from_db()
    assert term.target == "theirs"


def test_only_those_who_may_are_offered_to_approve(bob: User, tina: User) -> None:
    term = add(by=bob)
    path = f"/terms/{term.pk}/"
    assert "approve/" not in client_of(bob).get(path).content.decode()
    assert "approve/" in client_of(tina).get(path).content.decode()
    client_of(bob).post(f"{path}approve/", {"version": 1})
    term.refresh_from_db()
    assert term.status == "proposed"
    client_of(tina).post(f"{path}approve/", {"version": 1})
    term.refresh_from_db()
    assert term.status == "approved"


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_an_exported_file_can_be_imported(kind: str, alice: User) -> None:
    add()
    client = client_of(alice)
    answer = client.get(f"/terms/terms.{kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="vi-en.{kind}"'
    Term.objects.all().delete()
    client.post(
        "/terms/import/",
        {
            "file": SimpleUploadedFile(f"t.{kind}", answer.content),
            "source_language": "vi",
            "target_language": "en",
        },
    )
    assert Term.objects.get().entry().forbidden == ("fresh bridge",)


def test_a_bad_file_is_refused_with_a_sentence(alice: User) -> None:
    answer = client_of(alice).post(
        "/terms/import/",
        {"file": SimpleUploadedFile("t.csv", b"nonsense"), "source_language": "vi", "target_language": "en"},
        follow=True,
    )
    assert "no source and target columns" in answer.content.decode()
