"""Which passages belong together: copies folded, cores found, merged to a readable number, the rest placed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.themes.assign import Placing, place_rows
from nlp.themes.condense import condense_cores
from nlp.themes.fit import fit_themes
from nlp.themes.grouping import Grouping, Guide, Space, without_parts
from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme, group_copies
from nlp.themes.sizes import FEWEST, fewest_themes, most_themes, smallest_theme
from nlp.themes.words import split_words

# A campaign is a text of at least this many words: "no" and "none" from thirty people are not one concern.
_CAMPAIGN_WORDS = 4
_SEED = 20261101


def group_passages(
    passages: Sequence[PassageToTheme], spaces: Sequence[Space], *, guide: Guide | None, smallest: int | None
) -> Grouping | None:
    """Themes and sub-themes of passages, or None where there are too few to look for any; the same passages, the same grouping.

    Copies of a text are fitted once and share its theme. A passage without words, or with a zero vector, is unthemed.
    """
    if len(passages) < FEWEST:
        return None
    copies = group_copies(passages)
    placing = _place_distinct(passages, spaces[0].vectors, copies, smallest=smallest)
    least = smallest_theme(len(passages), smallest)
    labels = _add_campaigns(placing.labels, passages, copies, least)
    labels = _number_by_size(labels, least)
    scores = np.where((placing.labels == UNTHEMED) & (labels != UNTHEMED), 1.0, placing.scores)
    return without_parts(labels, np.where(labels == UNTHEMED, 0.0, scores))


def _place_distinct(
    passages: Sequence[PassageToTheme], vectors: npt.NDArray[np.float32], copies: Labels, *, smallest: int | None
) -> Placing:
    """Themes of the distinct texts, each text's given to its copies."""
    usable = [bool(split_words(passage.text)) and bool(vector.any()) for passage, vector in zip(passages, vectors, strict=True)]
    first = {int(copy): row for row, copy in reversed(list(enumerate(copies))) if usable[row]}
    labels = np.full(len(passages), UNTHEMED, dtype=np.int64)
    scores = np.zeros(len(passages))
    rows = sorted(first.values())
    if len(rows) < FEWEST:
        return Placing(labels, scores)
    placed = _place_rows([passages[row].text for row in rows], vectors[rows], smallest=smallest)
    place = {int(copies[row]): position for position, row in enumerate(rows)}
    for row, copy in enumerate(copies):
        if int(copy) in place:
            labels[row], scores[row] = placed.labels[place[int(copy)]], placed.scores[place[int(copy)]]
    return Placing(labels, scores)


def _place_rows(texts: Sequence[str], vectors: npt.NDArray[np.float32], *, smallest: int | None) -> Placing:
    count = len(texts)
    fit = fit_themes(texts, vectors, smallest=smallest_theme(count, smallest), seed=_SEED)
    cores = condense_cores(fit.coordinates, fit.cores, fewest=fewest_themes(count), most=most_themes(count))
    return place_rows(vectors, fit.coordinates, cores)


def _add_campaigns(labels: Labels, passages: Sequence[PassageToTheme], copies: Labels, least: int) -> Labels:
    """A text that many sent in the same words is a theme of its own where it belongs to no other."""
    labels = labels.copy()
    numbers, counts = np.unique(copies[labels == UNTHEMED], return_counts=True)
    for number in numbers[counts >= least]:
        rows = np.flatnonzero((copies == number) & (labels == UNTHEMED))
        if sum(map(len, split_words(passages[rows[0]].text))) >= _CAMPAIGN_WORDS:
            labels[rows] = labels.max(initial=UNTHEMED) + 1
    return labels


def _number_by_size(labels: Labels, least: int) -> Labels:
    """The themes of at least `least` passages, renumbered from 0, the largest first; the others' passages are unthemed."""
    names, sizes = np.unique(labels[labels != UNTHEMED], return_counts=True)
    kept = [name for name, size in sorted(zip(names, sizes, strict=True), key=lambda pair: (-pair[1], pair[0])) if size >= least]
    numbered = np.full_like(labels, UNTHEMED)
    for number, name in enumerate(kept):
        numbered[labels == name] = number
    return numbered
