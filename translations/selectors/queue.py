"""The review desk's queue: which drafts, in which order, and how many, at a cost that its length does not change.

docs/decisions.md, "The queue reads a page, never the queue".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from translations import searching
from translations.models import Article, Presence, Translation, User
from translations.selectors.board import counts_by_state
from translations.states import State

#: Counted no further, and listed no further: who has a thousand drafts before them needs a narrower question.
MOST = 1000
PAGE = 50
#: Query value → how long a draft has been where it is.
AGES: Mapping[str, timedelta] = {"1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1)}
ANY = "any"
_MOST_PEOPLE = 300
#: As the index "attention" has it; of every state together, by the one index that there is.
_ORDERS = {State.REVIEW: ("priority", "-late", "-risk", "moved_at", "pk"), ANY: ("-pk",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which drafts somebody asks for. An empty field asks for nothing in particular."""

    #: One of `State`, or ANY.
    state: str = State.REVIEW.value
    language: str = ""
    #: Slugs, and a key of `categories`.
    source: str = ""
    category: str = ""
    #: me, nobody, or a person's user name.
    assignee: str = ""
    #: Code of a flag.
    flag: str = ""
    doubts: bool = False
    #: One of AGES.
    age: str = ""
    #: One of `Priority`, as text: 0 asks for something.
    priority: str = ""
    q: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    drafts: list[Translation]
    number: int
    #: At most MOST + 1, which means more than MOST.
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, MOST) // PAGE))

    @property
    def more(self) -> bool:
        return self.total > MOST

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


def page(wanted: Wanted, person: User, number: int = 1, *, now: datetime | None = None) -> Page:
    """One page."""
    total, ordered = found(wanted, person, now=now or timezone.now())
    number = max(1, min(number, -(-min(total, MOST) // PAGE)))
    ids = ordered.values_list("pk", flat=True)[(number - 1) * PAGE : number * PAGE]
    return Page(listed(ids), number, total)


def found(wanted: Wanted, person: User, *, now: datetime) -> tuple[int, QuerySet[Translation]]:
    """How many, counted up to MOST + 1, and all of them in order.

    Few are found by whatever index serves best, once, and sorted; of many, the order's index is walked until the
    caller has enough.
    """
    some = list(matching(wanted, person, now=now).order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(some) > MOST:
        wanted_ones = matching(wanted, person, now=now, walking=True)
    else:
        wanted_ones = Translation.objects.filter(pk__in=some) if some else Translation.objects.none()
    return len(some), in_order(wanted_ones, wanted.state)


def listed(ids: Iterable[int]) -> list[Translation]:
    """These drafts with what a list shows of them, in this order; without their texts."""
    wanted = list(ids)
    found = (
        Translation.objects.filter(pk__in=wanted)
        .select_related("article__source", "revision", "assignee", "claimed_by")
        .defer("revision__blocks", "revision__media", "revision__categories")
        .in_bulk()
    )
    return [found[pk] for pk in wanted if pk in found]


def count(wanted: Wanted, person: User, *, now: datetime | None = None) -> int:
    """How many match, counted up to MOST + 1."""
    return matching(wanted, person, now=now or timezone.now()).order_by()[: MOST + 1].count()


def in_order(found: QuerySet[Translation], state: str) -> QuerySet[Translation]:
    """In review: breaking first, then what is late, then the riskiest, for there a person is worth most, then what
    waits longest. Elsewhere the newest first."""
    return found.order_by(*_ORDERS.get(state, ("-moved_at", "-pk")))


def matching(wanted: Wanted, person: User, *, now: datetime, walking: bool = False) -> QuerySet[Translation]:
    """Those asked for, in no order, of the languages that this person works in.

    `walking`: the caller walks an order's index, so no condition may tempt the planner to begin elsewhere.
    """
    found = Translation.objects.all()
    if wanted.state != ANY:
        found = found.filter(state=wanted.state)
    if person.languages:
        found = found.filter(language__in=person.languages)
    if wanted.source and (walking or wanted.q):
        theirs = Article.objects.filter(pk=OuterRef("article_id"), source__slug=wanted.source)
        found = found.filter(Exists(theirs))
    elif wanted.source:
        found = found.filter(article__source__slug=wanted.source)
    if wanted.assignee == "nobody":  # not IS NULL: SQLite would find those by the foreign key's index, and sort them
        found = found.alias(theirs=Coalesce("assignee_id", 0)).filter(theirs=0)
    elif wanted.assignee:
        found = (
            found.filter(assignee=person)
            if wanted.assignee == "me"
            else found.filter(assignee__username=wanted.assignee)
        )
    return found.filter(_conditions(wanted, now))


def _conditions(wanted: Wanted, now: datetime) -> Q:
    found = Q()
    if wanted.language:
        found &= Q(language=wanted.language)
    if wanted.category:
        found &= Q(search_text__categories__contains=f" {wanted.category} ")
    if wanted.flag:
        found &= Q(flag_codes__contains=f" {wanted.flag} ")
    if wanted.doubts:
        found &= Q(doubts__gt=0)
    if wanted.age in AGES:
        found &= Q(moved_at__lte=now - AGES[wanted.age])
    if wanted.priority:
        found &= Q(priority=int(wanted.priority))
    if searching.asked(wanted.q):
        found &= Q(pk__in=having(wanted.q))
    return found


def having(query: str) -> RawSQL:
    """Ids of the drafts that have every word of `query`, each as the beginning of a word of the source or the draft."""
    if connection.vendor == "sqlite":
        found = "SELECT rowid FROM translations_searchtext_words WHERE translations_searchtext_words MATCH %s"
        return RawSQL(found, [searching.fts5(query)])  # noqa: S611  (constant; the query is a parameter)
    found = (
        "SELECT translation_id FROM translations_searchtext"
        " WHERE to_tsvector('simple', source || ' ' || target) @@ to_tsquery('simple', %s)"
    )
    return RawSQL(found, [searching.tsquery(query)])  # noqa: S611


def counts(person: User) -> dict[str, int]:
    """Drafts by state, of this person's languages, each counted up to MOST + 1."""
    return counts_by_state(languages=person.languages, most=MOST + 1)


def people() -> list[User]:
    """Those to whom drafts can be given."""
    return list(User.objects.filter(is_active=True).order_by("username")[:_MOST_PEOPLE])


def free(person: User, now: datetime) -> Q:
    """Nobody else has it open."""
    return Q(claimed_by__isnull=True) | Q(claimed_by=person) | Q(claimed_until__lte=now)


def present(translation: Translation, person: User, now: datetime) -> list[Presence]:
    """Who else has this draft open."""
    others = Presence.objects.filter(translation=translation, until__gt=now).exclude(person=person)
    return list(others.select_related("person").order_by("person__username"))
