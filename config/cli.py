"""The `songngu` command: our commands by name, errors in one sentence.

Django's own commands (`songngu migrate`, `songngu shell`) work too; only ours are listed.
"""

from __future__ import annotations

import difflib
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from pkgutil import iter_modules

from translations.errors import SongnguError

#: What the help shows, in this order; commands in no group come last.
GROUPS: Mapping[str, Sequence[str]] = {
    "Running": ("run", "prepare", "worker", "scheduler"),
    "Safety": ("backup", "restore"),
    "Articles": ("ingest", "translate", "sources"),
    "Operations": (
        *("status", "why", "replay", "cancel", "priority", "retranslate"),
        *("pause", "resume", "drain", "retry", "tidy"),
    ),
    "Partners": ("partners",),
    "Languages": ("models", "terms", "memory", "calibrate"),
    "People": ("user", "password"),
}
#: Commands of ours that are Django's under a friendlier name.
ALIASES = {"user": "createsuperuser"}
APPS = ("config", "worker", "translations", "feeds")


def our_commands() -> dict[str, str]:
    """Each command and the package it is in, found by looking: a new command needs no entry here."""
    root = Path(__file__).resolve().parent.parent
    found = {module.name: app for app in APPS for module in iter_modules([str(root / app / "management" / "commands")])}
    return {name: app for name, app in found.items() if not name.startswith("_")}


def overview() -> str:
    from django.core.management import load_command_class

    helps = {name: load_command_class(app, name).help for name, app in our_commands().items()}
    helps |= {"user": "Adds a person who may do everything; the rest of the people are added at /admin/."}
    grouped = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "More": sorted(set(helps) - grouped)}
    lines = ["usage: songngu COMMAND [options]; songngu COMMAND --help tells more", ""]
    for title, names in groups.items():
        rows = [f"  {name:<11} {helps[name]}" for name in names if name in helps]
        lines += [title, *rows, ""] if rows else []
    return "\n".join(lines)


def run_command(name: str, arguments: Sequence[str]) -> None:
    from django.core.management import get_commands, load_command_class
    from django.db import OperationalError, ProgrammingError

    app = our_commands().get(name) or get_commands().get(ALIASES.get(name, name))
    if app is None:
        raise UnknownCommand(repr(name), cure=suggestion(name))
    command = ALIASES.get(name, name)
    try:
        load_command_class(app, command).run_from_argv(["songngu", command, *arguments])
    except (OperationalError, ProgrammingError) as error:
        cure = "Make its tables with `songngu prepare`, or mend DATABASE_URL."
        raise DatabaseUnusable(str(error).strip().replace("\n", " "), cure=cure) from error


class DatabaseUnusable(SongnguError):
    """The database cannot be used."""


class UnknownCommand(SongnguError):
    """There is no such command."""


def suggestion(name: str) -> str:
    close = difflib.get_close_matches(name, [*our_commands(), *ALIASES], n=1)
    return f"Did you mean `songngu {close[0]}`?" if close else "See: songngu --help"


def dispatch(arguments: Sequence[str]) -> None:
    if arguments and arguments[0] in ("--version", "version"):
        from config.version import VERSION

        print(f"songngu {VERSION}")  # noqa: T201
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    set_up(arguments)
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(overview())  # noqa: T201
        return
    run_command(arguments[0], arguments[1:])


def set_up(arguments: Sequence[str]) -> None:
    import django
    from django.conf import settings

    fresh = not settings.configured
    django.setup()
    short = not arguments or arguments[0] not in GROUPS["Running"]
    if fresh and short and not os.environ.get("SONGNGU_LOG_LEVEL"):
        logging.getLogger().setLevel(logging.WARNING)  # a command says itself what it does


def debugging() -> bool:
    from config import env

    try:
        return env.flag("SONGNGU_DEBUG", False)
    except SongnguError:
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 refused or failed, 130 interrupted, 141 reader of our output gone."""
    try:
        dispatch(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except SongnguError as error:
        if debugging():
            raise
        print(f"songngu: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter's last flush is silent as well
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
