"""Vietnamese people keep their names, with or without diacritics: Thắng may be Thang, never Victory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from translations.checks.pair import Pair, Span
from translations.types import Flag, Severity

#: A run of capitalised words counts as a person only when it begins with one of these family names …
_FAMILIES = frozenset(
    re.findall(
        r"\S+",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Lâm Mai Trương "
        "Cao Lương Tạ Phùng Tô Quách Hà Đào Lưu Vương Nông Hứa Giàng Sùng Quàng Cầm Lường Khuất Chu Mạc Doãn "
        "Nghiêm Đàm Tống Diệp Sầm Thào Ksor Siu Cù Thạch Hầu Điểu",
    )
)
#: These are common words or ethnic groups too: they need a title in front, or Văn or Thị behind.
_MAYBE_FAMILIES = frozenset(
    re.findall(
        r"\S+",
        "Thái Tăng Triệu Kiều Châu Lò Vàng Thân Viên La Lục Ông Ngân Vi Hờ Rơ Ninh Bạch Từ Tiêu Trà Văn Sơn Danh "
        "Kim Đồng Bế Ma Mã Y Hạ Lại Cam Khương Tôn Vừ Lù Bàn Đoàn Cao Lâm",
    )
)
_TITLES = frozenset({"Ông", "Bà", "Anh", "Chị", "Em", "Cô", "Chú", "Bác", "Cụ"})
_TITLED = re.compile(
    r"(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|đồng chí|nghệ nhân|bác sĩ|luật sư|nhà báo|TS|GS)\.?\s$", re.IGNORECASE
)
#: … and never with these: offices, bodies and places that begin like a family name.
_NOT_A_PERSON = re.compile(
    r"(?:Hà (?:Nội|Giang|Nam|Tĩnh|Tây|Lan|Tiên|Đông|Lào)|Lâm Đồng|Sơn (?:La|Tây|Trà)|Thái (?:Lan|Bình|"
    r"Nguyên|Tây|Thịnh)|"
    r"Châu (?:Âu|Á|Phi|Mỹ|Đốc|Thành)|Cao (?:Bằng|Lãnh|Tốc)|Kim (?:Ngân|Jong)|Đồng (?:Nai|Tháp|Hới|Văn|Bằng|Khởi)|"
    r"Văn (?:phòng|Phòng|Miếu|hóa|Hóa|kiện)|Vũ (?:Hán|Trụ)|Lý (?:Sơn|luận)|Thạch (?:Hà|Thất)|Viên (?:Chăn|"
    r"Minh)|La (?:Mã|Habana|Liga)|"
    r"Ninh (?:Bình|Thuận|Kiều)|Hoàng (?:Sa|gia|Thành|thành)|Phan (?:Thiết|Rang)|Trà (?:Vinh|My|Bồng)|"
    r"Hồ (?:Gươm|Tây|Chí Minh)|"
    r"Tăng (?:trưởng|cường)|Đoàn (?:Thanh|kết|viên|Kết|TNCS)|Vàng SJC|Trương Gia Giới|Danh (?:hiệu|mục)|"
    r"Bạch Đằng|Mai Châu|Lò Rèn|Đoàn (?:Chủ|Luật|Ngoại|Kiểm|công|Công|đại)|"
    r"Mạc Tư|Đào tạo|Lục quân|Lục Nam|Lục Ngạn|Bắc|Vi rút|Vương (?:quốc|Quốc|cung))"
)
#: Names that Chinese and Korean people have in Vietnamese text, and no other text: they are respelled in English.
RESPELLED = re.compile(
    r"Trung Quốc|Đài Loan|H[ồo]ng K[ôo]ng|Bắc Kinh|Thượng Hải|Quảng Đông|Hàn Quốc|Triều Tiên|Macau|Ma Cao|"
    r"Cao Hùng|(?:Trịnh|Dương|Quảng|Tô|Hàng|Phúc) Châu|nhà (?:Đường|Tống|Minh|Thanh)"
)
_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_RUN = re.compile(rf"(?<![\w.-])[{_UPPER}][^\W\d_]{{0,6}}(?: [{_UPPER}][^\W\d_]{{0,6}}){{1,7}}(?![\w-])")
_MOST_SYLLABLES = 4


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages[0] != "vi" or pair.languages[1] == "vi" or RESPELLED.search(pair.source):
        return
    there: set[str] | None = None
    for start, end in people(pair.source):
        there = there or _capitalised(pair.target)
        name = pair.source[start:end]
        if not _stands(name, there):
            yield Flag(
                code="name-missing",
                severity=Severity.MAJOR,
                message=f"The name {name} is not in the target",
                source_span=(start, end),
            )


def people(source: str) -> Iterator[Span]:
    seen = set()
    for match in _RUN.finditer(source):
        start, syllables = match.start(), match[0].split()
        titled = _TITLED.search(source, max(0, start - 12), start) is not None
        if syllables[0] in _TITLES and len(syllables) > 2:  # Ông Nguyễn … at the head of a sentence
            start, titled = start + len(syllables.pop(0)) + 1, True
        name = source[start : match.end()]
        if len(syllables) <= _MOST_SYLLABLES and name not in seen and _is_person(name, syllables, titled=titled):
            seen.add(name)
            yield start, match.end()


def _is_person(name: str, syllables: list[str], *, titled: bool) -> bool:
    if _NOT_A_PERSON.match(name):
        return False
    if syllables[0] in _MAYBE_FAMILIES:
        return titled or syllables[1] in ("Văn", "Thị")
    return syllables[0] in _FAMILIES


def _stands(name: str, there: set[str]) -> bool:
    """Every syllable in any order; or the given name alone, as in "Mr. Thang said"; no Ede man's without its Y."""
    syllables = _fold(name).split()
    alone = syllables[-1] in there and syllables[0] not in there and syllables[0] != "y"
    return alone or there.issuperset(syllables)


def _capitalised(target: str) -> set[str]:
    """Thế must not be found in "the"."""
    words = re.findall(r"[^\W\d_]+", target)
    return {_fold(word) for word in words if word[0].isupper()}


def _fold(text: str) -> str:
    """Lower case, no diacritics."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()
