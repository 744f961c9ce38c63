"""Signing in, the second step, sessions that can be ended, passwords by mail, and who may read the audit trail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from translations.models import Audit, Session, User
from translations.services import accounts, auditing

pytestmark = pytest.mark.django_db
PASSWORD = "mot-hai-ba-bon"


@pytest.fixture
def lan(db: None) -> User:
    return User.objects.create_user("lan", "lan@example.org", PASSWORD)


@pytest.fixture
def _mail_works(settings: Any) -> None:
    settings.MAIL_WORKS, settings.SITE_URL = True, "https://desk.example"


def code_of(device: TOTPDevice, *, step: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time += step * device.step
    return f"{totp.token():06d}"


def with_factor(person: User) -> tuple[TOTPDevice, list[str]]:
    device = accounts.propose_factor(person)
    codes = accounts.confirm_factor(person, code_of(device))
    device.refresh_from_db()
    return device, codes


def sign_in(client: Client, password: str = PASSWORD, name: str = "lan", **more: str) -> Any:
    return client.post("/login/", {"username": name, "password": password, **more}, HTTP_USER_AGENT="Firefox 140")


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_password_alone_is_enough_where_there_is_no_second_factor(client: Client, lan: User) -> None:
    assert sign_in(client).url == "/"
    assert is_in(client)


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, lan: User) -> None:
    device, _ = with_factor(lan)
    assert sign_in(client, next="/terms/").url == "/login/code/"
    assert not is_in(client)
    assert client.post("/login/code/", {"code": "000000"}).status_code == 422
    assert not is_in(client)
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.post("/login/code/", {"code": code_of(device, step=1)}).url == "/terms/"
    assert is_in(client)


def test_a_recovery_code_is_good_once(client: Client, lan: User) -> None:
    _, codes = with_factor(lan)
    for expected in (True, False):
        sign_in(client)
        client.post("/login/code/", {"code": codes[0].upper() if expected else codes[0]})
        assert is_in(client) is expected
        client.post("/logout/")


def test_guessing_codes_is_throttled(client: Client, lan: User) -> None:
    device, _ = with_factor(lan)
    sign_in(client)
    client.post("/login/code/", {"code": "000000"})
    client.post("/login/code/", {"code": code_of(device, step=1)})  # right, but too soon after a wrong one
    assert not is_in(client)


def test_the_second_step_cannot_be_reached_or_skipped_without_the_password(client: Client, lan: User) -> None:
    with_factor(lan)
    assert client.get("/login/code/").url == "/login/"
    assert client.post("/admin/login/", {"username": "lan", "password": PASSWORD}).url.startswith("/login/?next=")


def test_a_second_factor_is_set_up_by_showing_a_code_and_dropped_by_showing_another(client: Client, lan: User) -> None:
    client.force_login(lan)
    page = client.get("/account/second-step/").content.decode()
    device = TOTPDevice.objects.get(user=lan)
    assert not device.confirmed
    assert 'src="data:image/svg+xml' in page
    assert client.post("/account/second-step/on/", {"code": "123456"}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    shown = client.post("/account/second-step/on/", {"code": code_of(device)})
    assert len(re.findall(r"<li><code>", shown.content.decode())) == accounts.RECOVERY_CODES
    assert shown["Cache-Control"] == "no-store"
    client.post("/account/second-step/off/", {"code": "123456"})
    assert accounts.second_factor(lan) is not None
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post("/account/second-step/off/", {"code": code_of(device, step=1)})
    assert accounts.second_factor(lan) is None


def test_the_eleventh_wrong_password_locks_the_name_for_that_address_only(client: Client, lan: User) -> None:
    statuses = [sign_in(client, "wrong").status_code for _ in range(10)]
    assert statuses[:9] == [200] * 9
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "fifteen minutes" in refused.content.decode()
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(other).status_code == 302


def test_a_person_sees_where_they_are_signed_in_and_ends_it(lan: User) -> None:
    here, there, third = Client(), Client(REMOTE_ADDR="192.0.2.7"), Client()
    for browser in (here, there, third):
        sign_in(browser)
    page = here.get("/account/").content.decode()
    assert "192.0.2.7" in page
    assert "Firefox 140" in page
    only = there.cookies["sessionid"].value
    here.post("/account/sessions/", {"session": only})
    assert [is_in(here), is_in(there), is_in(third)] == [True, False, True]
    here.post("/account/sessions/")
    assert [is_in(here), is_in(third)] == [True, False]


def test_nobody_ends_the_session_of_somebody_else(lan: User, bob: User) -> None:
    mine, theirs = Client(), Client()
    sign_in(theirs)
    mine.force_login(bob)
    mine.post("/account/sessions/", {"session": theirs.cookies["sessionid"].value})
    assert is_in(theirs)


def test_a_new_password_signs_out_the_other_browsers(lan: User) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = {"old_password": PASSWORD, "new_password1": "nam-sau-bay-tam", "new_password2": "nam-sau-bay-tam"}
    here.post("/password/", new)
    assert [is_in(here), is_in(there)] == [True, False]
    assert Audit.objects.filter(action="password changed", by=lan).exists()


@pytest.mark.usefixtures("_mail_works")
def test_a_forgotten_password_is_made_anew_by_a_link_to_our_own_address(client: Client, lan: User) -> None:
    answers = [
        client.post("/password/forgotten/", {"email": email}, HTTP_HOST="localhost").url
        for email in ("lan@example.org", "nobody@example.org")
    ]
    assert answers == ["/password/sent/"] * 2
    assert len(mail.outbox) == 1
    link = re.search(r"https://desk\.example(/password/new/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1], follow=True)
    done = client.post(
        form.request["PATH_INFO"], {"new_password1": "nam-sau-bay-tam", "new_password2": "nam-sau-bay-tam"}
    )
    assert done.url == "/password/done/"
    assert sign_in(client, "nam-sau-bay-tam").status_code == 302
    assert "used up" in Client().get(link[1], follow=True).content.decode()


@pytest.mark.usefixtures("_mail_works")
def test_nobody_is_flooded_with_links(client: Client, lan: User) -> None:
    for _ in range(3):
        client.post("/password/forgotten/", {"email": "Lan@example.org"})
    assert len(mail.outbox) == 1


def test_without_mail_no_link_is_offered(client: Client, lan: User) -> None:
    assert "forgotten" not in client.get("/login/").content.decode()
    assert client.get("/password/forgotten/").status_code == 404


def test_the_audit_trail_tells_who_signed_in_from_where_and_who_was_refused(client: Client, lan: User) -> None:
    sign_in(client, "wrong")
    sign_in(client)
    client.post("/logout/")
    rows = list(Audit.objects.order_by("id").values_list("action", "actor", "object"))
    assert rows == [
        ("sign in refused", "127.0.0.1", "user lan"),
        ("sign in", "lan", "user lan"),
        ("sign out", "lan", "user lan"),
    ]
    assert PASSWORD not in str(list(Audit.objects.values()))


def test_a_role_that_is_given_is_written_down_and_administrators_get_into_the_admin(client: Client, lan: User) -> None:
    lan.groups.add(Group.objects.get(name="administrator"))
    lan.refresh_from_db()
    assert lan.is_staff
    assert Audit.objects.get(action="role given").detail == {"roles": ["administrator"]}
    client.force_login(lan)
    assert client.get("/audit/").status_code == 200
    assert client.get("/admin/translations/user/").status_code == 200
    lan.groups.clear()


def test_an_administrator_can_neither_become_nor_touch_somebody_who_may_do_everything(
    client: Client, lan: User, admin_user: User
) -> None:
    lan.groups.add(Group.objects.get(name="administrator"))
    client.force_login(lan)
    own = client.get(f"/admin/translations/user/{lan.pk}/change/").content.decode()
    assert 'name="is_superuser"' not in own
    assert 'name="user_permissions"' not in own
    assert client.post(f"/admin/translations/user/{admin_user.pk}/change/", {"username": "x"}).status_code == 403
    assert client.post(f"/admin/translations/user/{admin_user.pk}/password/", {}).status_code == 403


@pytest.fixture
def trail(alice: User) -> Iterator[None]:
    auditing.record("pause", "stage translate", by=alice, reason="package")
    auditing.record("sign in refused", "user =cmd()", by=None, actor="192.0.2.9")
    return


@pytest.mark.usefixtures("trail")
def test_the_trail_can_be_searched_and_taken_along(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)
    page = client.get("/audit/?action=pause").content.decode()
    assert "stage translate" in page
    assert "192.0.2.9" not in page
    lines = b"".join(client.get("/audit/audit.csv?q=192").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert "'=" not in lines[1]  # "user =cmd()" begins with a word


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(client: Client, admin_user: User) -> None:
    auditing.record("note", "x", by=None, actor="=1+1")
    client.force_login(admin_user)
    assert b",'=1+1," in b"".join(client.get("/audit/audit.csv").streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["alice", "bob", "olga", "tina"])
def test_only_administrators_read_the_trail(client: Client, request: pytest.FixtureRequest, name: str) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get("/audit/").status_code == 403


def test_sessions_without_a_person_are_kept_too(client: Client) -> None:
    client.post("/language/", {"language": "vi"})
    assert Session.objects.filter(person__isnull=False).count() == 0


def test_a_person_mends_their_own_name_and_address(client: Client, lan: User) -> None:
    client.force_login(lan)
    client.post("/account/", {"first_name": "Lan", "last_name": "Đỗ", "email": "lan@example.net"})
    lan.refresh_from_db()
    assert (lan.first_name, lan.email, lan.mail, lan.is_superuser) == ("Lan", "lan@example.net", False, False)
