"""What one key would do to a flagged sentence, and where no key is offered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from translations import checks
from translations.glossary import Match
from translations.mending import Offer, Sentence, offering, offers
from translations.mending.sentence import Change
from translations.types import Flag, GlossaryTerm


def offered(source: str, target: str, *terms: Match, languages: tuple[str, str] = ("vi", "en")) -> list[Offer]:
    here, there = languages
    flags = checks.run(source, target, source_language=here, target_language=there, terms=terms)
    assert flags, "a sentence without flags needs no repair"
    return [each for each in offers(Sentence(source, target, languages, terms=terms), flags) if each]


@pytest.mark.parametrize(
    ("source", "target", "was", "becomes"),
    [
        ("Mực nước đạt 59,64 m.", "The water level reached 59,64 m.", "59,64", "59.64"),
        ("Có 6.000 người dự.", "Some 6.000 people attended.", "6.000", "6,000"),
        ("Xã có hơn 8,2 vạn dân.", "It has more than 8.2 million people.", "8.2 million", "82,000"),
        ("Có 52 người.", "There are 25 people.", "25", "52"),
        ("Có 6000 cây.", "There are 600 trees.", "600", "6,000"),
        ("Năm 2019 cầu mở.", "In 2018 the bridge opened.", "2018", "2019"),
        ("Lớp có ba thầy.", "The class has two teachers.", "two", "three"),
        ("Doanh thu đạt 14.892 tỷ đồng.", "Revenue reached VND14.9 trillion.", "14.9 trillion", "14.892 trillion"),
        ("Hội chợ mở cửa ngày 5/10.", "The fair opens on May 10.", "May 10", "October 5"),
        ("Mở cửa ngày 5/10/2026.", "It opens on 10 May 2026.", "10 May 2026", "5 October 2026"),
        ("Hội chợ mở vào tháng 10.", "The fair opens in November.", "November", "October"),
        ("Hội chợ mở cửa Thứ Ba.", "The fair opens on Wednesday.", "Wednesday", "Tuesday"),
        ("Lễ bắt đầu lúc 16h30.", "The ceremony begins at 4:30 a.m.", "4:30 a.m.", "4:30 p.m."),
        ("Lễ bắt đầu lúc 16h30.", "The ceremony begins at 17:30.", "17:30", "16:30"),
        ("Sản lượng tăng 7%.", "Output rose by 7.", "7", "7%"),
        ("Sản lượng tăng 7 tấn.", "Output rose by 7%.", "7%", "7"),
        ("Đường tốn 30 tỷ đồng.", "The road cost $30 billion.", "$30 billion", "VND30 billion"),
        ("Đường tốn 30 tỷ đồng.", "The road cost 30 billion dollars.", "30 billion dollars", "VND30 billion"),
        ("Đường tốn 30 tỷ đồng.", "The road cost 30 billion.", "30 billion", "VND30 billion"),
        ("Xã học Nghị quyết 52-NQ/TW.", "It studied Resolution 25-NQ/TW.", "25-NQ/TW", "52-NQ/TW"),
        ("Huyện học Quy định 105-QĐ/TW.", "It studied Regulation 105-QD/TW.", "105-QD/TW", "105-QĐ/TW"),
        ("“Ai chịu trách nhiệm?”", "“Who is responsible.”", "responsible.", "responsible?"),
        ("Bà con vui.", "All so happy, so happy, so happy.", "so happy, so happy, so happy", "so happy"),
    ],
)  # fmt: skip
def test_a_flag_with_one_safe_repair_offers_it(source: str, target: str, was: str, becomes: str) -> None:
    (offer,) = offered(source, target)
    assert (offer.was, offer.becomes) == (was, becomes)
    assert was in target
    assert becomes in offer.target
    assert not checks.run(source, offer.target, source_language="vi", target_language="en")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Có 52 người và 3 xe.", "There are 25 people and 4 cars."),
        ("Cho ngày 5/10 và 6/11.", "On 6 October and 5 November."),
        ("Có 52 người.", "There are many people."),
        ("Có 52 người.", "There are 350 millions."),
        ("Theo 52-NQ/TW và 53-NQ/TW.", "Under 25-NQ/TW and 35-NQ/TW."),
        ("Đường tốn 30 tỷ đồng.", "The road cost $30 billion and 30 billion more."),
        ("Đoàn đến từ Hàn Quốc.", "The delegation came from Japan."),
        ("Bà con trồng thêm cây mắc ca.", "The villagers planted more cây mắc ca trees."),
    ],
)
def test_where_a_person_has_to_think_nothing_is_offered(source: str, target: str) -> None:
    assert offered(source, target) == []


def test_an_offer_never_adds_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(sentence: Sentence, flag: Flag) -> Iterator[Change]:
        yield Change((10, 12), "52 (", flag.source_span)

    assert offered("Có 52 người.", "There are 25 people.")
    monkeypatch.setitem(offering._MAKERS, "number-changed", (careless,))
    assert offered("Có 52 người.", "There are 25 people.") == []


def test_a_forbidden_word_gives_way_to_the_term() -> None:
    term = GlossaryTerm(source="đảng viên", target="Party member", forbidden=("partisan",))
    (offer,) = offered("Ông là đảng viên.", "He is a partisan.", Match(term, 7, 16))
    assert offer.target == "He is a Party member."


def test_other_languages_are_offered_what_no_notation_decides() -> None:
    source, target = "Theo Quy định 105-QĐ/TW, có 6.000 người.", "Selon le 105-QD/TW, il y a 7.000 personnes."
    (offer,) = offered(source, target, languages=("vi", "fr"))
    assert offer.becomes == "105-QĐ/TW"


def test_fixed_words_get_their_spelling_back() -> None:
    from translations import inline
    from translations.types import Mark

    source, target = "Gõ ls_all nhé.", "Type LS_All now."
    flags = inline.flags([Mark(tag="code", source=(3, 9))], source, target)
    (offer,) = offers(Sentence(source, target, ("vi", "en"), ("ls_all",)), flags)
    assert offer
    assert offer.target == "Type ls_all now."


@pytest.mark.parametrize("target", ["8,2 " * 1000, "ha ha " * 1000, "52-NQ/TX " * 500, "$" * 5000, "?" * 5000])
def test_hostile_text_costs_little(target: str) -> None:
    source = "8,2 vạn 52-NQ/TW 30 tỷ đồng? " * 200
    flags = checks.run(source, target, source_language="vi", target_language="en")
    offers(Sentence(source, target, ("vi", "en")), flags)
