"""The repairs that a draft gets before it is stored: `translations.mending`, which also offers more to a person."""

from translations.mending import Sentence, in_english, mended, repaired

__all__ = ["Sentence", "in_english", "mended", "repaired"]
