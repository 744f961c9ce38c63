"""A partner outlet: polls the feeds all along and remembers every id, and has an address that is told of news."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import etree

from subscriber import Subscriber

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Read:
    id: str
    page: str
    updated: str


@dataclass
class Outlet:
    url: str
    stop: threading.Event
    pause: float = 0.3
    #: (language, id) → the entry as it was read last.
    known: dict[tuple[str, str], Read] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # page → id
    feed_updated: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        etags: dict[str, str] = {}
        with httpx.Client(base_url=self.url, timeout=30) as client:
            while not self.stop.wait(self.pause):
                for language in LANGUAGES:
                    try:
                        self._poll(client, language, etags)
                    except httpx.HTTPError as error:
                        self.counts[f"no answer ({type(error).__name__})"] += 1

    def _poll(self, client: httpx.Client, language: str, etags: dict[str, str]) -> None:
        tag = etags.get(language)
        answer = client.get(f"/feeds/{language}.atom", headers={"If-None-Match": tag} if tag else {})
        self.counts[f"answers {answer.status_code}"] += 1
        if answer.status_code == 200:
            etags[language] = answer.headers["ETag"]
            self.read(language, answer.content)

    def read(self, language: str, document: bytes) -> None:
        """Takes one document in, and complains of whatever a reader could not live with."""
        root = etree.fromstring(document)
        updated = root.findtext(f"{ATOM}updated") or ""
        if updated < self.feed_updated.get(language, ""):
            self.complaints.append(f"feed {language} went back from {self.feed_updated[language]} to {updated}")
        self.feed_updated[language] = updated
        found = list(entries(root))
        if len({entry.id for entry in found}) < len(found):
            self.complaints.append(f"feed {language} has an id twice in one document")
        for entry in found:
            self._remember(language, entry)

    def _remember(self, language: str, entry: Read) -> None:
        before = self.known.get((language, entry.id))
        if before and (before.page != entry.page or before.updated > entry.updated):
            self.complaints.append(f"entry {entry.id} was {before}, became {entry}")
        if self.ids.setdefault(entry.page, entry.id) != entry.id:
            self.complaints.append(f"{entry.page} changed its id from {self.ids[entry.page]} to {entry.id}")
        self.known[language, entry.id] = entry

    def whole(self, language: str) -> set[str]:
        """Every id of the feed and all its archives (RFC 5005 §4), as someone who comes anew would find them."""
        found: set[str] = set()
        address = f"/feeds/{language}.atom"
        with httpx.Client(base_url=self.url, timeout=60) as client:
            while address:
                answer = client.get(address).raise_for_status()
                root = etree.fromstring(answer.content)
                found |= {entry.id for entry in entries(root)}
                links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
                address = urljoin(str(answer.url), links["prev-archive"]) if "prev-archive" in links else ""
        return found


def entries(root: Any) -> Iterator[Read]:
    for entry in root.findall(f"{ATOM}entry"):
        pages = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        yield Read(entry.findtext(f"{ATOM}id"), pages[0] if pages else "", entry.findtext(f"{ATOM}updated"))


def told_of(subscriber: Subscriber, path: str) -> Counter[int]:
    """Delivery number → how often it came to the webhook."""
    return Counter(int(json.loads(told.body)["id"]) for told in list(subscriber.told) if told.path == path)
