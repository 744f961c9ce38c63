"""`songngu why`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from translations import lateness, selectors
from translations.models import Translation
from translations.selectors.choosing import named
from translations.views import late
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Says where an article is, what it waits for, who has to act, and everything that happened to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="a translation's number, or the article's UUID, address or external id")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = [story(translation) for translation in named(options["article"])]
        if options["json"]:
            self.stdout.write(json.dumps(stories, ensure_ascii=False, indent=2, default=str))
            return
        self.stdout.write("\n\n".join("\n".join(lines(each)) for each in stories))


def story(translation: Translation) -> dict[str, Any]:
    """The page "Why is this article late?", as facts."""
    now = timezone.now()
    facts = selectors.facts(translation, now)
    cause = lateness.cause(facts)
    return {
        "translation": translation.pk,
        "article": str(translation.article.uuid),
        "external_id": translation.article.external_id,
        "title": translation.revision.title,
        "source": translation.article.source.slug,
        "from": translation.article.language,
        "to": translation.language,
        "state": translation.state,
        "cause": cause.value,
        "why": late.sentence(cause, facts, translation),
        "act": late.needs_somebody(cause, facts),
        "attempts": translation.attempts,
        "error": translation.last_error,
        "signature": translation.signature,
        "steps": [_step(each) for each in map(late.line, selectors.steps(translation))],
    }


def _step(line: late.Line) -> dict[str, str]:
    step = line.step
    told = {"what": line.label, "after": line.waited, "who": step.who, "details": step.detail}
    return {"at": step.at.isoformat(timespec="seconds"), **{name: value for name, value in told.items() if value}}


def lines(told: dict[str, Any]) -> list[str]:
    head = f"{told['translation']}  {told['title']}  ({told['source']}, {told['from']} → {told['to']})"
    found = [head, f"{'ACT: ' if told['act'] else ''}{told['why']}"]
    if told["error"]:
        found.append(f"Last error: {told['error']}")
    for step in told["steps"]:
        rest = " · ".join(step[name] for name in ("who", "details") if name in step)
        after = f"  (after {step['after']})" if "after" in step else ""
        found.append(f"  {step['at']}  {step['what']}{after}{'  ' if rest else ''}{rest}")
    return found
