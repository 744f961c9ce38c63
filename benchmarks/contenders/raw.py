"""The ceiling: CTranslate2 alone on everything in one ideal batch. Nothing is split, checked or put together.

With the word `shortlist`, it decodes over the pieces that the package's lexical shortlist allows, as songngu does.
"""

from __future__ import annotations

import sys

import ctranslate2
import sentencepiece
import talk

package, beam, *how = sys.argv[1:]
pieces = sentencepiece.SentencePieceProcessor(model_file=f"{package}/sentencepiece.model")
engine = ctranslate2.Translator(f"{package}/model", device="cpu", compute_type="int8", intra_threads=1)
articles = talk.articles()
counts = [sum(map(len, article)) for article in articles]
sources = pieces.encode([text for article in articles for sentences in article for text in sentences], out_type=str)
engine.translate_batch(sources[:1])


def once() -> list[str]:
    found = engine.translate_batch(
        sources, beam_size=int(beam), max_batch_size=768, batch_type="tokens", use_vmap=how == ["shortlist"]
    )
    texts = iter(pieces.decode([result.hypotheses[0] for result in found]))
    return [" ".join(next(texts) for _ in range(count)) for count in counts]


talk.serve(once)
