"""Until its embargo ends, nothing of an article is anywhere; then it is everywhere, and everybody is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from feeds import places
from translations import outbox, queue, selectors, services
from translations.models import Delivery, PendingRelease, Publication, Source, Subscription, Translation, User
from translations.services import announce, releases
from translations.types import IncomingArticle, Tier
from worker.sweep import sweep
from writing import article, paragraph

NOW = timezone.now().replace(microsecond=0)
END = NOW + timedelta(hours=6)
AFTER = END + timedelta(seconds=3)


@pytest.fixture
def story() -> IncomingArticle:
    return article(embargo=END, categories=("Đời sống",))


@pytest.fixture
def held(source: Source, story: IncomingArticle, redraft: Callable[[], Translation], alice: User) -> Translation:
    """Both languages decided, and not out yet."""
    services.receive_article(source, story, now=NOW)
    draft = redraft()
    assert services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft), now=NOW) is None
    draft.refresh_from_db()
    return draft


@pytest.fixture
def subscriber(db: None) -> Subscription:
    return Subscription.objects.create(
        kind=Subscription.Kind.WEBSUB,
        state=Subscription.State.ACTIVE,
        callback="https://reader.example/hook",
        digest=outbox.digest("websub", "https://reader.example/hook"),
        host="reader.example",
        created_at=NOW,
    )


def _paths(translation: Translation) -> list[str]:
    feeds = [f"/feeds/{language}.{form}" for language in ("vi", "en") for form in ("atom", "json", "ninjs")]
    pages = [f"/articles/{translation.article.uuid}/{language}/" for language in ("vi", "en")]
    return [*feeds, "/feeds/vi/doi-song.atom", "/feeds/en/doi-song.atom", *pages, *(f"{page}1/" for page in pages)]


def test_until_then_nothing_of_it_is_anywhere(held: Translation, client: Client, subscriber: Subscription) -> None:
    pages = [path for path in _paths(held) if path.startswith("/articles/")]
    assert services.release_due(now=END - timedelta(seconds=1)) == 0
    assert [client.get(path).status_code for path in pages] == [404] * 4
    categories = [path for path in _paths(held) if "doi-song" in path]
    assert [client.get(path).status_code for path in categories] == [404, 404]
    for path in _paths(held)[:6]:
        body = client.get(path).content.decode()
        assert "plain English" not in body
        assert "hông xe" not in body
        assert str(held.article.uuid) not in body
    assert "doi-song" not in client.get("/feeds/").content.decode()
    assert not Delivery.objects.exists()
    assert not Publication.objects.exists()


def test_then_it_is_everywhere_and_documents_are_new(held: Translation, client: Client) -> None:
    before = {language: client.get(f"/feeds/{language}.atom") for language in ("vi", "en")}
    assert services.release_due(now=AFTER) == 2
    for path in _paths(held):
        assert client.get(path).status_code == 200, path
    for language, was in before.items():
        now = client.get(f"/feeds/{language}.atom", headers={"If-None-Match": was["ETag"]})
        assert now.status_code == 200
        (entry,) = feedparser.parse(now.content).entries
        assert _moment(entry.updated) == AFTER
        # An original was published by its newsroom, but not before it might be; a translation when it went out.
        assert _moment(entry.published) == (END if language == "vi" else AFTER)
    assert services.release_due(now=AFTER) == 0


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_client_that_asks_for_what_changed_gets_it_then(held: Translation, client: Client) -> None:
    was = client.get("/feeds/en.atom")["ETag"]
    asking = {"A-IM": "feed", "If-None-Match": was}
    assert client.get("/feeds/en.atom", headers=asking).status_code == 304
    services.release_due(now=AFTER)
    delta = client.get("/feeds/en.atom", headers=asking)
    assert (delta.status_code, delta.content.count(b"<entry")) == (226, 1)


def test_subscribers_are_told_when_it_ends(held: Translation, subscriber: Subscription) -> None:
    services.release_due(now=AFTER)
    told = Delivery.objects.filter(subscription=subscriber)
    assert sorted(told.values_list("publication__language", flat=True)) == ["en", "vi"]
    assert {delivery.not_before for delivery in told} == {AFTER}


def test_the_scheduler_ends_it(held: Translation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "waiting", lambda *names: None)
    sweep(END - timedelta(seconds=1))
    assert not Publication.objects.exists()
    sweep(AFTER)
    assert Publication.objects.count() == 2


def test_an_archive_made_meanwhile_has_nothing_of_it(
    held: Translation, source: Source, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PAGE", 2)
    for number in range(2):
        services.receive_article(source, article(external_id=f"khác {number}", title=f"Khác {number}"), now=NOW)
    body = client.get("/feeds/vi/archive/1.atom").content.decode()
    assert "Thông xe" not in body
    services.release_due(now=AFTER)
    assert client.get("/feeds/vi/archive/1.atom").content.decode() == body
    assert client.get("/feeds/vi/archive/2.atom").status_code == 404


def test_what_was_read_is_what_goes_out(held: Translation, alice: User) -> None:
    """A decision, with its reviewer, as if it had been made without an embargo."""
    decided = PendingRelease.objects.get(language="en")
    services.release_due(now=AFTER)
    out = Publication.objects.get(language="en")
    assert (out.title, out.content, out.tier) == (decided.title, decided.content, Tier.REVIEWED)
    assert (out.by, out.reviewer, out.signature) == (alice, "alice", held.signature)
    assert held.state == "published"


def test_a_correction_replaces_what_waits(
    held: Translation, source: Source, story: IncomingArticle, redraft: Callable[[], Translation], alice: User
) -> None:
    corrected = replace(story, blocks=(paragraph("Sáng nay cầu mới được thông xe, muộn một ngày."),))
    services.receive_article(source, corrected, now=NOW)
    assert list(PendingRelease.objects.values_list("language", flat=True)) == ["vi"]
    draft = redraft()
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft), now=NOW)
    services.release_due(now=AFTER)
    original, translated = (Publication.objects.get(language=language) for language in ("vi", "en"))
    assert "muộn một ngày" in original.content
    assert (original.number, original.correction, translated.correction) == (1, "", ""), "nobody has seen another"
    assert original.revision == translated.revision


def test_a_translation_of_what_was_corrected_does_not_go_out(
    held: Translation, source: Source, story: IncomingArticle
) -> None:
    services.receive_article(source, replace(story, title="Thông xe cầu mới, muộn một ngày"), now=NOW)
    services.release_due(now=AFTER)
    assert list(Publication.objects.values_list("language", flat=True)) == ["vi"]


def test_a_correction_under_an_embargo_leaves_what_is_out(source: Source, client: Client) -> None:
    services.receive_article(source, article(), now=NOW)
    services.receive_article(source, article(title="Tên cầu mới", embargo=END), now=NOW)
    assert "Tên cầu mới" not in client.get("/feeds/vi.atom").content.decode()
    services.release_due(now=AFTER)
    body = client.get("/feeds/vi.atom").content.decode()
    assert "Tên cầu mới" in body
    assert "toà soạn cập nhật" in body
    assert body.count("<entry") == 1


def test_what_is_retracted_before_never_appears(held: Translation, source: Source, client: Client) -> None:
    services.retract_article(source, "cau-moi", reason="Sai sự thật.", now=NOW)
    assert services.release_due(now=AFTER) == 0
    assert not Publication.objects.exists()
    assert client.get("/feeds/vi.atom").content.count(b"<entry") == 0


def test_a_retraction_of_what_is_out_never_waits(source: Source, client: Client) -> None:
    services.receive_article(source, article(), now=NOW)
    services.receive_article(source, article(embargo=END), now=NOW)  # too late: it is out
    services.retract_article(source, "cau-moi", reason="Sai sự thật.", now=NOW)
    assert "đã được rút" in client.get("/feeds/vi.atom").content.decode()


def test_what_an_editor_withdraws_reopens_or_rejects_does_not_go_out(held: Translation, alice: User) -> None:
    services.reopen(held.pk, by=alice, now=NOW)
    assert not PendingRelease.objects.filter(language="en").exists()
    services.publish(held.pk, by=alice, seen=selectors.text_digest(held), now=NOW)
    assert PendingRelease.objects.filter(language="en").exists()
    services.withdraw(held.pk, by=alice, reason="Wrong bridge.", now=NOW)
    services.release_due(now=AFTER)
    assert list(Publication.objects.values_list("language", flat=True)) == ["vi"]


@pytest.mark.parametrize(("until", "out"), [(None, True), (NOW + timedelta(hours=1), True), (AFTER, False)])
def test_an_embargo_can_be_moved_without_translating_again(
    held: Translation, source: Source, story: IncomingArticle, until: datetime | None, out: bool
) -> None:
    received = services.receive_article(source, replace(story, embargo=until), now=NOW)
    assert received.changed
    held.refresh_from_db()
    assert (held.state, held.revision.number) == ("published", 1)
    services.release_due(now=NOW + timedelta(hours=1))
    assert Publication.objects.count() == (2 if out else 0)
    assert not services.receive_article(source, replace(story, embargo=until), now=NOW).changed


def test_machine_text_waits_as_well(source: Source, story: IncomingArticle, redraft: Callable[[], Translation]) -> None:
    Source.objects.update(policy=Source.Policy.MACHINE)
    source.refresh_from_db()
    services.receive_article(source, story, now=NOW)
    redraft()
    assert not Publication.objects.exists()
    services.release_due(now=AFTER)
    assert Publication.objects.get(language="en").tier == Tier.MACHINE


def test_one_that_cannot_go_out_stops_no_other(held: Translation, monkeypatch: pytest.MonkeyPatch) -> None:
    real = releases.post

    def post(revision: Any, language: str, *rest: Any, **named: Any) -> Any:
        if language == "vi":
            raise ValueError("broken")
        return real(revision, language, *rest, **named)

    monkeypatch.setattr(releases, "post", post)
    assert services.release_due(now=AFTER) == 1
    monkeypatch.undo()
    assert services.release_due(now=AFTER) == 1


def test_a_release_that_fails_halfway_leaves_nothing_behind(held: Translation, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(announce, "enqueue", fail)
    with transaction.atomic():
        assert services.release_due(now=AFTER) == 0
    assert (Publication.objects.count(), PendingRelease.objects.count()) == (0, 2)


def test_the_desk_says_so(held: Translation, alice: User) -> None:
    services.reopen(held.pk, by=alice, now=NOW)
    client = Client()
    client.force_login(alice)
    for path in (f"/drafts/{held.pk}/", f"/drafts/{held.pk}/publish/"):
        assert "Embargoed until" in client.get(path).content.decode()
    answer = client.post(
        f"/drafts/{held.pk}/publish/", {"seen": selectors.text_digest(held)}, follow=True
    ).content.decode()
    assert "It goes out by itself when the embargo ends." in answer
