"""One house under load, beaten for a while, left alone until it is quiet, and judged."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from chaos import laws, witnesses
from chaos.blows import Arm
from chaos.desk import Translator
from chaos.houses import House
from chaos.newsroom import Newsroom
from chaos.outlet import LANGUAGES, Outlet, told_of
from chaos.record import Record, read
from proc import eventually
from subscriber import Subscriber, open_subscriber

#: As config.settings has them by default.
MAX_ATTEMPTS, DELIVERY_ATTEMPTS = 5, 12
_BUSY = """SELECT (SELECT count(*) FROM translations_translation WHERE state IN ('queued', 'translating'))
    + (SELECT count(*) FROM translations_delivery WHERE state = 'sending'
       OR state = 'queued' AND not_before <= CURRENT_TIMESTAMP)"""
_DEAD = "SELECT count(*) FROM translations_translation WHERE state = 'failed'"


@dataclass
class Crowd:
    """Everybody who uses the service from outside while it is beaten."""

    newsroom: Newsroom
    translators: list[Translator]
    outlet: Outlet
    subscriber: Subscriber
    stop: threading.Event

    @contextmanager
    def busy(self) -> Iterator[None]:
        runs = [self.newsroom.run, self.outlet.run, *(each.run for each in self.translators)]
        threads = [threading.Thread(target=run, daemon=True) for run in runs]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join(60)


@dataclass
class Story:
    """What was done, what was seen, and what of it must not be."""

    house: str
    arm: Arm
    crowd: Crowd
    record: Record
    seconds: float
    starts: int
    #: Dead letters that were tried again at the end.
    replayed: int
    broken: list[str] = field(default_factory=list)


def besiege(house: House, *, seed: int, seconds: float, patience: float) -> Story:
    """Raises when the service cannot even be started; everything else is in the story."""
    begun = time.monotonic()
    chance = random.Random(seed)
    with open_subscriber() as subscriber:
        house.open()
        crowd = gather(house, subscriber, chance)
        arm = Arm(house, random.Random(chance.random()))
        with crowd.busy():
            arm.beat(seconds)
            arm.heal()
        replayed = settle(house, patience)
        with house.record() as connection:
            record = read(connection)
        story = Story(house.name, arm, crowd, record, time.monotonic() - begun, house.starts, replayed)
        story.broken = judge(story)
    return story


#: One process instead of eight commands: it has to fit into the short cut as well.
_PREPARE = """
import json, secrets
from translations import services
from translations.models import Source, User
from translations.services import partners, webhooks
source = services.create_source(slug="bao-moi", name="Báo Mới", kind=Source.Kind.PUSH)
partner = partners.create(slug="tin-bien", name="Tin Biển")
for language in {languages!r}:
    partners.grant(partner, language)
webhooks.add(partner, {hook!r})
people = {{name: secrets.token_urlsafe(12) for name in ("an", "binh")}}
for name, password in people.items():
    User.objects.create_superuser(name, f"{{name}}@example.org", password)
print(json.dumps({{"token": services.rotate_token(source), "people": people}}))
"""


def gather(house: House, subscriber: Subscriber, chance: random.Random) -> Crowd:
    """Gives everybody what they need to begin: a token, a password, a webhook and a WebSub subscription."""
    script = _PREPARE.format(languages=LANGUAGES, hook=f"{subscriber.url}/event")
    given = json.loads(house.songngu("shell", "-v", "0", "-c", script).splitlines()[-1])
    for language in LANGUAGES:
        topic = f"{house.url}/feeds/{language}.atom"
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": f"{subscriber.url}/ping"}
        httpx.post(f"{house.url}/hub", data=form, timeout=30).raise_for_status()
    stop = threading.Event()
    people = [
        Translator(house.url, name, password, f"x{name[0]}", random.Random(chance.random()), stop)
        for name, password in given["people"].items()
    ]
    newsroom = Newsroom(house.url, given["token"], random.Random(chance.random()), stop)
    return Crowd(newsroom, people, Outlet(house.url, stop), subscriber, stop)


def settle(house: House, patience: float) -> int:
    """Waits until nothing is under way; tries dead letters once more. Returns how many there were."""
    until = time.monotonic() + patience
    wait_for(house, _BUSY, until)
    dead = wait_for(house, _DEAD, 0)
    if dead:
        house.songngu("replay", "--all")
        wait_for(house, _BUSY, until)
    if not eventually(house.answers, seconds=60):
        raise RuntimeError(f"the web did not come back:\n{house.told()}")
    return dead


def wait_for(house: House, query: str, until: float) -> int:
    """What the query counts, as soon as that is nothing or the time is over."""
    while True:
        house.keep_up()
        count = counted(house, query)
        if not count or time.monotonic() > until:
            return count
        time.sleep(0.3)


def counted(house: House, query: str) -> int:
    with house.record() as connection:
        return int(connection.execute(query).fetchone()[0])


def judge(story: Story) -> list[str]:
    crowd, record = story.crowd, story.record
    saved = [edit for each in crowd.translators for edit in each.saved]
    published = [out for each in crowd.translators for out in each.published]
    whole = {language: crowd.outlet.whole(language) for language in LANGUAGES}
    told: Counter[int] = told_of(crowd.subscriber, "/event")
    return [
        *laws.broken(record, max_attempts=MAX_ATTEMPTS),
        *witnesses.articles_are_as_sent(record, crowd.newsroom.articles),
        *witnesses.no_saved_edit_is_gone(record, saved),
        *witnesses.published_texts_hold_their_edits(record, published),
        *witnesses.no_entry_is_lost(record, whole, crowd.outlet.known),
        *witnesses.deliveries_are_explained(record, told, most=DELIVERY_ATTEMPTS, now=datetime.now(UTC)),
        *crowd.outlet.complaints,
    ]
