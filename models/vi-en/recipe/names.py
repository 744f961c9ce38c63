"""Parts of Vietnamese personal names, common ones, to make people who do not exist."""

from __future__ import annotations

import random

FAMILY = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Đoàn", "Trịnh", "Mai", "Trương", "Lâm", "Phùng", "Tạ", "Cao", "Hà", "Tô", "Quách",
    "Lưu", "Vương", "Kiều", "Châu", "Nông", "Lò", "Vàng", "Giàng", "Quàng", "Ksor", "Siu", "Danh", "Thạch",
    "Tăng", "Chu", "Nghiêm", "La", "Khuất", "Đào", "Doãn", "Sơn", "Thái",
]  # fmt: skip
MIDDLE = [
    "Văn", "Thị", "Minh", "Thanh", "Ngọc", "Đức", "Quang", "Hữu", "Xuân", "Thu", "Hồng", "Kim", "Quốc", "Anh",
    "Bảo", "Gia", "Hải", "Mạnh", "Tuấn", "Thành", "Trọng", "Đình", "Công", "Như", "Bích", "Phương", "Khánh",
    "Hoàng", "Nhật", "Thế", "Duy", "Tiến", "Mỹ", "Diệu", "Thùy", "Việt", "Chí", "Vĩnh", "Phúc", "Tấn", "Hoài",
    "Cẩm",
]  # fmt: skip
GIVEN = [
    "An", "Anh", "Ánh", "Bách", "Bình", "Châu", "Chi", "Chiến", "Cường", "Diễm", "Dũng", "Duyên", "Đạt", "Đông",
    "Giang", "Hà", "Hải", "Hạnh", "Hằng", "Hậu", "Hiền", "Hiếu", "Hòa", "Hoa", "Hùng", "Huyền", "Hưng", "Hương",
    "Khánh", "Khoa", "Kiên", "Lan", "Lâm", "Liên", "Linh", "Loan", "Long", "Luân", "Ly", "Mai", "Minh", "My",
    "Nam", "Nga", "Nghĩa", "Ngọc", "Nhân", "Nhi", "Nhung", "Oanh", "Phong", "Phú", "Phúc", "Phương", "Quân",
    "Quang", "Quế", "Quyên", "Quỳnh", "Sáng", "Sơn", "Tâm", "Tân", "Thái", "Thảo", "Thắng", "Thiện", "Thịnh",
    "Thu", "Thủy", "Thư", "Tiến", "Toàn", "Trang", "Trí", "Trung", "Tú", "Tuấn", "Tuyết", "Tùng", "Uyên", "Vân",
    "Việt", "Vinh", "Vy", "Xuân", "Yến",
]  # fmt: skip


def person(rng: random.Random, parts: int = 3) -> str:
    middle = rng.sample(MIDDLE, max(0, parts - 2))
    return " ".join([rng.choice(FAMILY), *middle, rng.choice(GIVEN)])
