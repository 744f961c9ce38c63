"""argostranslate as it comes, on its own dependencies; only the sentence splitter is handed to it.

Its own splitter downloads a model. Ours is not timed here: the sentences come ready, which favours it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import talk

package, beam = sys.argv[1:]
if beam != "default":
    os.environ["ARGOS_BEAM_SIZE"] = beam
os.environ["ARGOS_INTRA_THREADS"] = "1"

from argostranslate import settings, translate  # noqa: E402  the settings above are read here
from argostranslate.package import Package  # noqa: E402

articles = talk.articles()
paragraphs = {" ".join(sentences): sentences for article in articles for sentences in article}

translate.MiniSBDSentencizer = talk.splitter(paragraphs)
settings.chunk_type = settings.ChunkType.MINISBD
vi, en = translate.Language("vi", "Vietnamese"), translate.Language("en", "English")
translation = translate.PackageTranslation(vi, en, Package(Path(package)))
translation.translate(next(iter(paragraphs)))  # loads the model, as every contender does before it is ready


def once() -> list[str]:
    return [translation.translate("\n".join(" ".join(sentences) for sentences in article)) for article in articles]


talk.serve(once)
