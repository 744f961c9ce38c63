"""The recipe stands outside the service's packages: its folder joins the path for these tests only."""

from __future__ import annotations

import sys
from pathlib import Path

RECIPE_HOME = Path(__file__).resolve().parents[2] / "models" / "vi-en"
sys.path.insert(0, str(RECIPE_HOME))
