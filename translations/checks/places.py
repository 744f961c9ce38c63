"""Countries and cities with an English name of their own: Trung Quốc is China, not Japan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

#: Vietnamese pattern → what English may say for it, the people, the capital and the adjective included.
_PLACES = {
    r"Trung Quốc": r"Chin(?:a|ese)|Sino|Beijing|PRC",
    r"Hoa Kỳ|(?:nước|của|tại|ở|từ|sang|người|Tổng thống|Ngoại trưởng|quân đội|phía) Mỹ(?! [A-ZĐ])": (
        r"\bU\.?S\b|America|United States|Washington|White House|\bUS\$|\bUSA\b"
    ),
    r"Nhật Bản": r"Japan|Tokyo|\bJ\.?League",
    r"Hàn Quốc": r"Korea|Seoul|\bROK\b|K-pop",
    r"Triều Tiên": r"Korea|DPRK|Pyongyang",
    r"Liên bang Nga|nước Nga": r"Russia|Moscow",
    r"Ấn Độ(?! Dương)": r"India|New Delhi|\bIndo",
    r"Thái Lan": r"Thai|Bangkok",
    r"Campuchia|Cam-pu-chia": r"Cambodia|Khmer|Phnom Penh",
    r"Đài Loan": r"Taiwan|Taipei",
    r"Bắc Kinh": r"Beijing|Peking",
    r"Ukraine|Ukraina|U-crai-na": r"Ukrain|Kyiv|Kiev",
    r"Hà Nội": r"H[aà] ?[Nn][oộ]i|capital",
    r"(?:TP\.? ?|[Tt]hành phố )(?:Hồ Chí Minh|HCM)": r"H[oồ] Ch[ií] Minh|HCM|Saigon|S[aà]i G[oò]n|"
    r"southern (?:city|metropolis|hub)",
    r"Đà Nẵng": r"D[aà] ?[Nn][aẵ]ng|Đà Nẵng|central city",
}
_ANY = re.compile("|".join(_PLACES))
_RULES = tuple((re.compile(rf"\b(?:{vi})\b"), re.compile(en)) for vi, en in _PLACES.items())


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages != ("vi", "en") or not _ANY.search(pair.source):
        return
    for here, there in _RULES:
        match = here.search(pair.source)
        if match and not there.search(pair.target):
            yield Flag(
                code="place-missing",
                severity=Severity.MAJOR,
                message=f"{match[0]} is not in the target",
                source_span=match.span(),
            )
