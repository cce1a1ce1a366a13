"""Themes after an erasure: no theme is titled, described or found by words that only an erased person used."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, or_, select, update

from domain.decisions import NO_TITLE, fold_merges
from domain.themes import MadeBy
from warehouse.keep_run import remove_themes
from warehouse.rows import Values, delete_among, select_among, update_rows
from warehouse.spoken import list_words
from warehouse.staff_translations import forget_titles
from warehouse.tables_follow import link_decision, recommendation_theme
from warehouse.tables_review import review
from warehouse.tables_themes import assignment, finding, theme, theme_anchor, theme_decision, theme_event
from warehouse.theme_rows import read_decision

_JOINED = 2


def themes_of(connection: Connection, passage_ids: Collection[str]) -> set[str]:
    """The themes and sub-themes that these passages have in any run; ask before removing them."""
    both = select(assignment.c.theme_id, assignment.c.part_id).distinct()
    rows = select_among(connection, both, assignment.c.passage_id, passage_ids)
    return {each for row in rows for each in (row.theme_id, row.part_id) if each is not None}


def words_of_themes(connection: Connection) -> set[str]:
    """Every word by which a theme is or was titled, described, found or spoken of, by the program or by a person."""
    texts = [text for row in connection.execute(select(theme)) for text in (row.title, row.description, *row.keywords)]
    texts += [value for row in connection.execute(select(theme_event.c.detail)) for _, value in row.detail]
    texts += [text for row in connection.execute(select(theme_decision.c.title, theme_decision.c.why)) for text in row]
    texts += connection.execute(select(theme_anchor.c.text)).scalars()
    texts += [text for row in connection.execute(select(review.c.words, review.c.why)) for text in row]
    return set().union(*map(list_words, texts))


def reword_themes(connection: Connection, words: Collection[str], maybe_empty: Collection[str]) -> int:
    """Take words that nobody says any more out of all themes; how many themes lost a word or went.

    Of the themes `maybe_empty`, one that no passage has any more goes, where no person approved or linked it, and else
    keeps only what the person gave it. A title that loses a word is no longer approved, and the next run gives another.
    """
    empty = _find_empty(connection, maybe_empty)
    gone = _remove_unwanted(connection, empty)
    hollow = empty | _find_merged(connection, maybe_empty)
    rows = {row.id: row for row in connection.execute(select(theme))}
    changed = {each: _reword(row, set(words), is_empty=each in hollow) for each, row in rows.items()}
    differing = [{"id": each} | new for each, new in changed.items() if any(getattr(rows[each], name) != new[name] for name in new)]
    update_rows(connection, theme, differing)
    forget_titles(connection, [str(row["id"]) for row in differing])
    _reword_events(connection, set(words))
    _reword_decisions(connection, set(words))
    _reword_reviews(connection, set(words))
    _remove_anchors(connection, set(words))
    return len(differing) + gone


def _find_empty(connection: Connection, theme_ids: Collection[str]) -> set[str]:
    has_passage = exists().where(or_(assignment.c.theme_id == theme.c.id, assignment.c.part_id == theme.c.id))
    return {row.id for row in select_among(connection, select(theme.c.id).where(~has_passage), theme.c.id, theme_ids)}


def _find_merged(connection: Connection, theme_ids: Collection[str]) -> set[str]:
    """What people merged into these themes: it has no passages by which it could be told whose they were."""
    decisions = connection.execute(select(theme_decision).order_by(theme_decision.c.number))
    return {theme for theme, end in fold_merges(map(read_decision, decisions)).items() if end in set(theme_ids)}


def _remove_unwanted(connection: Connection, theme_ids: Collection[str]) -> int:
    """Delete those of the themes that no person approved or linked, with their findings and events; how many there were."""
    is_linked = exists().where(recommendation_theme.c.theme_id == theme.c.id, recommendation_theme.c.made_by == MadeBy.PERSON.value)
    unwanted = select(theme.c.id).where(theme.c.approved_by == "", ~is_linked)
    ids = [row.id for row in select_among(connection, unwanted, theme.c.id, theme_ids)]
    delete_among(connection, finding.c.theme_id, ids)
    forget_titles(connection, ids)
    delete_among(connection, recommendation_theme.c.theme_id, ids)
    delete_among(connection, link_decision.c.theme_id, ids)  # the audit log still tells who decided what
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


def _reword_decisions(connection: Connection, words: set[str]) -> None:
    """Titles that people gave and reasons that they had: what was decided stays, and by whom."""
    rows = connection.execute(select(theme_decision.c.number, theme_decision.c.title, theme_decision.c.why)).all()
    told = {row.number: (row, tuple(NO_TITLE if _holds(text, words) else text for text in (row.title, row.why))) for row in rows}
    changed = [
        {"number": number, "title": title, "why": why}
        for number, (row, (title, why)) in told.items()
        if (title, why) != (row.title, row.why)
    ]
    update_rows(connection, theme_decision, changed)


def _reword_reviews(connection: Connection, words: set[str]) -> None:
    """A sentence of staff that holds such a word goes as a whole; who said it when stays."""
    for row in connection.execute(select(review.c.number, review.c.words, review.c.why)).all():
        if _holds(row.words, words) or _holds(row.why, words):
            left = {"words": "" if _holds(row.words, words) else row.words, "why": NO_TITLE if _holds(row.why, words) else row.why}
            connection.execute(update(review).where(review.c.number == row.number).values(left))


def _remove_anchors(connection: Connection, words: set[str]) -> None:
    """What a codebook says of a theme may quote somebody: an example or a sentence with such a word goes as a whole."""
    rows = connection.execute(select(theme_anchor)).all()
    for row in rows:
        if _holds(row.text, words):
            place = (theme_anchor.c.theme_id == row.theme_id, theme_anchor.c.place == row.place)
            connection.execute(delete(theme_anchor).where(*place))


def forget_findings(connection: Connection, round_ids: Collection[str]) -> int:
    """Remove the rounds' findings, which counted who is gone: they are counted anew before the next digest."""
    return sum(connection.execute(delete(finding).where(finding.c.round_id == each)).rowcount for each in round_ids)
