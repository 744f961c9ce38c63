"""Our WebSub hub, as subscribers meet it (W3C Recommendation §5). Answers are plain text, as §5.2 asks."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from translations.errors import RefusedInput, TooMany
from translations.models import Credential, Partner
from translations.selectors.partners import asking, credential
from translations.services import hub

#: More than all the fields can need together. Bytes.
MAX_REQUEST = 10_000


@csrf_exempt  # a subscriber is a program without a session
def ask(request: HttpRequest, token: str = "") -> HttpResponse:
    if settings.HUB != "own":
        return _plain(404, "There is no hub here.")
    if request.method != "POST":
        return _plain(405, "Send a WebSub request with POST.", Allow="POST")
    if not _reasonable(request.META.get("CONTENT_LENGTH", "")):
        return _plain(413, "The request is too large.")
    partner, known = _partner(request, token)
    if not known:
        return _plain(401, "This credential is not valid.", WWW_Authenticate='Basic realm="songngu", charset="UTF-8"')
    field = request.POST.get
    try:
        hub.ask(
            mode=field("hub.mode", ""),
            callback=field("hub.callback", ""),
            topic=field("hub.topic", ""),
            lease_seconds=field("hub.lease_seconds", ""),
            secret=field("hub.secret", ""),
            partner=partner,
        )
    except RefusedInput as error:
        return _plain(400, f"{error.field}: {error.what}. {error.cure}")
    except TooMany as error:
        return _plain(429, str(error), Retry_After=str(error.retry_after))
    return _plain(202, "")


def _reasonable(length: str) -> bool:
    return not length or (length.isascii() and length.isdigit() and int(length[:9]) <= MAX_REQUEST)


def _partner(request: HttpRequest, token: str) -> tuple[Partner | None, bool]:
    """Who asks, and whether what was shown as proof is good. Nobody needs to show any."""
    header, now = request.headers.get("Authorization", ""), timezone.now()
    if not token and not header:
        return None, True
    found = credential(Credential.Kind.URL, token, now=now) if token else asking(header, now=now)
    return (found.partner, True) if found else (None, False)


def _plain(status: int, text: str, **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={**named, "Cache-Control": "no-store"}
    )
