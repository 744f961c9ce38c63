"""`songngu partners`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from translations.models import Credential, Delivery, Partner, Subscription
from translations.outbox import Topic, topic_url
from translations.selectors import deliveries as reads
from translations.selectors.partners import partners as all_partners
from translations.services import auditing, deliveries, partners, webhooks
from translations.services.partners import Issued
from translations.types import Tier
from worker.management.acting import actor
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Lists, adds and changes the outlets that take the feeds, with what each may have."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

        def action(name: str, text: str, *, slug: bool = True, as_json: bool = False) -> CommandParser:
            made: CommandParser = actions.add_parser(name, help=text)
            if slug:
                made.add_argument("slug")
            if as_json:
                made.add_argument("--json", action="store_true", help="for programs")
            return made

        action("list", "every partner, its products and credentials", slug=False, as_json=True)
        add = action("add", "a new partner, with the address of its page", as_json=True)
        add.add_argument("--name", default="", help="its full name (default: the slug)")
        add.add_argument("--contact", default="", help="whom to write to")
        product = action("product", "lets it have a feed, or takes one away", as_json=True)
        product.add_argument("language", help="such as en")
        product.add_argument("--category", default="", help="only this category of it")
        product.add_argument(
            "--tier",
            choices=[tier.value for tier in Tier],
            default=Tier.REVIEWED.value,
            help="the least an entry must be (default: reviewed)",
        )
        product.add_argument("--remove", action="store_true", help="take it away")
        credential = action("credential", "a new secret, shown once", as_json=True)
        credential.add_argument("kind", choices=Credential.Kind.values, help="how it will be used")
        rotate = action("rotate", "a new secret in place of an old one", as_json=True)
        rotate.add_argument("credential", type=int, help="its number in the list")
        rotate.add_argument(
            "--overlap", type=int, default=24, metavar="HOURS", help="the old one works on (default: 24)"
        )
        action("revoke", "ends a secret at once").add_argument("credential", type=int, help="its number in the list")
        webhook = action("webhook", "tells an address of every publication", as_json=True)
        webhook.add_argument("url")
        webhook.add_argument("--remove", action="store_true", help="tell it no more")
        log = action("log", "what was delivered, newest first", slug=False, as_json=True)
        log.add_argument("slug", nargs="?", help="of this partner only")
        log.add_argument("--limit", type=int, default=50)
        action("replay", "tries failed deliveries again", slug=False).add_argument("delivery", nargs="+", type=int)
        action("enable", "serves and tells it again")
        action("disable", "serves and tells it nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _say(self, options: dict[str, Any], fact: Any, *lines: str) -> None:
        if options.get("json"):
            self.stdout.write(json.dumps(fact, ensure_ascii=False, indent=2, default=str))
        else:
            for line in lines:
                self.stdout.write(line)

    def _list(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        facts = [_told(partner, now) for partner in all_partners()]
        lines = [line for fact in facts for line in _lines(fact)]
        self._say(options, facts, *(lines or ["No partner yet. Add one: songngu partners add SLUG --name NAME"]))

    def _add(self, options: dict[str, Any]) -> None:
        partner = partners.create(slug=options["slug"], name=options["name"], contact=options["contact"])
        issued = partners.issue(partner, Credential.Kind.PAGE)
        page = f"{settings.SITE_URL}/partner/{issued.secret}/"
        self._say(
            options,
            {"slug": partner.slug, "page": page},
            f"Added {partner.slug}. Give it a feed: songngu partners product {partner.slug} en",
            f"Its own page, shown only now: {page}",
        )

    def _product(self, options: dict[str, Any]) -> None:
        partner = partners.get(options["slug"])
        if options["remove"]:
            partners.withdraw_product(partner, options["language"], options["category"])
            self._say(options, {"removed": True}, "Taken away.")
            return
        found = partners.grant(partner, options["language"], options["category"], tier=Tier(options["tier"]))
        url = topic_url(settings.SITE_URL, Topic(found.language, found.category))
        fact = {"language": found.language, "category": found.category, "tier": found.tier, "url": url}
        self._say(options, fact, f"{partner.slug} may have {url}, {found.tier} and better.")

    def _credential(self, options: dict[str, Any]) -> None:
        partner = partners.get(options["slug"])
        self._issued(options, partners.issue(partner, Credential.Kind(options["kind"])))

    def _rotate(self, options: dict[str, Any]) -> None:
        overlap = timedelta(hours=options["overlap"])
        self._issued(options, partners.rotate(partners.get(options["slug"]), options["credential"], overlap=overlap))

    def _issued(self, options: dict[str, Any], issued: Issued) -> None:
        credential, secret = issued.credential, issued.secret
        how = {
            Credential.Kind.BASIC: f"user name {credential.partner.slug}, password {secret}",
            Credential.Kind.BEARER: f"Authorization: Bearer {secret}",
            Credential.Kind.URL: f"{settings.SITE_URL}/feeds/p/{secret}/LANGUAGE.atom",
            Credential.Kind.PAGE: f"{settings.SITE_URL}/partner/{secret}/",
        }[Credential.Kind(credential.kind)]
        fact = {"id": credential.pk, "kind": credential.kind, "secret": secret, "use": how}
        self._say(options, fact, f"Number {credential.pk}, shown only now: {how}")

    def _revoke(self, options: dict[str, Any]) -> None:
        partners.revoke(partners.get(options["slug"]), options["credential"])
        self.stdout.write("Revoked.")

    def _webhook(self, options: dict[str, Any]) -> None:
        partner = partners.get(options["slug"])
        if options["remove"]:
            webhooks.remove(partner, options["url"])
            self._say(options, {"removed": True}, "Taken away.")
            return
        made = webhooks.add(partner, options["url"])
        fact = {"url": options["url"], "secret": made.secret}
        self._say(options, fact, f"{options['url']} will be told. The secret that signs, shown only now: {made.secret}")

    def _log(self, options: dict[str, Any]) -> None:
        partner = partners.get(options["slug"]) if options["slug"] else None
        facts = [_delivery(row) for row in reads.log(partner, limit=options["limit"])]
        lines = [
            f"{f['id']:>7}  {f['at']:%Y-%m-%d %H:%M}  {f['state']:<8} {f['attempts']:>2}×  "
            f"{f['to']}  {f['what']}  {f['error']}"
            for f in facts
        ]
        self._say(options, facts, *(lines or ["Nothing was to be delivered yet."]))

    def _replay(self, options: dict[str, Any]) -> None:
        for number in options["delivery"]:
            deliveries.replay(number)
            auditing.record("replay", f"delivery {number}", by=None, actor=actor("partners replay"))
        self.stdout.write(f"{len(options['delivery'])} queued again.")

    def _enable(self, options: dict[str, Any]) -> None:
        partners.set_enabled(partners.get(options["slug"]), enabled=True)
        self.stdout.write(f"{options['slug']} is enabled.")

    def _disable(self, options: dict[str, Any]) -> None:
        partners.set_enabled(partners.get(options["slug"]), enabled=False)
        self.stdout.write(f"{options['slug']} is disabled.")


def _told(partner: Partner, now: datetime) -> dict[str, Any]:
    return {
        "slug": partner.slug,
        "name": partner.name,
        "enabled": partner.enabled,
        "products": [{"language": p.language, "category": p.category, "tier": p.tier} for p in partner.products.all()],
        "credentials": [
            {
                "id": c.pk,
                "kind": c.kind,
                "hint": c.hint,
                "ends": c.ends_at,
                "last_used": c.last_used_at,
                "agent": c.agent,
            }
            for c in partner.credentials.all()
            if c.ends_at is None or c.ends_at > now
        ],
        "subscriptions": [
            {"kind": s.kind, "callback": s.callback, "failures": s.failures, "last_success": s.last_success_at}
            for s in partner.subscriptions.all()
            if s.state == Subscription.State.ACTIVE
        ],
    }


def _lines(fact: dict[str, Any]) -> Sequence[str]:
    head = f"{fact['slug']}{'' if fact['enabled'] else ' (disabled)'}  {fact['name']}"
    products = [f"    {'/'.join(filter(None, (p['language'], p['category'])))}  {p['tier']}" for p in fact["products"]]
    credentials = [
        f"    {c['id']:>5}  {c['kind']:<6} …{c['hint']}  last used: {c['last_used'] or 'never'}"
        for c in fact["credentials"]
    ]
    told = [f"    {s['kind']} {s['callback']}  failures: {s['failures']}" for s in fact["subscriptions"]]
    return [head, *products, *credentials, *told]


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "at": row.created_at,
        "partner": row.subscription.partner and row.subscription.partner.slug,
        "to": row.subscription.callback,
        "what": row.publication.title if row.publication else row.action,
        "state": row.state,
        "attempts": row.attempts,
        "status": row.status,
        "error": row.last_error,
    }
