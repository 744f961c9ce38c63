"""People talk about a draft, are told when they are named, on the page and by mail, and settle what was said."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from translations.errors import NotFound, RefusedInput
from translations.models import Notification, Translation, User
from translations.services import commenting, mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def _mail_works(settings: Any) -> None:
    settings.MAIL_WORKS, settings.SITE_URL = True, "https://desk.example"


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def test_who_is_named_and_who_spoke_before_is_told_and_nobody_else(
    draft: Translation, alice: User, bob: User, tina: User, olga: User
) -> None:
    commenting.comment(draft.pk, "Is this the right bridge?", by=tina)
    commenting.comment(draft.pk, "@bob. Please look, @alice too; not mail@olga.example", by=alice)
    assert (told(bob), told(tina), told(alice), told(olga)) == (["mention"], ["reply"], [], [])


def test_nobody_hears_of_a_draft_in_a_language_that_is_not_theirs(draft: Translation, alice: User, bob: User) -> None:
    bob.languages = ["fr"]
    bob.save()
    commenting.comment(draft.pk, "@bob look", by=alice)
    assert told(bob) == []


@pytest.mark.parametrize("text", ["", " \n ", "x" * (commenting.MAX_TEXT + 1)])
def test_what_says_nothing_or_too_much_is_refused(draft: Translation, alice: User, text: str) -> None:
    with pytest.raises(RefusedInput):
        commenting.comment(draft.pk, text, by=alice)


def test_a_comment_outlives_the_sentence_it_is_about(draft: Translation, alice: User) -> None:
    segment = draft.segments.get(position=1)
    said = commenting.comment(draft.pk, "Wide or long?", by=alice, segment_id=segment.pk)
    draft.segments.all().delete()
    said.refresh_from_db()
    assert (said.segment, said.quoted) == (None, segment.source)
    with pytest.raises(NotFound):
        commenting.comment(draft.pk, "gone", by=alice, segment_id=segment.pk)


def test_a_comment_is_settled_and_taken_up_again(draft: Translation, alice: User, bob: User) -> None:
    said = commenting.comment(draft.pk, "A or B?", by=alice)
    assert commenting.resolve(said.pk, by=bob).resolved_by == bob
    assert commenting.resolve(said.pk, by=alice).resolved_at is None


def test_the_page_shows_comments_takes_one_and_escapes_it(client: Client, draft: Translation, bob: User) -> None:
    client.force_login(bob)
    path = f"/drafts/{draft.pk}/comments/"
    assert client.post(path, {"text": "<script>alert(1)</script>"}).url == path
    page = client.get(path).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    fragment = client.post(path, {"text": ""}, HTTP_HX_REQUEST="true")
    assert fragment.status_code == 422
    assert "<html" not in fragment.content.decode()


def test_the_draft_says_how_many_comments_are_open_and_on_which_sentence(
    client: Client, draft: Translation, bob: User
) -> None:
    commenting.comment(draft.pk, "Hm.", by=bob, segment_id=draft.segments.get(position=1).pk)
    client.force_login(bob)
    page = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert "Comments <b>1</b>" in page
    assert page.count('<span class="badge">Comment: open</span>') == 1


def test_somebody_of_another_language_can_neither_read_nor_write(client: Client, draft: Translation, bob: User) -> None:
    bob.languages = ["fr"]
    bob.save()
    said = commenting.comment(draft.pk, "Hm.", by=bob)
    client.force_login(bob)
    assert client.get(f"/drafts/{draft.pk}/comments/").status_code == 403
    assert client.post(f"/drafts/{draft.pk}/comments/", {"text": "x"}).status_code == 403
    assert client.post(f"/comments/{said.pk}/resolve/").status_code == 403


def test_the_bell_counts_and_a_notice_that_is_opened_is_read(
    client: Client, draft: Translation, alice: User, bob: User
) -> None:
    segment = draft.segments.get(position=2)
    commenting.comment(draft.pk, "@bob here", by=alice, segment_id=segment.pk)
    client.force_login(bob)
    assert "<b>1</b>" in client.get("/notices/unread/").content.decode()
    notice = Notification.objects.get(person=bob)
    assert client.post("/notices/read/", {"notice": notice.pk}).url == f"/drafts/{draft.pk}/#s3"
    assert "<b>" not in client.get("/notices/unread/").content.decode()
    assert "@bob here" in client.get("/notices/").content.decode()


def test_nobody_reads_the_notices_of_somebody_else(client: Client, draft: Translation, alice: User, bob: User) -> None:
    commenting.comment(draft.pk, "@bob here", by=alice)
    client.force_login(alice)
    client.post("/notices/read/", {"notice": Notification.objects.get(person=bob).pk})
    client.post("/notices/read/")
    assert Notification.objects.get(person=bob).read_at is None


@pytest.mark.usefixtures("_mail_works")
def test_what_nobody_read_within_a_minute_is_mailed_once_and_together(
    draft: Translation, alice: User, bob: User
) -> None:
    bob.email = "bob@example.org"
    bob.save()
    now = timezone.now()
    for text in ("@bob first", "@bob second"):
        commenting.comment(draft.pk, text, by=alice, now=now)
    assert mailing.send_due(now=now) == 0
    assert mailing.send_due(now=now + timedelta(minutes=2)) == 1
    assert mailing.send_due(now=now + timedelta(minutes=3)) == 0
    (letter,) = mail.outbox
    assert letter.to == ["bob@example.org"]
    assert "> @bob first" in str(letter.body)
    assert f"https://desk.example/drafts/{draft.pk}/" in str(letter.body)
    assert draft.segments.first().source not in str(letter.body)  # type: ignore[union-attr]


@pytest.mark.usefixtures("_mail_works")
def test_who_read_it_or_wants_no_mail_gets_none(draft: Translation, alice: User, bob: User, tina: User) -> None:
    User.objects.filter(pk__in=[bob.pk, tina.pk]).update(email="x@example.org")
    User.objects.filter(pk=tina.pk).update(mail=False)
    commenting.comment(draft.pk, "@bob @tina", by=alice)
    commenting.read_notices(bob)
    assert mailing.send_due(now=timezone.now() + timedelta(minutes=2)) == 0


@pytest.mark.usefixtures("_mail_works")
def test_a_mail_server_that_is_away_loses_nothing(draft: Translation, alice: User, bob: User, settings: Any) -> None:
    User.objects.filter(pk=bob.pk).update(email="bob@example.org")
    commenting.comment(draft.pk, "@bob", by=alice)
    later = timezone.now() + timedelta(minutes=2)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 9  # nobody listens
    assert mailing.send_due(now=later) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mailing.send_due(now=later) == 1


@pytest.mark.usefixtures("_mail_works")
def test_an_address_that_is_refused_holds_up_nobody_else(
    draft: Translation, alice: User, bob: User, tina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=bob.pk).update(email="gone@example.org")
    User.objects.filter(pk=tina.pk).update(email="tina@example.org")
    real = mailing.send_mail

    def server(subject: str, text: str, sender: None, to: list[str]) -> int:
        if to == ["gone@example.org"]:
            raise SMTPRecipientsRefused({to[0]: (550, b"no such user")})
        return real(subject, text, sender, to)

    monkeypatch.setattr(mailing, "send_mail", server)
    commenting.comment(draft.pk, "@bob", by=alice)
    commenting.comment(draft.pk, "@tina", by=alice)
    later = timezone.now() + timedelta(minutes=2)
    assert [mailing.send_due(now=later) for _ in range(3)] == [0, 1, 0]
    assert [letter.to for letter in mail.outbox] == [["tina@example.org"]]
