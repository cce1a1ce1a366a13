"""What the staff of Alder Falls do before a digest leaves: they look at every theme, say why some matter, and release it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.ids import ThemeId

if TYPE_CHECKING:
    from digest.releasing.prepare import Prepared
    from digest.releasing.terms import PageTerms
    from domain.listening import Round
    from warehouse.store import Store

STAFF = ("Mia Okafor", "Luis Ortega")  # invented, as everybody in Alder Falls
# Why a theme matters, by a word of its title: what the town's staff would write.
_WHY = {
    "lamp": "Where the lamps are out, people stop walking to the bus after dark.",
    "phone": "Who cannot say on the phone what happened cannot ask for help.",
    "lawyer": "False lawyers take the savings of people who only wanted to do it right.",
}


def review_and_release(settings: Settings, round_name: str, folder: Path) -> str:
    """Look at what a round says, and release it where it says something new; what was done, in a sentence."""
    from flows.steps.digest import page_terms
    from flows.steps.stage import opened_store

    current, terms = settings.round(round_name), page_terms(settings)
    with opened_store(settings) as store:
        looked, said = _look(store, terms, current), _say_why(store, settings, terms, current)
        made = _release(store, settings, terms, current, folder)
    if not made:
        return "it says what was released."
    return f"staff looked at {looked} themes, said of {said} why they matter, and released it."


def _look(store: Store, terms: PageTerms, current: Round) -> int:
    """One of the staff looks at the first half of the themes, another at the rest."""
    from desk.review import list_unseen, look_at

    ids = list_unseen(_prepare(store, terms, current), is_solid_only=False)
    half = (len(ids) + 1) // 2
    for who, part in zip(STAFF, (ids[:half], ids[half:]), strict=True):
        if part:
            look_at(store, terms, current, part, actor=who)
    return len(ids)


def _say_why(store: Store, settings: Settings, terms: PageTerms, current: Round) -> int:
    from desk.review import say_why
    from desk.sentences import check_sentence
    from flows.steps.redaction import redactor_of

    wanted = list(_match(_prepare(store, terms, current)))
    for theme_id, words in wanted:
        say_why(store, terms, current, theme_id, check_sentence(words, redactor_of(settings), "en"), actor=STAFF[0])
    return len(wanted)


def _match(prepared: Prepared) -> Iterator[tuple[ThemeId, str]]:
    """Each sentence for the first theme whose title has its word, where nothing was said of it yet."""
    for word, sentence in _WHY.items():
        look = next((each for each in prepared.looks if word in each.card.title.casefold()), None)
        if look is not None and not look.card.why:
            yield look.theme_id, sentence


def _release(store: Store, settings: Settings, terms: PageTerms, current: Round, folder: Path) -> bool:
    from desk.release_make import make_release
    from flows.steps.release_files import write_files, write_latest

    is_new = not _prepare(store, terms, current).says_the_same
    if is_new:
        made = make_release(store, terms, current, actor=STAFF[1])
        write_files(store, settings, current, made.release, folder)
    write_latest(store, settings, current, folder)
    return is_new


def _prepare(store: Store, terms: PageTerms, current: Round) -> Prepared:
    from digest.releasing.prepare import prepare

    return prepare(store, terms, current, made_at=datetime.now(UTC))
