"""A translator at the desk, over HTTP like a browser: opens drafts, edits, accepts, publishes, rejects, reopens.

Every edit carries a mark of its own, and what the server acknowledged is remembered: none of it may be gone later.
"""

from __future__ import annotations

import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from lxml import html


@dataclass(frozen=True, slots=True)
class Saved:
    """An edit that the server said it has."""

    translation: int
    segment: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Published:
    translation: int
    #: The marks of what this translator had been told was saved, seen on the page that was published.
    marks: tuple[str, ...]


@dataclass
class Translator:
    url: str
    name: str
    password: str
    #: Begins the marks, so that two translators' differ.
    sign: str
    chance: random.Random
    stop: threading.Event
    pause: float = 0.5
    saved: list[Saved] = field(default_factory=list)
    published: list[Published] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        with httpx.Client(base_url=self.url, timeout=30) as client:
            while not self.stop.is_set():
                try:
                    self._visit(client)
                except httpx.HTTPError as error:
                    self.counts[f"no answer ({type(error).__name__})"] += 1
                self.stop.wait(self.chance.uniform(0, 2 * self.pause))

    def _visit(self, client: httpx.Client) -> None:
        answer = client.get("/next/", follow_redirects=True)
        if "/login/" in answer.url.path:
            self._sign_in(client, answer)
            return
        found = re.fullmatch(r"/drafts/(\d+)/", answer.url.path)
        if answer.status_code != 200 or not found:
            self.counts[f"queue answers {answer.status_code}"] += 1
            return
        translation, page = int(found[1]), html.fromstring(answer.text)
        marks = [mark for form in self._some_segments(page) if (mark := self._edit(client, translation, form))]
        lot = self.chance.random()
        if lot < 0.7:
            self._publish(client, translation, marks)
        elif lot < 0.9:
            action = self.chance.choice(("reject", "retranslate", "accept-all", "withdraw"))
            self._decide(client, translation, action)
        if self.published and self.chance.random() < 0.15:
            self._decide(client, self.chance.choice(self.published).translation, "reopen")

    def _sign_in(self, client: httpx.Client, answer: httpx.Response) -> None:
        fields = fields_of(html.fromstring(answer.text), "login")
        given = {**fields, "username": self.name, "password": self.password}
        status = client.post("/login/", data=given, headers=self._same_site()).status_code
        self.counts["signed in" if status == 302 else f"sign-in answers {status}"] += 1

    def _same_site(self) -> dict[str, str]:
        return {"Referer": self.url, "Origin": self.url}

    def _some_segments(self, page: Any) -> list[Any]:
        forms = [form for form in page.iter("form") if re.fullmatch(r"/segments/\d+/", form.get("action") or "")]
        return self.chance.sample(forms, min(len(forms), self.chance.choice((1, 1, 2))))

    def _edit(self, client: httpx.Client, translation: int, form: Any) -> str:
        """The mark, when the server said that it is saved."""
        boxes = form.xpath('.//textarea[@name="target"]')
        if not boxes:
            return ""
        mark = f"{self.sign}{len(self.saved) + self.counts['edits lost on the way'] + 1}q"
        text = " ".join(f"{boxes[0].text or ''} {mark}".split())
        data = {**inputs(form), "target": text} | ({"accept": "on"} if self.chance.random() < 0.7 else {})
        try:
            status = client.post(form.get("action"), data=data, headers=self._same_site()).status_code
        except httpx.HTTPError:
            self.counts["edits lost on the way"] += 1  # it may have been saved or not: the mark is not used again
            raise
        if status not in (200, 302):
            self.counts[f"edit answers {status}"] += 1
            return ""
        self.saved.append(Saved(translation, int(form.get("action").split("/")[2]), text, mark))
        return mark

    def _publish(self, client: httpx.Client, translation: int, marks: list[str]) -> None:
        address = f"/drafts/{translation}/publish/"
        page = client.get(address)
        if page.status_code != 200 or 'name="seen"' not in page.text:
            self.counts[f"preview answers {page.status_code}"] += 1
            return
        fields = fields_of(html.fromstring(page.text), "seen")
        fields["correction"] = "Sửa câu chữ."
        status = client.post(address, data=fields, headers=self._same_site()).status_code
        if status == 302:
            self.published.append(Published(translation, tuple(mark for mark in marks if mark in page.text)))
        else:
            self.counts[f"publish answers {status}"] += 1

    def _decide(self, client: httpx.Client, translation: int, action: str) -> None:
        page = client.get(f"/drafts/{translation}/")
        tree = html.fromstring(page.text) if page.status_code == 200 else None
        address = f"/drafts/{translation}/{'accept-all' if action == 'accept-all' else action}/"
        forms = [] if tree is None else [form for form in tree.iter("form") if form.get("action") == address]
        if not forms or tree is None:
            return
        seen = [each.get("value") for each in tree.xpath('//input[@name="seen"]')]
        data = {**inputs(forms[0]), "reason": "Thử.", "seen": seen[0] if seen else ""}
        status = client.post(address, data=data, headers=self._same_site()).status_code
        self.counts[f"{action} asked" if status == 302 else f"{action} answers {status}"] += 1


def inputs(form: Any) -> dict[str, str]:
    return {each.get("name"): each.get("value") or "" for each in form.iter("input") if each.get("name")}


def fields_of(page: Any, name: str) -> dict[str, str]:
    """The hidden fields of the form that has a field, a button or a class of that name, or of the first that posts."""
    posting = [form for form in page.iter("form") if (form.get("method") or "").lower() == "post"]
    having = [form for form in posting if name in inputs(form)] or [
        form for form in posting if form.xpath('.//input[@type="password"]')
    ]
    return inputs(having[0]) if having else {}
