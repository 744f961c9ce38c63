"""A table in an article is a table in the feed."""

from __future__ import annotations

from translations import compose
from translations.intake import markup
from translations.types import Block, BlockKind, IncomingArticle, passages

TABLE = """<table><caption>Giá xăng, đồng/lít</caption>
<thead><tr><th rowspan="2">Loại<th colspan="2">Tháng 10</tr><tr><th>Ngày 1<th>Ngày 15</tr></thead>
<tbody><tr><td>E5 RON 92<td><b>19.600</b><td></tr></tbody></table>"""


def there_and_back(html: str) -> str:
    return compose.content(markup.blocks(html))


def test_rows_columns_spans_headings_and_the_caption_stand() -> None:
    assert there_and_back(TABLE) == (
        "<table><caption>Giá xăng, đồng/lít</caption><tbody>"
        '<tr><th rowspan="2">Loại</th><th colspan="2">Tháng 10</th></tr><tr><th>Ngày 1</th><th>Ngày 15</th></tr>'
        "<tr><td>E5 RON 92</td><td><b>19.600</b></td><td></td></tr></tbody></table>"
    )


def test_every_cell_with_words_is_translated_by_itself_and_the_table_keeps_its_shape() -> None:
    blocks = markup.blocks(TABLE)
    targets = {passage.block: passage.text.upper() for passage in passages("", "", blocks) if passage.block > 1}
    done = compose.content(compose.translated(blocks, targets))
    assert "<td>E5 RON 92</td><td>19.600</td><td></td>" in done
    assert '<th colspan="2">THÁNG 10</th>' in done


def test_two_tables_in_a_row_stay_two() -> None:
    one = "<table><tr><td>a<td>b</table>"
    assert there_and_back(one * 2).count("<table>") == 2


def test_a_table_that_only_lays_out_a_page_is_none() -> None:
    column = "<p>một</p>" * 4
    assert "<table>" not in there_and_back(f"<table><tr><td>{column}<td>lề</table>")
    assert "<table>" not in there_and_back('<table><tr><td><img src="https://a.example/x.jpg"><td>ảnh</table>')


def test_spans_from_outside_are_kept_within_reason() -> None:
    found = markup.blocks('<table><tr><td colspan="99999999">a<td rowspan="-1">b<td colspan="x">c</table>')
    assert [(block.columns, block.rows) for block in found] == [(50, 1), (1, 1), (1, 1)]


def test_blocks_survive_being_stored() -> None:
    blocks = markup.blocks(TABLE)
    assert tuple(Block.from_json(block.to_json()) for block in blocks) == blocks


def test_an_article_without_tables_has_the_digest_that_it_always_had() -> None:
    article = IncomingArticle(
        external_id="1", language="vi", title="Tin", blocks=(Block(kind=BlockKind.PARAGRAPH, text="Một câu."),)
    )
    assert article.digest() == "7f3dc08e561f22a76ec87e80d70143ad638897e98c0d0519749cec24c83d9d95"
