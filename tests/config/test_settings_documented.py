"""The lists of settings say the same: the code, .env.example and docker-compose.yml."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT: Path = settings.BASE_DIR
NAME = r"[A-Z][A-Z0-9_]+"
#: Only read by `songngu run`, which containers do not use, or decided by the image or by the other lines.
NOT_FOR_CONTAINERS = {"SONGNGU_DATA", "SONGNGU_BROKER", "SONGNGU_WORKERS", "PORT", "SONGNGU_DEBUG"}


def read_by_the_code() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").rglob("*.py"))
    asked = re.findall(rf'env\.(?:text|words|choice|flag|number|secret)\(\s*["\']({NAME})["\']', text)
    return {*asked, *re.findall(rf'environ\.get\("({NAME})"', text)} - {"PYTHONPATH"}


def example() -> str:
    return (ROOT / ".env.example").read_text(encoding="utf-8")


def compose() -> str:
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def asked_by_compose() -> set[str]:
    return set(re.findall(rf"\$\{{({NAME})", compose()))


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(rf"^#?({NAME})=", example(), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == read_by_the_code() | asked_by_compose()


def test_every_setting_in_the_example_has_a_comment_above_it() -> None:
    lines = example().splitlines()
    for before, line in pairwise(lines):
        if re.match(rf"#?{NAME}=", line):
            assert re.match(r"# \S", before), f"{line} has no comment"


def test_containers_get_every_setting_that_concerns_them() -> None:
    given = yaml.safe_load(compose())["x-settings"]
    assert set(given) == read_by_the_code() - NOT_FOR_CONTAINERS


def test_the_web_needs_a_part_of_what_the_worker_needs() -> None:
    def names(file: str) -> set[str]:
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        return {match[0] for line in lines if (match := re.match(r"[a-z][a-z0-9-]*(\[[a-z,]+\])?", line))}

    assert names("requirements-web.in") <= names("requirements.in")
    web, whole = ((ROOT / name).read_text().splitlines() for name in ("requirements-web.txt", "requirements.txt"))
    assert set(web) <= set(whole)


def test_flower_is_reached_through_the_proxy_alone_and_asks_for_a_password() -> None:
    flower = yaml.safe_load(compose())["services"]["flower"]
    assert flower["environment"]["FLOWER_BASIC_AUTH"].startswith("${FLOWER_BASIC_AUTH:?")
    assert "ports" not in flower
    assert flower["environment"]["FLOWER_URL_PREFIX"] == "flower"
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert re.search(r"handle /flower\* \{\s+reverse_proxy flower:5555", proxy)
    assert "/flower/" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
class TestDockerCompose:
    GIVEN = dict.fromkeys(("SONGNGU_HOST", "SONGNGU_SECRET_KEY", "POSTGRES_PASSWORD", "FLOWER_BASIC_AUTH"), "x")

    def config(self, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        env = {"PATH": os.environ["PATH"], **environ}
        return subprocess.run(
            ["docker-compose", "-f", ROOT / "docker-compose.yml", "--env-file", ROOT / ".env.example", "config"],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_it_is_understood(self) -> None:
        done = self.config(self.GIVEN)
        assert done.returncode == 0, done.stderr
        services: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
        assert {"web", "worker", "scheduler", "prepare", "db", "redis", "flower", "proxy"} == set(services)
        assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
        images = [service["image"] for service in services.values() if not service["image"].startswith("songngu-")]
        assert all(re.fullmatch(r"[\w/]+:\d[\w.-]+", image) for image in images)

    @pytest.mark.parametrize("missing", sorted(GIVEN))
    def test_there_is_no_default_secret(self, missing: str) -> None:
        done = self.config({name: value for name, value in self.GIVEN.items() if name != missing})
        assert "Missing mandatory value" in done.stderr
