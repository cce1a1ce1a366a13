"""Put down what a board asks for."""

from __future__ import annotations

from datetime import date

from desk.recommending.deed import Deed
from desk.recommending.past import keep_past
from desk.recommending.problems import show_safely
from domain.errors import WrongUse
from domain.recommendations import Recommendation
from warehouse.store import Store


def add(store: Store, value: Recommendation, *, who: str, why: str, today: date) -> Recommendation:
    """Keep a new recommendation, with its past and its audit event.

    Raises WrongUse for a reference that is there already (however it is written), and for everything that is wrong with it.
    """
    reason = why.strip() or "a board asked for it"
    with store.transaction():
        alike = [each for each in store.recommendations.references() if each.casefold() == value.reference.casefold()]
        if alike:
            raise WrongUse(
                f"The reference {show_safely(alike[0])} is taken.",
                next_step=f"Give it another, or change that one: hearback recommendations set {alike[0]}",
            )
        past = Deed(who, reason, today).change(store, None, value)
        number = store.audit.append(who, "recommendation added", value.reference, reason, past.facts)
        keep_past(store, past, number)
    return value
