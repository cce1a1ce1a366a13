"""Decisions about sources: a person accepts that a question changed, and its answers are read again."""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import WrongUse
from domain.ids import SourceId
from domain.questions import Question
from warehouse.store import Store


def accept_questions(
    store: Store, source_id: SourceId, now: Sequence[Question], codes: Sequence[str], *, why: str, actor: str
) -> tuple[str, ...]:
    """Take held questions as the source asks them now, with an audit event; without `codes`, all that are held.

    Returns the codes that were accepted. `now` are the questions as read from the source. Raises WrongUse for a code that
    is not held, and for one that the source no longer has; then nothing was changed.
    """
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say why the answers mean what they meant.")
    with store.transaction():
        known = store.questions.of_source(source_id)
        held = [each.code for each in known if each.held_reason is not None]
        wanted = list(dict.fromkeys(codes)) or held
        fresh = {each.code: each for each in now}
        _refuse_unknown(wanted, held, fresh)
        if wanted:
            store.questions.save(source_id, [fresh[each.code] if each.code in wanted else each for each in known])
            store.audit.append(actor, "questions accepted", source_id, why, {"questions": ", ".join(wanted), "count": len(wanted)})
    return tuple(wanted)


def _refuse_unknown(wanted: Sequence[str], held: Sequence[str], fresh: dict[str, Question]) -> None:
    for code in wanted:
        if code not in held:
            told = f"Held: {', '.join(held)}." if held else "Nothing is held."
            raise WrongUse(f"The question {code!r} is not held.", next_step=told)
        if code not in fresh:
            raise WrongUse(
                f"The survey no longer has the question {code!r}, so there is nothing to accept.",
                next_step="Take it out of the source's columns in the settings, or name the question that stands for it now.",
            )
