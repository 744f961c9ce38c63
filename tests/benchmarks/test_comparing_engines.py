"""The engine's benchmark, without its minutes: what it hands out, and how it listens."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from benchmarks import engine

TALK = """
import sys
sys.path.insert(0, {folder!r})
import talk
articles = talk.articles()
talk.serve(lambda: [" ".join(sum(article, [])) for article in articles])
"""


def contender(code: str) -> engine.Contender:
    return engine.Contender("echo", [sys.executable, "-c", code])


def test_the_sentences_are_the_same_every_time_and_whole() -> None:
    assert engine.pairs() == engine.pairs()
    assert len({source for source, _ in engine.pairs()}) == engine.SENTENCES


def test_articles_hold_every_sentence_once_in_order() -> None:
    sentences = [str(number) for number in range(60)]
    cut = engine.articles(sentences)
    assert [sentence for article in cut for paragraph in article for sentence in paragraph] == sentences
    assert [sum(map(len, article)) for article in cut] == [25, 25, 10]


def test_a_contender_says_what_it_made_and_what_it_took() -> None:
    echo = contender(TALK.format(folder=str(engine.CONTENDERS)))
    echo.start(json.dumps([[["a", "b"], ["c"]]]), dict(os.environ))
    try:
        made = echo.tell("go")
    finally:
        echo.stop()
    assert made["texts"] == ["a b c"]
    assert set(made) == {"seconds", "cpu", "peak_mb", "texts"}
    assert len(echo.ready) == 1


def test_a_contender_that_does_not_start_is_left_out_loudly(capsys: pytest.CaptureFixture[str]) -> None:
    broken = contender("raise SystemExit(3)")
    assert list(engine.started(iter([broken]), "[]", dict(os.environ))) == []
    assert "LEFT OUT: echo" in capsys.readouterr().out


@pytest.mark.slow
def test_a_contender_whose_environment_cannot_be_made_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ENVIRONMENTS", tmp_path)
    monkeypatch.setitem(engine.WANTED, "argos", ["./nothing-here"])
    assert engine.python_of("argos") is None


def test_a_spread_is_the_median_and_both_ends() -> None:
    assert engine.spread([3, 1, 2]) == "2.00 (1.00–3.00)"
