"""The only door to `argostranslate`.

Importing it creates four folders, reads a file in the home directory, may start to print what it sees (ARGOS_DEBUG),
and changes the environment. Here it is imported late, with a home that is gone a moment later.
"""

from __future__ import annotations

import functools
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

INDEX_VARIABLE = "ARGOS_PACKAGE_INDEX"
_UNWANTED = ("SNAP", "ARGOS_DEBUG", "ARGOS_PACKAGES_DIR", "ARGOS_TRANSLATE_PACKAGE_DIR")


@functools.cache
def package_module() -> ModuleType:
    """`argostranslate.package`; 0.1 s the first time. Never `argostranslate.translate`, which pulls in PyTorch."""
    with _passing_home():
        from argostranslate import package, utils

    utils.logger.setLevel(logging.ERROR)  # it logs at INFO, article text included
    module: ModuleType = package
    return module


def index_url() -> str:
    """Where the index of packages is: ARGOS_PACKAGE_INDEX, as for Argos itself, or Argos' own."""
    base = os.environ.get(INDEX_VARIABLE) or str(package_module().settings.package_index)
    return base.rstrip("/") + "/index.json"


@contextmanager
def _passing_home() -> Iterator[None]:
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="songngu-") as home:
        try:
            for name in _UNWANTED:
                os.environ.pop(name, None)
            for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
                os.environ[name] = home
            yield
        finally:
            for name in set(os.environ) - set(before):
                del os.environ[name]
            os.environ.update(before)
