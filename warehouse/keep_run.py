"""Putting a theming run in the place of the round's earlier one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, exists, select, update

from domain.ids import RoundId
from domain.themes import Assignment, Standing, Theme, ThemeEvent, ThemingRun
from warehouse.rows import Values, cut_chunks, delete_among, insert_rows, is_same, keep_rows, load_rows, select_among, update_rows
from warehouse.tables_follow import link_decision, recommendation_theme
from warehouse.tables_themes import assignment, finding, theme, theme_decision, theme_event, theme_standing, theming_run
from warehouse.theme_rows import write_assignment, write_event, write_theme

_PAGE = 5_000


def keep_run(  # the parts of a run
    connection: Connection,
    run: ThemingRun,
    themes: Sequence[Theme],
    events: Sequence[ThemeEvent],
    assignments: Sequence[Assignment],
    standings: Sequence[Standing],
) -> tuple[int, int]:
    """Write the run whole, or leave it alone where all of it is stored: assignments written, and unchanged."""
    if _is_stored(connection, run, themes, events, assignments) and _has_standings(connection, run, standings):
        return 0, len(assignments)
    orphans = _remove_earlier(connection, run.round_id)
    _keep_themes(connection, themes)
    # A theme of this round that faded when it was themed again has an event, and what has an event is told of.
    _remove_themes(connection, orphans - {each.id for each in themes} - {each.theme_id for each in events})
    insert_rows(connection, theming_run, [asdict(run)])
    insert_rows(connection, theme_event, [write_event(each) for each in events])
    for page in cut_chunks(assignments, _PAGE):
        insert_rows(connection, assignment, [write_assignment(each) for each in page])
    insert_rows(connection, theme_standing, [asdict(each) for each in standings])
    return len(assignments), 0


def _is_stored(
    connection: Connection, run: ThemingRun, themes: Sequence[Theme], events: Sequence[ThemeEvent], assignments: Sequence[Assignment]
) -> bool:
    """True when nothing would change; the time at which the run ended does not count."""
    row = load_rows(connection, theming_run, [run.id]).get(run.id)
    if row is None or not is_same(_without_time(asdict(run)), row):
        return False
    known = load_rows(connection, theme, [each.id for each in themes])
    if any(each.id not in known or not is_same(_write_allowed(each, known), known[each.id]) for each in themes):
        return False
    of_run = select(theme_event).where(theme_event.c.run_id == run.id).order_by(theme_event.c.id)
    stored_events = [{name: value for name, value in row._mapping.items() if name != "id"} for row in connection.execute(of_run)]
    if stored_events != [write_event(each) for each in events]:
        return False
    stored = {row.passage_id: dict(row._mapping) for row in connection.execute(select(assignment).where(assignment.c.run_id == run.id))}
    return stored == {each.passage_id: write_assignment(each) for each in assignments}


def _has_standings(connection: Connection, run: ThemingRun, standings: Sequence[Standing]) -> bool:
    rows = connection.execute(select(theme_standing).where(theme_standing.c.run_id == run.id))
    return {row.theme_id: dict(row._mapping) for row in rows} == {each.theme_id: asdict(each) for each in standings}


def _without_time(row: Values) -> Values:
    return {name: value for name, value in row.items() if name != "finished_at"}


def _remove_earlier(connection: Connection, round_id: RoundId) -> set[str]:
    """Delete the round's run with all that hangs on it; the ids of themes born in the round, which may now be unused."""
    born = {row.id for row in connection.execute(select(theme.c.id).where(theme.c.born_in == round_id))}
    connection.execute(delete(theming_run).where(theming_run.c.round_id == round_id))
    return born


def _keep_themes(connection: Connection, themes: Sequence[Theme]) -> None:
    known = load_rows(connection, theme, [each.id for each in themes])
    approved = [each for each in themes if _is_approved(each, known)]
    update_rows(connection, theme, [_write_allowed(each, known) for each in approved])
    keep_rows(connection, theme, [write_theme(each) for each in themes if not _is_approved(each, known)])


def _write_allowed(each: Theme, known: dict[str, Values]) -> Values:
    """What a run may say of a theme: all, or of one that a person approved what the model alone knows."""
    if _is_approved(each, known):
        # A theme that a person split off has no description yet, nor has one whose words were withdrawn.
        described = known[each.id]["description"] or each.description
        # A sub-theme lies where its passages are: when its theme became part of another, it goes along.
        known_alone = {"keywords": each.keywords, "centroid": each.centroid, "parent_id": each.parent_id}
        return {"id": each.id, **known_alone, "description": described}
    return write_theme(each)


def _is_approved(each: Theme, known: dict[str, Values]) -> bool:
    return bool(each.id in known and known[each.id]["approved_by"])


def _remove_themes(connection: Connection, theme_ids: set[str]) -> None:
    """Delete those of the themes that nothing uses and no person approved."""
    tables = (assignment, theme_event, finding, recommendation_theme, link_decision, theme_decision)
    uses: list[Any] = [exists().where(table.c.theme_id == theme.c.id) for table in tables]
    uses += [exists().where(column == theme.c.id) for column in (assignment.c.part_id, theme_decision.c.other_id)]
    unused = select(theme.c.id).where(theme.c.approved_by == "", *(~use for use in uses))
    ids = [row.id for row in select_among(connection, unused, theme.c.id, theme_ids)]
    remove_themes(connection, ids)


def remove_themes(connection: Connection, theme_ids: Collection[str]) -> int:
    """Delete themes; their sub-themes that stay lie in none. How many there were."""
    for chunk in cut_chunks(theme_ids):
        connection.execute(update(theme).where(theme.c.parent_id.in_(chunk)).values(parent_id=None))
    return delete_among(connection, theme.c.id, theme_ids)
