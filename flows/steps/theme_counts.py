"""What staff are told after a run: how many themes a round has, and how far to trust them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from config.settings import Settings
from digest.gathering.theme_facts import tell_solidity
from domain.listening import Round
from domain.themes import Solidity, ThemingRun
from flows.steps.stage import opened_store
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """Themes that a round raised, exact: sub-themes beneath them, how many are tentative, how many staff do not show.

    `passages` and `unthemed` are those of the run, which is over all rounds up to this one.
    """

    themes: int
    parts: int
    tentative: int
    hidden: int
    passages: int
    unthemed: int

    def sentence(self) -> str:
        """The counts in a line."""
        share = f"{100 * self.unthemed / self.passages:.0f} %" if self.passages else "none"
        marked = f"{self.tentative} tentative, {self.hidden} hidden by staff"
        return f"{self.themes} with {self.parts} sub-themes ({marked}); {share} of the passages fit none"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def count_themes(settings: Settings, round_name: str) -> ThemeCounts | None:
    """The counts of a round's latest run, None where it was not themed."""
    with opened_store(settings) as store:
        found = next((each for each in store.rounds.all() if each.name == round_name), None)
        run = store.themes.latest_run(found.id) if found is not None else None
        return None if found is None or run is None else _count(store, found, run)


def _count(store: Store, current: Round, run: ThemingRun) -> ThemeCounts:
    raised = {each.theme_id for each in store.findings.of_round(current.id) if each.people}
    solidity = tell_solidity(store.themes.standings(run.id))
    return ThemeCounts(
        themes=len(raised),
        parts=len({each.part_id for each in store.themes.assignments(run.id) if each.part_id and each.theme_id in raised}),
        tentative=sum(solidity.get(each) is Solidity.TENTATIVE for each in raised),
        hidden=len(raised & store.decisions.bindings().hidden),
        passages=run.passages,
        unthemed=run.unthemed,
    )
