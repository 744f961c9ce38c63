"""A broker that we start ourselves keeps what it was given, even through a SIGKILL."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from config.brokers import Broker, BrokerError, Choice, Kind, choose
from config.processes import Child

pytestmark = pytest.mark.slow


@pytest.fixture(params=["redis", "valkey"])
def choice(request: pytest.FixtureRequest) -> Choice:
    found = choose({"SONGNGU_BROKER": request.param}, lambda name: _debian(name))
    assert found.kind == request.param
    return found


def _debian(name: str) -> str:
    path = f"/usr/bin/{name}"
    if not os.path.exists(path):
        pytest.skip(f"{name} is not installed")
    return path


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    (tmp_path / "logs").mkdir()
    return tmp_path / "logs"


@pytest.fixture
def child(choice: Choice, tmp_path: Path, logs: Path) -> Iterator[Child]:
    child = Child(Broker(choice, tmp_path).command, env=os.environ, logs=logs)
    yield child
    child.stop(hurry=lambda: True)


def test_messages_survive_a_sigkill(choice: Choice, child: Child, tmp_path: Path) -> None:
    broker = Broker(choice, tmp_path)
    child.start()
    broker.wait(child)
    with Redis(unix_socket_path=str(broker.socket)) as client:
        for number in range(100):
            client.rpush("bells", number)
        # Appended to the file before the answer; only fsync waits for the second to pass.
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    while child.ended() is None:
        pass
    child.start()
    broker.wait(child)
    with Redis(unix_socket_path=str(broker.socket)) as client:
        assert client.llen("bells") == 100


def test_it_listens_on_its_private_socket_only(choice: Choice, child: Child, tmp_path: Path) -> None:
    broker = Broker(choice, tmp_path)
    child.start()
    broker.wait(child)
    assert stat.S_IMODE(broker.socket.stat().st_mode) == 0o700
    with Redis(unix_socket_path=str(broker.socket)) as client:
        assert client.config_get("port")["port"] == "0"


def test_celery_reaches_it_at_its_address(choice: Choice, child: Child, tmp_path: Path) -> None:
    from kombu import Connection

    broker = Broker(choice, tmp_path)
    child.start()
    broker.wait(child)
    with Connection(broker.url) as connection:
        queue = connection.SimpleQueue("bells")
        queue.put("ring")
        assert queue.get(timeout=5).payload == "ring"


def test_a_broker_that_ends_at_once_says_why(tmp_path: Path, logs: Path) -> None:
    broker = Broker(Choice(Kind.REDIS, "/bin/false"), tmp_path)
    child = Child(broker.command, env=os.environ, logs=logs)
    child.start()
    with pytest.raises(BrokerError, match="/bin/false said"):
        broker.wait(child)
