"""What the tests of deliveries say to the hub, and what they look up of the outbox."""

from __future__ import annotations

from typing import Any

from django.test import Client

from translations.models import Delivery

EN = "https://songngu.example/feeds/en.atom"


def subscribe(callback: str, **fields: str) -> Any:
    form = {"hub.mode": "subscribe", "hub.topic": EN, "hub.callback": callback, **fields}
    return Client(enforce_csrf_checks=True).post("/hub", form)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))
