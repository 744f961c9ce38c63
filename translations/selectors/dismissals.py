"""Which flags people said are no errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from translations.memory import digest
from translations.models import Dismissal
from translations.types import Flag

#: (source language, target language)
Pair = tuple[str, str]


class Dismissed:
    """What is settled for some sentences: found in one query, asked for each of them."""

    def __init__(self, rows: Iterable[tuple[int, str, str, str]] = ()) -> None:
        self._who: Mapping[int, dict[tuple[str, str], str]] = defaultdict(dict)
        for key, code, about, who in rows:
            self._who[key][code, about] = who

    def by(self, source: str, target: str, flag: Flag) -> str:
        """Who dismissed `flag`; empty when nobody did."""
        if not self._who:
            return ""
        return self._who.get(digest(source), {}).get((flag.code, flag.about(target)), "")


def dismissed(pair: Pair, sources: Iterable[str]) -> Dismissed:
    found = Dismissal.objects.filter(
        digest__in={digest(source) for source in sources}, source_language=pair[0], target_language=pair[1]
    )
    return Dismissed(found.values_list("digest", "code", "about", "by__username"))
