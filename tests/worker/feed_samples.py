"""A small newsroom's feeds and pages, with full text or only teasers, and the clock they are polled by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
FIRST = (
    "Sáng nay, hợp tác xã ven sông mở kho lạnh đầu tiên, và bà con nói rằng giá xoài từ nay sẽ ổn định hơn nhiều. "
    "Kho chứa được sáu nghìn tấn, đủ cho cả vụ, nên thương lái không còn ép giá vào những ngày xoài chín rộ như trước. "
)
SECOND = (
    "Theo huyện, chi phí xây kho do ba xã cùng góp, phần còn lại vay trong mười năm với lãi suất thấp của ngân hàng. "
    "Người trồng trả tiền gửi theo từng thùng, và ai cũng thấy rẻ hơn so với việc bán tháo hay chở đi xa trong đêm. "
    "Người phụ trách kho là một kỹ sư trẻ vừa trở về quê, và anh nói việc khó nhất là giữ nhiệt độ đều suốt ngày đêm. "
    "Mùa sau, hợp tác xã dự định thêm một dây chuyền đóng gói để xuất thẳng sang các chợ lớn ở miền Trung."
)
LONG = f"<p>{FIRST}</p><p>{SECOND}</p>"


def rss(*items: str) -> bytes:
    content = "http://purl.org/rss/1.0/modules/content/"
    return (
        f'<rss version="2.0" xmlns:content="{content}"><channel><title>Cù Lao</title>{"".join(items)}</channel></rss>'
    ).encode()


def full(name: str, html: str = LONG) -> str:
    return f"<item><title>{name}</title><guid>{name}</guid><content:encoded><![CDATA[{html}]]></content:encoded></item>"


def teaser(name: str, link: str) -> str:
    return f"<item><title>{name}</title><guid>{name}</guid><link>{link}</link><description>Kho mở.</description></item>"


def page(text: str = LONG, title: str = "Kho lạnh") -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    article = f'<article><h1>{title}</h1>{text}<img src="/anh/1.jpg" alt="Kho"></article>'
    return f'{head}<body><nav><a href="/">Về</a></nav>{article}<footer>Liên hệ</footer></body></html>'.encode()
