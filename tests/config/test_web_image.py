"""The web image holds no machine-learning package, so the web and the scheduler must start without one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
import config.wsgi
import worker.management.commands.scheduler
from django.core.management import call_command
call_command("check")
"""


def only_in_the_worker() -> set[str]:
    def names(file: str) -> set[str]:
        lines = (settings.BASE_DIR / file).read_text(encoding="utf-8").splitlines()
        return {line.partition("==")[0].replace("-", "_") for line in lines}

    return names("requirements.txt") - names("requirements-web.txt")


@pytest.mark.slow
def test_the_web_and_the_scheduler_start_without_what_only_the_worker_has() -> None:
    absent = only_in_the_worker()
    assert {"ctranslate2", "argostranslate", "underthesea", "httpx"} <= absent
    done = subprocess.run([sys.executable, "-c", WITHOUT.format(absent=absent)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
