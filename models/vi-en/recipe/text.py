"""Small pure facts about a line: its one spelling, its letters, its language."""

from __future__ import annotations

import re
import unicodedata

TONED = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
FOREIGN = re.compile(
    r"[\u0400-\u04ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffd]")
# Words that Vietnamese cannot do without and that are no English words or names.
_VIETNAMESE = """
    và của là có không được cho người trong với các những một này đã để khi đến về từ ra tại theo như nhưng cũng ở vào
    sẽ đang phải thì mà bị nhiều sau trên đó ông bà việc năm ngày tháng hơn tỉnh huyện xã thành cơ quan
"""
_ENGLISH = "the of and to is was are were for with that this from has have by on at it as be an in a"
PLAIN_VIETNAMESE = frozenset(_VIETNAMESE.split())
PLAIN_ENGLISH = frozenset(_ENGLISH.split())
LONG = 25  # words; a headline may do without "the" and "of", a sentence of this length does not


def tidy(line: str) -> str:
    """NFC, no control characters, one space between words: the same text is the same string."""
    return re.sub(r"\s+", " ", CONTROL.sub("", unicodedata.normalize("NFC", line))).strip()


def key(line: str) -> str:
    """What two near-identical lines share: letters in lower case, every number the same, no punctuation."""
    return re.sub(r"\d+", "0", re.sub(r"[\W_]+", " ", line.lower())).strip()


def words(line: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", line.lower())


def is_vietnamese(line: str) -> bool:
    """Marks on at least a few letters; a short line (a name, a unit, a code) may have none."""
    return len(line) <= 24 or bool(TONED.search(line))


def vietnamese_share(english: str) -> float:
    """How much of an English line is plain Vietnamese words; names like Sơn Minh Thắng do not count."""
    found = words(english)
    lower = [word for word in re.findall(r"[^\W\d_]+", english) if word in PLAIN_VIETNAMESE and TONED.search(word)]
    return len(lower) / len(found) if found else 0.0


def is_english(line: str) -> bool:
    return vietnamese_share(line) < 0.1 and (len(words(line)) < LONG or bool(PLAIN_ENGLISH & set(words(line))))
