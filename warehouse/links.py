"""Which recommendation answers which theme: read without all that hangs on recommendations, and decided by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, insert, select

from domain.decisions import fold_merges
from domain.ids import RecommendationId, ThemeId, UpdateId
from domain.linking import AskedText, ReportedText
from domain.recommendations import LinkDecision, ThemeLink
from domain.themes import MadeBy
from warehouse.database import Database
from warehouse.keep_recommendations import put_link, remove_link
from warehouse.rows import select_among
from warehouse.tables_follow import link_decision, recommendation, recommendation_theme, status_update
from warehouse.tables_themes import theme_decision
from warehouse.theme_rows import read_decision

_PAGE = 5_000


class Links:
    """Links between recommendations and themes, and what people said of those that were suggested."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def asked(self) -> Iterator[AskedText]:
        """The words of every recommendation by id, some thousands at a time."""
        table = recommendation
        columns = (table.c.id, table.c.title, table.c.text, table.c.answers)
        after = ""
        while True:
            statement = select(*columns).where(table.c.id > after).order_by(table.c.id).limit(_PAGE)
            with self._database.read() as connection:
                rows = connection.execute(statement).all()
            yield from (AskedText(row.id, row.title, row.text, row.answers) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1].id

    def asked_of(self, ids: Collection[RecommendationId]) -> dict[RecommendationId, AskedText]:
        """The words of these recommendations, by id."""
        table = recommendation
        with self._database.read() as connection:
            rows = select_among(connection, select(table.c.id, table.c.title, table.c.text, table.c.answers), table.c.id, ids)
        return {row.id: AskedText(row.id, row.title, row.text, row.answers) for row in rows}

    def references(self, ids: Collection[RecommendationId] | None = None) -> dict[str, RecommendationId]:
        """What people call recommendations, these or all, with their ids."""
        statement = select(recommendation.c.reference, recommendation.c.id)
        with self._database.read() as connection:
            rows = connection.execute(statement).all() if ids is None else select_among(connection, statement, recommendation.c.id, ids)
        return {row.reference: row.id for row in rows}

    def reported_since(self, day: date, *, limit: int) -> tuple[ReportedText, ...]:
        """The updates reported on a day or later, the latest first, at most `limit`."""
        table = status_update
        columns = (table.c.id, table.c.recommendation_id, table.c.reported_on, table.c.note, table.c.evidence, recommendation.c.reference)
        statement = select(*columns).join(recommendation, recommendation.c.id == table.c.recommendation_id)
        statement = statement.where(table.c.reported_on >= day).order_by(table.c.reported_on.desc(), table.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(statement).all()
        return tuple(ReportedText(row.id, row.recommendation_id, row.reference, row.reported_on, row.note, row.evidence) for row in rows)

    def all(self) -> dict[RecommendationId, tuple[ThemeLink, ...]]:
        """The links of each recommendation that has any, the nearest first."""
        table = recommendation_theme
        found: defaultdict[RecommendationId, list[ThemeLink]] = defaultdict(list)
        with self._database.read() as connection:
            for row in connection.execute(select(table).order_by(table.c.score.desc(), table.c.theme_id)):
                found[row.recommendation_id].append(ThemeLink(row.theme_id, MadeBy(row.made_by), row.score))
        return {own_id: tuple(links) for own_id, links in found.items()}

    def confirmed(self, theme_id: ThemeId) -> frozenset[RecommendationId]:
        """The recommendations that a person linked to a theme."""
        table = recommendation_theme
        statement = select(table.c.recommendation_id).where(table.c.theme_id == theme_id, table.c.made_by == MadeBy.PERSON.value)
        with self._database.read() as connection:
            return frozenset(row.recommendation_id for row in connection.execute(statement))

    def decide(self, decision: LinkDecision) -> None:
        """Keep a person's word, and make the recommendation's links follow it. A word on an update changes no link."""
        row = {
            "recommendation_id": decision.recommendation_id,
            "theme_id": decision.theme_id,
            "update_id": decision.update_id or "",
            "at": decision.at,
            "is_meant": int(decision.is_meant),
            "who": decision.who,
            "why": decision.why,
        }
        with self._database.write() as connection:
            connection.execute(insert(link_decision), [row])
            if decision.update_id is None:
                _follow(connection, decision)

    def decisions(self, ids: Collection[RecommendationId] | None = None) -> tuple[LinkDecision, ...]:
        """What people said of links, oldest first: of these recommendations, or of all.

        A word on a theme that became part of another is a word on that one.
        """
        statement = select(link_decision)
        with self._database.read() as connection:
            ends = fold_merges(read_decision(row) for row in connection.execute(select(theme_decision).order_by(theme_decision.c.number)))
            rows = (
                connection.execute(statement).all()
                if ids is None
                else select_among(connection, statement, link_decision.c.recommendation_id, ids)
            )
        found = [
            LinkDecision(
                row.recommendation_id,
                ends.get(row.theme_id, row.theme_id),
                UpdateId(row.update_id) if row.update_id else None,
                bool(row.is_meant),
                row.at,
                row.who,
                row.why,
            )
            for row in rows
        ]
        return tuple(sorted(found, key=lambda each: (each.at, each.recommendation_id, each.theme_id, each.update_id or "")))

    def refused(self) -> frozenset[tuple[RecommendationId, ThemeId]]:
        """The pairs of which a person said last that they do not belong together: no run suggests them again."""
        last = {(each.recommendation_id, each.theme_id): each.is_meant for each in self.decisions() if each.update_id is None}
        return frozenset(pair for pair, is_meant in last.items() if not is_meant)

    def about_updates(self, ids: Collection[RecommendationId] | None = None) -> dict[UpdateId, tuple[ThemeId, ...]]:
        """The themes that people said single updates are about, by update; of these recommendations, or of all."""
        last = {(each.update_id, each.theme_id): each.is_meant for each in self.decisions(ids) if each.update_id is not None}
        found: defaultdict[UpdateId, list[ThemeId]] = defaultdict(list)
        for (update_id, theme_id), is_meant in last.items():
            if is_meant and update_id is not None:
                found[update_id].append(theme_id)
        return {update_id: tuple(themes) for update_id, themes in found.items()}


def _follow(connection: Connection, decision: LinkDecision) -> None:
    link = ThemeLink(decision.theme_id, MadeBy.PERSON, 1.0)
    if decision.is_meant:
        put_link(connection, decision.recommendation_id, link)
    else:
        remove_link(connection, decision.recommendation_id, link)
