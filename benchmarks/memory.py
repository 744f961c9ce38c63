"""Translation memory: what a lookup costs in memories of ten thousand to a million units, and how much it misses.

On SQLite in a temporary directory, or where DATABASE_URL points: `tests/postgres.sh python -m benchmarks memory`.
MEMORY_MOST is the largest memory, 1,000,000 by default: about 2 GB of temporary disk and a quarter of an hour.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from itertools import accumulate, product

SIZES = [size for size in (10_000, 100_000, 1_000_000) if size <= int(os.environ.get("MEMORY_MOST", "1000000"))]
LOOKUPS = 300
PAIR = ("vi", "en")
SEED = 20261019

_COMMON = """
và của các những cho trong với là được có không một này đã để khi người năm về theo tại từ trên đến ra vào cũng như đó
ở việc bị sẽ còn phải do hơn nhiều lại ngày nhà sau đang nước trước thì mà
"""
_ONSETS = "b c ch d đ g gh h kh l m n nh p ph qu r s t th tr v x"
_RHYMES = """
a á à ả ã ạ an án àn ang áng àng anh ánh ành ao áo âm ầm âu ấu en én eo êm ên êu i í ì in ình inh o ó ò on ong óng ôi ối
ồi ông ống ơi ới u ú ù un ung ùng uôn ương ướng ường y ý iên iến iền iêu ươi ười
"""
_MADE = [onset + rhyme for onset, rhyme in product(_ONSETS.split(), _RHYMES.split())]
SYLLABLES = [*_COMMON.split(), *random.Random(SEED).sample(_MADE, 1_400)]
#: Zipf's law, as texts have it.
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(SYLLABLES))))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="songngu-bench-") as place:
        os.environ |= {"SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONWARNINGS": "ignore"}
        prepare()
        print("Milliseconds. Near: one sentence's suggestions. Article: exact matches of 40 sentences, in one query.")
        print("Found: of the units whose source was changed to about that likeness, those that were offered.\n")
        print("      units   learn units/s     size    near median    p95    article median   found 90%   80%   70%")
        learnt = 0
        for size in SIZES:
            row(size, learn(learnt, size), size - learnt)
            learnt = size


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def stored(number: int) -> str:
    """Always the same. One in five repeats an earlier one with some words changed, as news does."""
    chance = random.Random(number)
    if number > 100 and chance.random() < 0.2:
        return changed(sentence(chance.randrange(number)), 0.2, chance)
    return sentence(number)


def sentence(number: int) -> str:
    chance = random.Random(-number - 1)
    words = chance.choices(SYLLABLES, cum_weights=WEIGHTS, k=max(3, round(chance.gauss(22, 9))))
    if chance.random() < 0.4:
        words.insert(chance.randrange(len(words)), str(chance.randrange(1, 3000)))
    return " ".join(words).capitalize() + "."


def changed(text: str, share: float, chance: random.Random) -> str:
    """Replaces, drops or adds that share of the words."""
    words = text.split()
    for place in chance.sample(range(len(words)), round(share * len(words))):
        (word,) = chance.choices(SYLLABLES, cum_weights=WEIGHTS)
        words[place] = chance.choice([word, word, "", f"{words[place]} {word}"])
    return " ".join(" ".join(words).split())


def learn(begin: int, end: int) -> float:
    from translations.memory import Unit
    from translations.services.memory import import_units

    started = time.perf_counter()
    numbered = ((n, stored(n)) for n in range(begin, end))
    import_units((Unit(source=text, target=f"Sentence {n}", author="bench") for n, text in numbered), PAIR, origin="b")
    analyse()
    return time.perf_counter() - started


def analyse() -> None:
    """What PostgreSQL's autovacuum does by itself a little later: without it the index alone cannot answer."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def row(size: int, seconds: float, added: int) -> None:
    near, found = near_matches(size)
    article = articles(size)
    p95 = statistics.quantiles(near, n=20)[-1]
    shares = "   ".join(f"{100 * share:3.0f}%" for share in found)
    print(
        f"{size:>11,}   {added / seconds:>13,.0f}   {megabytes():>4,.0f} MB   {statistics.median(near):>11.1f}"
        f"   {p95:>6.1f}   {article:>14.1f}        {shares}",
        flush=True,
    )


def near_matches(size: int) -> tuple[list[float], list[float]]:
    from translations.memory import percent, tokens
    from translations.selectors.memory import LEAST, suggestions

    chance = random.Random(SEED)
    taken, hits = [], []
    for share in (0.1, 0.2, 0.3):
        found = asked = 0
        for _ in range(LOOKUPS // 3):
            text = stored(chance.randrange(size))
            query = changed(text, share, chance)
            begin = time.perf_counter()
            offered = suggestions(query, *PAIR)
            taken.append(1000 * (time.perf_counter() - begin))
            if percent(tokens(text), tokens(query)) >= LEAST:
                asked += 1
                found += bool(offered)
        hits.append(found / max(asked, 1))
    return taken, hits


def articles(size: int) -> float:
    from translations.selectors.memory import recall

    chance = random.Random(SEED)
    taken = []
    for _ in range(15):
        texts = [stored(chance.randrange(size * 2)) for _ in range(40)]
        begin = time.perf_counter()
        recall(texts, *PAIR)
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def megabytes() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return float(size) / 1_000_000
