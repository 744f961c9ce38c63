"""Production settings, as Django's own deployment checks and a browser see them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow
SECRET = "3kq0Wd8fY1rVtZ7xJmNcB5aLhPgUeS2iToQ9_vRyKX4Ew6DnGz"
HEADERS = """
import django; django.setup()
from django.test import Client
answer = Client().get("/healthz", secure=True)
for name, value in answer.headers.items(): print(f"{name}: {value}")
print(Client().get("/login/").status_code, Client().get("/metrics", REMOTE_ADDR="8.8.8.8").status_code)
"""


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR), "DJANGO_SETTINGS_MODULE": "config.settings", **environ}
    env = {"SONGNGU_PRODUCTION": "true", "SONGNGU_HOSTS": "testserver", "SONGNGU_URL": "https://testserver"} | env
    return subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=False)


def test_django_finds_nothing_to_warn_of() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", SONGNGU_SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_weak_secret_is_warned_of() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", SONGNGU_SECRET_KEY="short")
    assert "security.W009" in done.stderr


def test_there_is_no_start_without_a_secret() -> None:
    done = run("manage.py", "check", SONGNGU_SECRET_KEY="")
    assert done.returncode != 0
    assert "SONGNGU_SECRET_KEY is empty" in done.stderr


def test_answers_are_guarded_and_plain_http_is_sent_on_except_for_machines() -> None:
    done = run("-c", HEADERS, SONGNGU_SECRET_KEY=SECRET, DATABASE_URL="sqlite://:memory:")
    for guard in (
        "Strict-Transport-Security: max-age=31536000",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: same-origin",
        "Cross-Origin-Opener-Policy: same-origin",
        "Content-Security-Policy: ",
    ):
        assert guard in done.stdout, done.stderr
    assert "unsafe-inline" not in done.stdout
    assert done.stdout.splitlines()[-1] == "301 401"
