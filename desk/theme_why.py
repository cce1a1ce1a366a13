"""Why a passage has its theme: its score, the next likeliest theme, what is like it there, and the words that carried it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.theme_view import PassageRow, list_placed
from domain.errors import WrongUse
from domain.ids import PassageId, ThemeId
from domain.text import without_placeholders
from domain.themes import MadeBy, Theme
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.embed.encoder import Encoder
    from nlp.themes.passage import Floats
    from nlp.themes.why import Carried

_MOST_LIKE_IT = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A theme and the cosine of the passage to its centre, as seen from where the passage's language lies."""

    theme: Theme
    nearness: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage is where it is.

    `nearest` are the themes by nearness, whichever it has. `like_it` are passages of its theme with their cosine to it:
    those that a person placed there (`is_by_people`), else the surest. `said` is what was weighed: the words without
    placeholders, and `words` what each of them adds to the cosine `alone` of these words to the centre of `towards`.
    """

    row: PassageRow
    theme: Theme | None
    part: Theme | None
    nearest: tuple[Near, ...]
    like_it: tuple[tuple[PassageRow, float], ...]
    is_by_people: bool
    towards: Theme | None
    said: str
    alone: float
    words: tuple[Carried, ...]


def explain_passages(store: Store, encoder: Encoder, passage_ids: Sequence[PassageId]) -> tuple[Why, ...]:
    """An explanation a passage, in order. Of a passage that fits nowhere, the words towards the nearest theme are weighed.

    Raises WrongUse for a passage that is in no run yet, WarehouseError where vectors are missing.
    """
    rows = list_placed(store)
    places = {each.placed.passage_id: place for place, each in enumerate(rows)}
    missing = [each for each in passage_ids if each not in places]
    if missing:
        raise WrongUse("This passage is in no run yet.", where=missing[0], next_step="Run its round first: hearback run --round ROUND")
    view = _View(store, encoder, rows)
    return tuple(view.explain(places[each]) for each in passage_ids)


class _View:
    """All passages of the latest run, as the encoder sees them."""

    def __init__(self, store: Store, encoder: Encoder, rows: Sequence[PassageRow]) -> None:
        from nlp.embed.centre import find_origins
        from nlp.embed.context import lean_on_comment
        from nlp.themes.why import find_centres, move_to

        self._encoder, self._rows = encoder, rows
        self._themes = {each.id: each for each in store.themes.all()}
        alone = store.vectors.of(encoder.model, [each.heard.passage.text for each in rows])
        raw = lean_on_comment(alone, store.vectors.of(encoder.model, [each.heard.comment for each in rows]))  # as a run sees them
        languages = [each.heard.language for each in rows]
        self._origins = find_origins(raw, languages, model=encoder.model)
        self._vectors = move_to(raw, [self._origins[language] for language in languages])
        self._centres = find_centres(self._vectors, [each.placed.theme_id for each in rows])

    def explain(self, place: int) -> Why:
        from nlp.themes.why import rank_themes

        row, vector = self._rows[place], self._vectors[place]
        ranked = rank_themes(vector, self._centres)
        nearest = tuple(Near(self._themes[ThemeId(str(theme))], round(cosine, 4)) for theme, cosine in ranked)
        theme = self._find(row.placed.theme_id)
        towards = theme or (nearest[0].theme if nearest else None)
        like_it, is_by_people = self._find_alike(place)
        said = without_placeholders(row.heard.passage.text)
        alone, words = self._weigh(said, row, towards)
        return Why(row, theme, self._find(row.placed.part_id), nearest, like_it, is_by_people, towards, said, alone, words)

    def _find(self, theme: ThemeId | None) -> Theme | None:
        return None if theme is None else self._themes[theme]

    def _weigh(self, said: str, row: PassageRow, towards: Theme | None) -> tuple[float, tuple[Carried, ...]]:
        from nlp.themes.why import weigh_words

        if towards is None:
            return 0.0, ()
        centre: Floats = self._centres[towards.id]
        return weigh_words(said, centre, encode=self._encoder.encode, origin=self._origins[row.heard.language])

    def _find_alike(self, place: int) -> tuple[tuple[tuple[PassageRow, float], ...], bool]:
        """The nearest of those in its theme that a person placed, else the surest of the theme."""
        from nlp.themes.why import rank_rows

        theme = self._rows[place].placed.theme_id
        same = [row for row, each in enumerate(self._rows) if theme is not None and each.placed.theme_id == theme and row != place]
        placed = [row for row in same if self._rows[row].placed.made_by is MadeBy.PERSON]
        chosen = placed or same[:_MOST_LIKE_IT]  # the rows are in order of certainty
        ranked = rank_rows(self._vectors[place], self._vectors, chosen)[:_MOST_LIKE_IT]
        return tuple((self._rows[row], round(cosine, 4)) for row, cosine in ranked), bool(placed)
