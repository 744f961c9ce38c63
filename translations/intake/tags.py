"""HTML's elements, by what `markup` does with them."""

from __future__ import annotations

from translations.types import BlockKind


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Dropped with everything inside: what runs, what is drawn, what is typed into.
DROPPED = _names(
    """script style noscript template iframe frame frameset object embed applet svg math canvas audio video map
    head title button select textarea datalist dialog noembed noframes"""
)
#: Without content, so without an end.
VOID = _names("area base br col embed frame hr img input link meta param source track wbr")
#: Start and end end the block in hand.
BREAKING = _names(
    """html body p div h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd figure figcaption table caption thead tbody
    tfoot tr td th pre hr section article main aside header footer nav address details summary form fieldset legend
    center menu dir listing xmp plaintext"""
)
#: Say what the words inside are; all others make paragraphs.
KINDS = {
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
}
