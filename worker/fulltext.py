"""An article's page → the article: the text without what surrounds it."""

from __future__ import annotations

import logging

from worker.decoding import decode
from worker.feed_reader import plain

#: Shorter than this, what was found is a teaser, a cookie notice or a login page. Characters.
LEAST = 250


def extract(page: bytes, url: str, *, charset: str = "") -> str:
    """HTML of the main text, links made absolute; empty when none is found. Not sanitised.

    Some 5–50 ms a page. trafilatura is imported here: it costs 0.25 s, which feeds with full content never need.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says at ERROR is our caller's to tell
    found = trafilatura.extract(
        decode(page, charset),
        url=url,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
    )
    html = str(found or "").partition("<body>")[2].rpartition("</body>")[0].strip()
    return html if len(plain(html)) >= LEAST else ""
