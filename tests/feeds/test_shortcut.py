"""The answer in front of Django is Django's own, with fewer headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from feeds.shortcut import Shortcut
from translations import selectors, services
from translations.models import Translation, User

FEED = "/feeds/en.atom"


class Caught:
    def __init__(self, path: str, method: str = "GET", **environ: str) -> None:
        self.status, self.headers, self.asked_django = "", {}, False
        full: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method, **environ}
        setup_testing_defaults(full)
        self.body = b"".join(Shortcut(self._django)(full, self._start))

    def _django(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked_django = True
        return [b"from Django"]

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.status, self.headers = status, dict(headers)


@pytest.fixture
def published(draft: Translation, alice: User) -> Translation:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def test_it_answers_as_django_does(published: Translation, client: Client) -> None:
    slow, fast = client.get(FEED), Caught(FEED)
    assert (fast.status, fast.body, fast.asked_django) == ("200 OK", slow.content, False)
    same = ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Language", "X-Content-Type-Options")
    assert [fast.headers[name] for name in same] == [slow[name] for name in same]
    assert fast.headers["Vary"] == "Accept-Encoding, A-IM, Authorization"


def test_it_answers_304(published: Translation) -> None:
    again = Caught(FEED, HTTP_IF_NONE_MATCH=Caught(FEED).headers["ETag"])
    assert (again.status, again.body) == ("304 Not Modified", b"")


def test_it_answers_head(published: Translation) -> None:
    head = Caught(FEED, "HEAD")
    assert (head.status, head.body) == ("200 OK", b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "method", "environ"),
    [
        ("/feeds/", "GET", {}),
        ("/feeds/tlh.atom", "GET", {}),
        ("/feeds/../en.atom", "GET", {}),
        ("/feeds/en.atom/", "GET", {}),
        ("/feeds/en.atom\n", "GET", {}),
        (FEED, "POST", {}),
        (FEED, "GET", {"HTTP_ACCEPT_ENCODING": "identity;q=0"}),
        (FEED, "GET", {"HTTP_IF_MATCH": '"x"'}),
    ],
)
def test_the_rest_goes_to_django(path: str, method: str, environ: dict[str, str]) -> None:
    assert Caught(path, method, **environ).asked_django


@pytest.mark.django_db
def test_plain_http_is_left_for_django_to_redirect(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Caught(FEED).asked_django
    assert not Caught(FEED, HTTP_X_FORWARDED_PROTO="https").asked_django
