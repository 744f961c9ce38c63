"""The shapes of the push API. What the words mean is checked by `translations.intake`, as for every way in."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema


class BodyIn(Schema):
    html: str | None = Field(None, description="The article as HTML; only its content is kept, scripts are not.")
    text: str | None = Field(None, description="The article as plain text, a blank line between paragraphs.")


class MediaIn(Schema):
    url: str = Field(description="Absolute http(s) address.")
    type: str = Field(description="Media type, such as image/jpeg.")
    length: int = Field(0, ge=0, le=2**63 - 1, description="Bytes; 0 when unknown.")
    alt: str = ""
    credit: str = ""


class ArticleIn(Schema):
    """An article as the newsroom published it."""

    model_config = {"extra": "forbid"}

    external_id: str = Field(description="The newsroom's own identifier: the same for every correction.")
    url: str = ""
    language: str = Field("", description="BCP 47, such as vi; the source's language when left out.")
    title: str
    summary: str = ""
    byline: str = ""
    published: str = Field("", description="RFC 3339 with a zone, such as 2026-10-19T16:00:00+07:00.")
    embargo: str = Field(
        "",
        description="RFC 3339 with a zone, at most a year ahead: until then nothing of the article is published in any "
        "language. Send the article again with another time to move it, without one to lift it.",
    )
    body: BodyIn | str
    categories: list[str] = []
    media: list[MediaIn] = []
    priority: Literal["breaking", "normal", "low"] = "normal"


class TranslationOut(Schema):
    language: str
    state: str
    since: datetime = Field(alias="moved_at")


class ArticleOut(Schema):
    """Where the article stands."""

    id: UUID = Field(alias="uuid")
    external_id: str
    revision: int = Field(alias="current.number")
    retracted: bool
    embargo: datetime | None = Field(
        None, alias="current.embargo_until", description="Nothing of it is published before."
    )
    translations: list[TranslationOut]
    result: Literal["created", "revised", "unchanged", "retracted", "known"]

    @staticmethod
    def resolve_retracted(article: object) -> bool:
        return getattr(article, "retracted_at", None) is not None


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    field: str = ""
    cure: str = ""
