from __future__ import annotations

import pytest

from feeds import archives, documents


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Row numbers start again with each test, and feed versions with them."""
    documents.forget()
    archives.forget()


@pytest.fixture(autouse=True)
def _the_shortcut_leaves_the_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Django's test client does: a test runs in a transaction, and PostgreSQL ends that with its connection."""
    monkeypatch.setattr("feeds.shortcut.close_old_connections", lambda: None)
