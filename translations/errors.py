"""Every error songngu raises on purpose.

The docstring is the message; an instance adds what it concerns and the cure.
"""

from __future__ import annotations

from inspect import cleandoc


class SongnguError(Exception):
    """Something went wrong."""

    def __init__(self, what: str = "", *, cure: str = "") -> None:
        self.what = what
        self.cure = cure
        super().__init__(what, cure)

    def __str__(self) -> str:
        headline = cleandoc(self.__doc__ or "").splitlines()[0].rstrip(".")
        message = f"{headline}: {self.what}" if self.what else headline
        message = message.rstrip(".") + "."
        return f"{message} {self.cure}".strip()


class RefusedInput(SongnguError):
    """Refused."""

    def __init__(self, what: str, *, field: str = "", cure: str = "") -> None:
        super().__init__(what, cure=cure)
        self.field = field


class NotFound(SongnguError):
    """No such thing."""


class TooMany(SongnguError):
    """Too many requests."""

    def __init__(self, what: str, *, retry_after: int, cure: str = "") -> None:
        super().__init__(what, cure=cure or f"Try again in {retry_after} seconds.")
        #: Seconds.
        self.retry_after = retry_after


class ImpossibleMove(SongnguError):
    """This cannot be done in the translation's present state."""


class StaleVersion(SongnguError):
    """Someone else changed this in the meantime."""


class LeaseLost(SongnguError):
    """The lease on this job has gone to someone else; the result is dropped."""


class EngineError(SongnguError):
    """The translation engine failed."""

    #: False when trying again unchanged cannot help, such as a missing package.
    retryable = True


class NoPackage(EngineError):
    """No translation package is installed for this language pair."""

    retryable = False


class BrokenPackage(EngineError):
    """The translation package cannot be read."""

    retryable = False


class FetchError(SongnguError):
    """The address could not be fetched."""


class ForbiddenAddress(FetchError):
    """This address is not public, and the operator has not allowed it."""


class SettingError(SongnguError):
    """A setting is wrong."""
