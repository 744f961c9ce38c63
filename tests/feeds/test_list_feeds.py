"""The public feeds as an OPML list."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from entries import HOSTILE, head
from lxml import etree
from publishing import publish

from feeds import opml
from translations.models import Source


def test_the_list_names_every_feed_and_each_is_there(source: Source, client: Client) -> None:
    publish(source, 1, categories=("Kinh tế", "Đời sống"))
    response = client.get("/feeds/opml")
    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "songngu")
    found = {urlsplit(outline.get("xmlUrl")).path for outline in root.iter("outline")}
    assert found == {"/feeds/en.atom", "/feeds/vi.atom", "/feeds/vi/kinh-te.atom", "/feeds/vi/doi-song.atom"}
    for path in found:
        assert client.get(path).status_code == 200
    nested = root.find("body/outline/outline").getparent()
    assert nested.get("language") == "vi"


@pytest.mark.django_db
def test_an_unchanged_list_is_304(client: Client) -> None:
    first = client.get("/feeds/opml")
    again = client.get("/feeds/opml", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/feeds/opml").status_code == 405


def test_every_outline_has_what_opml_demands() -> None:
    root = etree.fromstring(opml.render([[head(), head(label=HOSTILE, category="x")]], title=HOSTILE))
    for outline in root.iter("outline"):
        assert outline.get("type") == "rss"
        assert all(outline.get(name) for name in ("text", "title", "xmlUrl", "htmlUrl", "language"))
