"""Who is asking, and whether the draft is theirs to see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from translations.models import Translation, User
from translations.permissions import may_work


def person(request: HttpRequest) -> User:
    """The signed-in user; views behind `login_required` only."""
    assert isinstance(request.user, User)
    return request.user


def workable(request: HttpRequest, translation_id: int, found: QuerySet[Translation] | None = None) -> Translation:
    """The draft, for somebody who works in its language. 404 when there is none, 403 when they do not."""
    translation = get_object_or_404(Translation if found is None else found, pk=translation_id)
    if not may_work(person(request).languages, translation.language):
        raise PermissionDenied(
            _("You do not work into %(language)s, so this draft is not yours to see.")
            % {"language": translation.language}
        )
    return translation
