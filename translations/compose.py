"""Puts an article back together from its blocks. Pure; sanitised as the last step, always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

import nh3

from translations.types import Block, BlockKind

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "figure", "figcaption", "img", "br"),
    *("a", "em", "strong", "b", "i", "u", "s", "sub", "sup", "code", "span", "mark", "q", "abbr"),
}
_ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "img": {"src", "alt"},
    "span": {"translate", "lang"},
    "abbr": {"title"},
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
    """The article's body as sanitised HTML: lists gathered, a picture and its caption in one figure."""
    return sanitise("\n".join(_groups(blocks)))


def _groups(blocks: Sequence[Block]) -> Iterable[str]:
    for key, group in groupby(_figures(blocks), key=_list_tag):
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


def _figures(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        if block.kind is BlockKind.IMAGE and rest and rest[0].kind is BlockKind.CAPTION:
            caption = rest.pop(0)
            yield block, f"<figure>{_image(block)}<figcaption>{_words(caption)}</figcaption></figure>"
        else:
            yield block, _element(block)


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
