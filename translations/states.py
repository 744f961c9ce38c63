"""The states of a translation, and the only moves between them.

Pure: no database, no Django. `docs/states.md` draws this table and a test keeps the two equal;
`translations.services` holds the one function that acts on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    #: Waiting for a worker. Runnable when `not_before` has passed.
    QUEUED = "queued"
    #: One worker holds the lease and is drafting.
    TRANSLATING = "translating"
    #: A draft waits for a person.
    REVIEW = "review"
    #: A person approved it; its newest publication is in the feed.
    PUBLISHED = "published"
    #: A person declined it, with a reason. Not in the feed unless an earlier publication still stands.
    REJECTED = "rejected"
    #: The dead letter: attempts are used up. Stays until someone replays it.
    FAILED = "failed"
    #: An operator stopped it before there was a draft. Stays until someone replays it.
    CANCELLED = "cancelled"
    #: Taken back, by the source or by an editor. The feed says so.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Move:
    letter: str
    name: str
    sources: frozenset[State]
    target: State
    meaning: str


_S = State
_ALL = frozenset(State)


def _table(*moves: Move) -> Mapping[str, Move]:
    return {move.name: move for move in moves}


MOVES: Mapping[str, Move] = _table(
    Move("a", "receive", frozenset(), _S.QUEUED, "an article came in"),
    Move("b", "claim", frozenset({_S.QUEUED}), _S.TRANSLATING, "a worker took the lease"),
    Move("c", "draft", frozenset({_S.TRANSLATING}), _S.REVIEW, "the machine's draft was stored"),
    Move("d", "retry", frozenset({_S.TRANSLATING}), _S.QUEUED, "the attempt failed, or its lease ran out"),
    Move("e", "give up", frozenset({_S.TRANSLATING}), _S.FAILED, "the last attempt failed"),
    Move("f", "replay", frozenset({_S.FAILED, _S.CANCELLED}), _S.QUEUED, "an operator tries again"),
    Move("g", "publish", frozenset({_S.REVIEW}), _S.PUBLISHED, "an editor approved it"),
    Move("h", "reject", frozenset({_S.REVIEW}), _S.REJECTED, "an editor declined it, with a reason"),
    Move("i", "reopen", frozenset({_S.PUBLISHED, _S.REJECTED}), _S.REVIEW, "a person wants to change it"),
    Move(
        "j",
        "retranslate",
        frozenset({_S.REVIEW, _S.REJECTED}),
        _S.QUEUED,
        "a person wants a fresh draft",
    ),
    Move(
        "k",
        "correct",
        _ALL - {_S.QUEUED, _S.WITHDRAWN},
        _S.QUEUED,
        "the source changed: a new revision is to be translated",
    ),
    Move("l", "withdraw", _ALL - {_S.WITHDRAWN}, _S.WITHDRAWN, "the source or an editor took it back"),
    Move("m", "restore", frozenset({_S.WITHDRAWN}), _S.QUEUED, "the source sent it again"),
    Move(
        "n", "cancel", frozenset({_S.QUEUED, _S.TRANSLATING, _S.FAILED}), _S.CANCELLED, "an operator does not want it"
    ),
)


def allowed(name: str, state: State) -> bool:
    """Whether the move `name` may start from `state`."""
    return state in MOVES[name].sources
