"""Whether a text is Vietnamese."""

from __future__ import annotations

import unicodedata

import pytest

from translations.intake.language import is_vietnamese

VIETNAMESE = (
    "Sáng nay, các xã vùng cao đã được cấp nước sạch, người dân vui mừng vì không phải đi xa như những năm trước."
)


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        VIETNAMESE.upper(),
        unicodedata.normalize("NFD", VIETNAMESE),
        "Lũ về",
        "Thủ tướng thăm Lào",
        "Giá vàng tăng 2%",
        "V.League 2025: CLB Hà Nội thắng Thép Xanh Nam Định 2-1",
        "Sang nay, cac xa vung cao da duoc cap nuoc sach, nguoi dan vui mung vi khong phai di xa nhu nhung nam truoc.",
        "Tập đoàn Microsoft và Amazon Web Services mở thêm data center tại Việt Nam cho khách hàng doanh nghiệp.",
        "Mưa lớn suốt đêm. Lũ dâng cao. " * 40,
        "Danh sách trúng thưởng: " + "Nguyễn Thị Hồng Nhung, Trần Quốc Tuấn, Lê Đức Thọ, " * 30,
    ],
)
def test_vietnamese_is_known_with_and_without_marks(text: str) -> None:
    assert is_vietnamese(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12.345 — 67%",
        "The commune now has clean water, and people no longer walk for an hour to fetch it from the stream.",
        "Prime Minister Phạm Văn Đồng met the delegation in Hà Nội on Monday to discuss trade between both countries.",
        "La commune a désormais de l’eau potable ; les habitants, très heureux, ne marchent plus jusqu’à la rivière.",
        "Comuna are acum apă potabilă, iar oamenii sunt fericiți că nu mai merg până la râu în fiecare dimineață.",
        "A cidade já tem água potável e os moradores não precisam mais caminhar até o rio todas as manhãs.",
        "Ẹ kú àárọ̀, àwọn ọmọ ilẹ̀ wa ti rí omi mímu tó mọ́ nísinsìnyí, wọn kò sì ní rìn lọ sí odò mọ́.",
        "山区的三个公社今天有了干净的水，居民们非常高兴，他们不再需要走很远的路去河边取水。",
        "山区的三个公社今天有了干净的水 Việt Nam，居民们非常高兴，他们不再需要走很远的路去河边取水 Hà Nội。",
    ],
)
def test_other_languages_are_not_vietnamese(text: str) -> None:
    assert not is_vietnamese(text)
