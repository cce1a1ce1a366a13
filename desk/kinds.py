"""What a person says of a passage's kind: from then on no run tells it otherwise."""

from __future__ import annotations

from domain.errors import WrongUse
from domain.ids import PassageId
from domain.kinds import BY_PERSON, Kind, Leaning, PassageKind
from warehouse.store import Store

_NO_WHY = "no reason was given"
_SURE = 1.0


def correct_kind(store: Store, passage_id: PassageId, kind: Kind, leaning: Leaning | None, *, actor: str, why: str = "") -> PassageKind:
    """Say what kind of thing a passage says, and which way it leans (None for neither).

    Raises WrongUse where a person has said the same already, and where the passage was withdrawn meanwhile.
    """
    said = PassageKind(passage_id, kind, leaning, _SURE, BY_PERSON)
    with store.transaction():
        before = store.kinds.get(passage_id)
        if before == said:
            raise WrongUse("A person has said this of it already.", where=passage_id, next_step="There is nothing to do.")
        if store.kinds.save([said]) != (1, 0):
            raise WrongUse("This passage is not there any more.", where=passage_id, next_step="See: hearback theme list")
        facts: dict[str, str | int] = {"from": describe_kind(before), "to": describe_kind(said)}
        store.audit.append(actor, "passage kind corrected", passage_id, why.strip() or _NO_WHY, facts)
    return said


def describe_kind(told: PassageKind | None) -> str:
    """A kind in plain words, as in "suggestion, less"; "not told" where nobody has yet."""
    if told is None:
        return "not told"
    return told.kind.value if told.leaning is None else f"{told.kind.value}, {told.leaning.value}"
