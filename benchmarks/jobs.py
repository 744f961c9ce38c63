"""Jobs a second from claim to stored draft with a stand-in engine: 10³ to 10⁶ translations, 1, 2 and 4 workers.

On SQLite in a temporary directory, or where DATABASE_URL points: `tests/postgres.sh python -m benchmarks jobs`.
Half of the table waits, half is in review; every draft has three segments. JOBS_MOST is the largest table, 1,000,000 by
default: about 4 GB of temporary disk and ten minutes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= int(os.environ.get("JOBS_MOST", "1000000"))]
WORKERS = (1, 2, 4)
ROUNDS, SECONDS = 3, 3.0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="songngu-bench-") as place:
        os.environ |= {"SONGNGU_DATA": place, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONWARNINGS": "ignore"}
        os.environ["SONGNGU_LOG_LEVEL"] = "ERROR"
        prepare()
        print(f"Jobs a second: median (least–most) of {ROUNDS} rounds of {SECONDS:.0f} s.")
        print("Claim (alone) and processor time of a whole job in milliseconds.\n")
        heads = "".join(f"{f'{count} workers':>18}" for count in WORKERS)
        print(f"{'rows':>10}{'claim':>8}{'CPU':>8}{heads}   efficiency at 2")
        from benchmarks._rows import copy

        held = 0
        for size in SIZES:
            copy(held, size)
            held = size
            row(size)


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks._rows import make_originals

    make_originals()


def row(size: int) -> None:
    rounds = {count: [work(count) for _ in range(ROUNDS)] for count in WORKERS}
    rates = {count: [rate for rate, _ in found] for count, found in rounds.items()}
    cells = "".join(
        f"{f'{statistics.median(found):.0f} ({min(found):.0f}–{max(found):.0f})':>18}" for found in rates.values()
    )
    gain = statistics.median(rates[2]) / statistics.median(rates[1]) / 2
    processor = statistics.median(taken for _, taken in rounds[1])
    print(f"{size:>10,}{claim():>8.2f}{processor:>8.1f}{cells}{gain:>14.0%}", flush=True)


def work(count: int) -> tuple[float, float]:
    """Jobs a second of so many worker processes together, and the processor time of one. They begin together."""
    from benchmarks._rows import put_back

    put_back()
    command = [sys.executable, "-m", "benchmarks._worker", str(SECONDS)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    for worker in workers:
        said(worker)  # ready
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [said(worker).split() for worker in workers]
    for worker in workers:
        worker.wait()
    return sum(float(rate) for rate, _ in told), statistics.mean(float(taken) for _, taken in told)


def said(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout
    return worker.stdout.readline().strip()


def claim(times: int = 30) -> float:
    """Milliseconds; each is handed back, so that the table stays as it is."""
    from benchmarks._rows import put_back
    from translations import services

    put_back()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        job = services.claim("bench")
        taken.append(1000 * (time.perf_counter() - begin))
        assert job is not None
        services.hand_back(job)
    return statistics.median(taken)
