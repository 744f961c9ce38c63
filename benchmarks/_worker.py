"""One worker process of benchmarks.jobs: says that it is ready, is told to go, and says how it went.

That is: jobs a second, and milliseconds of processor a job.
"""

from __future__ import annotations

import sys
import time

from translations.types import Draft, DraftSegment, Job


def drafted(job: Job) -> Draft:
    made = (
        DraftSegment(block=each.block, kind=each.kind, source=each.text, target="A new bridge opens.", score=-0.5)
        for each in job.passages
    )
    return Draft(signature="bench", segments=tuple(made))


def main(seconds: float) -> None:
    import django

    django.setup()
    from worker import jobs

    jobs.run_one(drafted)
    print("ready", flush=True)
    sys.stdin.readline()
    begun, worked, done = time.monotonic(), time.process_time(), 0
    while time.monotonic() < begun + seconds and jobs.run_one(drafted):
        done += 1
    print(done / (time.monotonic() - begun), 1000 * (time.process_time() - worked) / max(done, 1), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
