"""Who was heard, closed questions, trainings and other records in a DOCX document."""

from __future__ import annotations

from digest.pages.digest_page import DigestPage
from digest.pages.tables import IndicatorTable, OutcomeSeries, TrainingSide, TrainingTable
from digest.rendering.forms.docx_themes import say_count, say_share
from digest.rendering.forms.docx_writer import DocxWriter
from digest.telling.wording import Wording


def add_figures(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    """What is counted beside the themes; what the page has none of is left out."""
    _add_heard(writer, page, wording)
    if page.indicators:
        writer.head(1, wording.say("page.indicators"))
    for table in page.indicators:
        _add_indicator(writer, table, page, wording)
    if page.trainings:
        writer.head(1, wording.say("training.head"))
    for training in page.trainings:
        _add_training(writer, training, page, wording)
    if page.outcomes:
        writer.head(1, wording.say("outcome.head"))
        writer.line(wording.say("outcome.intro"))
    for series in page.outcomes:
        _add_outcome(writer, series, wording)


def _add_heard(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    if not page.heard:
        return
    writer.head(1, wording.say("page.heard"))
    writer.line(wording.say("whoheard.intro"))
    for table in page.heard:
        heads = (
            table.title,
            wording.say("theme.people"),
            wording.say("whoheard.heard"),
            wording.say("whoheard.residents"),
            wording.say("sheet.words"),
        )
        rows = (
            (
                row.label,
                row.people,
                say_share(row.share, wording)[0],
                "" if row.residents is None else wording.percent(row.residents),
                row.words,
            )
            for row in table.rows
        )
        writer.head(2, table.title, language=table.language)
        writer.table(table.title, heads, rows, language=table.language)
        writer.line(wording.say("whoheard.hidden_note") if table.is_part_hidden else "")


def _add_indicator(writer: DocxWriter, table: IndicatorTable, page: DigestPage, wording: Wording) -> None:
    writer.head(2, table.title, language=page.content_language)
    writer.line(table.question, language=page.content_language)
    writer.lines(table.words)
    writer.line(table.weighted.words if table.weighted else "")
    heads = [
        wording.say(key) for key in ("theme.round", "theme.people", "indicator.top_two", "theme.interval", "indicator.mean", "sheet.words")
    ]
    rows = (
        (
            row.round_title,
            row.people,
            *say_share(row.share, wording),
            " ".join(filter(None, (row.mean or wording.say("people.hidden"), row.mean_interval and f"({row.mean_interval})"))),
            " ".join(filter(None, (row.words, row.unscored_words))),
        )
        for row in table.rows
    )
    writer.table(table.title, heads, rows, language=page.content_language)
    for group in table.groups:
        writer.head(3, group.title, language=group.language)
        heads = [group.title, *(wording.say(key) for key in ("theme.people", "indicator.top_two", "theme.interval", "sheet.words"))]
        values = ((row.label, say_count(row.shown, wording), *say_share(row.share, wording), row.words) for row in group.rows)
        writer.table(f"{table.title}: {group.title}", heads, values, language=group.language)


def _add_training(writer: DocxWriter, table: TrainingTable, page: DigestPage, wording: Wording) -> None:
    writer.head(2, table.title, language=page.content_language)
    writer.line(table.held)
    heads = [wording.say(f"sheet.{key}") for key in ("question", "who")]
    heads += [wording.say(key) for key in ("training.before", "training.after", "training.difference", "sheet.words")]
    rows = (
        (
            row.title,
            row.who,
            _say_side(row.before, wording),
            _say_side(row.after, wording),
            wording.number(row.difference.value) if row.difference else wording.say("people.hidden"),
            row.words,
        )
        for row in table.rows
    )
    writer.table(table.title, heads, rows, language=page.content_language)
    writer.lines((*table.against, *filter(None, (table.note,))))


def _say_side(side: TrainingSide, wording: Wording) -> str:
    return wording.say("people.hidden") if side.share is None else f"{side.when}: {wording.share(side.share)}"


def _add_outcome(writer: DocxWriter, series: OutcomeSeries, wording: Wording) -> None:
    title = " · ".join(filter(None, (series.title, series.place, series.category)))
    writer.head(2, title, language=series.language)
    writer.lines(filter(None, (series.note, series.source)), language=series.language)
    heads = (wording.say("outcome.when"), f"{wording.say('sheet.number')} ({series.unit})")
    writer.table(title, heads, ((point.when, point.words) for point in series.points))
