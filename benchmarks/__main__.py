"""Runs every benchmark beside this file, or those that are named: `python -m benchmarks feeds`.

A benchmark is a module with a `main()` that prints what it saw. Its docstring's first line is its title.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def names() -> list[str]:
    """Every module here that has a `main`; helpers start with an underscore or live in a package."""
    found = [module.name for module in iter_modules(benchmarks.__path__) if not module.ispkg]
    return sorted(name for name in found if not name.startswith("_"))


def run(name: str) -> None:
    module = import_module(f"benchmarks.{name}")
    print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
    module.main()


def main() -> None:
    about = "Compares with what you would use instead."
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=about)
    parser.add_argument("name", nargs="*", help=f"one or more of {', '.join(names())}; all when left out")
    wanted = parser.parse_args().name or names()
    if unknown := set(wanted) - set(names()):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there is {', '.join(names())}")
    for name in wanted:
        run(name)


if __name__ == "__main__":
    main()
