"""LibreTranslate as it comes, asked over HTTP on the loopback, an article a request.

Its splitter downloads a model, so ours is handed to it ready-made, as to stock argostranslate. The client runs in the
same process, and its little work is counted too.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import talk

package, beam = sys.argv[1:]
if beam != "default":
    os.environ["ARGOS_BEAM_SIZE"] = beam
os.environ["ARGOS_INTRA_THREADS"] = "1"
os.environ["ARGOS_PACKAGES_DIR"] = str(Path(package).parent)
# With one package only it asks for the index of all: of nobody, here.
os.environ["ARGOS_PACKAGE_INDEX"] = "http://127.0.0.1:9/"
os.environ["LT_DISABLE_WEB_UI"] = "true"
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
# No models to fetch, one thread; what it says goes where our own numbers do not.
sys.argv = ["libretranslate", "--host", "127.0.0.1", "--port", str(port), "--threads", "1", "--load-only", "vi,en"]
sys.stdout = open(os.devnull, "w")  # noqa: SIM115  for as long as it lives

from argostranslate import translate  # noqa: E402  the settings above are read here

articles = talk.articles()
paragraphs = {" ".join(sentences): sentences for article in articles for sentences in article}
translate.MiniSBDSentencizer = talk.splitter(paragraphs)

from libretranslate.main import main  # noqa: E402


def once() -> list[str]:
    return [
        "\n".join(ask([" ".join(sentences) for sentences in article])["translatedText"])  # type: ignore[arg-type]
        for article in articles
    ]


def ask(texts: list[str]) -> dict[str, object]:
    body = json.dumps({"q": texts, "source": "vi", "target": "en", "format": "text"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/translate", body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=300) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def ready() -> None:
    """Two minutes at most."""
    for _ in range(1200):
        try:
            ask([next(iter(paragraphs))])
            return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"LibreTranslate refused: {error.read().decode()[:300]}") from None
        except OSError:
            time.sleep(0.1)
    raise SystemExit("LibreTranslate did not answer within two minutes.")


logging.disable(logging.INFO)  # it writes every step of every sentence
threading.Thread(target=main, daemon=True).start()
ready()
talk.serve(once)
