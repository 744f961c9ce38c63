"""Which Redis carries the bell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.brokers import SOCKET_PATH_BYTES, Choice, Kind, choose, socket_path
from translations.errors import SettingError

REDIS = "/usr/bin/redis-server"
VALKEY = "/site-packages/valkey-server"
URL = "redis://cache:6379/0"


@pytest.mark.parametrize(
    ("environ", "redis", "valkey", "expected"),
    [
        ({"REDIS_URL": URL}, REDIS, VALKEY, Choice(Kind.GIVEN, url=URL)),
        ({}, REDIS, VALKEY, Choice(Kind.REDIS, REDIS)),
        ({"REDIS_URL": " "}, REDIS, VALKEY, Choice(Kind.REDIS, REDIS)),
        ({}, None, VALKEY, Choice(Kind.VALKEY, VALKEY)),
        ({}, None, None, Choice(Kind.NONE)),
        ({"SONGNGU_BROKER": "none", "REDIS_URL": URL}, REDIS, VALKEY, Choice(Kind.NONE, forced=True)),
        ({"SONGNGU_BROKER": "Valkey", "REDIS_URL": URL}, REDIS, VALKEY, Choice(Kind.VALKEY, VALKEY, forced=True)),
        ({"SONGNGU_BROKER": "redis"}, REDIS, VALKEY, Choice(Kind.REDIS, REDIS, forced=True)),
    ],
)
def test_the_nearest_broker_is_chosen(
    environ: dict[str, str], redis: str | None, valkey: str | None, expected: Choice
) -> None:
    assert choose(environ, lambda name: redis, lambda: valkey) == expected


@pytest.mark.parametrize("wish", ["redis", "valkey", "rabbitmq"])
def test_a_broker_that_was_asked_for_and_is_not_there_is_an_error(wish: str) -> None:
    with pytest.raises(SettingError, match=f"SONGNGU_BROKER='?{wish}"):
        choose({"SONGNGU_BROKER": wish}, lambda name: None, lambda: None)


def test_the_socket_lies_in_the_data_directory(tmp_path: Path) -> None:
    assert socket_path(tmp_path) == tmp_path / "broker.sock"


def test_a_deep_data_directory_gets_a_short_private_place_for_its_socket(tmp_path: Path) -> None:
    path = socket_path(tmp_path / ("đ" * 60))
    try:
        assert len(os.fsencode(path)) <= SOCKET_PATH_BYTES
        assert path.parent.stat().st_mode & 0o777 == 0o700
    finally:
        path.parent.rmdir()
