"""Translation memories as other tools read and write them. Pure: streams in, units out, and the other way."""

from translations.interchange.tmx import read_tmx, write_tmx
from translations.interchange.xliff import read_xliff, write_xliff

__all__ = ["read_tmx", "read_xliff", "write_tmx", "write_xliff"]
