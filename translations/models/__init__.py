"""The tables. No decisions here: `services` writes them, `selectors` reads them, `states` says what may follow what.

Every index names the query it serves.
"""

from translations.models.article import Article, Revision
from translations.models.people import User
from translations.models.publication import Entry, Publication
from translations.models.pulse import Pulse
from translations.models.source import Source
from translations.models.translation import Edit, Move, Segment, Translation

__all__ = [
    "Article",
    "Edit",
    "Entry",
    "Move",
    "Publication",
    "Pulse",
    "Revision",
    "Segment",
    "Source",
    "Translation",
    "User",
]
