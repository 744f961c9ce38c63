"""Mends figures, codes and fixed words where there is one safe way to do it. Pure.

`mended` is for a machine's draft, before anybody sees it; `offers` is for a person, who sees what it would do and
presses a key. Both go by the same checks that flag a draft.
"""

from translations.mending.offering import Offer, offers
from translations.mending.repairing import mended, repaired
from translations.mending.sentence import Sentence
from translations.mending.values import in_english

__all__ = ["Offer", "Sentence", "in_english", "mended", "offers", "repaired"]
