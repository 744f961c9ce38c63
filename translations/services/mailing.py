"""Notices by e-mail: those that nobody has read on the page within a minute, all of a person's in one mail."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from translations.models import Notification, User

logger = logging.getLogger(__name__)

#: Long enough that what is read at the desk is not mailed besides.
PATIENCE = timedelta(minutes=1)
#: Older ones are left to the page: after a day without a mail server nobody wants a flood.
OLDEST = timedelta(days=1)
#: People a turn of the scheduler, which has other things to do: a slow server must not make it fall silent.
AT_ONCE = 1


def due(now: datetime) -> list[User]:
    """Whom there is something to mail to, the longest waiting first."""
    waiting = Notification.objects.filter(
        mailed_at__isnull=True, read_at__isnull=True, at__gt=now - OLDEST, at__lte=now - PATIENCE
    )
    wanted = waiting.filter(person__mail=True, person__is_active=True).exclude(person__email="")
    people = dict.fromkeys(wanted.order_by("at").values_list("person", flat=True)[:200])
    return list(User.objects.filter(pk__in=list(people)[:AT_ONCE]))


def send_due(*, now: datetime | None = None) -> int:
    """Mails what is due; how many people were written to. A server that refuses ends the turn: the next one goes on."""
    now = now or timezone.now()
    if not settings.MAIL_WORKS:
        return 0
    sent = 0
    for person in due(now):
        notices = _unread(person, now)
        try:
            send_mail(*letter(notices), None, [person.email])
        except SMTPRecipientsRefused:  # this address, not the server: trying again would only hold up the others
            logger.warning("the mail server refuses the address of %s; the page has the notices", person.get_username())
        except OSError as error:  # smtplib's other errors are OSErrors too
            logger.warning("mail to %s people has to wait: %s", person.get_username(), error)
            return sent
        else:
            sent += 1
        # Afterwards: a mail twice is a nuisance, a mention that nobody hears of is a lost correction.
        Notification.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)
    return sent


def _unread(person: User, now: datetime) -> list[Notification]:
    found = Notification.objects.filter(
        person=person, mailed_at__isnull=True, read_at__isnull=True, at__gt=now - OLDEST
    )
    return list(found.select_related("translation__revision", "comment", "by").order_by("at")[:50])


def letter(notices: Sequence[Notification]) -> tuple[str, str]:
    """Subject and text, in the language of the newsroom's desk. No article text: a mail is no safe place for it."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(site)s: %(count)s notices") % {"site": settings.SITE_NAME, "count": len(notices)}
        return subject.replace("\n", " "), "\n\n".join(map(_paragraph, notices))


def _paragraph(notice: Notification) -> str:
    who = notice.by.get_username() if notice.by else settings.SITE_NAME
    address = settings.SITE_URL + reverse("draft", args=[notice.translation_id])
    lines = [f"{who} {notice.get_kind_display()}", *(f"> {line}" for line in notice.said.splitlines()), address]
    return "\n".join(lines)
