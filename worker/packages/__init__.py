"""Argos packages: what is installed, what may be had, and which of them lead from one language to another.

Argos' own installer imports gigabytes it does not need, unpacks whatever a zip holds straight into its final place, and
downloads without a limit in size or time. Its format, index, tokenizers and naming are used; those three are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.packages.metadata import PackageInfo
from worker.packages.routes import ready_route, route
from worker.packages.store import install_bundled, install_file, installed, remove

if TYPE_CHECKING:
    from worker.packages.index import Offer, available, install_from_index

__all__ = [
    "Offer",
    "PackageInfo",
    "available",
    "install_bundled",
    "install_file",
    "install_from_index",
    "installed",
    "ready_route",
    "remove",
    "route",
]


def __getattr__(name: str) -> Any:
    """The index brings an HTTP client along, 0.15 s that nobody needs who only translates."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from worker.packages import index

    return getattr(index, name)
