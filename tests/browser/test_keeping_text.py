"""No keystroke is lost and nobody's words are overwritten: two people, cut networks, slow answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from translations.models import Segment, Translation, User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SignIn = Callable[..., Page]


def box(page: Page, number: int = 1) -> Any:
    return page.locator(f"#s{number} textarea")


def saved(page: Page, number: int = 1) -> None:
    expect(page.locator(f"#s{number} .saved")).to_contain_text("Saved")


def stored(draft: Translation, number: int = 1) -> str:
    return Segment.objects.get(translation=draft, position=number - 1).target


@pytest.fixture
def two(draft: Translation, address: str, alice: User, bob: User, sign_in: SignIn) -> tuple[Page, Page]:
    """Alice and Bob have the same draft before them; Alice has just saved its first sentence."""
    hers, his = sign_in("alice"), sign_in("bob")
    his.goto(address)
    hers.goto(address)
    box(hers).fill("Alice's words")
    box(hers).press("Control+Enter")
    saved(hers)
    return hers, his


def in_conflict(page: Page, words: str) -> None:
    box(page).fill(words)
    box(page).press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Alice's words")
    expect(box(page)).to_have_value(words)


def test_in_a_conflict_both_texts_are_shown_and_mine_can_win(draft: Translation, two: tuple[Page, Page]) -> None:
    _, his = two
    in_conflict(his, "Bob's words")
    assert stored(draft) == "Alice's words"
    box(his).press("Control+Enter")
    saved(his)
    assert stored(draft) == "Bob's words"


def test_in_a_conflict_theirs_can_win_and_mine_does_not_come_back(
    draft: Translation, address: str, two: tuple[Page, Page]
) -> None:
    _, his = two
    in_conflict(his, "Bob's words")
    his.get_by_role("link", name="Take theirs").click()
    expect(box(his)).to_have_value("Alice's words")
    expect(his.get_by_role("alert")).to_have_count(0)
    his.goto(address)
    expect(box(his)).to_have_value("Alice's words")
    assert stored(draft) == "Alice's words"


def test_a_conflict_without_javascript_offers_the_same_choice(
    draft: Translation, address: str, alice: User, bob: User, sign_in: SignIn
) -> None:
    hers, his = sign_in("alice"), sign_in("bob", java_script_enabled=False)
    his.goto(address)
    hers.goto(address)
    box(hers).fill("Alice's words")
    box(hers).press("Control+Enter")
    saved(hers)
    box(his).fill("Bob's words")
    his.locator("#s1 .accept").click()
    expect(his.get_by_role("alert")).to_contain_text("Alice's words")
    expect(box(his)).to_have_value("Bob's words")
    his.get_by_role("link", name="Take theirs").click()
    expect(box(his)).to_have_value("Alice's words")
    assert stored(draft) == "Alice's words"


def test_text_typed_while_the_network_is_cut_arrives_by_itself_when_it_is_back(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.context.set_offline(True)
    box(page).press_sequentially("Typed on a train: ")
    expect(page.locator("#s1 .saved")).to_contain_text("Offline: kept here")
    box(page).press_sequentially("and further on")
    page.context.set_offline(False)
    saved(page)
    expect(box(page)).to_be_focused()
    assert stored(draft).startswith("Typed on a train: and further on")
    assert not Segment.objects.get(translation=draft, position=0).accepted


def test_an_acceptance_waits_for_the_network_too(draft: Translation, address: str, bob: User, sign_in: SignIn) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.context.set_offline(True)
    box(page).fill("Typed on a train")
    box(page).press("Control+Enter")
    box(page, 2).fill("And a second sentence")
    expect(page.locator("#s1 .saved")).to_contain_text("Offline: kept here")
    page.context.set_offline(False)
    page.locator("#s1.accepted").wait_for()
    saved(page, 2)
    assert (stored(draft), stored(draft, 2)) == ("Typed on a train", "And a second sentence")


def test_text_typed_off_the_network_survives_loading_the_page_again(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.context.set_offline(True)
    box(page).fill("Typed on a train")
    expect(page.locator("#s1 .saved")).to_contain_text("Offline: kept here")
    page.route("**/segments/*/", lambda route: route.abort("internetdisconnected"))
    page.context.set_offline(False)
    page.reload()
    expect(box(page)).to_have_value("Typed on a train")
    page.unroute("**/segments/*/")
    page.reload()
    expect(box(page)).to_have_value("Typed on a train")
    saved(page)
    assert stored(draft) == "Typed on a train"
    page.reload()
    expect(page.locator("#s1 .saved")).to_have_text("")


def test_text_typed_and_never_sent_survives_a_closed_page(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    box(page, 2).fill("Half a sent")
    page.close()
    again = page.context.new_page()
    again.goto(address)
    expect(box(again, 2)).to_have_value("Half a sent")


def test_restored_text_meets_the_conflict_when_the_server_has_newer_words(
    draft: Translation, address: str, two: tuple[Page, Page]
) -> None:
    _, his = two
    his.context.set_offline(True)
    box(his).fill("Bob, before Alice")
    his.route("**/segments/*/", lambda route: route.abort("internetdisconnected"))
    his.context.set_offline(False)
    his.unroute("**/segments/*/")
    his.reload()
    expect(box(his)).to_have_value("Bob, before Alice")
    expect(his.get_by_role("alert")).to_contain_text("Alice's words")
    expect(box(his)).to_have_value("Bob, before Alice")
    assert stored(draft) == "Alice's words"


def test_what_is_typed_while_an_answer_is_on_its_way_is_kept(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    waiting: list[Route] = []
    page.route("**/segments/*/", lambda route: route.continue_() if waiting else waiting.append(route))
    box(page).fill("First words")
    page.locator("#s1 .keep").click()
    box(page).fill("First words, and more")
    box(page).press("Home")
    waiting[0].continue_()
    expect(page.locator("#s1 input[name=version]")).to_have_value("2")
    saved(page)
    expect(box(page)).to_have_value("First words, and more")
    assert box(page).evaluate("box => [box === document.activeElement, box.selectionStart]") == [True, 0]
    assert stored(draft) == "First words, and more"


def test_saving_again_before_the_first_answer_saves_again(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    waiting: list[Route] = []
    page.route("**/segments/*/", lambda route: route.continue_() if waiting else waiting.append(route))
    box(page).fill("First words")
    page.locator("#s1 .keep").click()
    box(page).fill("First words, and more")
    box(page).press("Control+Enter")
    waiting[0].continue_()
    page.locator("#s1.accepted").wait_for()
    assert stored(draft) == "First words, and more"


def test_one_persons_unsent_text_is_not_shown_to_the_next_at_the_same_machine(
    draft: Translation, address: str, alice: User, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    page.route("**/segments/*/", lambda route: route.abort("internetdisconnected"))
    box(page).fill("Bob's unsent words")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("User name").fill("alice")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.goto(address)
    expect(box(page)).not_to_have_value("Bob's unsent words")


def test_a_pause_saves_by_itself_and_takes_no_acceptance_back(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    page = sign_in("bob")
    page.goto(address)
    box(page).press("Control+Enter")
    page.locator("#s1.accepted").wait_for()
    words = stored(draft)
    box(page).press("End")
    box(page).press("Space")
    box(page).press("Backspace")
    box(page, 2).fill("Saved by a pause")
    saved(page, 2)
    expect(box(page, 2)).to_be_focused()
    assert (stored(draft), stored(draft, 2)) == (words, "Saved by a pause")
    assert Segment.objects.get(translation=draft, position=0).accepted
    box(page).fill("Other words")
    saved(page)
    assert not Segment.objects.get(translation=draft, position=0).accepted


def test_an_answer_that_was_lost_on_the_way_makes_no_conflict_with_oneself(
    draft: Translation, address: str, bob: User, sign_in: SignIn
) -> None:
    """The server has the first words, the page does not know it, and more was typed since."""
    page = sign_in("bob")
    page.goto(address)
    cut: list[int] = []

    def lose(route: Route) -> None:
        if cut:
            route.continue_()
        else:
            cut.append(route.fetch().status)
            route.abort("internetdisconnected")

    page.route("**/segments/*/", lose)
    box(page).fill("First words")
    expect(page.locator("#s1 .saved")).to_contain_text("Offline: kept here")
    assert (cut, stored(draft)) == ([200], "First words")
    box(page).fill("First words, and more")
    saved(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert stored(draft) == "First words, and more"


def test_somebody_elses_words_are_never_saved_over_by_a_pause(draft: Translation, two: tuple[Page, Page]) -> None:
    _, his = two
    box(his).fill("Bob's words")
    expect(his.get_by_role("alert")).to_contain_text("Alice's words")
    box(his).press_sequentially("!")
    expect(his.locator("#s1 .saved")).to_contain_text("choose one of the two")
    his.reload()
    expect(his.get_by_role("alert")).to_contain_text("Alice's words")
    expect(box(his)).to_have_value("Bob's words!")
    assert stored(draft) == "Alice's words"
    his.locator("#s1").get_by_role("button", name="Keep for later").click()
    saved(his)
    assert stored(draft) == "Bob's words!"
