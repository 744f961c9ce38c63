"""One article, or one package, that cannot be worked with: it costs its attempts, and the others go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from proc import eventually
from workshop import ROOT, Workshop, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite"),
]
#: What a bad access in C++ does to the process, and what a machine without memory does.
CRASH = "if 'độc' in article: os.kill(os.getpid(), {signal})"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with opened(tmp_path, SONGNGU_LEASE_SECONDS="1", SONGNGU_SWEEP_SECONDS="1") as shop:
        yield shop


@pytest.mark.parametrize("signal", ["signal.SIGSEGV", "signal.SIGKILL"])
def test_an_article_that_kills_its_process_is_given_up_and_the_others_are_drafted(signal: str, shop: Workshop) -> None:
    shop.schedule()
    shop.hand_in("A tin độc", "B tin lành", "C tin lành")
    worker = shop.work("celery", CRASH.format(signal=signal))
    done = [("failed", 5), ("review", 1), ("review", 1)]
    assert eventually(lambda: sorted(shop.rows()) == done, seconds=120), f"{shop.rows()}\n{shop.told()}"
    assert worker.poll() is None, "only children die"
    ((reason,),) = shop.ask("SELECT last_error FROM translations_translation WHERE state = 'failed'")
    assert "fell silent on attempt 5" in reason


def test_a_package_that_goes_under_a_worker_is_brought_back_or_its_articles_say_what_to_do(shop: Workshop) -> None:
    package = next((ROOT / "models" / "vi-en").glob("*.argosmodel"))
    shop.songngu("models", "install", str(package))
    worker = shop.work("polling", "")  # the real engine
    shop.hand_in("A cầu mới")
    shop.reach(("review", 1))
    shop.songngu("models", "remove", "vi", "en")  # a bundled one comes back by itself
    shop.hand_in("B trường mới")
    shop.reach(("review", 1), ("review", 1))
    (model,) = (shop.data / "packages").glob("*/model/model.bin")
    model.write_bytes(b"not a model")
    shop.hand_in("C trạm mới")
    shop.reach(("review", 1), ("review", 1), ("failed", 1))
    ((reason,),) = shop.ask("SELECT last_error FROM translations_translation WHERE state = 'failed'")
    assert "songngu models install vi en" in reason
    shop.songngu("models", "remove", "vi", "en")
    shop.songngu("models", "install", str(package))
    shop.songngu("replay", "--all")
    shop.reach(*[("review", 1)] * 3)
    assert worker.poll() is None, "the same process did all of it"
