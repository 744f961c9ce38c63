"""Errors as problem+json (RFC 9457): what was wrong, in which field, and what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from translations.errors import NotFound, RefusedInput, SongnguError


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
    """Every error that the API can answer with, in one place."""

    def refused(request: HttpRequest, error: RefusedInput) -> HttpResponse:
        return problem(api, request, 422, error.what, field=error.field, cure=error.cure)

    def unknown(request: HttpRequest, error: NotFound) -> HttpResponse:
        return problem(api, request, 404, str(error), cure=error.cure)

    def failed(request: HttpRequest, error: SongnguError) -> HttpResponse:
        return problem(api, request, 409, str(error), cure=error.cure)

    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0]
        path = ".".join(str(part) for part in first["loc"] if part not in ("body", "incoming", "query"))
        return problem(api, request, 422, first["msg"], field=path, cure="See /api/docs for its shape.")

    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        cure = "Send one JSON object in UTF-8." if error.status_code == HTTPStatus.BAD_REQUEST else ""
        return problem(api, request, error.status_code, str(error), cure=cure)

    def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(
            api, request, 401, "No valid token.", cure="Send the source's token as `Authorization: Bearer …`."
        )

    def huge(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(
            api, request, 413, "The request is too large.", field="body", cure="Send it without embedded pictures."
        )

    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, "There is nothing at this address.", cure="See /api/docs.")

    handlers: dict[type[Exception], Any] = {
        RefusedInput: refused,
        NotFound: unknown,
        SongnguError: failed,
        ValidationError: invalid,
        AuthenticationError: stranger,
        HttpError: http,
        RequestDataTooBig: huge,
        Http404: absent,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)
