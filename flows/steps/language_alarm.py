"""The alarm for staff: themes that follow the language that people speak and not what they say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from config.packs import list_languages, load_packs
from config.settings import Settings
from domain.listening import Round
from domain.themes import ThemingRun, is_alarming
from flows.steps.stage import opened_store
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class LanguageAlarm:
    """A marked run: how closely its themes follow the language (0 to 1), and the themes that are mostly one language's.

    `own` holds language, title of the theme, and the percentage of its passages that are in that language.
    """

    round: str
    leak: float
    own: tuple[tuple[str, str, int], ...]

    def sentences(self) -> tuple[str, ...]:
        """What staff are told, and what to do."""
        told = [f"The themes of {self.round} follow the language that people speak ({self.leak:.2f} of 1; above 0.10 is too much)."]
        told += [f"{percent} % of {title!r} is in {language}." for language, title, percent in self.own]
        told.append("Look at these themes before you compare languages or release: hearback theme list")
        return tuple(told)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def alarm_of_round(settings: Settings, round_name: str) -> LanguageAlarm | None:
    """The alarm of a round's latest run, None where there is none."""
    with opened_store(settings) as store:
        return next((read_alarm(store, each) for each in store.rounds.all() if each.name == round_name), None)


def read_alarm(store: Store, round_: Round) -> LanguageAlarm | None:
    """The alarm of a round's latest run, None where its themes do not follow the language."""
    run = store.themes.latest_run(round_.id)
    if run is None or run.leak is None or not is_alarming(run.leak):
        return None
    return LanguageAlarm(round_.name, run.leak, _find_own(store, run))


def _find_own(store: Store, run: ThemingRun) -> tuple[tuple[str, str, int], ...]:
    from nlp.themes.leak import find_own_themes

    rounds = [each.id for each in store.rounds.all()]
    language_of = {each.passage.id: each.language for each in store.passages.of_rounds(rounds)}
    there = [each for each in store.themes.assignments(run.id) if each.passage_id in language_of]
    own = find_own_themes([each.theme_id for each in there], [language_of[each.passage_id] for each in there])
    titles = {each.id: each.title for each in store.themes.all()}
    names = {code: pack.name for code, pack in load_packs(list_languages()).items()}
    return tuple((names.get(each.language, each.language), titles[each.theme_id], round(100 * each.share)) for each in own)
