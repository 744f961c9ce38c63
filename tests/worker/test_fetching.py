"""Fetching from a real server, friendly and hostile."""

from __future__ import annotations

import gzip
import socket
import ssl
import tracemalloc
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from newsroom import Newsroom, open_newsroom

from translations.errors import FetchError, ForbiddenAddress
from worker import connections, fetch
from worker.connections import Timeouts, require_public, tls_context

HERE = ("127.0.0.1",)
SHORT = Timeouts(connect=2, read=0.1, total=0.3)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as found:
        yield found


def get(url: str, **options: Any) -> fetch.Fetched:
    return fetch.get(url, **{"limit_bytes": 10_000, "allow_hosts": HERE, **options})


def no_names(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


def test_a_page_comes_with_what_its_server_says_of_it(newsroom: Newsroom, settings: Any) -> None:
    settings.SITE_URL = "https://songngu.example"
    url = newsroom.page("/", b"xin chao", Content_Type="Text/HTML; Charset=windows-1258", ETag='"a"', Last_Modified="d")
    found = get(url)
    assert (found.status, found.url, found.body, found.permanent_url) == (200, url, b"xin chao", "")
    assert (found.content_type, found.charset) == ("text/html", "windows-1258")
    assert (found.etag, found.last_modified) == ('"a"', "d")
    sent = newsroom.requests[0][1]
    assert sent["user-agent"] == f"songngu/{settings.VERSION} (+https://songngu.example)"
    assert "if-none-match" not in sent


def test_validators_are_sent_back_and_304_is_an_answer(newsroom: Newsroom) -> None:
    url = newsroom.page("/feed", status=304)
    found = get(url, etag='"a"', last_modified="Tue, 24 Nov 2026 08:00:00 GMT")
    sent = newsroom.requests[0][1]
    assert found.status == 304
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"a"', "Tue, 24 Nov 2026 08:00:00 GMT")


def test_an_error_status_is_an_answer_without_its_body(newsroom: Newsroom) -> None:
    found = get(newsroom.page("/busy", b"later!", status=503, Retry_After="120"))
    assert (found.status, found.body, found.retry_after) == (503, b"", "120")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "/feed",
        "",
        "http://",
        "https:///a",
        "http://a\x00b/",
        "gopher://x",
    ],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(ForbiddenAddress, match="Give an absolute"):
        get(url, resolve=no_names)


@pytest.mark.parametrize("url", ["http://user:secret@news.example/", "http://user@news.example/"])
def test_an_address_with_credentials_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ForbiddenAddress, match="without them") as caught:
        get(url, resolve=no_names)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_a_name_with_one_private_address_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress, match="SONGNGU_PRIVATE_HOSTS"):
        get("http://news.example/", resolve=lambda host, port: ["8.8.8.8", address])


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "localhost"])
def test_loopback_in_any_spelling_is_refused(host: str, newsroom: Newsroom) -> None:
    port = newsroom.url.rpartition(":")[2]
    with pytest.raises(FetchError):
        get(f"http://{host}:{port}/", allow_hosts=())
    assert newsroom.requests == []


def test_a_private_host_is_fetched_when_the_operator_allows_it(newsroom: Newsroom, settings: Any) -> None:
    url = newsroom.page("/", b"ours")
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    assert get(url, allow_hosts=()).body == b"ours"


def test_the_connection_goes_to_the_address_that_was_checked(newsroom: Newsroom) -> None:
    newsroom.page("/", b"ours")
    asked = []

    def answers_once(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    port = newsroom.url.rpartition(":")[2]
    found = get(f"http://news.example:{port}/", allow_hosts=["News.Example"], resolve=answers_once)
    assert found.body == b"ours"
    assert asked == ["news.example"]
    assert newsroom.requests[0][1]["host"] == f"news.example:{port}"


def test_the_next_address_is_tried_when_one_does_not_answer(newsroom: Newsroom) -> None:
    newsroom.page("/", b"ours")
    port = newsroom.url.rpartition(":")[2]
    found = get(f"http://localhost:{port}/", allow_hosts=["localhost"], resolve=lambda *_: ["127.9.9.9", "127.0.0.1"])
    assert found.body == b"ours"


def test_an_unknown_name_says_so() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"news\.example.*DNS"):
        get("http://news.example/", resolve=unknown)


def test_redirects_are_followed_and_a_move_for_good_is_told(newsroom: Newsroom) -> None:
    newsroom.page("/old", status=301, Location="/older")
    newsroom.page("/older", status=308, Location=newsroom.url + "/new")
    newsroom.page("/new", b"here")
    found = get(newsroom.url + "/old")
    assert (found.body, found.url, found.permanent_url) == (b"here", newsroom.url + "/new", newsroom.url + "/new")


def test_only_the_permanent_head_of_a_chain_is_a_move(newsroom: Newsroom) -> None:
    newsroom.page("/old", status=301, Location="/new")
    newsroom.page("/new", status=302, Location="/today")
    newsroom.page("/today", status=301, Location="/page")
    newsroom.page("/page", b"here")
    assert get(newsroom.url + "/old").permanent_url == newsroom.url + "/new"
    assert get(newsroom.url + "/new").permanent_url == ""


