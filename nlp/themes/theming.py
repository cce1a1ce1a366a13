"""From passages and their vectors to themes with an id for life: the one way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId, ThemeId, stable_id
from domain.themes import Assignment, Standing, Theme, ThemeEvent
from nlp.embed.centre import centre_by_language
from nlp.themes.discover import group_passages
from nlp.themes.events import tell_events, tell_new_titles
from nlp.themes.few import place_among_living
from nlp.themes.grouping import Grouping, Space
from nlp.themes.identity import Found, match_themes
from nlp.themes.label import Label, label_themes
from nlp.themes.leak import measure_leak
from nlp.themes.passage import UNTHEMED, PassageToTheme, check_vectors, order_passages, unit_mean

Vectors = npt.NDArray[np.float32]


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
    passages: Sequence[PassageToTheme]
    vectors: Vectors
    living: Sequence[Theme]
    previous: Mapping[PassageId, ThemeId]
    round_id: RoundId
    run_id: RunId


def theme_passages(  # noqa: PLR0913 # each is a fact of the run, and none has a default that would be right
    passages: Sequence[PassageToTheme],
    spaces: Sequence[Space],
    *,
    living: Sequence[Theme],
    previous: Mapping[PassageId, ThemeId],
    bindings: Bindings,
    round_id: RoundId,
    run_id: RunId,
    stop_words: frozenset[str],
    smallest: int | None,
    language: str,
) -> Theming:
    """Find themes and match them with the living ones; the order of the passages decides nothing.

    `spaces` hold the encoders' unit vectors, one a passage; they are centred by language here. `previous` says which theme a
    passage had in the run before, `bindings` what people decided. `smallest` is the least number of passages of a new theme (None: scaled to the data), and
    `language` that of titles. Raises HearbackError when vectors are missing or hold NaN.
    """
    for space in spaces:
        check_vectors(space.vectors, passages)
    order = order_passages(passages)
    languages = [passage.language for passage in passages]
    centred = [Space(space.model, centre_by_language(space.vectors, languages)[order]) for space in spaces]
    run = _Run([passages[row] for row in order], centred[0].vectors, living, previous, round_id, run_id)
    placing = group_passages(run.passages, centred, guide=None, smallest=smallest)
    if placing is None:
        return _theme_few(run, order)
    return _theme_many(run, order, placing, stop_words, language)


def _theme_few(run: _Run, order: Sequence[int]) -> Theming:
    placed = place_among_living(run.passages, run.vectors, run.living, run.previous)
    used = {theme for theme, _ in placed}
    themes = tuple(theme for theme in sorted(run.living, key=lambda theme: theme.id) if theme.id in used)
    return _finish(run, order, themes, (), placed, is_too_few=True)


def _theme_many(run: _Run, order: Sequence[int], placing: Grouping, stop_words: frozenset[str], language: str) -> Theming:
    labels = placing.labels
    members = [np.flatnonzero(labels == number).tolist() for number in range(int(labels.max(initial=UNTHEMED)) + 1)]
    found = [Found(frozenset(run.passages[row].id for row in rows), unit_mean(run.vectors[rows])) for rows in members]
    matching = match_themes(found, run.living, run.previous, frozenset(passage.id for passage in run.passages))
    living = {theme.id: theme for theme in run.living}
    goes_on = {number: living[theme] for number, theme in matching.theme_of.items()}
    names = label_themes(
        [[run.passages[row] for row in rows] for rows in members],
        [run.passages[row] for row in np.flatnonzero(labels == UNTHEMED).tolist()],
        language=language,
        stop_words=stop_words,
        kept={number: theme.title for number, theme in goes_on.items()},
        may_change={number for number, theme in goes_on.items() if not theme.approved_by},
    )
    themes = tuple(_to_theme(each, goes_on.get(number), names[number], run) for number, each in enumerate(found))
    ids = [theme.id for theme in themes]
    placed = [(ids[label] if label != UNTHEMED else None, float(score)) for label, score in zip(labels, placing.scores, strict=True)]
    events = tell_events(found, ids, matching, round_id=run.round_id, run_id=run.run_id)
    events += tell_new_titles(living, themes, round_id=run.round_id, run_id=run.run_id)
    return _finish(run, order, themes, events, placed, is_too_few=False)


def _to_theme(found: Found, goes_on: Theme | None, label: Label, run: _Run) -> Theme:
    """A living theme keeps its id for life, and its title too once somebody approved it; the rest follows what people say now."""
    centroid = tuple(round(float(part), 6) for part in found.centroid)
    if goes_on is not None:
        described = goes_on.description if label.title == goes_on.title else label.description
        return replace(goes_on, title=label.title, description=described, keywords=label.keywords, centroid=centroid)
    new_id = ThemeId(stable_id("theme", run.round_id, run.run_id, *sorted(found.members)))
    return Theme(new_id, label.title, label.description, label.keywords, born_in=run.round_id, centroid=centroid)


def _finish(
    run: _Run,
    order: Sequence[int],
    themes: tuple[Theme, ...],
    events: tuple[ThemeEvent, ...],
    placed: Sequence[tuple[ThemeId | None, float]],
    *,
    is_too_few: bool,
) -> Theming:
    """The values of the run, with the assignments back in the order in which the passages came."""
    made = [
        Assignment(run.run_id, passage.id, theme, round(score, 4)) for passage, (theme, score) in zip(run.passages, placed, strict=True)
    ]
    back = sorted(range(len(order)), key=order.__getitem__)
    return Theming(
        themes=themes,
        events=events,
        assignments=tuple(made[row] for row in back),
        standings=(),
        leak=measure_leak([each.theme_id for each in made], [passage.language for passage in run.passages]),
        unthemed=sum(each.theme_id is None for each in made),
        is_too_few=is_too_few,
    )
