"""A newsroom that never stops: new articles, corrections, repeats, retractions, and some brought back, over the API.

It sends again until it is told that the article was taken, as a newsroom's system would, and remembers what was said.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

PLACES = ("Xã Tân Lập", "Phường An Bình", "Huyện Mường Khương", "Thị trấn Sa Pa", "Quận Hải An", "Bản Nậm Lúc")
EVENTS = ("khánh thành trạm y tế", "mở lớp học nghề", "trồng rừng phòng hộ", "thông xe cầu dân sinh", "đón điện lưới")


@dataclass
class Sent:
    """What the newsroom knows of one article."""

    external_id: str
    titles: list[str] = field(default_factory=list)
    retracted: bool = False
    #: The last word was acknowledged: otherwise either state may stand.
    settled: bool = True


@dataclass
class Newsroom:
    url: str
    token: str
    chance: random.Random
    stop: threading.Event
    #: Seconds between two messages.
    pause: float = 0.4
    articles: list[Sent] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        with httpx.Client(base_url=self.url, timeout=30, headers={"Authorization": f"Bearer {self.token}"}) as client:
            while not self.stop.is_set():
                self._one(client)
                self.stop.wait(self.chance.uniform(0, 2 * self.pause))

    def _one(self, client: httpx.Client) -> None:
        lot = self.chance.random()
        known = self.chance.choice(self.articles) if self.articles and lot < 0.35 else None
        if known is None:
            self._publish(client, Sent(f"tin-{len(self.articles) + 1}"))
        elif lot < 0.07 and not known.retracted:
            self._retract(client, known)
        elif lot < 0.12:
            self._send(client, known, "repeat")
        else:
            self._publish(client, known)

    def _publish(self, client: httpx.Client, article: Sent) -> None:
        if not article.titles:
            self.articles.append(article)
        number = len(article.titles) + 1
        where, what = self.chance.choice(PLACES), self.chance.choice(EVENTS)
        article.titles.append(f"{where} {what}, tin {article.external_id[4:]} bản {number}")
        self._send(client, article, "new" if number == 1 else "correction")

    def _send(self, client: httpx.Client, article: Sent, kind: str) -> None:
        """The newest words; after a retraction they bring the article back."""
        title = article.titles[-1]
        lead = f"Sáng nay, {title[:1].lower()}{title[1:]}, với sự tham gia của {len(title) + 20} người dân."
        body = {
            "external_id": article.external_id,
            "title": title,
            "body": f"{lead}\n\nBà con trong bản rất phấn khởi.",
        }
        if self._until_taken(article, kind, lambda: client.post("/api/v1/articles", json=body)):
            article.retracted = False

    def _retract(self, client: httpx.Client, article: Sent) -> None:
        address = f"/api/v1/articles/{article.external_id}"
        if self._until_taken(article, "retraction", lambda: client.delete(address)):
            article.retracted = True

    def _until_taken(self, article: Sent, kind: str, ask: Callable[[], httpx.Response]) -> bool:
        article.settled = False
        while not self.stop.is_set():
            try:
                status = ask().status_code
            except httpx.HTTPError as error:
                self.counts[f"no answer ({type(error).__name__})"] += 1
            else:
                self.counts[f"{kind}s taken" if status < 300 else f"answers {status}"] += 1
                if status < 300:
                    article.settled = True
                    return True
            self.stop.wait(0.3)
        return False
