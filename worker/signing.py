"""Signatures of what we send. Pure."""

from __future__ import annotations

import hmac


def hub_signature(secret: str, body: bytes, algorithm: str) -> str:
    """X-Hub-Signature (WebSub §7.1): over the body alone, since the standard leaves nothing else to sign."""
    return f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"


def webhook_signature(secret: str, body: bytes, at: int) -> str:
    """`t=…,v1=…`: HMAC-SHA256 over time, dot and body, so that an old message cannot be sent again as new.

    `at` is Unix time in seconds, of this attempt.
    """
    signed = str(at).encode() + b"." + body
    return f"t={at},v1={hmac.new(secret.encode(), signed, 'sha256').hexdigest()}"
