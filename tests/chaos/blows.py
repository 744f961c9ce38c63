"""What is done to the service, drawn by lot: processes killed, frozen and thawed, brokers emptied, databases hurt."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chaos.houses import House, strike

#: Seconds between two blows, and that something stays frozen: below and above the lease of 5 s.
PAUSES = (2.0, 7.0)
FREEZES = (1.0, 9.0)


@dataclass(frozen=True, slots=True)
class Blow:
    #: Seconds since the beginning.
    at: float
    what: str


@dataclass
class Arm:
    """Strikes a house until told otherwise; the same seed strikes in the same order."""

    house: House
    chance: random.Random
    begun: float = field(default_factory=time.monotonic)
    done: list[Blow] = field(default_factory=list)
    _frozen: list[tuple[float, int, str]] = field(default_factory=list)

    def beat(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._rest(self.chance.uniform(*PAUSES))
            for _ in range(self.chance.choice((1, 1, 2))):
                blow = self.chance.choices(BLOWS, weights=WEIGHTS)[0]
                self._note(blow(self))

    def heal(self) -> None:
        """Thaws all that is frozen still."""
        for _, pid, what in self._frozen:
            strike(pid, signal.SIGCONT)
            self._note(f"{what} thawed")
        self._frozen.clear()

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._thaw()
            self.house.keep_up()
            time.sleep(0.1)

    def _thaw(self) -> None:
        due = [each for each in self._frozen if each[0] <= time.monotonic()]
        for each in due:
            self._frozen.remove(each)
            strike(each[1], signal.SIGCONT)
            self._note(f"{each[2]} thawed")

    def _note(self, what: str) -> None:
        if what:
            self.done.append(Blow(time.monotonic() - self.begun, what))

    def kill(self, what: str, pids: Sequence[int]) -> str:
        hit = [pid for pid in pids if strike(pid, signal.SIGKILL)]
        return f"{what} killed" if hit else ""

    def freeze(self, what: str, pids: Sequence[int]) -> str:
        seconds = self.chance.uniform(*FREEZES)
        hit = [pid for pid in pids if strike(pid, signal.SIGSTOP)]
        self._frozen += [(time.monotonic() + seconds, pid, what) for pid in hit]
        return f"{what} frozen for {seconds:.1f} s" if hit else ""

    def one(self, pids: Sequence[int]) -> list[int]:
        return [self.chance.choice(sorted(pids))] if pids else []


def _kill_child(arm: Arm) -> str:
    return arm.kill("a worker child", arm.one(arm.house.worker_children()))


def _kill_main(arm: Arm) -> str:
    return arm.kill("the worker's main process", arm.house.worker_mains())


def _kill_worker(arm: Arm) -> str:
    return arm.kill("the whole worker", arm.house.workers())


def _freeze_child(arm: Arm) -> str:
    return arm.freeze("a worker child", arm.one(arm.house.worker_children()))


def _freeze_main(arm: Arm) -> str:
    return arm.freeze("the worker's main process", arm.house.worker_mains())


def _kill_supervisor(arm: Arm) -> str:
    supervisor = arm.house.supervisor
    return arm.kill("the supervisor", [supervisor.pid] if supervisor and supervisor.poll() is None else [])


def _freeze_supervisor(arm: Arm) -> str:
    supervisor = arm.house.supervisor
    return arm.freeze("the supervisor", [supervisor.pid] if supervisor and supervisor.poll() is None else [])


def _kill_scheduler(arm: Arm) -> str:
    return arm.kill("the scheduler", arm.house.schedulers())


def _freeze_scheduler(arm: Arm) -> str:
    return arm.freeze("the scheduler", arm.house.schedulers())


def _kill_web(arm: Arm) -> str:
    return arm.kill("a web process", arm.one(arm.house.webs()))


def _freeze_web(arm: Arm) -> str:
    return arm.freeze("a web process", arm.one(arm.house.webs()))


def _kill_broker(arm: Arm) -> str:
    return arm.house.kill_broker()


def _empty_broker(arm: Arm) -> str:
    return arm.house.empty_broker()


def _freeze_broker(arm: Arm) -> str:
    return arm.freeze("the broker", arm.house.brokers())


def _hurt_database(arm: Arm) -> str:
    return arm.house.hurt_database(arm.chance.uniform(1, 7))


_LOTS: Sequence[tuple[Callable[[Arm], str], int]] = (
    (_kill_child, 6),
    (_kill_main, 3),
    (_kill_worker, 3),
    (_freeze_child, 4),
    (_freeze_main, 3),
    (_kill_supervisor, 1),
    (_freeze_supervisor, 1),
    (_kill_scheduler, 2),
    (_freeze_scheduler, 2),
    (_kill_web, 3),
    (_freeze_web, 2),
    (_kill_broker, 2),
    (_empty_broker, 3),
    (_freeze_broker, 2),
    (_hurt_database, 3),
)
BLOWS = [blow for blow, _ in _LOTS]
WEIGHTS = [weight for _, weight in _LOTS]
