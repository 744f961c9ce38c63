"""The shape of commands that do one thing to one translation or many: choose, count with --dry-run, do, tell."""

from __future__ import annotations

import getpass
import json
import re
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser

from translations.errors import RefusedInput, SongnguError
from translations.selectors.choosing import Choice
from translations.services import acting
from translations.services.acting import Order
from translations.states import State
from worker.management.base import SongnguCommand

_SPAN = re.compile(r"([0-9]{1,5})(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> timedelta:
    """Such as 45m, 6h or 2d."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise RefusedInput(f"the span {text[:20]!r}", cure="Say it as 30s, 45m, 6h or 2d.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def actor(command: str) -> str:
    """Who did it, for the audit trail: there is no account, only a name on this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's bare number
        name = "somebody"
    return f"{name}, songngu {command}"


class ActingCommand(SongnguCommand):
    #: As services.acting.Order has it.
    action: str
    #: What is said of those that it was done to.
    said: str

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", nargs="*", type=int, help="numbers of translations; or choose them:")
        parser.add_argument("--source", default="", metavar="SLUG", help="those of this source")
        parser.add_argument("--language", default="", metavar="CODE", help="those into this language")
        parser.add_argument("--state", default="", choices=[state.value for state in State], help="those in this state")
        parser.add_argument("--older-than", default="", metavar="SPAN", help="in their state for longer: 45m, 6h, 2d")
        parser.add_argument("--all", action="store_true", help="every one for which it is possible")
        parser.add_argument("--dry-run", action="store_true", help="only say how many, and do nothing")
        parser.add_argument("--json", action="store_true", help="for programs")

    def choice(self, options: dict[str, Any]) -> Choice:
        return Choice(
            ids=tuple(options["id"]),
            source=options["source"],
            language=options["language"],
            state=options["state"],
            older_than=span(options["older_than"]) if options["older_than"] else None,
        )

    def order(self, options: dict[str, Any]) -> Order:
        return Order(action=self.action)

    def handle(self, *args: Any, **options: Any) -> None:
        choice, order = self.choice(options), self.order(options)
        if choice == Choice() and not options["all"]:
            raise RefusedInput("no translation named", cure="Give their numbers, or choose: --source, --state, --all …")
        if options["dry_run"]:
            self._preview(order, choice, options)
            return
        done = acting.carry_out(order, choice, by=None, actor=actor(self.action))
        if len(choice.ids) == 1 and done.failed:
            raise next(iter(done.failed.values()))
        failed = {number: str(error) for number, error in done.failed.items()}
        facts = {"done": done.done, "skipped": done.skipped, "failed": failed}
        lines = [f"{len(done.done)} {self.said}.", *_left(done.skipped)]
        self._say(options, facts, *lines, *(f"{number}: {error}" for number, error in failed.items()))
        if choice.ids and len(done.done) < len(choice.ids):
            raise NotAll(f"{len(done.done)} of {len(choice.ids)} {self.said}", cure="Their states are told above.")

    def _preview(self, order: Order, choice: Choice, options: dict[str, Any]) -> None:
        found = acting.plan(order, choice)
        some: list[dict[str, Any]] = [
            {"id": each.pk, "state": each.state, "title": each.revision.title} for each in found.some
        ]
        lines = [f"{found.count} would be {self.said}; nothing was done.", *_left(found.skipped)]
        lines += [f"{each['id']:>7}  {each['state']:<12}{each['title'][:80]}" for each in some]
        more = found.count - len(some)
        facts = {"count": found.count, "skipped": found.skipped, "some": some}
        self._say(options, facts, *lines, *([f"    and {more} more"] if more > 0 else []))

    def _say(self, options: dict[str, Any], facts: dict[str, Any], *lines: str) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) if options["json"] else "\n".join(lines))


class NotAll(SongnguError):
    """Not everything was done."""


def _left(skipped: dict[str, int]) -> list[str]:
    if not skipped:
        return []
    counts = ", ".join(f"{count} {state}" for state, count in sorted(skipped.items()))
    return [f"Left alone, because of their state: {counts}."]
