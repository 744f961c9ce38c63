"""Outlets that take our feeds: what each is promised, and what proves who is asking."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from translations.types import Tier


class Partner(models.Model):
    """An outlet with a contract."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    #: Whom to write to when deliveries fail; shown to operators only.
    contact = models.CharField(max_length=200, blank=True)
    #: False: nothing is served and nothing delivered.
    enabled = models.BooleanField(default=True)
    #: Requests a minute and credential; null takes settings.FEED_RATE, 0 has no limit.
    rate = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """One feed that a partner may have: a language, a category of it or all, and how far its texts must be read."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="products")
    language = models.CharField(max_length=20)
    #: As it stands in the feed's address; empty means every category.
    category = models.CharField(max_length=100, blank=True)
    #: The least that an entry must be; `types.TIERS` tells what each lets through.
    tier = models.CharField(
        max_length=10,
        choices=[
            (Tier.MACHINE.value, _("everything, machine translations labelled")),
            (Tier.REVIEWED.value, _("only what a person has read")),
            (Tier.ORIGINAL.value, _("only originals")),
        ],
        default=Tier.REVIEWED,
    )

    class Meta:
        ordering = ["language", "category"]
        constraints = [models.UniqueConstraint(fields=["partner", "language", "category"], name="one_product_per_feed")]

    def __str__(self) -> str:
        return "/".join(part for part in (self.language, self.category) if part)


class Credential(models.Model):
    """Proves who is asking. The secret is shown once, when it is made; only its digest is kept."""

    class Kind(models.TextChoices):
        BASIC = "basic", _("user name and password")
        BEARER = "bearer", _("bearer token")
        URL = "url", _("private feed address")
        #: Opens the partner's page and nothing else.
        PAGE = "page", _("the partner's page")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: Hex SHA-256; selectors.partners.credential
    digest = models.CharField(max_length=64, unique=True)
    #: Its last characters, so that two people can speak of the same one.
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    #: Null while it has no end; in the past once it is revoked.
    ends_at = models.DateTimeField(null=True, blank=True)
    #: Written once a minute at most.
    last_used_at = models.DateTimeField(null=True, blank=True)
    #: What last used it said it was.
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} …{self.hint}"
