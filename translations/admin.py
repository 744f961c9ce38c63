"""Django's admin, for accounts, sources and partners. What the desk decides is only shown here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from translations import categories
from translations.errors import SongnguError
from translations.models import (
    Article,
    Credential,
    Delivery,
    Move,
    Partner,
    Product,
    Publication,
    Source,
    Subscription,
    Translation,
    User,
)
from translations.services import accounts, deliveries, partners

# Django's class takes no parameter when it runs.
if TYPE_CHECKING:
    _SourceBase = admin.ModelAdmin[Source]
    _PartnerBase = admin.ModelAdmin[Partner]
    _AnyBase = admin.ModelAdmin[Any]
    _ProductsBase = admin.TabularInline[Product, Partner]
    _CredentialsBase = admin.TabularInline[Credential, Partner]
    _UserBase = UserAdmin[User]
else:
    _UserBase = UserAdmin
    _SourceBase = _PartnerBase = _AnyBase = admin.ModelAdmin
    _ProductsBase = _CredentialsBase = admin.TabularInline


@admin.register(User)
class PersonAdmin(_UserBase):
    fieldsets = (*(UserAdmin.fieldsets or ()), (_("Desk"), {"fields": ("languages", "mail")}))
    actions = ("drop_second_factor", "sign_out")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An administrator gives roles, and nobody more than that."""
        mine = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return mine
        return (*mine, "is_superuser", "is_staff", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor may one change, or take over, the account of somebody who may do everything."""
        above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    has_delete_permission = has_change_permission

    @admin.action(description=_("Turn off the second step of those chosen"), permissions=["change"])
    def drop_second_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for person in self._below(request, chosen):
            accounts.drop_factor(person, by=request.user)  # type: ignore[arg-type]

    @admin.action(description=_("Sign those chosen out everywhere"), permissions=["change"])
    def sign_out(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for person in self._below(request, chosen):
            accounts.end_sessions(person, by=request.user)  # type: ignore[arg-type]

    def _below(self, request: HttpRequest, chosen: QuerySet[User]) -> QuerySet[User]:
        return chosen if request.user.is_superuser else chosen.filter(is_superuser=False)


def _login(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The desk's own sign-in, for that one has the second step."""
    return redirect_to_login(request.get_full_path(), reverse("login"))


admin.site.login = _login  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "songngu"


@admin.register(Source)
class SourceAdmin(_SourceBase):
    list_display = ("name", "kind", "language", "policy", "enabled", "last_polled_at", "last_error")
    list_filter = ("kind", "enabled", "policy")
    search_fields = ("name", "slug", "url")
    prepopulated_fields = {"slug": ("name",)}
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


class _Products(_ProductsBase):
    model = Product
    extra = 1


class _Credentials(_CredentialsBase):
    """Shown only: a secret is made by `songngu partners credential SLUG`, which shows it once."""

    model = Credential
    extra = 0
    fields = readonly_fields = ("kind", "hint", "created_at", "ends_at", "last_used_at", "agent")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Partner)
class PartnerAdmin(_PartnerBase):
    list_display = ("name", "slug", "enabled", "contact", "rate", "last_poll")
    list_filter = ("enabled",)
    search_fields = ("name", "slug", "contact")
    prepopulated_fields = {"slug": ("name",)}
    exclude = ("created_at",)
    inlines = (_Products, _Credentials)
    actions = ("revoke_all",)

    @admin.display(description=_("last poll"))
    def last_poll(self, partner: Partner) -> datetime | None:
        newest: datetime | None = partner.credentials.aggregate(newest=Max("last_used_at"))["newest"]
        return newest

    @admin.action(description=_("Revoke all credentials"))
    def revoke_all(self, request: HttpRequest, chosen: QuerySet[Partner]) -> None:
        ended = sum(partners.revoke_all(partner) for partner in chosen)
        self.message_user(
            request, ngettext("%d credential was revoked.", "%d credentials were revoked.", ended) % ended
        )

    def save_model(self, request: HttpRequest, obj: Partner, form: Any, change: bool) -> None:
        obj.created_at = obj.created_at or timezone.now()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Products are compared by their category's key, so that is what is kept."""
        for product in formset.save(commit=False):
            product.category = categories.key(product.category)
            product.save()
        for removed in formset.deleted_objects:
            removed.delete()


@admin.register(Subscription)
class SubscriptionAdmin(_Record):
    list_display = (
        "callback",
        "kind",
        "partner",
        "topic",
        "state",
        "lease_until",
        "failures",
        "last_success_at",
        "reason",
    )
    list_filter = ("kind", "state", "partner")
    exclude = ("secret", "digest")


@admin.register(Delivery)
class DeliveryAdmin(_Record):
    list_display = ("id", "subscription", "action", "publication", "state", "attempts", "status", "last_error")
    list_filter = ("state", "action", "subscription__partner")
    list_select_related = ("subscription", "publication")
    exclude = ("request", "lease_token")
    actions = ("replay",)

    @admin.action(description=_("Try again"))
    def replay(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        for delivery in chosen:
            try:
                deliveries.replay(delivery.pk)
            except SongnguError as error:
                self.message_user(request, str(error), level=messages.ERROR)
