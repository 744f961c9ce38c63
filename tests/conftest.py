"""The cast and the props.

Alice is an editor, Bob a translator, Tina a terminologist, Olga an operator, Charlie has no role.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("SONGNGU_DATA", "/nonexistent-songngu-test-data")  # a test that needs a place makes one
os.environ.pop("REDIS_URL", None)

from django.contrib.auth.models import Group
from django.db import connections

from running import Run, starting
from translations import services
from translations.models import Source, Translation, User
from translations.types import Draft, Job
from writing import article, drafted


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as the service has it: in memory a page that reads while another saves is refused as locked."""
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches a database: only that is worth a second run on PostgreSQL."""
    for item in items:
        uses = set(getattr(item, "fixturenames", ()))
        if (
            item.get_closest_marker("django_db")
            or uses & {"db", "transactional_db", "start"}
            or "story" in item.path.parts
        ):
            item.add_marker("database")


def _user(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def alice(db: None) -> User:
    return _user("alice", "editor", "translator")


@pytest.fixture
def bob(db: None) -> User:
    return _user("bob", "translator")


@pytest.fixture
def tina(db: None) -> User:
    return _user("tina", "terminologist")


@pytest.fixture
def olga(db: None) -> User:
    return _user("olga", "operator")


@pytest.fixture
def source(db: None) -> Source:
    return services.create_source(slug="bao-moi", name="Báo Mới Tinh", kind=Source.Kind.PUSH)


@pytest.fixture
def queued(source: Source) -> Translation:
    return services.receive_article(source, article()).article.translations.get()


@pytest.fixture
def claimed(queued: Translation) -> Job:
    job = services.claim("worker-1")
    assert job is not None
    return job


@pytest.fixture
def draft(claimed: Job) -> Translation:
    """A draft in review."""
    services.store_draft(claimed, drafted(claimed))
    return Translation.objects.get(pk=claimed.translation_id)


@pytest.fixture
def redraft() -> Callable[[], Translation]:
    """Lets the machine do the next waiting job, with the stand-in engine of `writing`."""

    def run(make: Callable[[Job], Draft] = drafted) -> Translation:
        job = services.claim("worker-1")
        assert job is not None, "nothing is waiting"
        services.store_draft(job, make(job))
        return Translation.objects.get(pk=job.translation_id)

    return run


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> None:
    """The real hasher is slow on purpose; tests are not about it."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_feed_is_remembered() -> None:
    """Row numbers start again with every test, and so do the versions that feeds are kept by."""
    from feeds import documents

    documents.forget()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """`start(NAME=value, …)` runs the whole service in a directory of its own, until the test ends."""
    with starting(tmp_path) as begin:
        yield begin
