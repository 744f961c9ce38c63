"""What a process must not import before its first translation: it would wait for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("underthesea", "joblib", "httpx", "argostranslate.translate", "torch", "stanza", "spacy")


@pytest.mark.slow
def test_splitting_and_finding_a_package_import_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from worker import packages\n"
        "from worker.segment import sentences\n"
        "assert len(sentences('Trời mưa to. Ông TS. Lê Bình về.', 'vi')) == 2\n"
        f"print(*sorted(set(sys.modules) & set({HEAVY!r})))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_index_is_still_there_for_who_asks() -> None:
    from worker import packages
    from worker.packages import index

    assert packages.available is index.available
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        packages.nonsense  # type: ignore[attr-defined]  # noqa: B018
