"""The tables. No decisions here: `services` writes them, `selectors` reads them, `states` says what may follow what.

Every index names the query it serves.
"""

from translations.models.article import Article, Revision
from translations.models.delivery import Delivery, Subscription
from translations.models.desk import Comment, Dismissal, Notification, Presence, SavedView
from translations.models.memory import MemoryBand, MemorySource, MemoryUnit
from translations.models.operating import Audit, Breaker, Hold
from translations.models.partner import Credential, Partner, Product
from translations.models.people import User
from translations.models.publication import Entry, PendingRelease, Publication
from translations.models.pulse import Pulse
from translations.models.search import SearchText
from translations.models.session import Session
from translations.models.source import Source
from translations.models.term import Term, TermChange
from translations.models.translation import Edit, Move, Segment, Translation

__all__ = [
    "Article",
    "Audit",
    "Breaker",
    "Comment",
    "Credential",
    "Delivery",
    "Dismissal",
    "Edit",
    "Entry",
    "Hold",
    "MemoryBand",
    "MemorySource",
    "MemoryUnit",
    "Move",
    "Notification",
    "Partner",
    "PendingRelease",
    "Presence",
    "Product",
    "Publication",
    "Pulse",
    "Revision",
    "SavedView",
    "SearchText",
    "Segment",
    "Session",
    "Source",
    "Subscription",
    "Term",
    "TermChange",
    "Translation",
    "User",
]
