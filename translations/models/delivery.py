"""Who wants to be told of publications, and every telling: the row is the job, as it is for translations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from translations.models.partner import Partner
from translations.models.publication import Publication


class Subscription(models.Model):
    """An address that is told of what is published."""

    class Kind(models.TextChoices):
        WEBSUB = "websub", _("WebSub subscriber")
        WEBHOOK = "webhook", _("signed webhook")
        #: An external WebSub hub that we tell; it does the rest.
        HUB = "hub", _("external hub")

    class State(models.TextChoices):
        #: Asked for; whoever is at the address has not confirmed it yet.
        PENDING = "pending", _("waits for confirmation")
        ACTIVE = "active", _("active")
        #: Unsubscribed, expired, refused or gone; `reason` says which.
        ENDED = "ended", _("ended")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    #: Null for somebody who reads the public feeds.
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="subscriptions")
    callback = models.URLField(max_length=2000)
    #: The callback's host: one host gets a few connections at a time, however many addresses it has.
    host = models.CharField(max_length=255)
    #: Hex SHA-256 of kind, callback and topic: unique, where an index over the addresses would be too long.
    digest = models.CharField(max_length=64, unique=True)
    #: WebSub: the topic as the subscriber named it.
    topic = models.CharField(max_length=2000, blank=True)
    #: Which publications: empty means all that the partner may have.
    language = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=100, blank=True)
    #: Signs what we send, so it cannot be kept as a digest.
    secret = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    #: WebSub: deliveries stop here unless it is renewed. Null for a webhook.
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    #: Failures since the last success, and until when they make us leave this address alone.
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # services.deliveries.enqueue
            models.Index(fields=["language"], condition=Q(state="active"), name="listening"),
            # services.hub.end_leases
            models.Index(fields=["lease_until"], condition=Q(state="active"), name="lease_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.callback}"


class Delivery(models.Model):
    """One thing to be told to one address, until it took it or we gave up."""

    class Action(models.TextChoices):
        #: A publication.
        SEND = "send", _("publication")
        #: WebSub §5.3: did you ask for this?
        VERIFY = "verify", _("confirmation")
        #: WebSub §5.2: you cannot have this.
        DENY = "deny", _("refusal")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        DONE = "done", _("delivered")
        #: There was nothing left to tell, or nobody left to tell it to.
        DROPPED = "dropped", _("dropped")
        #: Attempts are used up; can be replayed.
        DEAD = "dead", _("failed")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    action = models.CharField(max_length=10, choices=Action.choices, default=Action.SEND)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, null=True, related_name="deliveries")
    #: VERIFY and DENY: what to ask or tell, as JSON.
    request = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField()
    #: Not to be tried before this time.
    not_before = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    #: HTTP status of the last answer; null when there was none.
    status = models.PositiveSmallIntegerField(null=True)
    last_error = models.TextField(blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "publication"], name="one_delivery_per_publication")
        ]
        indexes = [
            # services.deliveries.claim
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="deliverable"),
            # services.deliveries.claim (is this address being told something?) and release_expired
            models.Index(fields=["subscription", "lease_until"], condition=Q(state="sending"), name="delivery_leased"),
            # services.tidying
            models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="delivery_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"
