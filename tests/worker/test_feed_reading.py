"""Reading feeds as they come, good and bad."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from translations.errors import FetchError
from translations.types import Media
from worker.feed_reader import MAX_ITEMS, FeedItem, plain, read_feed

FEEDS = Path(__file__).parent / "feeds"
URL = "https://culao.example/feed"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>Cù Lao</title>{"".join(items)}</channel></rss>'.encode()


def one(inside: str) -> FeedItem:
    (item,) = read_feed(rss(f"<item><title>Tin</title><guid>1</guid>{inside}</item>"), URL, zone=HANOI)
    return item


def test_an_rss_item_is_read_with_all_that_belongs_to_it() -> None:
    item = read_feed((FEEDS / "rss.xml").read_bytes(), URL)[0]
    assert item.external_id == "culao-101"
    assert item.url == "https://culao.example/tin/kho-lanh"
    assert plain(item.title) == "Kho lạnh đầu tiên & vụ xoài mới"
    assert item.summary == "Hợp tác xã trồng xoài mở kho lạnh."
    assert item.html.startswith("<p>Sáng 24/11")
    assert item.byline == "Lê An"
    assert item.published == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert item.updated is None
    assert item.categories == ("Nông nghiệp", "Kinh tế")
    assert item.media == (
        Media(url="https://culao.example/anh/kho.jpg", type="image/jpeg", length=48211, credit="Minh Hà"),
        Media(url="https://culao.example/phim/kho.mp4", type="video/mp4", length=9_000_000, credit="Minh Hà"),
    )


def test_an_item_without_content_has_only_its_summary() -> None:
    item = read_feed((FEEDS / "rss.xml").read_bytes(), URL)[1]
    assert (item.html, plain(item.summary)) == ("", "Cầu treo được sửa chữa.")


def test_an_item_without_a_headline_is_left_out() -> None:
    assert len(read_feed((FEEDS / "rss.xml").read_bytes(), URL)) == 2


def test_a_revision_number_in_the_id_does_not_make_another_article() -> None:
    assert read_feed((FEEDS / "rss.xml").read_bytes(), URL)[1].external_id == "https://culao.example/tin/cau-treo"


def test_an_id_does_not_depend_on_where_the_feed_is() -> None:
    feed = rss("<item><title>Tin</title><guid>bai-7</guid><link>/tin/7</link></item>")
    (here,), (moved,) = read_feed(feed, URL), read_feed(feed, "https://new.example/feed")
    assert here.external_id == moved.external_id == "bai-7"
    assert (here.url, moved.url) == ("https://culao.example/tin/7", "https://new.example/tin/7")


def test_an_id_that_is_no_address_is_not_taken_for_one() -> None:
    assert read_feed(rss("<item><title>Tin</title><guid>bai-7</guid></item>"), URL)[0].url == ""


def test_of_two_entries_with_one_id_the_newer_counts() -> None:
    (item,) = read_feed((FEEDS / "atom.xml").read_bytes(), URL)
    assert item.title == "Chợ nổi đông trở lại (sửa)"
    assert item.updated == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_an_atom_entry_is_read_with_addresses_made_absolute() -> None:
    document = (FEEDS / "atom.xml").read_text().replace("2026-11-22", "2026-11-20")
    (item,) = read_feed(document.encode(), URL)
    assert plain(item.title) == "Chợ nổi đông trở lại"
    assert item.url == "https://culao.example/tin/cho-noi"
    assert item.byline == "Lê An, Minh Hà"
    assert 'href="/tin/1"' in item.html
    assert item.media == (Media(url="https://culao.example/anh/cho.png", type="image/png", length=77),)
    assert item.published == datetime(2026, 11, 20, 1, tzinfo=UTC)


def test_plain_text_content_becomes_paragraphs() -> None:
    (item,) = read_feed((FEEDS / "atom.xml").read_bytes(), URL)
    assert item.html == "<p>Đoạn một &amp; hai.</p><p>Đoạn ba &lt; bốn.</p>"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Tue, 24 Nov 2026 15:30:00 GMT+7", "2026-11-24T08:30"),
        ("Tue, 24 Nov 2026 15:30:00 UTC+07:00", "2026-11-24T08:30"),
        ("2026-11-24 15:30:00 [GMT+7]", "2026-11-24T08:30"),
        ("Tue, 24 Nov 2026 15:30 ICT", "2026-11-24T08:30"),
        ("Tue, 24 Nov 2026 15:30:00 +0700", "2026-11-24T08:30"),
        ("Tue, 24 Nov 2026 15:30:00 GMT", "2026-11-24T15:30"),
        ("2026-11-24T15:30:00Z", "2026-11-24T15:30"),
        ("2026-11-24 15:30:00", "2026-11-24T08:30"),
    ],
)
def test_dates_are_read_as_newsrooms_write_them(text: str, utc: str) -> None:
    assert one(f"<pubDate>{text}</pubDate>").published == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["hôm qua", "", "99/99/2026 GMT+7", "2026-11-24T15:30:00 GMT+99"])
def test_a_date_that_makes_no_sense_is_none(text: str) -> None:
    assert one(f"<pubDate>{text}</pubDate>").published is None


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("utf-8", "utf-8", "us-ascii"),
        ("utf-8-sig", "utf-8", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", "utf-8"),
        ("utf-8", "no-such-thing", "rot13"),
    ],
)
def test_the_bytes_are_believed_before_what_is_said_of_them(encoding: str, declared: str, charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<item><title>Xoài chín</title></item>").decode()
    assert read_feed(text.encode(encoding), URL, charset=charset)[0].title == "Xoài chín"


def test_an_encoding_that_is_declared_rightly_is_used() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + rss("<item><title>Новости</title></item>").decode()
    assert read_feed(text.replace("Cù Lao", "-").encode("cp1251"), URL)[0].title == "Новости"


def test_one_damaged_character_does_not_spoil_the_rest() -> None:
    broken = rss(f"<item><title>Xoài</title><description>{'Xoài chín. ' * 50}</description></item>")
    broken = broken.replace("chín".encode(), b"ch\xffn", 1)
    assert read_feed(broken, URL)[0].title == "Xoài"


@pytest.mark.parametrize(
    "broken",
    [
        rss("<item><title>Xoài &nbsp;chín</title></item>"),
        rss("<item><title>Xoài\x0b chín</title></item>"),
        rss("<item><title>Xoài chín</title></item><item><title>Nử")[:-20],
        b"\n\n  " + rss("<item><title>Xo\xc3\xa0i ch\xc3\xadn</title></item>".encode("latin-1").decode("utf-8")),
        b"<?xml version='1.0'?><?xml-stylesheet href='a.css'?>" + rss("<item><title>Xoài chín</title></item>"),
    ],
)
def test_a_malformed_feed_is_read_as_far_as_it_goes(broken: bytes) -> None:
    assert plain(read_feed(broken, URL)[0].title) == "Xoài chín"


def test_half_an_article_is_not_taken_for_an_article() -> None:
    whole = rss(*(f"<item><title>{n}</title><description>{'Xoài. ' * 50}</description></item>" for n in "ab"))
    assert [item.title for item in read_feed(whole[:-150], URL)] == ["a"]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "prolog", [BOMB, FILE, BOMB.lower(), "<!-- <rss> -->" + BOMB, "<?x <!-- ?>" + BOMB, "\n" + BOMB]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_that_declares_entities_is_refused(prolog: str, encoding: str) -> None:
    text = '<?xml version="1.0"?>' + prolog + rss("<item><title>&b;&a;</title></item>").decode()
    with pytest.raises(FetchError, match="entity bomb"):
        read_feed(text.encode(encoding), URL)


def test_entities_hidden_in_a_comment_are_not_taken_up() -> None:
    hidden = b"<!-- <!DOCTYPE rss [ <!ENTITY a 'ha'> ]> -->" + rss("<item><title>t &a;</title></item>")
    assert "ha" not in read_feed(hidden, URL)[0].title


def test_an_article_may_speak_of_doctypes() -> None:
    assert one("<description><![CDATA[<p>Viết <!DOCTYPE html> trước.</p>]]></description>").summary


def test_a_web_page_is_no_feed_and_the_cure_names_its_feed() -> None:
    page = b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    with pytest.raises(FetchError, match=r"web page.*/rss\.xml"):
        read_feed(page, URL)


@pytest.mark.parametrize("body", [b"", b"Hello", b"<svg/>", b'{"items": []}', b"<!-- ", b"\x00\xff\xfe\x80" * 9, b"<"])
def test_what_is_no_feed_says_so(body: bytes) -> None:
    with pytest.raises(FetchError, match="is not a feed"):
        read_feed(body, URL)


def test_an_empty_feed_is_still_a_feed() -> None:
    assert read_feed(rss(), URL) == ()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/x"])
def test_only_web_addresses_are_kept(url: str) -> None:
    item = one(f'<link>{url}</link><enclosure url="{url}" type="image/png"/>')
    assert (item.url, item.media) == ("", ())


def test_a_very_long_id_is_shortened_and_stays_the_same() -> None:
    feed = rss(f"<item><title>a</title><guid>{'x' * 5000}</guid></item>")
    first, second = read_feed(feed, URL)[0].external_id, read_feed(feed, URL)[0].external_id
    assert first == second
    assert len(first) <= 200


def test_no_more_than_the_newest_items_are_read() -> None:
    many = rss(*(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(MAX_ITEMS + 5)))
    assert [item.title for item in read_feed(many, URL)] == [str(n) for n in range(MAX_ITEMS)]


def test_a_string_that_looks_like_an_address_is_not_fetched() -> None:
    with pytest.raises(FetchError):
        read_feed(b"http://127.0.0.1:1/", URL)


@pytest.mark.parametrize("end", [b"/></rss>", b">"])
def test_a_flood_of_attributes_is_refused(end: bytes) -> None:
    attributes = b" ".join(b"a%d='>'" % number for number in range(3000))
    with pytest.raises(FetchError, match="no feed that a newsroom"):
        read_feed(b"<rss version='2.0'><channel " + attributes + end, URL)
    with pytest.raises(FetchError, match="no feed that a newsroom"):
        read_feed(b"<rss version='2.0'></broken><channel " + attributes + end, URL)


def test_a_flood_of_tags_in_tags_is_refused() -> None:
    with pytest.raises(FetchError, match="no feed that a newsroom"):
        read_feed(b"<rss version='2.0'>" + b"<a>" * 5000, URL)


def test_a_flood_of_open_comments_costs_its_length() -> None:
    started = time.monotonic()
    with pytest.raises(FetchError):
        read_feed(b"<!-- x -->" * 200_000 + b"<!--" * 200_000, URL)
    assert time.monotonic() - started < 30  # quadratic would take hours
