from __future__ import annotations

import pytest

from feeds import archives, documents


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Row numbers start again with each test, and feed versions with them."""
    documents.forget()
    archives.forget()
