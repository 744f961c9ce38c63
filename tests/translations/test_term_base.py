"""The term base: who may write it, what its history says, and how it reaches a job, a check and a page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from translations import selectors, services
from translations.errors import RefusedInput, StaleVersion
from translations.glossary.rows import TermRow
from translations.models import Source, Term, Translation, User
from translations.services import terms as term_services
from writing import LEAD, article, drafted

pytestmark = pytest.mark.django_db
BRIDGE = TermRow(source="cầu mới", target="new bridge", forbidden=("fresh bridge",), note="not “newly built”")


def add(row: TermRow = BRIDGE, by: User | None = None) -> Term:
    return services.add_term(row, source_language="vi", target_language="en", by=by)


@pytest.fixture
def tina(db: None) -> User:
    user = User.objects.create_user("tina", password="correct horse")
    user.groups.add(Group.objects.get(name="terminologist"))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_translator_proposes_and_a_terminologist_approves(bob: User, tina: User) -> None:
    term = add(by=bob)
    assert term.status == Term.Status.PROPOSED
    assert selectors.matches("cầu mới", "vi", "en") == []
    with pytest.raises(term_services.NotYours):
        services.approve_term(term.pk, version=term.version, by=bob)
    services.approve_term(term.pk, version=term.version, by=tina)
    assert [match.term.target for match in selectors.matches("Cầu mới đẹp", "vi", "en")] == ["new bridge"]


def test_what_an_editor_adds_is_approved(alice: User) -> None:
    assert add(by=alice).status == Term.Status.APPROVED


def test_a_translator_may_change_a_proposal_but_nothing_approved(bob: User, alice: User) -> None:
    term = add(by=bob)
    better = TermRow(source="cầu mới", target="newly opened bridge")
    services.edit_term(term.pk, better, version=1, by=bob)
    services.approve_term(term.pk, version=2, by=alice)
    with pytest.raises(term_services.NotYours):
        services.edit_term(term.pk, BRIDGE, version=3, by=bob)


def test_every_change_leaves_a_row_with_the_old_and_the_new_value(bob: User, alice: User) -> None:
    term = add(by=bob)
    services.edit_term(term.pk, TermRow(source="cầu mới", target="the new bridge"), version=1, by=bob)
    services.approve_term(term.pk, version=2, by=alice)
    services.retire_term(term.pk, version=3, by=alice)
    changes = list(term.changes.values_list("action", "by__username"))
    assert changes == [("add", "bob"), ("edit", "bob"), ("approve", "alice"), ("retire", "alice")]
    assert term.changes.all()[1].fields["target"] == ["new bridge", "the new bridge"]
    assert selectors.matches("cầu mới", "vi", "en") == []


def test_saving_what_is_already_there_changes_nothing(alice: User) -> None:
    term = services.edit_term(add(by=alice).pk, BRIDGE, version=1, by=alice)
    assert (term.version, term.changes.count()) == (1, 1)


def test_nobody_overwrites_anybody_silently(alice: User) -> None:
    term = add(by=alice)
    services.edit_term(term.pk, TermRow(source="cầu mới", target="a"), version=1, by=alice)
    with pytest.raises(StaleVersion):
        services.edit_term(term.pk, TermRow(source="cầu mới", target="b"), version=1, by=alice)


@pytest.mark.parametrize("typed", ["Cầu  Mới", "cầu mơ\u0301i"])
def test_one_term_has_one_entry_however_it_is_typed(typed: str, alice: User) -> None:
    add(by=alice)
    with pytest.raises(RefusedInput, match="is there already"):
        add(TermRow(source=typed, target="x"), by=alice)


def test_pairs_are_apart_and_regions_are_not() -> None:
    add()
    services.add_term(TermRow(source="cầu mới", target="pont"), source_language="vi", target_language="fr", by=None)
    assert [match.term.target for match in selectors.matches("cầu mới", "vi-VN", "en-GB")] == ["new bridge"]


@pytest.mark.parametrize("pair", [("vi", "vi"), ("vi", ""), ("vi", "e n")])
def test_a_pair_that_is_none_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(RefusedInput):
        services.add_term(BRIDGE, source_language=pair[0], target_language=pair[1], by=None)


def test_the_glossary_is_compiled_once_and_again_after_a_change(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    add()
    first = selectors.glossary("vi", "en")
    with django_assert_num_queries(1):
        assert selectors.glossary("vi", "en") is first
    add(TermRow(source="bờ", target="bank"))
    assert selectors.glossary("vi", "en").size == 2


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`bundle` is a file of our own in place of the one that comes with songngu."""
    monkeypatch.setattr(term_services, "BUNDLED", tmp_path)
    return tmp_path / "vi-en.csv"


