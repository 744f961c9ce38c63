"""Words that must not be translated, with engines that do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from translations.types import Job
from worker.engine import Translated
from worker.fixed import with_fixed

JOB = Job(translation_id=1, token="t", attempt=1, source_language="vi", target_language="en", passages=())
SOURCE = "Quán Cơm Nhà mở cửa lúc sáng sớm."


class Engine:
    def __init__(self, **made: str) -> None:
        self.made = made
        self.calls: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[Translated]:
        self.calls.append(list(texts))
        return [Translated(self.made["quoted" if "“" in text else "plain"], -0.5) for text in texts]


@pytest.mark.parametrize(
    ("plain", "quoted", "expected"),
    [
        ("It opens early.", "The “Home” opens early.", "The Cơm Nhà opens early."),
        ("It opens early.", "The Home opens early.", "It opens early."),
        ("It opens early.", "“The” “Home” opens early.", "It opens early."),
        ("It opens early.", "“Home” it is it is it is it is.", "It opens early."),
        ("Cơm Nhà opens early.", "never asked", "Cơm Nhà opens early."),
    ],
)  # fmt: skip
def test_a_lost_word_takes_the_place_of_what_is_quoted(plain: str, quoted: str, expected: str) -> None:
    engine = Engine(plain=plain, quoted=quoted)
    (found,) = with_fixed(engine, {"Cơm Nhà"}, JOB)([SOURCE])
    assert found.text == expected


def test_only_what_lost_its_words_is_asked_for_again_and_once() -> None:
    engine = Engine(plain="It opens.", quoted="“Home” opens.")
    with_fixed(engine, {"Cơm Nhà"}, JOB)([SOURCE, "Trời nắng.", f"“Mời,” quán {SOURCE}"])
    assert engine.calls[1:] == [["Quán “Cơm Nhà” mở cửa lúc sáng sớm."]]


def test_without_fixed_words_nothing_is_wrapped() -> None:
    engine = Engine(plain="It opens.")
    assert with_fixed(engine, (), JOB) is engine
