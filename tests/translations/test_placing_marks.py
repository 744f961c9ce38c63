"""A person puts a link where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from translations import inline, selectors, services
from translations.errors import StaleVersion
from translations.models import Edit, Segment, Source, Translation, User
from translations.selectors.statistics import statistics
from translations.types import Block, BlockKind, Draft, DraftSegment, Job, Mark, Origin
from writing import article

SOURCE = "Cầu Bình Minh dài 6.000 mét, theo Sở Xây dựng."
TARGET = "According to the Department of Construction, Binh Minh Bridge is 6,000 meters long."
BRIDGE, LENGTH, OFFICE = "Binh Minh Bridge", "6,000 meters", "the Department of Construction"
HTML = (
    '<a href="https://example.org/cau"><b>Cầu Bình Minh</b></a> dài <em>6.000</em> mét, theo '
    '<a href="https://example.org/so">Sở Xây dựng</a>.'
)


def span(words: str, text: str = TARGET) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def marks(**targets: str) -> list[Mark]:
    """The marks of HTML; a name that is not given has no place."""
    (inside,) = inline.cut(inline.read(HTML, SOURCE), SOURCE, [SOURCE])
    names = ["bridge", "bold", "length", "office"]
    places = {name: span(words) for name, words in targets.items()}
    return [
        Mark(tag=mark.tag, attributes=mark.attributes, source=mark.source, target=places.get(name), sure=False)
        for name, mark in zip(names, inside, strict=True)
    ]


def test_it_goes_where_it_is_put_and_is_no_guess_any_more() -> None:
    placed = inline.placed(marks(bridge=LENGTH), 0, span(BRIDGE), TARGET)
    assert placed
    assert (placed[0].target, placed[0].sure) == (span(BRIDGE), True)


def test_emphasis_on_the_same_words_of_the_source_goes_with_it() -> None:
    placed = inline.placed(marks(bridge=LENGTH, bold=LENGTH), 0, span(BRIDGE), TARGET)
    assert placed
    assert placed[1].target == span(BRIDGE)


def test_it_takes_no_room_that_is_anothers_not_even_a_part() -> None:
    stood = marks(bridge=BRIDGE, office=OFFICE)
    for number, words in (
        (0, OFFICE),
        (0, "Construction, Binh"),
        (0, "of"),
        (3, "Binh Minh"),
        (3, "Construction, Binh"),
    ):
        assert inline.placed(stood, number, span(words), TARGET) is None


def test_what_is_nested_in_it_goes_along_at_a_guess_and_can_be_put_right_afterwards() -> None:
    source, target = "Theo Bộ Y tế hôm qua.", "The Ministry of Health said so yesterday."
    html = 'Theo <a href="https://example.org/">Bộ <em>Y tế</em></a> hôm qua.'
    (inside,) = inline.cut(inline.read(html, source), source, [source])
    wrong = [replace(mark, target=span("yesterday", target)) for mark in inside]
    first = inline.placed(wrong, 0, span("Ministry of Health", target), target)
    assert first
    assert [(mark.target, mark.sure) for mark in first] == [
        (span("Ministry of Health", target), True),
        (span("Ministry of Health", target), False),
    ]
    second = inline.placed(first, 1, span("Health", target), target)
    assert second
    assert [mark.target for mark in second] == [span("Ministry of Health", target), span("Health", target)]


def test_only_what_surely_stood_somewhere_stays_there() -> None:
    fresh = marks(bridge=BRIDGE, office=OFFICE)
    guessed = marks(bridge=LENGTH)
    assert inline.kept(fresh, guessed, TARGET) == tuple(fresh)
    sure = [replace(mark, sure=True) for mark in marks(office=OFFICE)]
    assert inline.kept(marks(office=LENGTH), sure, TARGET)[3].target == span(OFFICE)
    assert inline.kept(fresh, sure[:2], TARGET) == tuple(fresh)


@pytest.fixture
def segment(source: Source, redraft: Callable[..., Translation]) -> Segment:
    services.receive_article(source, article(blocks=(Block(kind=BlockKind.PARAGRAPH, text=SOURCE, html=HTML),)))
    translation = redraft(drafted)
    return translation.segments.get(source=SOURCE)


def drafted(job: Job) -> Draft:
    made = [
        DraftSegment(
            block=passage.block,
            kind=passage.kind,
            source=passage.text,
            target=TARGET if passage.text == SOURCE else "A bridge",
            score=-0.3,
            marks=tuple(marks(office=LENGTH)) if passage.text == SOURCE else (),
        )
        for passage in job.passages
    ]
    return Draft(segments=tuple(made), signature="stand-in|1")


def put(by: User, segment: Segment, number: int, words: str, **changes: object) -> tuple[int, str, Segment]:
    """Status, the answer, and the segment as it is then."""
    client = Client()
    client.force_login(by)
    head = TARGET[: TARGET.index(words)] if words and words in TARGET else ""
    sent = {"version": segment.version, "target": TARGET, "mark": number, "head": head, "words": words, **changes}
    answer = client.post(f"/segments/{segment.pk}/mark/", sent, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode(), Segment.objects.get(pk=segment.pk)


def codes(segment: Segment) -> set[str]:
    return {flag["code"] for flag in segment.flags}


def test_at_the_desk_a_lost_link_is_put_on_the_selected_words(segment: Segment, bob: User) -> None:
    assert "markup-lost" in codes(segment)
    status, page, after = put(bob, segment, 0, BRIDGE)
    assert status == 200
    assert f'<q lang="en">{BRIDGE}</q> → https://example.org/cau' in page
    assert inline.written(after.target, [Mark.from_json(each) for each in after.marks]).count("<a ") == 2
    assert (after.target, after.accepted, after.version) == (TARGET, False, segment.version + 1)
    assert Edit.objects.get(segment=segment).how == "mark"


def test_whoever_read_the_draft_before_reads_it_again(segment: Segment, bob: User) -> None:
    seen = selectors.text_digest(segment.translation)
    put(bob, segment, 0, BRIDGE)
    with pytest.raises(StaleVersion):
        services.publish(segment.translation_id, by=bob, seen=seen)


def test_the_history_says_so_and_the_statistics_count_no_second_acceptance(
    segment: Segment, alice: User, bob: User
) -> None:
    services.edit_segment(segment.pk, target=TARGET, version=segment.version, accept=True, by=alice)
    _, _, moved = put(bob, Segment.objects.get(pk=segment.pk), 0, BRIDGE)
    assert moved.accepted
    counted = {
        person.username: sum(day.sentences for day in statistics(person, days=1).days) for person in (alice, bob)
    }
    assert counted == {"alice": 1, "bob": 0}
    client = Client()
    client.force_login(bob)
    assert "link or emphasis moved" in client.get(f"/segments/{segment.pk}/history/").content.decode()


def test_words_that_were_not_saved_yet_are_saved_with_it(segment: Segment, bob: User) -> None:
    typed = TARGET.replace("  ", " ").replace("Binh Minh Bridge", "the  Bình Minh Bridge")
    head = typed[: typed.index("Bình")]
    status, _, after = put(bob, segment, 0, "Bình Minh Bridge", target=typed, head=head)
    assert status == 200
    assert after.target == " ".join(typed.split())
    assert after.target[slice(*after.marks[0]["target"])] == "Bình Minh Bridge"


@pytest.mark.parametrize(
    ("number", "words", "changes", "said"),
    [
        (0, "", {}, "no words are selected"),
        (9, BRIDGE, {}, "no such markup"),
        (0, BRIDGE, {"mark": ""}, "no such markup"),
        (0, "a tunnel", {}, "do not stand there"),
        (0, BRIDGE, {"head": "Somewhere else "}, "do not stand there"),
        (0, LENGTH, {}, "other markup stands there"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    segment: Segment, bob: User, number: int, words: str, changes: dict[str, str], said: str
) -> None:
    status, page, after = put(bob, segment, number, words, **changes)
    assert (status, after.version, after.marks) == (422, segment.version, segment.marks)
    assert said in page


def test_what_somebody_changed_meanwhile_is_shown_first(segment: Segment, bob: User) -> None:
    status, _, after = put(bob, segment, 0, BRIDGE, version=segment.version + 3)
    assert (status, after.marks) == (409, segment.marks)


def test_where_a_person_put_it_it_stays_when_the_article_is_corrected(
    segment: Segment, bob: User, source: Source, redraft: Callable[..., Translation]
) -> None:
    _, _, placed = put(bob, segment, 3, OFFICE)
    services.edit_segment(segment.pk, target=TARGET, version=placed.version, accept=True, by=bob)
    moved = HTML.replace("https://example.org/so", "https://example.org/so-moi")
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, text=SOURCE, html=moved),
        Block(kind=BlockKind.PARAGRAPH, text="Cầu mới mở."),
    )
    services.receive_article(source, article(blocks=blocks))

    def again(job: Job) -> Draft:
        made = drafted(job)
        (fresh,) = inline.cut(inline.read(moved, SOURCE), SOURCE, [SOURCE])
        assert job.approved == {SOURCE: TARGET}
        return replace(
            made,
            segments=tuple(
                replace(each, approved=True, origin=Origin.APPROVED, score=None, marks=fresh)
                if each.source == SOURCE
                else each
                for each in made.segments
            ),
        )

    after = redraft(again).segments.get(source=SOURCE)
    office = Mark.from_json(after.marks[3])
    assert (after.accepted, after.target[slice(*office.target or ())]) == (True, OFFICE)
    assert dict(office.attributes)["href"] == "https://example.org/so-moi"