def test_five_redirects_are_enough(newsroom: Newsroom) -> None:
    for step in range(6):
        newsroom.page(f"/{step}", status=302, Location=f"/{step + 1}")
    newsroom.page("/6", b"far")
    assert get(newsroom.url + "/1").body == b"far"
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(newsroom.url + "/0")


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/", "file:///etc"]
)
def test_a_redirect_to_a_private_address_is_refused(newsroom: Newsroom, target: str) -> None:
    with pytest.raises(ForbiddenAddress):
        get(newsroom.page("/", status=302, Location=target))


def test_a_redirect_with_credentials_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ForbiddenAddress, match="password"):
        get(newsroom.page("/", status=302, Location="http://a:b@127.0.0.1/"))


def test_a_stranger_cannot_name_a_private_host(newsroom: Newsroom) -> None:
    """The operator allowed intranet.example for its own feed, not for whoever knows its name."""
    url = newsroom.page("/secret", b"secret")
    with pytest.raises(ForbiddenAddress):
        get(url, came_from="https://stranger.example/feed")
    assert newsroom.requests == []
    assert get(url, came_from=newsroom.url).body == b"secret"


def test_a_stranger_cannot_redirect_to_a_private_host(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_but_stranger(host: str, address: str) -> None:
        if host != "stranger.example":
            require_public(host, address)

    monkeypatch.setattr(connections, "require_public", all_but_stranger)  # a public server, as far as we can have one
    newsroom.page("/", status=302, Location=newsroom.url + "/secret")
    newsroom.page("/secret", b"secret")
    port = newsroom.url.rpartition(":")[2]
    with pytest.raises(ForbiddenAddress):
        get(f"http://stranger.example:{port}/", resolve=lambda host, port: ["127.0.0.1"])
    assert [path for path, _ in newsroom.requests] == ["/"]


def test_a_body_over_the_limit_is_refused(newsroom: Newsroom) -> None:
    assert len(get(newsroom.page("/fits", b"x" * 10_000)).body) == 10_000
    with pytest.raises(FetchError, match="larger than 10000 bytes"):
        get(newsroom.page("/big", b"x" * 10_001))


def test_gzip_is_opened(newsroom: Newsroom) -> None:
    assert get(newsroom.page("/", gzip.compress(b"xin"), Content_Encoding="gzip")).body == b"xin"


def test_a_gzip_bomb_is_refused_by_its_opened_size(newsroom: Newsroom) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(FetchError, match="larger than 10000 bytes"):
        get(newsroom.page("/", bomb, Content_Encoding="gzip"))


def test_a_gzip_bomb_is_never_opened_whole(newsroom: Newsroom) -> None:
    url = newsroom.page("/", gzip.compress(b"0" * 20_000_000), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger"):
            get(url)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "x-unknown"])
def test_a_coding_that_was_not_asked_for_is_refused(newsroom: Newsroom, coding: str) -> None:
    with pytest.raises(FetchError, match="coding"):
        get(newsroom.page("/", b"...", Content_Encoding=coding))


@pytest.mark.parametrize("body", [b"not gzip", gzip.compress(b"whole" * 50)[:-4]])
def test_broken_gzip_is_an_error(newsroom: Newsroom, body: bytes) -> None:
    with pytest.raises(FetchError, match=r"badly compressed|ends in the middle"):
        get(newsroom.page("/", body, Content_Encoding="gzip"))


def test_a_body_that_stops_short_is_an_error(newsroom: Newsroom) -> None:
    def stop_short(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"half")

    newsroom.pages["/"] = stop_short
    with pytest.raises(FetchError, match="broke off"):
        get(newsroom.url + "/")


def test_a_server_that_says_nothing_is_left(newsroom: Newsroom) -> None:
    newsroom.pages["/"] = lambda request: bool(newsroom.over.wait(30)) or None
    with pytest.raises(FetchError, match="too long"):
        get(newsroom.url + "/", timeouts=SHORT)


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_server_that_drips_is_left_at_the_deadline(newsroom: Newsroom, in_headers: bool) -> None:
    """Each byte comes within the read time: only the total stops it."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"X-A: " if in_headers else b"\r\n"))
        while not newsroom.over.wait(0.02):
            request.wfile.write(b".")

    newsroom.pages["/"] = drip
    with pytest.raises(FetchError, match="too long"):
        get(newsroom.url + "/", timeouts=SHORT)


def test_a_validator_that_cannot_be_sent_back_is_dropped(newsroom: Newsroom) -> None:
    assert get(newsroom.page("/", b"", ETag='"é"', Last_Modified="x" * 101)).etag == ""


def test_proxies_of_the_environment_are_ignored(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert get(newsroom.page("/", b"direct")).body == b"direct"


def test_tls_is_checked_and_its_failure_is_told(newsroom: Newsroom) -> None:
    assert tls_context().verify_mode == ssl.CERT_REQUIRED
    assert tls_context().check_hostname
    with pytest.raises(FetchError, match=r"broke off|too long"):
        get(newsroom.url.replace("http:", "https:") + "/", timeouts=SHORT)
