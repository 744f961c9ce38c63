"""The main job with nothing replaced: a file comes in, a worker drafts it, a person publishes it, readers read it."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from running import Run
from translations.intake import files

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: Any article in the press shape; set SONGNGU_STORY_FILE to try another one.
ARTICLE = Path(os.environ.get("SONGNGU_STORY_FILE", settings.BASE_DIR / "samples" / "01-youth-union-congress.txt"))
CHROMIUM = shutil.which("chromium")
NEWSBOAT = shutil.which("newsboat")


@pytest.mark.skipif(not (CHROMIUM and NEWSBOAT), reason="chromium or newsboat is not installed: NOT tested end to end")
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="ran in the first pass")
def test_an_article_goes_from_a_file_to_partners_readers(start: Callable[..., Run], tmp_path: Path) -> None:
    run = start()
    assert run.is_up(), run.told()
    incoming = files.read(ARTICLE.name, ARTICLE.read_bytes())
    ingest = [sys.executable, "-m", "config.cli", "ingest", str(ARTICLE)]
    subprocess.run(ingest, env=run.environment, check=True)
    address = f"http://127.0.0.1:{run.port}"

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        sign_in(page, address, run)
        wait_for_draft(page, incoming.title)
        headline = review_and_publish(page)
        browser.close()

    (entry,) = feedparser.parse(f"{address}/feeds/en.atom").entries
    assert entry.title == headline
    assert entry.author == incoming.byline
    assert entry.content[0].language == "en"
    assert entry.content[0].value.count("<p>") >= sum(block.kind == "paragraph" for block in incoming.blocks)
    (original,) = feedparser.parse(f"{address}/feeds/vi.atom").entries
    assert original.title == incoming.title
    assert headline in read_with_newsboat(f"{address}/feeds/en.atom", tmp_path)


def sign_in(page: Page, address: str, run: Run) -> None:
    found = re.search(r"user (\S+), password (\S+)", run.told())
    assert found is not None
    page.goto(address)
    page.get_by_label("User name").fill(found[1])
    page.get_by_label("Password").fill(found[2])
    page.get_by_role("button", name="Sign in").click()


def wait_for_draft(page: Page, title: str) -> None:
    """The empty queue looks for itself whether a draft has come: nobody has to reload it."""
    page.get_by_role("link", name=title).wait_for(timeout=60_000)


def review_and_publish(page: Page) -> str:
    """Reads, rewrites the headline, accepts everything and publishes; returns the headline."""
    headline = "Press conference held ahead of the congress"
    page.get_by_role("link", name="Next draft").click()
    first = page.locator("#s1 textarea")
    first.fill(headline)
    first.press("Control+Enter")
    page.locator("#s1.accepted").wait_for()
    page.get_by_role("link", name="Preview and publish").click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    page.get_by_text("It is in the feed now").wait_for()
    return headline


def read_with_newsboat(url: str, place: Path) -> str:
    """Everything newsboat shows of the feed."""
    (place / "urls").write_text(url + "\n", encoding="utf-8")
    (place / "config").write_text("", encoding="utf-8")
    cache = place / "cache.db"
    common = [str(NEWSBOAT), "-u", str(place / "urls"), "-c", str(cache), "-C", str(place / "config")]
    subprocess.run([*common, "-x", "reload"], check=True, env={**os.environ, "HOME": str(place)})
    titles = "SELECT title FROM rss_item"
    with sqlite3.connect(cache) as connection:
        return "\n".join(title for (title,) in connection.execute(titles))
