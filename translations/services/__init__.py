"""Every write to the record, one function an action. Callers decide nothing; views and tasks call one of these.

A service runs in its own transaction, takes keyword arguments, checks what may be done, and rings the bell only
after commit.
"""

from translations.services.jobs import (
    claim,
    extend_lease,
    fail_attempt,
    hand_back,
    release_expired,
    replay,
    store_draft,
)
from translations.services.publish import publish, withdraw
from translations.services.pulse import beat
from translations.services.receive import Received, receive_article, retract_article
from translations.services.releases import release_due
from translations.services.review import accept_all, edit_segment, reject, reopen, retranslate
from translations.services.sources import (
    create_source,
    poll_due,
    poll_soon,
    record_poll,
    rotate_token,
    set_enabled,
)
from translations.services.terms import (
    add_term,
    approve_term,
    bundled_terms,
    edit_term,
    import_terms,
    may_approve,
    retire_term,
    seed_terms,
)

__all__ = [
    "Received",
    "accept_all",
    "add_term",
    "approve_term",
    "beat",
    "bundled_terms",
    "claim",
    "create_source",
    "edit_segment",
    "edit_term",
    "extend_lease",
    "fail_attempt",
    "hand_back",
    "import_terms",
    "may_approve",
    "poll_due",
    "poll_soon",
    "publish",
    "receive_article",
    "record_poll",
    "reject",
    "release_due",
    "release_expired",
    "reopen",
    "replay",
    "retire_term",
    "retract_article",
    "retranslate",
    "rotate_token",
    "seed_terms",
    "set_enabled",
    "store_draft",
    "withdraw",
]
