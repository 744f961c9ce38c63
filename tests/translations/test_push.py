"""The push API, asked over HTTP as a newsroom's system does."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openapi_spec_validator import validate

from translations import selectors, services
from translations.models import Article, Entry, Source, Translation
from translations.states import State

pytestmark = pytest.mark.django_db

STORY: dict[str, Any] = {
    "external_id": "bai-17",
    "url": "https://example.org/bai-17",
    "title": "Khánh thành thư viện mới của thành phố",
    "byline": "Lan Anh",
    "published": "2026-10-19T16:00:00+07:00",
    "body": {"html": "<p>Sáng nay, thư viện mới của thành phố mở cửa đón bạn đọc.</p><p>Trẻ em được vào miễn phí.</p>"},
    "categories": ["Văn hoá"],
}


class Newsroom:
    """A client that knows its token."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def post(self, story: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = self.client.post("/api/v1/articles", story, content_type="application/json")
        return answer.status_code, json.loads(answer.content)

    def delete(self, external_id: str) -> tuple[int, dict[str, Any]]:
        answer = self.client.delete(f"/api/v1/articles/{external_id}")
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def newsroom(source: Source) -> Newsroom:
    return Newsroom(services.rotate_token(source))


def test_a_new_article_is_created_and_queued(newsroom: Newsroom) -> None:
    status, told = newsroom.post(STORY)
    assert (status, told["result"], told["revision"]) == (201, "created", 1)
    assert [(t["language"], t["state"]) for t in told["translations"]] == [("en", "queued")]


def test_the_same_article_twice_is_the_same_article_once(newsroom: Newsroom) -> None:
    _, first = newsroom.post(STORY)
    status, second = newsroom.post(STORY)
    assert (status, second["result"], second["id"]) == (200, "unchanged", first["id"])
    assert Translation.objects.get().moves.count() == 1


def test_a_changed_body_is_a_new_revision_of_the_same_article(newsroom: Newsroom) -> None:
    _, first = newsroom.post(STORY)
    status, second = newsroom.post({**STORY, "body": {"text": "Thư viện mới của thành phố mở cửa từ chiều nay."}})
    assert (status, second["result"], second["revision"], second["id"]) == (200, "revised", 2, first["id"])


def test_delete_retracts_and_can_be_repeated(newsroom: Newsroom) -> None:
    newsroom.post(STORY)
    assert newsroom.delete("bai-17")[0] == 200
    status, told = newsroom.delete("bai-17")
    assert (status, told["retracted"]) == (200, True)
    assert Translation.objects.get().state == State.WITHDRAWN
    assert selectors.feed_entries("vi")[0].retracted


def test_an_identifier_may_be_an_address(newsroom: Newsroom) -> None:
    newsroom.post({**STORY, "external_id": "https://example.org/a/17"})
    assert newsroom.delete("https%3A%2F%2Fexample.org%2Fa%2F17")[0] == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"external_id": "x" * 201}, "external_id"),
        ({"published": "9999-01-01T00:00:00+07:00"}, "published"),
        ({"published": "2026-10-19T16:00:00"}, "published"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"language": "en"}, "language"),
        ({"body": {"html": ""}}, "body"),
        ({"title": "A library opens", "body": "The library opened this morning, and everybody was happy."}, "language"),
        ({"body": {"html": "<p>a</p>", "text": "a"}}, "body"),
        ({"priority": "now"}, "priority"),
        ({"tittle": "x"}, "tittle"),
        ({"media": [{"url": "https://example.org/a.exe", "type": "application/x-msdownload"}]}, "media"),
    ],
)
def test_bad_input_is_refused_with_the_field_and_a_cure_and_stored_nowhere(
    change: dict[str, Any], field: str, newsroom: Newsroom
) -> None:
    status, problem = newsroom.post({**STORY, **change})
    assert status == 422, problem
    assert problem["field"].startswith(field) or field in problem["detail"]
    assert problem["cure"]
    assert Article.objects.count() == 0


def test_a_script_in_the_body_is_not_kept(newsroom: Newsroom) -> None:
    body = STORY["body"]["html"] + "<script>alert(1)</script><p onclick='x()'>Thư viện mở cửa mỗi ngày.</p>"
    newsroom.post({**STORY, "body": {"html": body}})
    (entry,) = selectors.feed_entries("vi")
    assert "alert" not in entry.content
    assert "onclick" not in entry.content


def test_without_a_valid_token_nobody_is_let_in(newsroom: Newsroom) -> None:
    status, problem = Newsroom("sn_guess").post(STORY)
    assert (status, problem["status"]) == (401, 401)
    answer = Client().post("/api/v1/articles", STORY, content_type="application/json")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_disabled_source_is_not_let_in(newsroom: Newsroom, source: Source) -> None:
    services.set_enabled(source, enabled=False)
    assert newsroom.post(STORY)[0] == 401


def test_a_source_cannot_touch_another_ones_articles(newsroom: Newsroom) -> None:
    newsroom.post(STORY)
    other = services.create_source(slug="khac", name="Khác", kind=Source.Kind.PUSH)
    assert Newsroom(services.rotate_token(other)).delete("bai-17")[0] == 404


def test_what_is_no_json_is_told_so(newsroom: Newsroom) -> None:
    answer = newsroom.client.post("/api/v1/articles", b"{", content_type="application/json")
    assert answer.status_code == 400
    assert "JSON" in json.loads(answer.content)["cure"]


@pytest.mark.parametrize("size", [5_100_000, 20_000_000])
def test_a_huge_article_is_refused_and_not_read_to_the_end(size: int, newsroom: Newsroom) -> None:
    status, problem = newsroom.post({**STORY, "body": {"text": "Thư viện mở cửa. " * (size // 17)}})
    assert status in (413, 422), problem
    assert problem["cure"]
    assert Article.objects.count() == 0


def test_the_openapi_document_is_valid_and_its_page_needs_nobody_else(client: Client) -> None:
    validate(json.loads(client.get("/api/openapi.json").content))
    page = client.get("/api/docs").content.decode()
    assert "//cdn" not in page


def test_an_embargo_is_taken_told_and_described(newsroom: Newsroom) -> None:
    until = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    status, told = newsroom.post({**STORY, "embargo": until.isoformat()})
    assert (status, datetime.fromisoformat(told["embargo"])) == (201, until)
    assert not Entry.objects.exists()
    status, told = newsroom.post(STORY)  # lifted
    assert (status, told["result"], told["embargo"]) == (200, "revised", None)
    services.release_due(now=timezone.now())
    assert Entry.objects.count() == 1
    schema = Client().get("/api/openapi.json").json()["components"]["schemas"]
    assert "embargo" in schema["ArticleIn"]["properties"]
    assert "embargo" in schema["ArticleOut"]["properties"]


@pytest.mark.parametrize("embargo", ["2026-12-24T08:00:00", "tomorrow", "2199-01-01T00:00:00Z"])
def test_an_embargo_that_nobody_can_keep_is_refused(newsroom: Newsroom, embargo: str) -> None:
    status, problem = newsroom.post({**STORY, "embargo": embargo})
    assert (status, problem["field"]) == (422, "embargo")
