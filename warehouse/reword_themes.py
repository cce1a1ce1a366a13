"""Themes after an erasure: no theme is titled, described or found by words that only an erased person used."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, select

from domain.themes import MadeBy
from warehouse.keep_run import remove_themes
from warehouse.rows import Values, delete_among, select_among, update_rows
from warehouse.spoken import list_words
from warehouse.tables_action import recommendation_theme
from warehouse.tables_themes import assignment, finding, theme, theme_event

NO_TITLE = "…"
_JOINED = 2


def themes_of(connection: Connection, passage_ids: Collection[str]) -> set[str]:
    """The themes that these passages have in any run; ask before removing them."""
    rows = select_among(connection, select(assignment.c.theme_id).distinct(), assignment.c.passage_id, passage_ids)
    return {row.theme_id for row in rows if row.theme_id is not None}


def words_of_themes(connection: Connection) -> set[str]:
    """Every word by which a theme is or was titled, described or found."""
    texts = [text for row in connection.execute(select(theme)) for text in (row.title, row.description, *row.keywords)]
    texts += [value for row in connection.execute(select(theme_event.c.detail)) for _, value in row.detail]
    return set().union(*map(list_words, texts))


def reword_themes(connection: Connection, words: Collection[str], maybe_empty: Collection[str]) -> int:
    """Take words that nobody says any more out of all themes; how many themes lost a word or went.

    Of the themes `maybe_empty`, one that no passage has any more goes, where no person approved or linked it, and else
    keeps only what the person gave it. A title that loses a word is no longer approved, and the next run gives another.
    """
    empty = _find_empty(connection, maybe_empty)
    gone = _remove_unwanted(connection, empty)
    rows = {row.id: row for row in connection.execute(select(theme))}
    changed = {each: _reword(row, set(words), is_empty=each in empty) for each, row in rows.items()}
    differing = [{"id": each} | new for each, new in changed.items() if any(getattr(rows[each], name) != new[name] for name in new)]
    update_rows(connection, theme, differing)
    _reword_events(connection, set(words))
    return len(differing) + gone


def _find_empty(connection: Connection, theme_ids: Collection[str]) -> set[str]:
    has_passage = exists().where(assignment.c.theme_id == theme.c.id)
    return {row.id for row in select_among(connection, select(theme.c.id).where(~has_passage), theme.c.id, theme_ids)}


def _remove_unwanted(connection: Connection, theme_ids: Collection[str]) -> int:
    """Delete those of the themes that no person approved or linked, with their findings and events; how many there were."""
    is_linked = exists().where(recommendation_theme.c.theme_id == theme.c.id, recommendation_theme.c.made_by == MadeBy.PERSON.value)
    unwanted = select(theme.c.id).where(theme.c.approved_by == "", ~is_linked)
    ids = [row.id for row in select_among(connection, unwanted, theme.c.id, theme_ids)]
    delete_among(connection, finding.c.theme_id, ids)
    delete_among(connection, recommendation_theme.c.theme_id, ids)
    return remove_themes(connection, ids)


def _reword(row: Row[Any], words: set[str], *, is_empty: bool) -> Values:
    kept: Values = {name: getattr(row, name) for name in ("title", "description", "keywords", "centroid", "approved_by")}
    if is_empty:
        # The centre of an erased person's passages alone would tell what they said.
        kept |= {"description": "", "keywords": (), "centroid": ()}
    kept["keywords"] = tuple(each for each in kept["keywords"] if not _holds(each, words))
    if _holds(kept["description"], words):
        kept["description"] = ""
    if _holds(kept["title"], words):
        kept |= {"title": ", ".join(kept["keywords"][:_JOINED]) or NO_TITLE, "approved_by": ""}
    return kept


def _holds(text: str, words: set[str]) -> bool:
    return not words.isdisjoint(list_words(text))


def _reword_events(connection: Connection, words: set[str]) -> None:
    """Earlier titles stand in the events of renaming."""
    rows = connection.execute(select(theme_event.c.id, theme_event.c.detail)).all()
    told = {row.id: (row.detail, tuple((name, NO_TITLE if _holds(value, words) else value) for name, value in row.detail)) for row in rows}
    update_rows(connection, theme_event, [{"id": each, "detail": after} for each, (before, after) in told.items() if before != after])


def forget_findings(connection: Connection, round_ids: Collection[str]) -> int:
    """Remove the rounds' findings, which counted who is gone: they are counted anew before the next digest."""
    return sum(connection.execute(delete(finding).where(finding.c.round_id == each)).rowcount for each in round_ids)
