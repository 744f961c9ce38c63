"""placeholder, being written"""

VERSION = "checks-0"


def run(source, target, **_):  # type: ignore
    return ()
