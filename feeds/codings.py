"""Content codings (RFC 9110 §8.4.1, §12.5.3): which one a client likes best, and the bytes in it. Pure.

Levels are chosen for documents that are compressed once and sent a thousand times, by benchmarks/feeds.py.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli
import zstandard

IDENTITY = "identity"
#: In order of preference: at equal weights the first one wins. zstd is 3% larger than br and four times quicker made,
#: and whoever comes first after a publication waits for it.
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdCompressor(level=9).compress(body),
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=7),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
#: What a coding adds to the ETag: another representation, so another tag (§8.8.3).
SUFFIXES = {IDENTITY: "", "br": "-br", "zstd": "-zst", "gzip": "-gz"}
_SAME = {"x-gzip": "gzip"}  # §8.4.1.3
_WEIGHT = re.compile(r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)")


def chosen(accept: str | None) -> str | None:
    """A coding, "identity", or None when the client takes none that we have.

    No header means that anything will do: identity is then the safe choice.
    """
    if accept is None:
        return IDENTITY
    weights = _weights(accept)
    anything = weights.get("*", 0.0)
    identity = weights.get(IDENTITY, 0.0 if "*" in weights and not anything else None)
    best = max(COMPRESS, key=lambda coding: weights.get(coding, anything))  # the first of equals
    weight = weights.get(best, anything)
    if weight and weight >= (identity or 0.0):
        return best
    return None if identity == 0.0 else IDENTITY


def _weights(accept: str) -> dict[str, float]:
    found = {}
    for element in accept.lower().split(","):
        coding, _, parameter = (part.strip() for part in element.partition(";"))
        weight = _WEIGHT.fullmatch(parameter.replace(" ", "")) if parameter else None
        if coding and (weight or not parameter):
            found[_SAME.get(coding, coding)] = float(weight[1]) if weight else 1.0
    return found
