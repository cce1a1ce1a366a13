"""What the staff of Alder Falls do before a digest leaves: they look at every theme, name it, say why some matter, and release it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import Settings
from demo.truth import tell_main_concerns
from domain.ids import ThemeId

if TYPE_CHECKING:
    from digest.releasing.prepare import Prepared
    from digest.releasing.terms import PageTerms
    from domain.listening import Round
    from warehouse.store import Store

STAFF = ("Mia Okafor", "Luis Ortega")  # invented, as everybody in Alder Falls
_SENTENCES = Path(__file__).parent / "town" / "staff.tsv"
MOST_SAID = 3  # themes of a round of which staff say why they matter


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What the town's staff call a concern, and why it matters to them."""

    title: str
    why: str


def review_and_release(settings: Settings, round_name: str, folder: Path) -> str:
    """Look at what a round says, and release it where it says something new; what was done, in a sentence."""
    from flows.steps.digest import page_terms
    from flows.steps.release_files import write_latest
    from flows.steps.stage import opened_store

    current, terms = settings.round(round_name), page_terms(settings)
    with opened_store(settings) as store:
        if _prepare(store, terms, current).says_the_same:
            write_latest(store, settings, current, folder)
            return "it says what was released."
        looked, said = _look(store, terms, current), _say_why(store, settings, terms, current, tell_main_concerns(store))
        _release(store, settings, terms, current, folder)
    return f"staff looked at {looked} themes, said of {said} why they matter, and released it."


def name_themes(settings: Settings, round_names: Sequence[str]) -> int:
    """Give the themes that these rounds show the titles that the town's staff use: how many. Once released, names stand."""
    from flows.steps.digest import page_terms
    from flows.steps.stage import opened_store

    terms, rounds = page_terms(settings), [settings.round(each) for each in round_names]
    with opened_store(settings) as store:
        if any(store.releases.of_round(each.id) for each in rounds):
            return 0
        concerns = tell_main_concerns(store)
        return sum(_name(store, settings, terms, each, concerns) for each in rounds)


def _look(store: Store, terms: PageTerms, current: Round) -> int:
    """One of the staff looks at the first half of the themes, another at the rest."""
    from desk.review import list_unseen, look_at

    ids = list_unseen(_prepare(store, terms, current), is_solid_only=False)
    half = (len(ids) + 1) // 2
    for who, part in zip(STAFF, (ids[:half], ids[half:]), strict=True):
        if part:
            look_at(store, terms, current, part, actor=who)
    return len(ids)


def _name(store: Store, settings: Settings, terms: PageTerms, current: Round, concerns: Mapping[ThemeId, str]) -> int:
    """Give each theme that the program named, and that is clearly about one concern, the title that the town's staff use."""
    from desk.theme_titles import check_title
    from desk.themes import rename
    from flows.steps.redaction import redactor_of

    words, living = read_staff_words(), {each.id: each for each in store.themes.living()}
    taken = {each.title for each in living.values()}
    shown = [living[each.theme_id] for each in _prepare(store, terms, current).looks]
    named = 0
    for theme in shown:
        title = words[concerns[theme.id]].title if theme.id in concerns else ""
        if title and title not in taken and not theme.approved_by:
            rename(store, theme, check_title(title, redactor_of(settings), "en"), actor=STAFF[0], why="as people here call it")
            taken.add(title)
            named += 1
    return named


def _say_why(store: Store, settings: Settings, terms: PageTerms, current: Round, concerns: Mapping[ThemeId, str]) -> int:
    """Of the first themes that are clearly about one concern, why they matter, where nobody said it yet."""
    from desk.review import say_why
    from desk.sentences import check_sentence
    from flows.steps.redaction import redactor_of

    words = read_staff_words()
    first = [each for each in _prepare(store, terms, current).looks if each.theme_id in concerns][:MOST_SAID]
    wanted = [each.theme_id for each in first if not each.card.why]
    for theme_id in wanted:
        sentence = check_sentence(words[concerns[theme_id]].why, redactor_of(settings), "en")
        say_why(store, terms, current, theme_id, sentence, actor=STAFF[0])
    return len(wanted)


@cache
def read_staff_words() -> Mapping[str, StaffWords]:
    """What the town's staff call each concern, by its key."""
    with _SENTENCES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["concern"]: StaffWords(row["title"], row["why"]) for row in rows}


def _release(store: Store, settings: Settings, terms: PageTerms, current: Round, folder: Path) -> None:
    from desk.release_make import make_release
    from flows.steps.release_files import write_files, write_latest

    made = make_release(store, terms, current, actor=STAFF[1])
    write_files(store, settings, current, made.release, folder)
    write_latest(store, settings, current, folder)


def _prepare(store: Store, terms: PageTerms, current: Round) -> Prepared:
    from digest.releasing.prepare import prepare

    return prepare(store, terms, current, made_at=datetime.now(UTC))
