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
from translations.services.review import accept_all, edit_segment, reject, reopen, retranslate
from translations.services.sources import (
    create_source,
    poll_due,
    poll_soon,
    record_poll,
    rotate_token,
    set_enabled,
)

__all__ = [
    "Received",
    "accept_all",
    "beat",
    "claim",
    "create_source",
    "edit_segment",
    "extend_lease",
    "fail_attempt",
    "hand_back",
    "poll_due",
    "poll_soon",
    "publish",
    "receive_article",
    "record_poll",
    "reject",
    "release_expired",
    "reopen",
    "replay",
    "retract_article",
    "retranslate",
    "rotate_token",
    "set_enabled",
    "store_draft",
    "withdraw",
]
