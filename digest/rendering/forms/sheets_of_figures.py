"""Who was heard, closed questions, trainings and other records -> sheets."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.digest_page import DigestPage
from digest.pages.tables import TrainingRow, TrainingSide
from digest.rendering.forms.sheet import SHARE, Cell, Sheet, make_sheet, spread
from digest.telling.wording import Wording

_SIDES = ("people", "top", *SHARE)


def list_figure_sheets(page: DigestPage, wording: Wording) -> Iterator[Sheet]:
    """Everything that is counted beside the themes."""
    yield make_sheet("heard", ("group", "value", "people", *SHARE, "residents", "words"), _list_heard(page, wording), wording)
    asked = ("question", "round", "people", "top", *SHARE, "mean", "likely_mean", "unscored", "words")
    yield make_sheet("indicators", asked, _list_indicators(page), wording)
    yield make_sheet("by_group", ("question", "group", "value", "people", "top", *SHARE, "words"), _list_groups(page), wording)
    yield make_sheet("said", ("question", "words"), _list_said(page), wording)
    sides = ("training", "held_on", "question", "who", "when", *_SIDES, "difference", "low", "high", "rose", "fell", "words")
    yield make_sheet("trainings", sides, _list_trainings(page), wording)
    points = ("series", "category", "place", "when", "number", "unit", "people_behind", "words", "source")
    yield make_sheet("outcomes", points, _list_outcomes(page), wording)


def _list_heard(page: DigestPage, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for table in page.heard:
        for row in table.rows:
            residents: Cell = "" if row.residents is None else row.residents
            yield table.title, row.label, row.people, *spread(row.share), residents, row.words
        if table.is_part_hidden:
            yield table.title, "", "", "", "", "", "", wording.say("whoheard.hidden_note")


def _list_indicators(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for table in page.indicators:
        for row in table.rows:
            people: Cell = row.shown if row.shown is not None else row.people
            mean = None if row.mean_tenths is None else row.mean_tenths / 10
            mean_or_words = mean if mean is not None or not row.mean else row.mean
            figures = (people, row.top, *spread(row.share), mean_or_words, row.mean_interval, row.unscored)
            yield table.title, row.round_title, *figures, " ".join(filter(None, (row.words, row.unscored_words)))


def _list_groups(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for table in page.indicators:
        for group in table.groups:
            for row in group.rows:
                yield table.title, group.title, row.label, row.shown, row.top, *spread(row.share), row.words


def _list_said(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    """How people were asked, and what the answers say in words."""
    for table in page.indicators:
        weighted = (table.weighted.words,) if table.weighted else ()
        for line in filter(None, (table.question, *table.words, *weighted)):
            yield table.title, line


def _list_trainings(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for table in page.trainings:
        for row in table.rows:
            for side in (row.before, row.after):
                yield table.title, table.held, *_describe_side(row, side)
        for line in filter(None, (*table.against, table.note)):
            yield table.title, table.held, *([""] * 13), line


def _describe_side(row: TrainingRow, side: TrainingSide) -> tuple[Cell, ...]:
    """One side of a comparison; what is of both stands in the second."""
    head = (row.title, row.who, side.when, side.shown, side.top, *spread(side.share))
    if side is row.before:
        return *head, "", "", "", "", "", ""
    difference = (None, None, None) if row.difference is None else (row.difference.value, row.difference.low, row.difference.high)
    moved = (row.rose, row.fell) if row.is_paired else ("", "")
    return *head, *difference, *moved, row.words


def _list_outcomes(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for series in page.outcomes:
        for point in series.points:
            yield (
                series.title,
                series.category,
                series.place,
                point.when,
                point.value,
                series.unit,
                point.people,
                point.words,
                series.source,
            )
        if series.note:
            yield series.title, series.category, series.place, "", "", "", "", series.note, ""
