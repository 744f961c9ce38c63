"""Who is asking."""

from __future__ import annotations

from django.http import HttpRequest

from translations.models import User


def person(request: HttpRequest) -> User:
    """The signed-in user; views behind `login_required` only."""
    assert isinstance(request.user, User)
    return request.user
