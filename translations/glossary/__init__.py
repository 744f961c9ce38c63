"""The term base without a database: finding terms in a source sentence, and their translations in a target. Pure."""

from __future__ import annotations

from translations.glossary.matching import Glossary, Match
from translations.glossary.normal import key
from translations.glossary.targets import banned, spans_of, stands

__all__ = ["Glossary", "Match", "banned", "key", "spans_of", "stands"]
