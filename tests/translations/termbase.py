"""An entry for the term base, and the short way to add one from Vietnamese to English."""

from __future__ import annotations

from translations import services
from translations.glossary.rows import TermRow
from translations.models import Term, User

BRIDGE = TermRow(source="cầu mới", target="new bridge", forbidden=("fresh bridge",), note="not “newly built”")


def add(row: TermRow = BRIDGE, by: User | None = None) -> Term:
    return services.add_term(row, source_language="vi", target_language="en", by=by)
