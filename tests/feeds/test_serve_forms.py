"""Every form of a feed over HTTP, in front of Django and behind."""

from __future__ import annotations

import json
from typing import Any

import brotli
import jsonfeed_schema
import ninjs_schema
import pytest
import zstandard
from atom_rules import faults
from django.test import Client
from jsonschema import Draft202012Validator
from publishing import publish
from test_shortcut import Caught

from feeds import documents, places
from translations.models import Source

FORMS = ["/feeds/vi.atom", "/feeds/vi.json", "/feeds/vi.ninjs", "/feeds/vi/kinh-te.atom", "/feeds/vi/kinh-te.json"]
TYPES = {"atom": "application/atom+xml", "json": "application/feed+json", "ninjs": "application/json"}


@pytest.fixture(autouse=True)
def _some_articles(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PAGE", 5)
    for number in range(7):
        publish(source, number, categories=("Kinh tế", "Đời sống"))


@pytest.mark.parametrize("path", [*FORMS, "/feeds/vi/archive/1.atom", "/feeds/vi/doi-song/archive/1.atom"])
def test_every_document_is_answered_alike_before_django_and_behind(path: str, client: Client) -> None:
    slow, fast = client.get(path), Caught(path)
    assert (slow.status_code, fast.status, fast.asked_django) == (200, "200 OK", False)
    assert fast.body == slow.content
    same = ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Language")
    assert [fast.headers[name] for name in same] == [slow[name] for name in same]
    assert slow["Content-Type"].startswith(TYPES[path.rpartition(".")[2]])
    assert Caught(path, HTTP_IF_NONE_MATCH=fast.headers["ETag"]).status == "304 Not Modified"
    assert Caught(path, "HEAD").headers == fast.headers


@pytest.mark.parametrize("path", FORMS)
def test_two_polls_get_the_same_bytes_from_any_process(path: str, client: Client) -> None:
    first = client.get(path)
    documents.forget()
    assert client.get(path).content == first.content


@pytest.mark.parametrize(
    ("coding", "opened"), [("br", brotli.decompress), ("zstd", zstandard.decompress), ("identity", bytes)]
)
def test_every_coding_opens_to_the_same_feed(coding: str, opened: Any, client: Client) -> None:
    response = client.get(FORMS[0], headers={"Accept-Encoding": coding})
    assert opened(response.content) == client.get(FORMS[0]).content


def test_json_documents_keep_to_their_schemas(client: Client) -> None:
    for path, schema in (("/feeds/vi.json", jsonfeed_schema.SCHEMA), ("/feeds/vi.ninjs", ninjs_schema.SCHEMA)):
        found = json.loads(client.get(path).content)
        assert list(Draft202012Validator(schema).iter_errors(found)) == []


def test_a_category_holds_its_own_articles_only(source: Source, client: Client) -> None:
    publish(source, 20, categories=("Thể thao",))
    made = client.get("/feeds/vi/the-thao.atom").content
    assert faults(made) == []
    assert made.count(b"<entry") == 1


def test_the_link_header_names_the_feed_and_its_hub(client: Client, settings: Any) -> None:
    settings.HUB_URL = "https://hub.example/"
    documents.forget()
    response = client.get("/feeds/vi/kinh-te.json")
    assert response["Link"] == (
        f'<{settings.SITE_URL}/feeds/vi/kinh-te.json>; rel="self", <https://hub.example/>; rel="hub"'
    )
    assert b'rel="hub"' in client.get(FORMS[0]).content


def test_a_delta_is_answered_in_front_of_django(source: Source) -> None:
    first = Caught(FORMS[0]).headers["ETag"]
    publish(source, 30)
    delta = Caught(FORMS[0], HTTP_A_IM="feed", HTTP_IF_NONE_MATCH=first)
    assert (delta.status, delta.headers["IM"], delta.asked_django) == ("226 IM Used", "feed", False)
    assert delta.body.count(b"<entry") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/vi/the-thao.atom",
        "/feeds/vi/archive/0.atom",
        "/feeds/vi/archive/9.atom",
        "/feeds/en/kinh-te.json",
        "/feeds/vi.rss",
    ],
)
def test_what_is_not_there_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*FORMS, "/feeds/vi/archive/1.atom", "/feeds/opml"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(path: str, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response["Content-Type"] == "application/problem+json"


def test_a_condition_that_fails_is_a_problem(client: Client) -> None:
    response = client.get(FORMS[0], headers={"If-Match": '"x"'})
    assert (response.status_code, response["Content-Type"]) == (412, "application/problem+json")


def test_five_megabytes_of_one_paragraph_pass(source: Source, client: Client) -> None:
    publish(source, 40, words="Nước lên. " * 500_000)
    assert faults(client.get(FORMS[0]).content) == []
