"""What strangers and the wrong people try. docs/security.md says which wall each of these knocks at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from translations import selectors, services
from translations.models import Article, Source, Term, Translation, User
from writing import article, paragraph

pytestmark = pytest.mark.django_db

#: Addresses that answer without a person behind them: newsrooms, partners, machines, the sign-in itself.
OPEN = re.compile(
    r"^/(api/|hub|partner/|login/|logout/|language/|password/(forgotten|sent|new|done)|healthz|readyz|metrics|feeds?/?|"
    r"articles/|static/|admin/login|opml|favicon)"
)
#: They authenticate by token or signature, never by cookie: nothing for another page to misuse.
NO_COOKIE = re.compile(r"^/(api/|hub)")


def every_path(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """An address for each pattern, with something in its places."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from every_path(pattern.url_patterns, route)
        elif not route.startswith("/admin"):  # Django's own, with walls of its own
            filled = re.sub(r"<int:\w+>", "1", route)
            filled = re.sub(r"<uuid:\w+>", "6f1f4a3e-0000-4000-8000-000000000000", filled)
            yield re.sub(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", "x", filled)


PATHS = sorted(set(every_path()))
DESK = [path for path in PATHS if not OPEN.match(path)]


def test_there_is_something_to_try() -> None:
    assert len(DESK) > 40
    assert {"/", "/ops/", "/drafts/1/", "/audit/", "/terms/1/"} <= set(DESK)


@pytest.mark.parametrize("path", DESK)
def test_a_stranger_is_led_to_the_sign_in(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in (302, 405), path
        assert answer.status_code == 405 or answer["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("path", [path for path in PATHS if not NO_COOKIE.match(path)])
def test_a_form_of_another_site_does_nothing(path: str, admin_user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(path, {"reason": "x"}).status_code in (403, 404, 405), path


EDITORS_ONLY = ["publish", "reject", "reopen", "retranslate", "withdraw"]


@pytest.mark.parametrize("action", EDITORS_ONLY)
def test_a_translator_decides_nothing_about_a_whole_draft(
    client: Client, draft: Translation, bob: User, action: str
) -> None:
    client.force_login(bob)
    body = {"reason": "other", "seen": selectors.text_digest(draft)}
    assert client.post(f"/drafts/{draft.pk}/{action}/", body).status_code == 403
    draft.refresh_from_db()
    assert draft.state == "review"


@pytest.mark.parametrize("name", ["alice", "bob", "tina"])
@pytest.mark.parametrize("path", [path for path in DESK if path.startswith("/ops/")])
def test_only_operators_operate(client: Client, request: pytest.FixtureRequest, name: str, path: str) -> None:
    client.force_login(request.getfixturevalue(name))
    assert {client.get(path).status_code, client.post(path).status_code} <= {403, 405}, path


def test_nobody_edits_a_language_that_is_not_theirs(client: Client, draft: Translation, bob: User) -> None:
    bob.languages = ["fr"]
    bob.save()
    client.force_login(bob)
    segment = draft.segments.get(position=1)
    for path in (f"/segments/{segment.pk}/", f"/segments/{segment.pk}/split/", f"/segments/{segment.pk}/merge/"):
        assert client.post(path, {"target": "mine", "version": 0}).status_code == 403, path
    assert draft.segments.get(position=1).target == segment.target


def test_a_newsroom_reads_and_retracts_its_own_articles_only(source: Source, draft: Translation) -> None:
    other = Source.objects.create(slug="khac", name="Khác", kind=Source.Kind.PUSH)
    theirs = Client(headers={"authorization": f"Bearer {services.rotate_token(other)}"})
    external = draft.article.external_id
    assert theirs.get(f"/api/v1/articles/{external}").status_code == 404
    assert theirs.delete(f"/api/v1/articles/{external}").status_code == 404
    assert Article.objects.get(pk=draft.article_id).retracted_at is None


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, bob: User, evil: str) -> None:
    bob.set_password("mot-hai-ba-bon")
    bob.save()
    answers = [
        client.post("/language/", {"language": "vi", "next": evil}),
        client.post("/login/", {"username": "bob", "password": "mot-hai-ba-bon", "next": evil}),
        client.get(f"/login/?next={evil}"),
    ]
    assert all(
        "evil" not in answer.get("Location", "") and "alert" not in answer.get("Location", "") for answer in answers
    )


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_words_from_outside_are_words_on_every_page(
    client: Client, source: Source, admin_user: User, alice: User, redraft: object
) -> None:
    story = article(
        external_id=SCRIPT,
        title=SCRIPT + " Cầu mới",
        byline=SCRIPT,
        categories=(SCRIPT,),
        blocks=(paragraph(SCRIPT + " Sáng nay cầu mới thông xe."),),
    )
    services.receive_article(source, story)
    found = Translation.objects.get()
    found.last_error = SCRIPT
    found.save()
    source.last_error = SCRIPT
    source.save()
    Term.objects.create(
        source_language="vi",
        target_language="en",
        source=SCRIPT,
        key=SCRIPT,
        target=SCRIPT,
        note=SCRIPT,
        created_at=found.created_at,
        edited_at=found.created_at,
    )
    client.force_login(admin_user)
    for path in ("/", "/?state=queued", f"/drafts/{found.pk}/", "/ops/", f"/ops/articles/{found.pk}/", "/terms/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path


@pytest.mark.parametrize("path", ["/healthz", "/login/", "/", "/api/v1/articles/x", "/feeds/", "/metrics"])
def test_every_answer_carries_the_headers_that_keep_it_to_itself(client: Client, bob: User, path: str) -> None:
    client.force_login(bob)
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("line", ["a\r\nSet-Cookie: x=1", "a\nLocation: //evil.example", "a\x00b"])
def test_a_line_break_from_outside_starts_no_header(client: Client, source: Source, line: str) -> None:
    newsroom = Client(headers={"authorization": f"Bearer {services.rotate_token(source)}"})
    body = {
        "external_id": line,
        "title": line,
        "body": {"html": f"<p>{line} Sáng nay trời mưa.</p>"},
        "categories": [line],
    }
    answers = [
        newsroom.post("/api/v1/articles", body, content_type="application/json"),
        client.get("/feeds/en/", {"page": line}),
        client.get("/login/", {"next": line}),
        client.post("/hub", {"hub.mode": line, "hub.topic": line, "hub.callback": f"https://x.example/{line}"}),
    ]
    for answer in answers:
        assert answer.status_code < 500
        assert not any("\n" in value or "Set-Cookie: x" in value or "evil" in value for _, value in answer.items())
