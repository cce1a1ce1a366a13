"""What all decisions about recommendations share: what is looked at first, what is refused, and how it is kept with its past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk.recommending.checks import check_recommendation, check_update
from desk.recommending.past import Past, compare
from desk.recommending.problems import LONGEST_NOTE, Problem, check_line, check_words, show_safely
from desk.recommending.references import gather_needed, suggest
from domain.course import follow, why_not
from domain.errors import WrongUse
from domain.ids import UpdateId, stable_id
from domain.recommendations import Milestone, Recommendation, StatusUpdate
from warehouse.audit import LONGEST
from warehouse.store import Store

SEE_LIST = "See: hearback recommendations list"
MOST_TOLD = 8  # problems that one error names


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody about to change something, within an open transaction, and why."""

    who: str
    why: str
    today: date

    def change(self, store: Store, before: Recommendation | None, after: Recommendation) -> Past:
        """Keep a recommendation as it is to be: what changed of it, for the audit event.

        Raises WrongUse for what is wrong with it and was not wrong before, for what changes nothing, and where something that
        was reported could no longer stand.
        """
        known, contacts = gather_needed(store, after), store.contacts.all()
        old = check_recommendation(before, known=known, contacts=contacts, today=self.today) if before else ()
        new = check_recommendation(after, known=known, contacts=contacts, today=self.today)
        refuse((*(each for each in new if each not in old), *find_fallen(before, after)), where=after.reference)
        past = compare([(before, after)], who=self.who, why=self.why)
        if not past.changes:
            raise WrongUse("It is so already.", where=after.reference, next_step="Nothing was changed.")
        store.recommendations.save([after])
        return past

    def report(
        self, store: Store, before: Recommendation, update: StatusUpdate, milestones: Sequence[Milestone]
    ) -> tuple[Recommendation, Past]:
        """Keep an update, and the milestones as they are with it. Raises WrongUse for everything that is wrong with it."""
        _refuse_twice(before, update)
        placed = give_turn(before, update)
        refuse(check_update(before, placed, contacts=store.contacts.all(), today=self.today), where=before.reference)
        after = replace(before, updates=(*before.updates, placed), milestones=tuple(milestones))
        return after, self.change(store, before, after)


def read_current(store: Store, reference: str) -> Recommendation:
    """The recommendation of this reference as it is now. Raises WrongUse that offers references like it."""
    found = store.recommendations.get(reference)
    if found is not None:
        return found
    references = store.recommendations.references()
    alike = next((each for each in references if each.casefold() == reference.strip().casefold()), None)
    if alike is not None and (found := store.recommendations.get(alike)) is not None:
        return found
    near = suggest(reference, references)
    raise WrongUse(f"There is no recommendation {show_safely(reference)}.{near}", next_step=SEE_LIST)


def require_why(why: str) -> str:
    """The reason of a decision, which has to be said and to fit into the audit log."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it in a few words with: --why "agreed in the meeting of 12 March"')
    refuse(tuple(check_line("reason", why.strip(), longest=LONGEST)))
    return why.strip()


def require_words(field: str, words: str, next_step: str) -> str:
    """Words that have to be there: a reason for a reply, a note of what was done."""
    if not words.strip():
        raise WrongUse(f"The {field} is missing.", next_step=next_step)
    refuse(tuple(check_words(field, words.strip(), longest=LONGEST_NOTE)))
    return words.strip()


def refuse(problems: Sequence[Problem], *, where: str = "") -> None:
    """Raise WrongUse that names the problems, where there are any. Nothing was changed then."""
    if not problems:
        return
    told = dict.fromkeys(each.what for each in problems[:MOST_TOLD])
    steps = dict.fromkeys(each.next_step for each in problems[:MOST_TOLD] if each.next_step)
    more = [f"And {len(problems) - MOST_TOLD} more."] if len(problems) > MOST_TOLD else []
    raise WrongUse(
        " ".join((*told, *more)),
        where=where if where.isprintable() else "",
        next_step=" ".join((*map(_end_sentence, steps), "Nothing was changed.")),
    )


def _end_sentence(words: str) -> str:
    """A command that is named last has no full stop of its own, and is not to run into what follows."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def find_step(recommendation: Recommendation, name: str) -> Milestone:
    """The milestone of this title, or the only one whose title begins so. Raises WrongUse that names those that there are."""
    wanted = name.strip().casefold()
    exact = [each for each in recommendation.milestones if each.title.casefold() == wanted]
    begun = [each for each in recommendation.milestones if wanted and each.title.casefold().startswith(wanted)]
    if len(exact) == 1 or len(begun) == 1:
        return (exact or begun)[0]
    titles = ", ".join(f"“{each.title}”" for each in begun or recommendation.milestones) or "none"
    what = "begins more than one milestone" if begun else "is no milestone of it"
    raise WrongUse(f"{show_safely(name)} {what}.", where=recommendation.reference, next_step=f"There are: {titles}.")


def replace_step(recommendation: Recommendation, step: Milestone) -> tuple[Milestone, ...]:
    """The milestones with this one in the place of what it was."""
    return tuple(step if each.id == step.id else each for each in recommendation.milestones)


def give_turn(recommendation: Recommendation, update: StatusUpdate) -> StatusUpdate:
    """The update as the latest of its day, or as late on that day as it can stand; its id follows from all that it says."""
    last = max((each.turn for each in recommendation.updates if each.on == update.on), default=0)
    tried = [_name(replace(update, turn=turn)) for turn in range(last + 1, -1, -1)]
    return next((each for each in tried if not why_not(recommendation, each)), tried[0])


def find_fallen(before: Recommendation | None, after: Recommendation) -> Iterable[Problem]:
    """Updates that stood and would not: a later day of issue does that."""
    if before is None or before.issued_on == after.issued_on:
        return
    stood = {each.id for each in follow(before.updates, issued_on=before.issued_on).steps}
    for each in follow(after.updates, issued_on=after.issued_on).refused:
        if each.update.id in stood:
            yield Problem("issued_on", f"What was reported on {each.update.on} could then not stand: {each.why}", "Mend the date.")


def _name(update: StatusUpdate) -> StatusUpdate:
    said = (update.on.isoformat(), update.turn, update.state, update.reply or "", update.role, update.by, update.replaced_by)
    return replace(update, id=UpdateId(stable_id("update", update.recommendation_id, *said, update.evidence, update.note)))


def _refuse_twice(before: Recommendation, update: StatusUpdate) -> None:
    if any(replace(each, id=update.id, turn=0) == update for each in before.updates):
        raise WrongUse(
            f"This was reported for {update.on} already, in the same words.", where=before.reference, next_step="Nothing was changed."
        )
