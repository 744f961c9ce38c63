"""`songngu sources`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from translations import services
from translations.errors import NotFound
from translations.models import Source
from translations.services import operating
from worker.management.acting import actor
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Lists, adds and changes the newsrooms that articles come from."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        listing = actions.add_parser("list", help="every source and how its last poll went")
        listing.add_argument("--json", action="store_true", help="for programs")
        add = actions.add_parser("add", help="a new source")
        add.add_argument("slug", help="its short name, such as nhan-dan")
        add.add_argument("--name", help="its full name, as readers of the feed see it (default: the slug)")
        add.add_argument("--feed", metavar="URL", help="poll this RSS or Atom feed; without it, articles are pushed")
        add.add_argument("--language", default="vi", help="language of its articles (default: vi)")
        add.add_argument("--targets", nargs="*", default=[], help="target languages (default: SONGNGU_TARGETS)")
        add.add_argument("--every", type=int, default=15, metavar="MINUTES", help="pause between polls (default: 15)")
        add.add_argument("--publish-machine", action="store_true", help="publish clean machine drafts, labelled")
        for name, text in (
            ("token", "give it a new token for the API; the old one stops working"),
            ("enable", "take its articles again"),
            ("disable", "take no more articles from it"),
            ("poll", "poll it at the next turn"),
        ):
            action = actions.add_parser(name, help=text)
            action.add_argument("slug")
            if name == "poll":
                action.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        rows = [
            {
                "slug": source.slug,
                "name": source.name,
                "kind": source.kind,
                "language": source.language,
                "enabled": source.enabled,
                "policy": source.policy,
                "url": source.url,
                "last_polled": source.last_polled_at and source.last_polled_at.isoformat(),
                "error": source.last_error,
            }
            for source in Source.objects.order_by("slug")
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            state = "" if row["enabled"] else " (disabled)"
            trouble = f"\n    last poll failed: {row['error']}" if row["error"] else ""
            self.stdout.write(f"{row['slug']}{state}  {row['kind']}  {row['language']}  {row['url']}{trouble}")
        if not rows:
            self.stdout.write("No source yet. Add one: songngu sources add SLUG --feed URL")

    def _add(self, options: dict[str, Any]) -> None:
        kind = Source.Kind.PULL if options["feed"] else Source.Kind.PUSH
        source = services.create_source(
            slug=options["slug"],
            name=options["name"] or options["slug"],
            kind=kind,
            language=options["language"],
            url=options["feed"] or "",
            policy=Source.Policy.MACHINE if options["publish_machine"] else Source.Policy.REVIEWED,
            targets=options["targets"],
            poll_minutes=options["every"],
        )
        self.stdout.write(f"Added {source.slug}.")
        if kind == Source.Kind.PUSH:
            self._token(options)

    def _token(self, options: dict[str, Any]) -> None:
        token = services.rotate_token(_source(options))
        self.stdout.write(f"Its token, shown only now: {token}")

    def _enable(self, options: dict[str, Any]) -> None:
        services.set_enabled(_source(options), enabled=True)
        self.stdout.write(f"{options['slug']} is enabled.")

    def _disable(self, options: dict[str, Any]) -> None:
        services.set_enabled(_source(options), enabled=False)
        self.stdout.write(f"{options['slug']} is disabled.")

    def _poll(self, options: dict[str, Any]) -> None:
        operating.poll_now(_source(options).slug, by=None, actor=actor("sources poll"))
        fact = {"source": options["slug"], "polled_soon": True}
        line = f"{options['slug']} will be polled in a few seconds."
        self.stdout.write(json.dumps(fact) if options["json"] else line)


def _source(options: dict[str, Any]) -> Source:
    source = Source.objects.filter(slug=options["slug"]).first()
    if source is None:
        raise NotFound(f"source {options['slug']!r}", cure="See: songngu sources list")
    return source
