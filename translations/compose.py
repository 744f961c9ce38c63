"""Puts an article back together from its blocks. Pure; sanitised as the last step, always."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

import nh3

from translations.types import Block, BlockKind

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "figure", "figcaption", "img", "br"),
    *("table", "caption", "tbody", "tr", "th", "td"),
    *("a", "em", "strong", "b", "i", "u", "s", "sub", "sup", "code", "span", "mark", "q", "abbr"),
}
_ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "img": {"src", "alt"},
    "span": {"translate", "lang"},
    "abbr": {"title"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


def sanitise(html: str) -> str:
    """HTML that is safe under any partner's name: our few tags, http(s) and mailto links, nothing that runs."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def translated(
    blocks: Sequence[Block], targets: Mapping[int, str], marked: Mapping[int, str] | None = None
) -> tuple[Block, ...]:
    """The same blocks with their words replaced; `targets` is keyed as `types.Passage.block` is.

    `marked` holds, for blocks that have any, the same words with inline markup.
    """
    marked = marked or {}
    return tuple(
        replace(block, text=targets[index], html=marked.get(index, "")) if index in targets else block
        for index, block in enumerate(blocks, start=2)
    )


def content(blocks: Sequence[Block]) -> str:
    """The article's body as sanitised HTML: lists and tables gathered, a picture and its caption in one figure."""
    return sanitise("\n".join(_groups(blocks)))


def _groups(blocks: Sequence[Block]) -> Iterable[str]:
    for key, group in groupby(_figures(_tables(blocks)), key=_list_tag):
        items = [html for _, html in group]
        if key:
            yield f"<{key}>" + "".join(items) + f"</{key}>"
        else:
            yield from items


def _list_tag(item: tuple[Block, str]) -> str:
    block = item[0]
    if block.kind is not BlockKind.LIST_ITEM:
        return ""
    return "ol" if block.ordered else "ul"


def _figures(found: Iterable[tuple[Block, str]]) -> Iterable[tuple[Block, str]]:
    rest = deque(found)
    while rest:
        block, html = rest.popleft()
        if block.kind is BlockKind.IMAGE and rest and rest[0][0].kind is BlockKind.CAPTION:
            caption, _ = rest.popleft()
            yield block, f"<figure>{_image(block)}<figcaption>{_words(caption)}</figcaption></figure>"
        else:
            yield block, html


def _tables(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    """Every block with its element; a table is that of its first cell, with the caption before it taken in."""
    rest = deque(blocks)
    while rest:
        block = rest.popleft()
        if block.kind is BlockKind.CELL:
            yield block, _table(block, rest)
        elif block.kind is BlockKind.CAPTION and rest and rest[0].kind is BlockKind.CELL:
            yield rest[0], _table(rest.popleft(), rest, caption=_words(block))
        else:
            yield block, _element(block)


def _table(first: Block, rest: deque[Block], *, caption: str = "") -> str:
    rows = [[first]]
    while rest and rest[0].kind is BlockKind.CELL and rest[0].opens != "table":
        cell = rest.popleft()
        if cell.opens:
            rows.append([])
        rows[-1].append(cell)
    head = f"<caption>{caption}</caption>" if caption else ""
    lines = ("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table>{head}<tbody>" + "".join(lines) + "</tbody></table>"


def _cell(block: Block) -> str:
    tag = "th" if block.header else "td"
    spans = (("colspan", block.columns), ("rowspan", block.rows))
    return f"<{tag}" + "".join(f' {name}="{n}"' for name, n in spans if n > 1) + f">{_words(block)}</{tag}>"


def _element(block: Block) -> str:
    match block.kind:
        case BlockKind.IMAGE:
            return f"<figure>{_image(block)}</figure>"
        case BlockKind.CAPTION:
            return f"<figure><figcaption>{_words(block)}</figcaption></figure>"
        case BlockKind.HEADING:
            level = min(max(block.level, 2), 6)
            return f"<h{level}>{_words(block)}</h{level}>"
        case BlockKind.QUOTE:
            return f"<blockquote><p>{_words(block)}</p></blockquote>"
        case BlockKind.LIST_ITEM:
            return f"<li>{_words(block)}</li>"
        case _:
            return f"<p>{_words(block)}</p>"


def _image(block: Block) -> str:
    return f'<img src="{escape(block.src)}" alt="{escape(block.text)}">'


def _words(block: Block) -> str:
    return block.html or escape(block.text, quote=False)


def paragraph(text: str) -> str:
    return sanitise(f"<p>{escape(text, quote=False)}</p>")
