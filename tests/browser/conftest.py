"""Chromium, a live desk, and people who sign in by typing. A story fails on any error in a page's console."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from roads import planted, sentence

from translations import services
from translations.models import Source, Translation, User
from writing import article, paragraph

#: Held while a request is answered.
SERVING = threading.RLock()
#: Chromium's and htmx's words for an answer over 399, or a cut network: the stories cause these on purpose.
EXPECTED = (
    "the server responded with a status of 4",
    "net::ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendError",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A module's browser: not a session's, because while it runs this thread has an event loop, which others need."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on PATH: the desk is NOT tested in a browser; install chromium")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # the loop is Playwright's; the database is still used by one thread
    )
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE") if before is None else os.environ.update(
        DJANGO_ALLOW_ASYNC_UNSAFE=before
    )


@pytest.fixture(scope="session", autouse=True)
def _one_request_at_a_time() -> Iterator[None]:
    """An SQLite in memory is one connection for all threads of the live server: transactions must not mix."""
    plain = WSGIHandler.__call__

    def alone(self: WSGIHandler, environ: Any, start_response: Any) -> Any:
        with SERVING:
            return plain(self, environ, start_response)

    WSGIHandler.__call__ = alone  # type: ignore[method-assign]
    yield
    WSGIHandler.__call__ = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _content_types(transactional_db: None) -> None:
    """A test with a live server ends by emptying every table; what Django remembers of one of them goes too."""
    ContentType.objects.clear_cache()


@pytest.fixture
def complaints() -> list[str]:
    """What pages complained about: errors in scripts, resources missing, the content policy violated."""
    return []


@pytest.fixture
def open_browser(
    request: pytest.FixtureRequest, chromium: Browser, live_server: Any, settings: Any, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context (cookies, storage) of its own; options are those of `Browser.new_context`."""
    settings.SITE_URL = live_server.url
    contexts: list[BrowserContext] = []
    request.node._pages = pages = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(expected in message.text for expected in EXPECTED):
            complaints.append(message.text)

    def opened(**options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="en-GB", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())  # "leave this page?"
        return page

    yield opened
    for page in pages:
        # A request still on its way would find the tables locked while they are emptied; an offline page has none.
        with suppress(PlaywrightError):
            page.wait_for_load_state("networkidle", timeout=5_000)
    for context in contexts:
        context.close()
    with suppress(URLError), urlopen(f"{live_server.url}/healthz", timeout=10):
        pass  # what the pages asked for at the very last is in the server's hands by now …
    with SERVING:
        pass  # … and done
    assert complaints == []


@pytest.fixture
def sign_in(open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """Signs in as one of the cast, through the form."""

    def signed_in(name: str, **options: Any) -> Page:
        page = open_browser(**options)
        page.goto("/login/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill("correct horse")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Queue").wait_for()
        return page

    return signed_in


@pytest.fixture
def trees(source: Source, redraft: Callable[..., Translation]) -> Translation:
    """Twenty sentences, three of them doubtful."""
    blocks = tuple(paragraph(sentence(number)) for number in range(1, 20))
    services.receive_article(source, article(external_id="cay", title="Cây xanh trên đường", blocks=blocks))
    return redraft(planted)


@pytest.fixture
def page(trees: Translation, alice: User, sign_in: Callable[..., Page]) -> Page:
    """Alice before them; most stories open a page of their own."""
    found = sign_in("alice")
    found.goto(f"/drafts/{trees.pk}/")
    expect(found.locator("#s1")).to_be_focused()
    return found


@pytest.fixture
def address(draft: Translation) -> str:
    return f"/drafts/{draft.pk}/"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed story shows the page it failed on."""
    report = yield
    if report.when == "call" and report.failed:
        for page in getattr(item, "_pages", []):
            if not page.is_closed():
                report.sections.append((f"page {page.url}", page.locator("body").inner_text()[:3000]))
    return report
