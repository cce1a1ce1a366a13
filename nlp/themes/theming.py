"""From passages and their vectors to themes with an id for life: the one way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import Assignment, MadeBy, Standing, Theme, ThemeEvent
from nlp.embed.centre import centre_by_language
from nlp.themes.bind import Bound, bind_passages
from nlp.themes.discover import group_passages
from nlp.themes.drift import LIMIT, measure_drift
from nlp.themes.events import Change, list_members, tell_events, tell_new_titles, tell_part_events
from nlp.themes.few import place_few
from nlp.themes.grouping import Space
from nlp.themes.layout import Layout, lay_out_grouping, lay_out_placed
from nlp.themes.leak import measure_leak
from nlp.themes.make_themes import Cast, Naming, cast_themes
from nlp.themes.names.term import Wording, as_wording
from nlp.themes.passage import PassageToTheme, check_vectors, group_copies, order_passages
from nlp.themes.place import place_new
from nlp.themes.previous import Previous
from nlp.themes.sizes import FEWEST, smallest_theme
from nlp.themes.standing import tell_standings


@dataclass(frozen=True, slots=True)
class Theming:
    """What a run found: the themes that have passages now, what became of each, and an assignment a passage.

    `assignments` are in the order of the passages. `leak` is the NMI of theme and language, None under two languages.
    `themes` has sub-themes after the themes that they lie in. `unthemed` counts the passages that fit nowhere. `is_too_few` is
    True when no structure was looked for. `is_refit` and `drift` are those of `ThemingRun`.
    """

    themes: tuple[Theme, ...]
    events: tuple[ThemeEvent, ...]
    assignments: tuple[Assignment, ...]
    standings: tuple[Standing, ...]
    leak: float | None
    unthemed: int
    is_too_few: bool
    is_refit: bool = True
    drift: float | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run is given, its passages and spaces in the order that follows from them."""

    passages: Sequence[PassageToTheme]
    spaces: Sequence[Space]
    living: Sequence[Theme]
    previous: Previous
    bindings: Bindings
    bound: Bound
    round_id: RoundId
    run_id: RunId
    smallest: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Where everything lies, and how that came about."""

    layout: Layout
    is_refit: bool = False
    is_too_few: bool = False
    drift: float | None = None


def theme_passages(  # noqa: PLR0913 # each is a fact of the run, and none has a default that would be right
    passages: Sequence[PassageToTheme],
    spaces: Sequence[Space],
    *,
    living: Sequence[Theme],
    previous: Previous,
    bindings: Bindings,
    round_id: RoundId,
    run_id: RunId,
    stop_words: frozenset[str] | Wording,
    smallest: int | None,
    language: str,
    claimed: Mapping[PassageId, ThemeId] | None = None,
) -> Theming:
    """Find themes and match them with the living ones, or place new passages among those; the order of passages decides nothing.

    `spaces` hold the encoders' unit vectors, one a passage; they are centred by language here. `previous` is what an earlier run
    said, `bindings` what people decided, and `claimed` the passages that a codebook's theme claims: they go there unless a
    person said otherwise. `smallest` is the least number of passages of a new theme (None: scaled to the data), and
    `language` that of titles; `stop_words` never head one, and a `Wording` says more of what makes titles. Raises HearbackError when vectors are missing or hold NaN.
    """
    for space in spaces:
        check_vectors(space.vectors, passages)
    order = order_passages(passages)
    languages = [passage.language for passage in passages]
    centred = [Space(space.model, centre_by_language(space.vectors, languages, model=space.model)[order]) for space in spaces]
    ordered = [passages[row] for row in order]
    bound = bind_passages(ordered, living=living, previous=previous, bindings=bindings, claimed=claimed or {})
    run = _Run(ordered, centred, living, previous, bindings, bound, round_id, run_id, smallest)
    found = _find_layout(run)
    naming = Naming(as_wording(stop_words), language, is_anew=found.is_refit)
    cast = cast_themes(run.passages, run.spaces, found.layout, bound, naming, bindings=bindings, round_id=round_id, run_id=run_id)
    return _finish(run, order, found, cast)


def _find_layout(run: _Run) -> _Found:
    """Few passages are placed among living themes; so are new ones while nothing has drifted; else themes are looked for anew."""
    if _count_distinct(run.passages) < FEWEST:
        return _lay_out_few(run)
    drift = _gather_drift(run)
    if run.previous.can_place and drift is not None and drift <= LIMIT:
        placed = place_new(run.spaces, run.bound.themes, np.asarray(run.bound.is_new, dtype=bool))
        drift = measure_drift(_share_new(run), before=run.previous.drift, placed=placed)
        if drift <= LIMIT:
            return _Found(lay_out_placed(run.spaces, placed, run.bound), drift=drift)
    grouping = group_passages(run.passages, run.spaces, guide=run.bound.guide(), smallest=run.smallest)
    if grouping is None:
        return _lay_out_few(run)
    least = smallest_theme(len(run.passages), run.smallest)
    return _Found(lay_out_grouping(run.spaces, grouping, run.bound, least=least), is_refit=True, drift=drift)


def _gather_drift(run: _Run) -> float | None:
    """The drift that new passages alone make, however well they fit; None where there were no themes before."""
    if all(theme is None for theme in run.previous.themes.values()):
        return None
    return measure_drift(_share_new(run), before=run.previous.drift)


def _share_new(run: _Run) -> float:
    return sum(run.bound.is_new) / len(run.passages)


def _count_distinct(passages: Sequence[PassageToTheme]) -> int:
    # A campaign of one text by many is looked at, so copies count towards the fewest where they are many.
    return len(passages) if len(passages) >= FEWEST else len(set(group_copies(passages).tolist()))


def _lay_out_few(run: _Run) -> _Found:
    placed, parts = place_few(run.spaces, run.bound)
    return _Found(lay_out_placed(run.spaces, placed, replace(run.bound, parts=parts)), is_too_few=True)


def _finish(run: _Run, order: Sequence[int], found: _Found, cast: Cast) -> Theming:
    """The values of the run, with the assignments back in the order in which the passages came."""
    layout = found.layout
    made = [
        Assignment(run.run_id, passage.id, theme, round(float(score), 4), MadeBy.PERSON if by_person else MadeBy.MODEL, part)
        for passage, theme, part, score, by_person in zip(
            run.passages, cast.themes_of(layout.labels), cast.parts_of(layout.parts), layout.scores, run.bound.by_person, strict=True
        )
    ]
    back = sorted(range(len(order)), key=order.__getitem__)
    return Theming(
        themes=cast.all,
        events=_tell(run, made, cast),
        assignments=tuple(made[row] for row in back),
        standings=_stand(run, found, made, cast),
        leak=measure_leak([each.theme_id for each in made], [passage.language for passage in run.passages]),
        unthemed=sum(each.theme_id is None for each in made),
        is_too_few=found.is_too_few,
        is_refit=found.is_refit,
        drift=found.drift,
    )


def _tell(run: _Run, made: Sequence[Assignment], cast: Cast) -> tuple[ThemeEvent, ...]:
    living = {theme.id: theme for theme in run.living if not theme.is_retired and theme.id not in run.bindings.merged}
    tops = {each.passage_id: each.theme_id for each in made}
    parts = {each.passage_id: each.part_id for each in made}
    events = tell_events(_compare(run, run.previous.round_before, tops, cast.themes, living, is_top=True), run_id=run.run_id)
    events += tell_part_events(_compare(run, run.previous.parts_before, parts, cast.parts, living, is_top=False), run_id=run.run_id)
    return events + tell_new_titles(living, cast.all, round_id=run.round_id, run_id=run.run_id)


def _compare(
    run: _Run,
    before: Mapping[PassageId, ThemeId | None] | Mapping[PassageId, ThemeId],
    after: Mapping[PassageId, ThemeId | None],
    themes: Sequence[Theme],
    living: Mapping[ThemeId, Theme],
    *,
    is_top: bool,
) -> Change:
    here = frozenset(after)
    of_level = {theme.id: theme for theme in living.values() if (theme.parent_id is None) == is_top}
    was = {theme: rows for theme, rows in list_members(before, run.bindings.merged, here).items() if theme in of_level}
    approved = frozenset(theme.id for theme in living.values() if theme.approved_by) | run.bindings.approved
    now = list_members(after, {}, here)
    return Change(
        was,
        {theme.id: now[theme.id] for theme in themes},
        {theme.id: theme for theme in themes},
        of_level,
        approved,
        run.round_id,
        frozenset().union(*was.values()),
        run.previous.stood,
    )


def _stand(run: _Run, found: _Found, made: Sequence[Assignment], cast: Cast) -> tuple[Standing, ...]:
    solidity = dict(run.previous.solidity)
    if found.is_refit:
        solidity = cast.name_slots(found.layout.solidity) | cast.name_parts(found.layout.part_solidity)
    tops = tell_standings(run.passages, [each.theme_id for each in made], solidity, run.run_id)
    return (*tops, *tell_standings(run.passages, [each.part_id for each in made], solidity, run.run_id))
