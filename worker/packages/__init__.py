"""Argos packages: what is installed, what may be had, and which of them lead from one language to another.

Argos' own installer imports gigabytes it does not need, unpacks whatever a zip holds straight into its final place, and
downloads without a limit in size or time. Its format, index, tokenizers and naming are used; those three are ours.
"""

from worker.packages.index import Offer, available, install_from_index
from worker.packages.metadata import PackageInfo
from worker.packages.routes import ready_route, route
from worker.packages.store import install_bundled, install_file, installed, remove

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
