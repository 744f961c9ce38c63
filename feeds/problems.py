"""What went wrong, for machines."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse


def problem(status: int, title: str, detail: str, *, headers: dict[str, str]) -> HttpResponse:
    """RFC 9457."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(said, status=status, content_type="application/problem+json", headers=headers)
