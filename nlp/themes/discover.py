"""Which passages belong together: copies folded, a consensus reached, the unsure left out, campaigns seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.themes.grouping import Grouping, Guide, Space, without_parts
from nlp.themes.number import add_campaigns, hold_decided, number_by_size
from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme
from nlp.themes.sizes import FEWEST, smallest_theme
from nlp.themes.sure import place_surely
from nlp.themes.texts import number_texts, pick_readable
from nlp.themes.votes.consensus import Consensus, Texts, reach_consensus


def group_passages(
    passages: Sequence[PassageToTheme], spaces: Sequence[Space], *, guide: Guide | None, smallest: int | None
) -> Grouping | None:
    """Themes and sub-themes of passages, or None where there are too few to look for any; the same passages, the same grouping.

    Copies of a text are looked at once and share its theme. A passage without words, or with a zero vector, is unthemed unless
    a person placed it. All rows of one bound number have one label. `passages` come in the order that follows from them (see
    order_passages): then the order in which they were kept decides nothing, and neither does chance.
    """
    if len(passages) < FEWEST:
        return None
    nothing = np.full(len(passages), UNTHEMED, dtype=np.int64)
    guide = guide if guide is not None else Guide(nothing, nothing)
    texts, bound = number_texts(passages, guide.bound)
    rows = pick_readable(passages, spaces[0].vectors, texts)
    least = smallest_theme(len(passages), smallest)
    grouping = without_parts(nothing, np.zeros(len(passages)))
    if len(rows) >= FEWEST:
        said = _read_texts(passages, spaces, guide, bound, rows)
        grouping = _give_to_copies(reach_consensus(said, smallest=smallest), said.bound, texts, rows)
    grouping = add_campaigns(hold_decided(grouping, bound), passages, texts, least=least)
    if len(rows) < FEWEST and not grouping.solidity:
        return None
    return number_by_size(grouping, bound, least=least)


def _read_texts(passages: Sequence[PassageToTheme], spaces: Sequence[Space], guide: Guide, bound: Labels, rows: Labels) -> Texts:
    chosen = [passages[row] for row in rows.tolist()]
    return Texts(
        [passage.text for passage in chosen],
        [passage.language for passage in chosen],
        [space.vectors[rows] for space in spaces],
        bound[rows],
        guide.before[rows],
    )


def _give_to_copies(found: Consensus, bound: Labels, texts: Labels, rows: Labels) -> Grouping:
    """The grouping of all passages from that of the distinct texts; a text that was not looked at is unthemed."""
    placing = place_surely(found.agreement, found.labels, bound)
    place = np.full(int(texts.max()) + 1, UNTHEMED, dtype=np.int64)
    place[texts[rows]] = np.arange(len(rows))
    places = place[texts]
    known = places != UNTHEMED
    parts = np.where(placing.labels == UNTHEMED, UNTHEMED, found.parts)
    return Grouping(
        labels=np.where(known, placing.labels[places], UNTHEMED),
        scores=np.where(known, placing.scores[places], 0.0),
        parts=np.where(known, parts[places], UNTHEMED),
        parents=found.parents,
        second=np.where(known, placing.second[places], UNTHEMED),
        second_scores=np.where(known, placing.second_scores[places], 0.0),
        solidity=tuple(found.solidity.tolist()),
        part_solidity=tuple(found.part_solidity.tolist()),
    )
