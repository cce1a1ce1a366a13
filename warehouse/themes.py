"""Themes for life, and the runs that find them again in every round."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from domain.errors import WarehouseError
from domain.ids import RoundId, RunId, ThemeId
from domain.listening import Round
from domain.themes import Assignment, Standing, Theme, ThemeEvent, ThemingRun
from warehouse.database import Database
from warehouse.keep_run import keep_run
from warehouse.rounds import load_rounds, place_rounds
from warehouse.rows import insert_rows, keep_rows
from warehouse.tables_themes import assignment, theme, theme_event, theme_standing, theming_run
from warehouse.theme_rows import read_assignment, read_event, read_run, read_standing, read_theme, write_event, write_theme


class Themes:
    """Recurring concerns, what happened to them, and which passage belongs to which."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def living(self) -> tuple[Theme, ...]:
        """The themes that are not retired, in order of the round they were born in, then id."""
        return tuple(each for each in self.all() if not each.is_retired)

    def all(self) -> tuple[Theme, ...]:
        """Every theme, in order of the round it was born in, then id."""
        with self._database.read() as connection:
            places = place_rounds(connection)
            found = [read_theme(row) for row in connection.execute(select(theme))]
        return tuple(sorted(found, key=lambda each: (places[each.born_in], each.id)))

    def run(self, run_id: RunId) -> ThemingRun | None:
        """The run of this id, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(theming_run).where(theming_run.c.id == run_id)).first()
        return None if row is None else read_run(row)

    def latest_run(self, round_id: RoundId) -> ThemingRun | None:
        """The round's run, or None where it has not been themed."""
        with self._database.read() as connection:
            return _load_runs(connection).get(round_id)

    def latest_run_before(self, round_: Round) -> ThemingRun | None:
        """The run of the latest round before this one that was themed, or None."""
        with self._database.read() as connection:
            runs = _load_runs(connection)
            rounds = [each.id for each in load_rounds(connection)]
        earlier = rounds[: rounds.index(round_.id)] if round_.id in rounds else []
        return next((runs[each] for each in reversed(earlier) if each in runs), None)

    def assignments(self, run_id: RunId) -> tuple[Assignment, ...]:
        """The run's assignments in order of the passage's id; unthemed passages are rows of their own."""
        with self._database.read() as connection:
            rows = connection.execute(select(assignment).where(assignment.c.run_id == run_id))
            found = [read_assignment(row) for row in rows]
        return tuple(sorted(found, key=lambda each: each.passage_id))

    def events(self, theme_id: ThemeId | None = None) -> tuple[ThemeEvent, ...]:
        """What happened to a theme, or to all, in order of the rounds and, within one, of writing."""
        statement = select(theme_event) if theme_id is None else select(theme_event).where(theme_event.c.theme_id == theme_id)
        with self._database.read() as connection:
            places = place_rounds(connection)
            rows = list(connection.execute(statement))
        return tuple(map(read_event, sorted(rows, key=lambda row: (places[row.round_id], row.id))))

    def standings(self, run_id: RunId) -> tuple[Standing, ...]:
        """How each theme and sub-theme stands in a run, in order of the theme's id."""
        statement = select(theme_standing).where(theme_standing.c.run_id == run_id).order_by(theme_standing.c.theme_id)
        with self._database.read() as connection:
            return tuple(read_standing(row) for row in connection.execute(statement))

    def save_run(
        self,
        run: ThemingRun,
        themes: Sequence[Theme],
        events: Sequence[ThemeEvent],
        assignments: Sequence[Assignment],
        standings: Sequence[Standing] = (),
    ) -> tuple[int, int]:
        """Put a run in the place of the round's earlier one, in one transaction: assignments written, and unchanged.

        The earlier run goes with its events, assignments and findings; themes born in it that nothing else uses go too.
        What a person approved stays as the person left it: of such a theme only keywords and centroid are written.
        Raises WarehouseError where events or assignments are another run's, or the run's counts do not fit.
        """
        _check_run(run, events, assignments)
        with self._database.write() as connection:
            return keep_run(connection, run, themes, events, assignments, standings)

    def decide(self, value: Theme, event: ThemeEvent) -> None:
        """Keep what a person decided on a theme, with its event. Raises WarehouseError for an event of another theme."""
        if event.theme_id != value.id:
            raise WarehouseError("The event is about another theme.", where=value.id)
        with self._database.write() as connection:
            keep_rows(connection, theme, [write_theme(value)])
            insert_rows(connection, theme_event, [write_event(event)])


def _load_runs(connection: Connection) -> dict[RoundId, ThemingRun]:
    return {row.round_id: read_run(row) for row in connection.execute(select(theming_run))}


def _check_run(run: ThemingRun, events: Sequence[ThemeEvent], assignments: Sequence[Assignment]) -> None:
    strays = sum(each.run_id != run.id for each in events) + sum(each.run_id != run.id for each in assignments)
    if strays:
        raise WarehouseError(f"{strays} events or assignments are another run's.", where=run.id)
    unthemed = sum(each.theme_id is None for each in assignments)
    if (len(assignments), unthemed) != (run.passages, run.unthemed):
        raise WarehouseError(
            f"The run says {run.passages} passages, {run.unthemed} of them unthemed, and has {len(assignments)} and {unthemed}.",
            where=run.id,
        )
