"""A warehouse with two themes and two sub-themes, made by hand, for tests of what people decide about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from desk.theme_titles import StaffTitle
from domain.heard import HeardPassage
from domain.ids import PassageId, RunId, ThemeId, stable_id
from domain.listening import Comment, Passage
from domain.text import RedactedText
from domain.themes import Assignment, Standing, Theme, ThemingRun
from tests.warehouse.samples import CUTTER, MODEL, NOON, SPRING, cut_whole, make_response, save_places
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

ANA, BEN = "Ana", "Ben"
RUN = RunId("run-spring")


def title(words: str) -> StaffTitle:
    """A title as if it had been checked: the redactor is tried elsewhere."""
    return StaffTitle(words)


def make_one(name: str, words: str, parent: Theme | None = None) -> Theme:
    return Theme(
        ThemeId(stable_id("theme", name)), words, f"About {name}.", (name,), SPRING.id, (0.6, 0.8), parent_id=parent.id if parent else None
    )


LAMPS, NOISE, EMPTY = make_one("lamps", "Dark lamps"), make_one("noise", "Loud nights"), make_one("empty", "Nobody raised this")
STOPS, PARKS = make_one("stops", "Lamps at stops", LAMPS), make_one("parks", "Lamps in parks", LAMPS)
THEMES = (LAMPS, NOISE, EMPTY, STOPS, PARKS)


@dataclass(frozen=True)
class ThemeTown:
    """Passages by what they are about: four of stops, three of parks, two of lamps and neither, three of noise, two of nothing."""

    store: Store
    stops: tuple[PassageId, ...]
    parks: tuple[PassageId, ...]
    lamps: tuple[PassageId, ...]
    noise: tuple[PassageId, ...]
    unthemed: tuple[PassageId, ...]

    def now(self, theme: Theme | ThemeId) -> Theme:
        """The theme as the warehouse has it."""
        wanted = theme.id if isinstance(theme, Theme) else theme
        return next(each for each in self.store.themes.all() if each.id == wanted)

    def place(self, passage: PassageId) -> tuple[ThemeId | None, ThemeId | None]:
        """Theme and sub-theme of a passage in the run."""
        placed = next(each for each in self.store.themes.assignments(RUN) if each.passage_id == passage)
        return placed.theme_id, placed.part_id

    def inside(self, theme: Theme) -> set[PassageId]:
        return {each.passage_id for each in self.store.themes.assignments(RUN) if theme.id in (each.theme_id, each.part_id)}


_SAID = (
    *(("stops", f"no lamp at stop {number}") for number in range(4)),
    *(("parks", f"dark park number {number}") for number in range(3)),
    *(("lamps", f"lamp {number} is broken") for number in range(2)),
    *(("noise", f"it was loud on night {number}") for number in range(3)),
    *(("unthemed", f"thank you {number}") for number in range(2)),
)
_PLACES = {"stops": (LAMPS, STOPS), "parks": (LAMPS, PARKS), "lamps": (LAMPS, None), "noise": (NOISE, None), "unthemed": (None, None)}


@contextmanager
def theme_town(folder: Path) -> Iterator[ThemeTown]:
    keys = create_keys(folder / "keys")
    with open_store(f"sqlite:///{folder}/hearback.db", keys) as store:
        save_places(store)
        responses = [make_response(keys, str(number), text) for number, (_, text) in enumerate(_SAID)]
        store.responses.replace(responses, {})
        store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})
        about = {text: name for name, text in _SAID}
        passages = {each.passage.id: about[each.passage.text] for each in store.passages.of_rounds([SPRING.id])}
        save_themes(store, [_assign(passage, name) for passage, name in passages.items()])
        by_name = {name: tuple(sorted(each for each, of in passages.items() if of == name)) for name in _PLACES}
        yield ThemeTown(store, **by_name)


def _assign(passage: PassageId, name: str) -> Assignment:
    theme, part = _PLACES[name]
    return Assignment(RUN, passage, theme.id if theme else None, 0.75 if theme else 0.0, part_id=part.id if part else None)


def save_themes(store: Store, assignments: Sequence[Assignment]) -> None:
    """One run of the latest round that has these assignments and all the themes."""
    last = store.rounds.all()[-1].id if SPRING.id not in {each.id for each in store.rounds.all()} else SPRING.id
    unthemed = sum(each.theme_id is None for each in assignments)
    counts = {each.id: sum(each.id in (one.theme_id, one.part_id) for one in assignments) for each in THEMES}
    standings = [Standing(RUN, each.id, counts[each.id], 0.8) for each in THEMES if counts[each.id]]
    run = ThemingRun(RUN, last, "input", MODEL, len(assignments), unthemed, None, NOON)
    store.themes.save_run(run, [replace(each, born_in=last) for each in THEMES], [], assignments, standings)


def cut_evenly(comment: Comment, count: int) -> list[Passage]:
    """So many passages of about the same length."""
    assert comment.text is not None
    ends = [len(comment.text) * number // count for number in range(count + 1)]
    return [
        Passage(PassageId(stable_id("passage", comment.id, start)), comment.id, start, end, RedactedText(comment.text[start:end]))
        for start, end in pairwise(ends)
    ]


def share_out(passages: Sequence[HeardPassage]) -> list[Assignment]:
    """The passages given in turn to the two themes; the first of each to a sub-theme where there is one."""
    return [_assign(each.passage.id, ("stops", "noise", "lamps")[number % 3]) for number, each in enumerate(passages)]
