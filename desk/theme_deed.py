"""What all decisions about themes share: who decides and why, what is checked, and how it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.theme_conflicts import find_overruled, refuse_contradictions
from desk.theme_find import SEE_LIST
from domain.decisions import DecisionKind, ThemeDecision
from domain.errors import WrongUse
from domain.ids import PassageId, RoundId, ThemeId
from domain.themes import EventKind, MadeBy, Theme, ThemeEvent, ThemingRun
from warehouse.store import Store

_NO_WHY = "no reason was given"
Details = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: the theme as it is from now on (None for passages that fit nowhere), how many passages changed
    their theme or were pinned, the numbers of the decisions, and of those of other people that were overruled.
    """

    theme: Theme | None
    passages: int
    numbers: tuple[int, ...]
    overruled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody about to decide, within an open transaction."""

    actor: str
    why: str
    is_overruling: bool
    now: datetime

    def __post_init__(self) -> None:
        if self.is_overruling and not self.why.strip():
            raise WrongUse("It is not said why somebody is overruled.", next_step='Say it with: --why "agreed in the meeting"')

    def decide(
        self,
        kind: DecisionKind,
        theme: ThemeId | None,
        *,
        other: ThemeId | None = None,
        passage: PassageId | None = None,
        title: str = "",
    ) -> ThemeDecision:
        """A decision of this person, not kept yet."""
        return ThemeDecision(kind, theme, self.actor, self.why.strip(), self.now, other_id=other, passage_id=passage, title=title)

    def keep(
        self, store: Store, decisions: Sequence[ThemeDecision], themes: Sequence[Theme], events: Sequence[ThemeEvent]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Keep decisions with what follows for themes: their numbers, and those that they overrule.

        Raises WrongUse where they go against somebody else's and nobody said that they should.
        """
        before = store.decisions.all()
        if not self.is_overruling:
            refuse_contradictions(before, decisions)
        overruled = find_overruled(before, decisions)
        kept = store.decisions.keep(decisions, themes, events)
        return tuple(each.number for each in kept), overruled

    @property
    def reason(self) -> str:
        """What the audit log says of why."""
        return self.why.strip() or _NO_WHY


def describe(decided: Decided, **details: str | int) -> Details:
    """What the audit log keeps of a decision: ids and counts, no titles."""
    told: dict[str, str | int] = {"decision": decided.numbers[0], **details}
    return told | {"overruled": ", ".join(map(str, decided.overruled))} if decided.overruled else told


def latest_themed(store: Store) -> ThemingRun | None:
    """The run of the latest round that has one; it holds the passages of all rounds up to that one."""
    runs = (store.themes.latest_run(each.id) for each in reversed(store.rounds.all()))
    return next((run for run in runs if run is not None), None)


def round_of(store: Store, theme: Theme) -> RoundId:
    """The round in which a decision about a theme is told: the latest that was themed."""
    run = latest_themed(store)
    return theme.born_in if run is None else run.round_id


def tell_event(kind: EventKind, theme: Theme, round_id: RoundId, **detail: str | int) -> ThemeEvent:
    """What happened to a theme by a person's decision; it stays when the round is themed again."""
    return ThemeEvent(theme.id, kind, round_id, None, MadeBy.PERSON, tuple((name, str(value)) for name, value in detail.items()))


def read_living(store: Store, theme: Theme) -> Theme:
    """The theme as it is now. Raises WrongUse for one that is not there any more or part of another."""
    now = next((each for each in store.themes.all() if each.id == theme.id), None)
    if now is None:
        raise WrongUse("There is no such theme any more.", where=theme.id, next_step=SEE_LIST)
    if now.is_retired:
        into = store.decisions.bindings().merged.get(now.id)
        told = f"It is part of {into} by now." if into else "It is retired."
        back = f" To bring it back: hearback theme split {into} --part {now.id}" if into else ""
        raise WrongUse(told, where=now.id, next_step=f"Decide about a theme that lives. {SEE_LIST}.{back}")
    return now
