"""How a contender talks to the benchmark: one JSON line when it is ready, then one for every pass it is asked for.

Runs under any Python that a contender needs, so it imports nothing of songngu.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping


def articles() -> list[list[list[str]]]:
    """Articles of paragraphs of sentences, as the benchmark handed them in."""
    found: list[list[list[str]]] = json.loads(sys.stdin.readline())
    return found


def splitter(paragraphs: Mapping[str, list[str]]) -> type:
    """For argostranslate: a splitter that knows how every paragraph is split."""

    class Ready:
        def __init__(self, package: object) -> None: ...

        def split_sentences(self, text: str) -> list[str]:
            return paragraphs[text]

    return Ready


def serve(translate: Callable[[], list[str]]) -> None:
    """`translate` goes through all articles once and returns one text an article."""
    _say({"ready": True})
    for _ in sys.stdin:
        started, used = time.perf_counter(), time.process_time()
        texts = translate()
        _say(
            {
                "seconds": time.perf_counter() - started,
                "cpu": time.process_time() - used,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "texts": texts,
            }
        )


def _say(fact: dict[str, object]) -> None:
    print(json.dumps(fact), file=sys.__stdout__, flush=True)
