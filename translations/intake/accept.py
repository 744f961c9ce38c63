"""What every article must be, whichever way it came: the one place that says no.

Messages name the value (shortened), the reason and the cure, because a newsroom's technician reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from translations.errors import RefusedInput
from translations.intake import clean, language
from translations.intake.markup import MOST_BLOCKS
from translations.types import BlockKind, IncomingArticle, Media

LONGEST_TITLE = 500
LONGEST_ID = 200
LONGEST_BYLINE = 500
LONGEST_URL = 2000
LONGEST_CATEGORY = 100
MOST_CATEGORIES = 50
MOST_MEDIA = 50
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_LONGEST_EMBARGO = timedelta(days=366)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MEDIA_TYPE = re.compile(r"(?:image|audio|video)/[a-z0-9][a-z0-9.+-]{0,60}|application/pdf")
_LONGEST_FILE = 2**40
#: UTF-8 that was read as a one-byte encoding and stored as UTF-8 again: what ế, ạ, ư, đ become.
_TWICE_ENCODED = re.compile(r"á[»º][^\s\w]|á»[\u00a1-\u00bf]|Æ°|Ä[‘\u0091]|Ã[\u0080-\u00bf][^\s]")


def accept(article: IncomingArticle, *, max_bytes: int, now: datetime) -> IncomingArticle:
    """`article` itself when it may come in; RefusedInput otherwise. `max_bytes` bounds its words and markup."""
    _identity(article)
    _title(article)
    _published(article.published, max(now, _embargo(article.embargo, now) or now))
    _size(article, max_bytes)
    _body(article)
    _language(article)
    _address("url", article.url)
    _extras(article)
    return article


def too_large(size: int, max_bytes: int) -> None:
    """Refuses `size` bytes when they are more than `max_bytes`; call it before reading them."""
    if size > max_bytes:
        raise RefusedInput(
            f"the article has {size:,} bytes, more than the limit of {max_bytes:,}",
            field="body",
            cure="Send it without embedded pictures, or in parts.",
        )


def _identity(article: IncomingArticle) -> None:
    given = article.external_id
    if not given.strip():
        raise RefusedInput(
            "external_id is missing", field="external_id", cure="Send the article's own, lasting id in your system."
        )
    if len(given) > LONGEST_ID or given != clean.line(given):
        reason = f"is longer than {LONGEST_ID} characters" if len(given) > LONGEST_ID else "holds invisible characters"
        raise RefusedInput(
            f"external_id {clean.shown(given)} {reason}", field="external_id", cure="Send a short, plain id."
        )
    if len(article.language) > 20 or not _LANGUAGE.fullmatch(article.language):
        raise RefusedInput(
            f"language {clean.shown(article.language)} is no language code",
            field="language",
            cure="Send a BCP 47 code, such as vi.",
        )


def _title(article: IncomingArticle) -> None:
    if not language.words(article.title):
        raise RefusedInput(
            f"the title {clean.shown(article.title)} has no words", field="title", cure="Send the headline."
        )
    for field, value, most in (
        ("title", article.title, LONGEST_TITLE),
        ("byline", article.byline, LONGEST_BYLINE),
    ):
        if len(value) > most:
            raise RefusedInput(
                f"the {field} {clean.shown(value)} has {len(value):,} characters, more than {most}",
                field=field,
                cure="Is it the body? Put the headline on the first line." if field == "title" else "Shorten it.",
            )


def _published(when: datetime | None, now: datetime) -> None:
    if when is None:
        return
    if when.utcoffset() is None:
        raise RefusedInput(
            f"published {when.isoformat()} has no time zone",
            field="published",
            cure="Add one, as in 2020-10-19T16:00:00+07:00.",
        )
    if when < _EARLIEST or when - _AHEAD > now:
        reason = "before 1900" if when < _EARLIEST else "more than a day in the future"
        raise RefusedInput(
            f"published {when.isoformat()} is {reason}", field="published", cure="Correct the date, or leave it out."
        )


def _embargo(when: datetime | None, now: datetime) -> datetime | None:
    """The embargo, once it was found sensible: an article that never comes out is a slip of the pen."""
    if when is None:
        return None
    if when.utcoffset() is None:
        raise RefusedInput(
            f"embargo {when.isoformat()} has no time zone",
            field="embargo",
            cure="Add one, as in 2026-10-19T16:00:00+07:00.",
        )
    if when - _LONGEST_EMBARGO > now:
        raise RefusedInput(
            f"embargo {when.isoformat()} is more than a year ahead", field="embargo", cure="Correct the date."
        )
    return when


def _size(article: IncomingArticle, max_bytes: int) -> None:
    texts = [article.title, article.summary]
    for block in article.blocks:
        texts += (block.text, block.html, block.src)
    too_large(sum(len(text.encode("utf-8", "replace")) for text in texts), max_bytes)


def _body(article: IncomingArticle) -> None:
    if len(article.blocks) > MOST_BLOCKS:
        raise RefusedInput(
            f"the body has {len(article.blocks):,} blocks, more than {MOST_BLOCKS:,}",
            field="body",
            cure="Send it as several articles.",
        )
    if not any(language.words(block.text) for block in article.blocks if block.kind is not BlockKind.IMAGE):
        raise RefusedInput(
            f"the body has no words ({len(article.blocks)} blocks)", field="body", cure="Send the article's text."
        )
    for block in article.blocks:
        if block.src:
            _address("body", block.src)


def _language(article: IncomingArticle) -> None:
    text = "\n".join([article.title, article.summary, *(block.text for block in article.blocks)])
    broken = _TWICE_ENCODED.findall(text[:200_000])
    if "\ufffd" in text or len(broken) > 2:
        sign = "\ufffd" if "\ufffd" in text else broken[0]
        raise RefusedInput(
            f"the text has broken letters (such as {clean.shown(sign)}): it was read in the wrong encoding",
            field="body",
            cure="Send it as UTF-8.",
        )
    declared = article.language.partition("-")[0] == "vi"
    if declared and not language.is_vietnamese(text):
        raise RefusedInput(
            f"the text does not read as Vietnamese: {clean.shown(_sample(article))}",
            field="language",
            cure="Send the Vietnamese text with its marks, or declare the language it is in.",
        )
    if not declared and language.is_vietnamese(text):
        raise RefusedInput(
            f"the text reads as Vietnamese, but its declared language is {article.language}",
            field="language",
            cure="Declare vi.",
        )


def _sample(article: IncomingArticle) -> str:
    return next((block.text for block in article.blocks if block.text), article.title)


def _address(field: str, url: str) -> None:
    if url and (len(url) > LONGEST_URL or clean.address(url) != url):
        raise RefusedInput(
            f"the address {clean.shown(url)} cannot be used",
            field=field,
            cure=f"Send an http or https address of at most {LONGEST_URL} characters, without a user name.",
        )


def _extras(article: IncomingArticle) -> None:
    _few("categories", article.categories, MOST_CATEGORIES)
    _few("media", article.media, MOST_MEDIA)
    for category in article.categories:
        if not 0 < len(category) <= LONGEST_CATEGORY:
            raise RefusedInput(
                f"the category {clean.shown(category)} is empty or too long",
                field="categories",
                cure=f"Send 1 to {LONGEST_CATEGORY} characters.",
            )
    for media in article.media:
        _media(media)


def _few(field: str, given: tuple[object, ...], most: int) -> None:
    if len(given) > most:
        raise RefusedInput(f"{len(given):,} {field} are more than {most}", field=field, cure="Send fewer.")


def _media(media: Media) -> None:
    if not media.url:
        raise RefusedInput("a media file has no url", field="media", cure="Send its address.")
    _address("media", media.url)
    if not _MEDIA_TYPE.fullmatch(media.type):
        raise RefusedInput(
            f"the media type {clean.shown(media.type)} of {clean.shown(media.url)} is not one that we pass on",
            field="media",
            cure="Send image/…, audio/…, video/… or application/pdf.",
        )
    if not 0 <= media.length <= _LONGEST_FILE:
        raise RefusedInput(
            f"the length {media.length} of {clean.shown(media.url)} is no file's",
            field="media",
            cure="Send its bytes, or 0 when unknown.",
        )
    for text in _texts(media):
        if len(text) > LONGEST_TITLE:
            raise RefusedInput(
                f"the media text {clean.shown(text)} is too long",
                field="media",
                cure=f"Send at most {LONGEST_TITLE} characters.",
            )


def _texts(media: Media) -> Iterable[str]:
    return media.alt, media.credit
