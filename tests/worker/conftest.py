"""What several tests of the worker stand on: a store for packages, and a subscriber with something to hear of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from subscriber import Subscriber, open_subscriber
from translations import selectors, services
from translations.models import Partner, Publication, Translation, User
from translations.services import partners


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.BUNDLED_PACKAGES = tmp_path / "bundled"
    settings.PIVOT_LANGUAGES = ["en"]
    return tmp_path / "packages"


@pytest.fixture
def ours(settings: Any) -> None:
    settings.SITE_URL = "https://songngu.example"
    settings.HUB, settings.HUB_URL = "own", "https://songngu.example/hub"
    settings.PRIVATE_HOSTS = ["127.0.0.1"]


@pytest.fixture
def toy() -> Iterator[Subscriber]:
    with open_subscriber() as found:
        yield found


@pytest.fixture
def partner(db: None) -> Partner:
    found = partners.create(slug="tin-bien", name="Tin Biển")
    partners.grant(found, "en")
    return found


@pytest.fixture
def publish(draft: Translation, alice: User) -> Callable[[], Publication]:
    return lambda: services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
