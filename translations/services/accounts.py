"""Accounts: signing in and out, second factors, sessions. Django and django-otp do the work; here it is written down.

The audit trail names people and addresses, never a secret.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import m2m_changed
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from translations import origin, roles
from translations.models import Audit, Session, User
from translations.services import auditing
from translations.sessions import STARTED

RECOVERY_CODES = 10


def second_factor(person: User) -> TOTPDevice | None:
    """The authenticator that this person confirmed."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=person, confirmed=True).first()
    return found


def proposed_factor(person: User) -> TOTPDevice | None:
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=person, confirmed=False).last()
    return found


@transaction.atomic
def propose_factor(person: User) -> TOTPDevice:
    """A new authenticator, of no effect until `confirm_factor`; earlier proposals are forgotten."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    made: TOTPDevice = TOTPDevice.objects.create(user=person, name="authenticator", confirmed=False)
    return made


@transaction.atomic
def confirm_factor(person: User, code: str) -> list[str]:
    """Turns the proposed authenticator on when `code` is its present one; returns recovery codes, shown only now.

    An empty list: the code was wrong, and nothing changed.
    """
    device = proposed_factor(person)
    if device is None or not device.verify_token(code):
        return []
    TOTPDevice.objects.filter(user=person, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    auditing.record("second factor on", f"user {person.get_username()}", by=person)
    return fresh_recovery_codes(person)


@transaction.atomic
def fresh_recovery_codes(person: User) -> list[str]:
    """Ten codes, each good once; the earlier ones end."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def drop_factor(person: User, *, by: User) -> None:
    """Back to the password alone; an administrator does it for somebody who lost everything."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    auditing.record("second factor off", f"user {person.get_username()}", by=by)


def passes(person: User, code: str) -> bool:
    """Whether `code` is the authenticator's, or a recovery code, which is used up. Both throttle guessing."""
    code = code.strip().replace(" ", "").lower()
    devices = [second_factor(person), StaticDevice.objects.filter(user=person).first()]
    return any(device.verify_is_allowed()[0] and device.verify_token(code) for device in devices if device)


@transaction.atomic
def end_sessions(person: User, *, by: User, keep: str = "", only: str = "") -> int:
    """Signs this person out everywhere but in the session `keep`, or only of the session `only`; how many ended."""
    sessions = Session.objects.filter(person=person).exclude(session_key=keep)
    if only:
        sessions = sessions.filter(session_key=only)
    count, _ = sessions.delete()
    if count:
        auditing.record("sessions ended", f"user {person.get_username()}", by=by, count=count)
    return count


def password_changed(person: User, *, how: str) -> None:
    """Django ends the other sessions by itself: each carries a hash of the password."""
    auditing.record("password changed", f"user {person.get_username()}", by=person, how=how)


def may_ask_again(address: str, request: HttpRequest) -> bool:
    """Whether a link to a new password may go to this e-mail address now: one a minute, so that nobody is flooded."""
    action, now = "password link asked", timezone.now()
    asked = Audit.objects.filter(action=action, object=address[:200], at__gt=now - timedelta(minutes=1))
    if asked.exists():
        return False
    where = origin.address(request)
    auditing.record(action, address, by=None, actor=where or "unknown", now=now, address=where)
    return True


def _signed_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    agent = request.headers.get("User-Agent", "")[:200]
    request.session[STARTED] = [timezone.now().isoformat(), origin.address(request), agent]
    auditing.record("sign in", f"user {user.get_username()}", by=user, address=origin.address(request))


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user:
        auditing.record("sign out", f"user {user.get_username()}", by=user, address=origin.address(request))


def _refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    where = origin.address(request) if request else ""
    name = str(credentials.get("username", ""))[:150]
    auditing.record("sign in refused", f"user {name}", by=None, actor=where or "command", address=where)


def _roles_changed(sender: Any, instance: Any, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """Who gives a role to whom stands in the admin's own log; here is that it was given."""
    if action not in ("post_add", "post_remove") or not isinstance(instance, User):
        return
    names = sorted(Group.objects.filter(pk__in=pk_set or ()).values_list("name", flat=True))
    verb = "role given" if action == "post_add" else "role taken"
    auditing.record(verb, f"user {instance.get_username()}", by=None, actor="admin", roles=names)
    if roles.ADMINISTRATOR in names:  # Django's admin lets nobody in without this
        User.objects.filter(pk=instance.pk).update(is_staff=action == "post_add")


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="songngu")
    user_logged_out.connect(_signed_out, dispatch_uid="songngu")
    user_login_failed.connect(_refused, dispatch_uid="songngu")
    m2m_changed.connect(_roles_changed, sender=User.groups.through, dispatch_uid="songngu")
