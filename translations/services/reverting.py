"""Back to an earlier wording: a new edit, so that nothing is lost by it."""

from __future__ import annotations

from django.db import transaction

from translations.errors import RefusedInput
from translations.models import Segment, User
from translations.selectors.revisions import first_wording, wordings
from translations.services.review import cleaned, edit_segment, open_segment

#: Names the wording before all edits.
MACHINE = "machine"


@transaction.atomic
def revert(segment_id: int, *, to: str, version: int, by: User, target: str | None = None) -> Segment:
    """`to` is the number of an edit, or MACHINE. `target` is what stands in the box: kept as an edit before it goes."""
    _, segment = open_segment(segment_id)
    wanted = _wanted(segment, to)
    if target is not None and cleaned(target) != segment.target:
        version = edit_segment(segment_id, target=target, version=version, accept=False, by=by).version
    return edit_segment(segment_id, target=wanted, version=version, accept=False, by=by, how="revert")


def _wanted(segment: Segment, to: str) -> str:
    if to == MACHINE:
        return first_wording(segment)
    found = next((each.target for each in wordings(segment) if str(each.edit_id) == to), None)
    if found is None:
        raise RefusedInput("this sentence has no such edit", field="edit", cure="Choose one from its history.")
    return found
