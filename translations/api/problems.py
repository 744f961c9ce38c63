"""Errors as problem+json (RFC 9457): what was wrong, in which field, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from translations.errors import NotFound, RefusedInput, SongnguError

#: Status, detail, and field and cure where there are any.
Explained = tuple[int, str, dict[str, str]]
Explain = Callable[[Any], Explained]


def problem(
    api: NinjaAPI, request: HttpRequest, status: int, detail: str, *, field: str = "", cure: str = ""
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    body |= {key: value for key, value in (("field", field), ("cure", cure)) if value}
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = "application/problem+json"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="songngu"'
    return response


def register(api: NinjaAPI) -> None:
    """Every error that the API can answer with."""
    for error, explain in _EXPLAIN.items():

        def answer(request: HttpRequest, error: Any, explain: Explain = explain) -> HttpResponse:
            status, detail, more = explain(error)
            return problem(api, request, status, detail, **more)

        api.add_exception_handler(error, answer)


def _invalid(error: ValidationError) -> Explained:
    first = error.errors[0]
    path = ".".join(str(part) for part in first["loc"] if part not in ("body", "incoming", "query"))
    return 422, first["msg"], {"field": path, "cure": "See /api/docs for its shape."}


def _http(error: HttpError) -> Explained:
    cure = "Send one JSON object in UTF-8." if error.status_code == HTTPStatus.BAD_REQUEST else ""
    return error.status_code, str(error), {"cure": cure}


_TOKEN = {"cure": "Send the source's token as `Authorization: Bearer …`."}
_HUGE = {"field": "body", "cure": "Send it without embedded pictures."}

_EXPLAIN: dict[type[Exception], Explain] = {
    RefusedInput: lambda error: (422, error.what, {"field": error.field, "cure": error.cure}),
    NotFound: lambda error: (404, str(error), {"cure": error.cure}),
    SongnguError: lambda error: (409, str(error), {"cure": error.cure}),
    ValidationError: _invalid,
    AuthenticationError: lambda _: (401, "No valid token.", _TOKEN),
    HttpError: _http,
    RequestDataTooBig: lambda _: (413, "The request is too large.", _HUGE),
    Http404: lambda _: (404, "There is nothing at this address.", {"cure": "See /api/docs."}),
}
