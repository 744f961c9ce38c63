"""Packages: the index of what may be had, and installing from it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import argos_files
import pytest
from newsroom import Newsroom, open_newsroom

from translations.errors import BrokenPackage, FetchError, NoPackage
from worker import packages

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    with open_newsroom() as web:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url)
        yield web


def offer(web: Newsroom, *links: str, **changes: object) -> dict[str, object]:
    return {**argos_files.METADATA, "links": [web.url + link for link in links], **changes}


def publish(web: Newsroom, *offers: object) -> None:
    web.page("/index.json", json.dumps(offers).encode())


def test_the_index_is_read_and_nonsense_in_it_passed_over(web: Newsroom) -> None:
    publish(web, offer(web, "/old"), offer(web, "/new", package_version="1.10"), "?", {"links": 5}, offer(web), {})
    (found,) = packages.available()
    assert (found.from_code, found.to_code, found.version, found.links) == ("aa", "bb", "1.10", (web.url + "/new",))


def test_a_package_is_downloaded_with_progress_and_installed(web: Newsroom) -> None:
    data = argos_files.bundled().read_bytes()
    publish(web, offer(web, "/gone", "/vi_en.argosmodel", from_code="vi", to_code="en"))
    web.page("/vi_en.argosmodel", data)
    seen: list[tuple[int, int]] = []
    package = packages.install_from_index("vi", "en", lambda done, total: seen.append((done, total)))
    assert package.pair == ("vi", "en")
    assert seen[-1] == (len(data), len(data))
    assert len(seen) > 10


def test_a_broken_download_installs_nothing(web: Newsroom) -> None:
    publish(web, offer(web, "/aa_bb"))
    web.page("/aa_bb", b"<html>")
    with pytest.raises(BrokenPackage):
        packages.install_from_index("aa", "bb")
    assert packages.installed() == []


def test_a_pair_that_the_index_lacks_is_named(web: Newsroom) -> None:
    publish(web)
    with pytest.raises(NoPackage, match=r"aa to bb.*songngu models available"):
        packages.install_from_index("aa", "bb")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, b"", "answered 404"), (200, b"<html>", "no JSON"), (200, b"{}", "not with an index")],
)
def test_an_index_that_is_none_is_an_error(web: Newsroom, status: int, body: bytes, reason: str) -> None:
    web.page("/index.json", body, status=status)
    with pytest.raises(FetchError, match=f"{reason}.*ARGOS_PACKAGE_INDEX"):
        packages.available()


def test_where_nothing_listens_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_newsroom() as web:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url)
    with pytest.raises(FetchError, match="songngu models install FILE"):
        packages.available()


def test_no_link_that_works_is_an_error(web: Newsroom) -> None:
    publish(web, offer(web, "/one", "/two"))
    with pytest.raises(FetchError, match=r"/one answered 404; .*/two answered 404"):
        packages.install_from_index("aa", "bb")


def test_a_link_into_the_intranet_is_not_followed(web: Newsroom) -> None:
    inside = web.page("/x", b"secret").replace("127.0.0.1", "127.0.0.2")
    publish(web, {**argos_files.METADATA, "links": [inside]})
    with pytest.raises(FetchError, match=r"127\.0\.0\.2"):
        packages.install_from_index("aa", "bb")
