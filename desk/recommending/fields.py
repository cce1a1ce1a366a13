"""Change what is written down about a recommendation: owner, deputy, title, what will count as done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desk.recommending.deed import Deed, read_current, require_why
from desk.recommending.past import FIELDS, keep_past
from domain.errors import WrongUse
from domain.recommendations import Recommendation
from warehouse.store import Store

_ELSEWHERE = {
    "reference": "A reference stays what it is: papers name it. Add another recommendation, and say that it supersedes this one.",
    "due_on": "A date moves with a reason: hearback recommendations extend REFERENCE --to DATE --why REASON",
}
CHANGEABLE = tuple(name for name in FIELDS if name not in _ELSEWHERE)


def set_fields(store: Store, reference: str, values: Mapping[str, Any], *, who: str, why: str, today: date) -> Recommendation:
    """Give fields other values, named as in `Recommendation`; with its past and its audit event.

    Raises WrongUse without a reason, for what is wrong with the new values, and for a field that is changed otherwise.
    """
    reason = require_why(why)
    for name in values:
        if name not in CHANGEABLE:
            raise WrongUse(f"The {name.replace('_', ' ')} is not changed so.", next_step=_ELSEWHERE.get(name, "There is no such field."))
    with store.transaction():
        before = read_current(store, reference)
        after = replace(before, **values)
        past = Deed(who, reason, today).change(store, before, after)
        keep_past(store, past, store.audit.append(who, "recommendation changed", after.reference, reason, past.facts))
    return after