def write(file: Path, *rows: tuple[str, str]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([("source", "target"), *rows])


def test_seeding_twice_is_harmless(bundle: Path) -> None:
    write(bundle, ("cầu mới", "new bridge"), ("bờ", "bank"))
    assert services.seed_terms() == 2
    assert services.seed_terms() == 0


def test_a_newer_bundle_changes_what_nobody_touched_and_nothing_else(bundle: Path, alice: User) -> None:
    write(bundle, ("cầu mới", "new bridge"), ("bờ", "bank"), ("sông", "river"), ("thuyền", "boat"))
    services.seed_terms()
    ids = dict(Term.objects.values_list("source", "pk"))
    services.edit_term(ids["bờ"], TermRow(source="bờ", target="shore"), version=1, by=alice)
    services.retire_term(ids["sông"], version=1, by=alice)
    services.import_terms(
        [TermRow(source="thuyền", target="vessel")], source_language="vi", target_language="en", by=None
    )
    write(bundle, ("cầu mới", "bridge"), ("bờ", "riverbank"), ("sông", "stream"), ("thuyền", "ship"))
    assert services.seed_terms() == 1
    assert set(Term.objects.values_list("target", "status")) == {
        ("bridge", "approved"),
        ("shore", "approved"),
        ("river", "retired"),
        ("vessel", "approved"),
    }


def test_a_translators_import_proposes_and_changes_nothing(bob: User, alice: User) -> None:
    add(by=alice)
    rows = [TermRow(source="cầu mới", target="x"), TermRow(source="bờ", target="bank")]
    counts = services.import_terms(rows, source_language="vi", target_language="en", by=bob)
    assert dict(counts) == {"kept": 1, "added": 1}
    assert set(Term.objects.values_list("target", "status")) == {("new bridge", "approved"), ("bank", "proposed")}


def test_a_job_carries_the_terms_of_its_article_and_no_other(source: Source) -> None:
    add()
    add(TermRow(source="máy bay", target="aircraft"))
    services.receive_article(source, article())
    job = services.claim("worker-1")
    assert job is not None
    assert [term.target for term in job.terms] == ["new bridge"]


def codes(translation: Translation, position: int = 1) -> list[str]:
    return [flag["code"] for flag in translation.segments.get(position=position).flags]


def test_a_draft_without_the_term_is_doubted_until_a_person_puts_it_in(queued: Translation, alice: User) -> None:
    add()
    job = services.claim("worker-1")
    assert job is not None
    services.store_draft(job, drafted(job))
    assert "term-missing" in codes(queued)
    segment = queued.segments.get(position=1)
    services.edit_segment(segment.pk, target="The new bridge opened.", version=0, accept=True, by=alice)
    assert "term-missing" not in codes(queued)
    services.edit_segment(segment.pk, target="The fresh bridge opened.", version=1, accept=True, by=alice)
    assert "term-forbidden" in codes(queued)


def test_the_draft_page_shows_the_terms_of_each_sentence(draft: Translation, bob: User) -> None:
    add()
    page = client_of(bob).get(f"/drafts/{draft.pk}/").content.decode()
    assert page.count('<b lang="en">new bridge</b>') == 2  # the headline and the lead
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
        assert client.get(f"/drafts/{draft.pk}/").content.decode().count("new bridge") == 32


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
