"""Cutting a sentence in two, joining two, and keeping the person's words through the next draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from translations import cutting, inline, selectors, services
from translations.errors import ImpossibleMove, RefusedInput, StaleVersion
from translations.models import Comment, Edit, Segment, Source, Translation, User
from translations.services import splitting
from translations.services.splitting import Halves
from translations.types import Block, BlockKind, Draft, Job, Mark
from worker import pipeline
from worker.engine import Translated
from writing import SECOND, article, paragraph

pytestmark = pytest.mark.django_db
LONG = "Sáng nay cầu mới thông xe, người dân hai bên bờ đều vui mừng."
ONE, TWO = "Sáng nay cầu mới thông xe,", "người dân hai bên bờ đều vui mừng."
HALVES = Halves(sources=(ONE, TWO), targets=("A new bridge opened this morning.", "People on both banks are happy."))


def engine(texts: Sequence[str]) -> Sequence[Translated]:
    return [Translated("The machine wrote this plain sentence.", -0.5) for _ in texts]


def drafted(job: Job) -> Draft:
    """With the real pipeline: the real sentence splitter, the real cuts."""
    return pipeline.draft(job, engine, signature="stand-in|1")


@pytest.fixture
def draft(source: Source, redraft: Callable[..., Translation]) -> Translation:
    blocks = (paragraph(f"{LONG} {SECOND}"), paragraph("Chợ đông."))
    services.receive_article(source, article(blocks=blocks))
    return redraft(drafted)


def sources(translation: Translation) -> list[str]:
    return list(translation.segments.order_by("position").values_list("source", flat=True))


def split(draft: Translation, by: User, halves: Halves = HALVES) -> Segment:
    segment = draft.segments.get(source=LONG)
    return splitting.split(segment.pk, halves, version=segment.version, by=by)


def test_a_sentence_is_cut_in_two_and_everything_behind_it_moves(draft: Translation, bob: User) -> None:
    assert sources(draft) == ["Thông xe cầu mới", LONG, SECOND, "Chợ đông."]
    first = split(draft, bob)
    assert sources(draft) == ["Thông xe cầu mới", ONE, TWO, SECOND, "Chợ đông."]
    assert list(draft.segments.values_list("position", flat=True)) == [0, 1, 2, 3, 4]
    second = draft.segments.get(position=2)
    assert (first.target, second.target) == HALVES.targets
    assert (first.block, second.block, first.version, second.version) == (2, 2, 1, 1)


def test_a_cut_is_logged_for_both_halves(draft: Translation, bob: User) -> None:
    split(draft, bob)
    rows = list(Edit.objects.values_list("source", "after", "how", "segment__position", "by__username"))
    assert rows == [(ONE, HALVES.targets[0], "split", 1, "bob"), (TWO, HALVES.targets[1], "split", 2, "bob")]


@pytest.mark.parametrize(
    "halves",
    [
        Halves(sources=(ONE, "người dân vui mừng."), targets=("a", "b")),
        Halves(sources=(LONG, ""), targets=("a", "b")),
        Halves(sources=("", LONG), targets=("a", "b")),
        Halves(sources=(TWO, ONE), targets=("a", "b")),
        Halves(sources=(f"{ONE} x", TWO), targets=("a", "b")),
    ],
)
def test_no_letter_of_the_source_is_lost_or_added(draft: Translation, bob: User, halves: Halves) -> None:
    with pytest.raises(RefusedInput, match="two halves"):
        split(draft, bob, halves)
    assert draft.segments.count() == 4


def test_white_space_is_nobodys_business(draft: Translation, bob: User) -> None:
    split(draft, bob, Halves(sources=(f"  {ONE}\n", f"người  dân{TWO[9:]}"), targets=("a b", "c d")))
    assert sources(draft)[1:3] == [ONE, TWO]


def test_a_cut_of_an_older_text_is_refused(draft: Translation, alice: User, bob: User) -> None:
    segment = draft.segments.get(source=LONG)
    services.edit_segment(segment.pk, target="Alice was here.", version=0, accept=False, by=alice)
    with pytest.raises(StaleVersion):
        splitting.split(segment.pk, HALVES, version=0, by=bob)


def test_the_machines_words_are_shared_out(draft: Translation, bob: User) -> None:
    first = split(draft, bob, Halves(sources=(ONE, TWO), targets=("The machine wrote", "this plain sentence.")))
    second = draft.segments.get(position=2)
    assert (first.machine, second.machine) == ("The machine wrote", "this plain sentence.")
    assert first.score == second.score == -0.5


def test_both_halves_are_judged_by_themselves(draft: Translation, bob: User) -> None:
    split(draft, bob, Halves(sources=(ONE, TWO), targets=("A new bridge opened.", "")))
    draft.refresh_from_db()
    assert (draft.doubts, draft.flag_codes) == (1, " empty ")


def test_two_become_one_again(draft: Translation, bob: User) -> None:
    first = split(draft, bob)
    merged = splitting.merge(first.pk, version=1, by=bob)
    assert sources(draft) == ["Thông xe cầu mới", LONG, SECOND, "Chợ đông."]
    assert list(draft.segments.values_list("position", flat=True)) == [0, 1, 2, 3]
    assert merged.target == " ".join(HALVES.targets)
    assert (merged.version, Edit.objects.last().how) == (2, "merge")  # type: ignore[union-attr]


def test_words_in_the_box_are_merged_too(draft: Translation, bob: User) -> None:
    first = split(draft, bob)
    merged = splitting.merge(first.pk, version=1, target="Typed just now.", by=bob)
    assert merged.target == f"Typed just now. {HALVES.targets[1]}"


def test_nothing_is_merged_over_the_end_of_a_paragraph(draft: Translation, bob: User) -> None:
    with pytest.raises(RefusedInput, match="last"):
        splitting.merge(draft.segments.get(source=SECOND).pk, version=0, by=bob)


def test_a_merge_of_an_older_text_is_refused(draft: Translation, alice: User, bob: User) -> None:
    first = split(draft, bob)
    services.edit_segment(first.pk, target="Alice was here.", version=1, accept=False, by=alice)
    with pytest.raises(StaleVersion):
        splitting.merge(first.pk, version=1, by=bob)


def test_what_was_said_and_done_stays_with_the_sentence(draft: Translation, bob: User, alice: User) -> None:
    first = split(draft, bob)
    second = draft.segments.get(position=2)
    services.edit_segment(second.pk, target="People are happy.", version=1, accept=True, by=alice)
    Comment.objects.create(translation=draft, segment=second, text="Nice", by=alice, at=draft.created_at)
    splitting.merge(first.pk, version=1, by=bob)
    assert set(Edit.objects.values_list("segment", flat=True)) == {first.pk}
    assert Comment.objects.get().segment == first


def test_two_accepted_sentences_stay_accepted(draft: Translation, bob: User) -> None:
    first = split(draft, bob)
    for position in (1, 2):
        each = draft.segments.get(position=position)
        services.edit_segment(each.pk, target=each.target, version=1, accept=True, by=bob)
    assert splitting.merge(first.pk, version=2, by=bob).accepted


def test_a_published_text_is_not_cut(draft: Translation, alice: User) -> None:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    with pytest.raises(ImpossibleMove):
        split(draft, alice)


def accept_everything(draft: Translation, by: User) -> None:
    for each in draft.segments.all():
        services.edit_segment(each.pk, target=each.target, version=each.version, accept=True, by=by)


def test_a_fresh_draft_keeps_the_halves(draft: Translation, bob: User, redraft: Callable[..., Translation]) -> None:
    split(draft, bob)
    accept_everything(draft, bob)
    services.retranslate(draft.pk, by=bob)
    again = redraft(drafted)
    assert sources(again)[1:3] == [ONE, TWO]
    assert list(again.segments.filter(block=2, accepted=True).values_list("target", flat=True))[:2] == [*HALVES.targets]


def test_a_fresh_draft_keeps_what_was_merged(
    draft: Translation, bob: User, redraft: Callable[..., Translation]
) -> None:
    segment = draft.segments.get(source=LONG)
    splitting.merge(segment.pk, version=0, target="One sentence for two", by=bob)
    accept_everything(draft, bob)
    services.retranslate(draft.pk, by=bob)
    again = redraft(drafted).segments.get(position=1)
    assert (again.source, again.accepted) == (f"{LONG} {SECOND}", True)
    assert again.target.startswith("One sentence for two")


def test_a_correction_of_one_half_keeps_the_other(
    draft: Translation, source: Source, bob: User, redraft: Callable[..., Translation]
) -> None:
    split(draft, bob)
    accept_everything(draft, bob)
    services.receive_article(
        source, article(blocks=(paragraph(f"{ONE} người dân xã bên cũng vui. {SECOND}"), paragraph("Chợ đông.")))
    )
    again = redraft(drafted)
    first, changed = again.segments.filter(block=2).order_by("position")[:2]
    assert (first.source, first.target, first.accepted) == (ONE, HALVES.targets[0], True)
    assert (changed.source, changed.accepted) == ("người dân xã bên cũng vui.", False)
    assert changed.earlier_source == TWO


def test_halves_that_nobody_accepted_are_cut_as_the_machine_likes(
    draft: Translation, bob: User, redraft: Callable[..., Translation]
) -> None:
    split(draft, bob)
    services.retranslate(draft.pk, by=bob)
    assert LONG in sources(redraft(drafted))


def test_links_go_with_their_words(bob: User, source: Source, redraft: Callable[..., Translation]) -> None:
    html = LONG.replace("cầu mới", '<a href="https://bao.example/cau">cầu mới</a>').replace(
        "người dân", "<em>người dân</em>"
    )
    block = Block(kind=BlockKind.PARAGRAPH, text=LONG, html=html)
    services.receive_article(source, article(blocks=(block,)))
    draft = redraft(drafted)
    first = split(draft, bob)
    second = draft.segments.get(position=2)
    assert [(m["tag"], first.source[slice(*m["source"])]) for m in first.marks] == [("a", "cầu mới")]
    assert [(m["tag"], second.source[slice(*m["source"])]) for m in second.marks] == [("em", "người dân")]
    merged = splitting.merge(first.pk, version=1, by=bob)
    assert [merged.source[slice(*m["source"])] for m in merged.marks] == ["cầu mới", "người dân"]


def test_an_element_over_the_cut_is_in_both_halves_and_one_again() -> None:
    mark = Mark(tag="em", source=(2, 9), target=(4, 11))
    whole = "a bcd efg h", "ABC DEF GHI J"
    parts = ("a bcd", "ABC DEF"), ("efg h", "GHI J")
    first, second = inline.parted([mark], whole, (6, 8), parts)
    assert [(m.source, m.target) for m in first] == [((2, 5), (4, 7))]
    assert [(m.source, m.target) for m in second] == [((0, 3), (0, 3))]
    assert inline.rejoined(first, second, (6, 8), (5, 7)) == (Mark(tag="em", source=(2, 9), target=(4, 11)),)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], [LONG, SECOND]),
        ([ONE], [ONE, TWO, SECOND]),
        ([TWO], [ONE, TWO, SECOND]),
        ([f"{LONG} {SECOND}"], [f"{LONG} {SECOND}"]),
        (["Sáng"], [LONG, SECOND]),
        (["Sáng", LONG.removeprefix("Sáng ")], ["Sáng", LONG.removeprefix("Sáng "), SECOND]),
        (["Một câu khác hẳn, không có ở đây."], [LONG, SECOND]),
    ],
)  # fmt: skip
def test_a_persons_cuts_are_found_again(pieces: list[str], expected: list[str]) -> None:
    assert cutting.recut(f"{LONG} {SECOND}", [LONG, SECOND], pieces) == expected


def test_the_form_begins_with_the_likeliest_cut() -> None:
    segment = Segment(source=LONG, target="A new bridge opened this morning, people are happy.")
    halves = splitting.proposal(segment)
    assert halves.sources == (ONE, TWO)
    assert halves.targets == ("A new bridge opened this morning,", "people are happy.")
    assert splitting.proposal(Segment(source="Mưa", target="")).sources == ("Mưa", "")
