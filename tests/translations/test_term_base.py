"""The term base: who may write it, what its history says, and how it reaches a job and a check."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from termbase import BRIDGE, add

from translations import selectors, services
from translations.errors import RefusedInput, StaleVersion
from translations.glossary.rows import TermRow
from translations.models import Source, Term, Translation, User
from translations.services import terms as term_services
from writing import article, drafted

pytestmark = pytest.mark.django_db


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
