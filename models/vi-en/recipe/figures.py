"""Lines made only of figures, dates, codes and addresses, as datelines, captions and tables have them.

Their English follows by rule, so there can be as many as wanted; a few thousand teach the rule.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from recipe.names import person
from recipe.spelling import ENGLISH_MONTHS, english_number, vietnamese_number

Pair = tuple[str, str]
WEEKDAYS = [
    ("Thứ Hai", "Monday"), ("Thứ Ba", "Tuesday"), ("Thứ Tư", "Wednesday"), ("Thứ Năm", "Thursday"),
    ("Thứ Sáu", "Friday"), ("Thứ Bảy", "Saturday"), ("Chủ nhật", "Sunday"),
]  # fmt: skip
COUNTED = [
    ("đảng viên", "Party members"), ("người", "people"), ("hộ dân", "households"), ("lao động", "workers"),
    ("học sinh", "students"), ("ca mắc", "cases"), ("ha lúa", "hectares of rice"), ("tấn gạo", "tonnes of rice"),
    ("căn nhà", "houses"), ("cán bộ", "officials"), ("lượt khách", "visitors"), ("doanh nghiệp", "businesses"),
    ("suất học bổng", "scholarships"), ("bệnh nhân", "patients"), ("đại biểu", "delegates"),
    ("tổ chức đảng", "Party organizations"), ("thửa đất", "plots of land"), ("đơn vị máu", "units of blood"),
]  # fmt: skip
LEADS = [
    ("", ""), ("hơn ", "more than "), ("gần ", "nearly "), ("khoảng ", "about "), ("trên ", "over "),
    ("Có ", "There were "), ("tăng thêm ", "up by "),
]  # fmt: skip
PAPERS = [
    ("Nghị quyết số", "Resolution No."), ("Quyết định số", "Decision No."), ("Chỉ thị số", "Directive No."),
    ("Kết luận số", "Conclusion No."), ("Quy định số", "Regulation No."), ("Hướng dẫn số", "Guideline No."),
    ("Nghị định số", "Decree No."), ("Thông tư số", "Circular No."), ("Công văn số", "Official Letter No."),
    ("Thông báo số", "Notice No."), ("Kế hoạch số", "Plan No."),
]  # fmt: skip
SUFFIXES = [
    "-NQ/TW", "-QĐ/TW", "-CT/TW", "-KL/TW", "-QĐ/TU", "-NQ/ĐH", "-HD/BTCTW", "-KH/TU", "-QĐ/UBND", "/NĐ-CP", "/NQ-CP",
    "/QĐ-TTg", "/CT-TTg", "/TT-BTC", "/NQ-HĐND", "-QĐi/TW",
]  # fmt: skip
CHANGES = [
    ("tăng", "up"), ("giảm", "down"), ("đạt", "reaching"), ("chiếm", "accounting for"), ("bằng", "equivalent to"),
]  # fmt: skip
ADDRESSES = [
    "vnexample.vn/tin-tuc", "baochi.example/ban-doc", "example.org/vi/a-12", "thanhpho.example.vn/lien-he",
    "songngu.example/en",
]  # fmt: skip
MAIL = ["bandoc", "toasoan", "lienhe", "hotline", "thuky"]
CAPITALS = [
    ("Ảnh", "Photo"), ("Nguồn", "Source"), ("Tin và ảnh", "Text and photo"), ("Tác giả", "Author"),
    ("Video", "Video"),
]  # fmt: skip


def whole(rng: random.Random) -> Decimal:
    number = rng.randrange(10 ** rng.randrange(1, 7))
    return Decimal(number - number % 100 if number > 999 and rng.random() < 0.5 else number + 2)


def fraction(rng: random.Random) -> Decimal:
    return Decimal(rng.randrange(11, 9999)).scaleb(-rng.choice([1, 1, 2]))


def day(rng: random.Random) -> tuple[int, int, int]:
    return rng.randrange(1, 29), rng.randrange(1, 13), rng.randrange(1930, 2036)


def full_date(rng: random.Random) -> Pair:
    d, m, y = day(rng)
    vi = rng.choice(
        [f"{d}/{m}/{y}", f"{d:02}/{m:02}/{y}", f"ngày {d}/{m}/{y}", f"Ngày {d} tháng {m} năm {y}", f"{d}-{m}-{y}"]
    )
    return vi, f"{ENGLISH_MONTHS[m - 1]} {d}, {y}"


def dateline(rng: random.Random) -> Pair:
    weekday, (d, m, y) = rng.choice(WEEKDAYS), day(rng)
    clock = f"{rng.randrange(24):02}:{rng.randrange(60):02}"
    zone = rng.choice(["", " [GMT+7]", " (GMT+7)"])
    return f"{weekday[0]}, {d}/{m}/{y}, {clock}{zone}", f"{weekday[1]}, {ENGLISH_MONTHS[m - 1]} {d}, {y}, {clock}{zone}"


def counted(rng: random.Random) -> Pair:
    lead, thing = rng.choice(LEADS), rng.choice(COUNTED)
    kind = rng.randrange(4)
    if kind == 0:
        number = Decimal(rng.randrange(11, 990)).scaleb(-1)
        vi, en = f"{vietnamese_number(number)} vạn", english_number(number * 10000)
    elif kind == 1:
        number = fraction(rng)
        vi, en = f"{vietnamese_number(number)} triệu", f"{english_number(number)} million"
    elif kind == 2:
        number = Decimal(rng.randrange(11, 990))
        vi, en = f"{vietnamese_number(number)} nghìn", english_number(number * 1000)
    else:
        number = whole(rng)
        vi, en = vietnamese_number(number), english_number(number)
    return f"{lead[0]}{vi} {thing[0]}", f"{lead[1]}{en} {thing[1]}"


def percent(rng: random.Random) -> Pair:
    change, number = rng.choice(CHANGES), fraction(rng)
    return f"{change[0]} {vietnamese_number(number)}%", f"{change[1]} {english_number(number)}%"


def money(rng: random.Random) -> Pair:
    number = whole(rng) if rng.random() < 0.6 else fraction(rng)
    vi = f"{vietnamese_number(number)} tỷ đồng"
    en = (
        f"VND{english_number(number.scaleb(-3))} trillion" if number >= 1000 else f"VND{english_number(number)} billion"
    )
    if rng.random() < 0.3:
        vi, en = f"{vietnamese_number(number)} triệu USD", f"US${english_number(number)} million"
    return vi, en


def paper(rng: random.Random) -> Pair:
    kind, suffix, (d, m, y) = rng.choice(PAPERS), rng.choice(SUFFIXES), day(rng)
    code = f"{rng.randrange(1, 400)}{f'/{y}' if suffix.startswith('/') else ''}{suffix}"
    when = rng.choice([("", ""), (f" ngày {d}/{m}/{y}", f" dated {ENGLISH_MONTHS[m - 1]} {d}, {y}")])
    return f"{kind[0]} {code}{when[0]}", f"{kind[1]} {code}{when[1]}"


def address(rng: random.Random) -> Pair:
    one = rng.choice(
        [
            f"https://{rng.choice(ADDRESSES)}/{rng.randrange(9999)}",
            f"{rng.choice(MAIL)}@songngu.example",
            f"www.{rng.choice(ADDRESSES)}",
        ]
    )
    return rng.choice([(one, one), (f"Xem thêm: {one}", f"See more: {one}"), (f"Liên hệ: {one}", f"Contact: {one}")])


def byline(rng: random.Random) -> Pair:
    label, who = rng.choice(CAPITALS), person(rng, rng.choice([2, 2, 3, 4]))
    return rng.choice([(who, who), (f"{label[0]}: {who}", f"{label[1]}: {who}"), (who.upper(), who.upper())])


MAKERS: tuple[Callable[[random.Random], Pair], ...] = (
    full_date,
    dateline,
    counted,
    counted,
    percent,
    money,
    paper,
    address,
    byline,
)


def made(count: int, rng: random.Random) -> list[Pair]:
    return sorted({rng.choice(MAKERS)(rng) for _ in range(count)})
