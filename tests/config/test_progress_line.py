"""How far the samples have come."""

from __future__ import annotations

import io

import pytest

from config import progress
from config.progress import Line, Patience


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("counts", "words", "finished"),
    [
        ({"queued": 7, "translating": 1, "review": 2}, "translated 2 of 10", False),
        ({"queued": 0, "translating": 1, "review": 8, "failed": 1}, "translated 8 of 10, 1 failed", False),
        ({"queued": 0, "translating": 0, "review": 8, "published": 2}, "translated 10 of 10", True),
        ({}, "translated 0 of 0", True),
    ],
)
def test_it_tells_what_is_done(counts: dict[str, int], words: str, finished: bool) -> None:
    assert (progress.describe(counts), progress.finished(counts)) == (words, finished)


def test_a_file_gets_a_line_for_each_change() -> None:
    out = io.StringIO()
    line = Line(out)
    for review in (0, 0, 1, 2):
        line.show({"queued": 2 - review, "review": review})
    line.end()
    assert out.getvalue() == "translated 0 of 2\ntranslated 1 of 2\ntranslated 2 of 2\n"


def test_a_terminal_gets_one_line_that_is_redrawn() -> None:
    out = Terminal()
    line = Line(out)
    line.show({"queued": 1, "review": 1})
    line.show({"queued": 0, "review": 2})
    line.end()
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().endswith(f"\r\x1b[K[{'#' * progress.WIDTH}] translated 2 of 2\n")


def test_patience_ends_when_nothing_changes() -> None:
    patience = Patience()
    assert not patience.ends({"queued": 1}, 1000)
    assert not patience.ends({"queued": 0}, 1100)
    assert not patience.ends({"queued": 0}, 1280)
    assert patience.ends({"queued": 0}, 1281)
