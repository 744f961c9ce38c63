"""Django's admin, for accounts and sources. What is decided on the desk is shown here, and cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from translations.models import Article, Move, Publication, Source, Translation, User

# Django's class takes no parameter when it runs.
if TYPE_CHECKING:
    _SourceBase = admin.ModelAdmin[Source]
    _AnyBase = admin.ModelAdmin[Any]
else:
    _SourceBase = _AnyBase = admin.ModelAdmin

admin.site.register(User, UserAdmin)
admin.site.site_header = admin.site.site_title = "songngu"


@admin.register(Source)
class SourceAdmin(_SourceBase):
    list_display = ("name", "kind", "language", "policy", "enabled", "last_polled_at", "last_error")
    list_filter = ("kind", "enabled", "policy")
    search_fields = ("name", "slug", "url")
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012
    # A token is made by `songngu sources token SLUG`, which shows it once.
    exclude = ("token_hash", "etag", "last_modified", "failures")
    readonly_fields = ("last_polled_at", "last_error")


class _Record(_AnyBase):
    """Looking only: the record is written by services."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(_Record):
    list_display = ("external_id", "source", "language", "received_at", "retracted_at")
    list_filter = ("source",)
    search_fields = ("external_id", "current__title")


@admin.register(Translation)
class TranslationAdmin(_Record):
    list_display = ("id", "article", "language", "state", "attempts", "doubts", "moved_at", "last_error")
    list_filter = ("state", "language")


@admin.register(Move)
class MoveAdmin(_Record):
    list_display = ("at", "translation", "name", "from_state", "to_state", "by", "reason")
    list_filter = ("name",)


@admin.register(Publication)
class PublicationAdmin(_Record):
    list_display = ("article", "language", "number", "tier", "title", "updated_at", "by", "retracted")
    list_filter = ("language", "tier", "retracted")
