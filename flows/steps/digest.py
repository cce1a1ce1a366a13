"""Write a round's digest as a draft for staff, what was released of it as it was frozen, and the timeline of what was released."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.screen_texts import load_texts
from config.settings import Settings
from config.source_tables import FileSettings, LimeSurveySettings
from digest.counting.outcomes import SpanKind
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.asked import IndicatorAsked, TrainingAsked
from digest.gathering.gather import Frame
from digest.gathering.quotes import list_left_out
from digest.releasing.frozen import read_release
from digest.releasing.gate import WAITS
from digest.releasing.prepare import Prepared, make_draft, prepare
from digest.releasing.terms import PageTerms
from digest.rendering.render import render_digest
from domain.action import Release
from domain.listening import Round
from domain.receipt import Receipt
from flows.steps.calendars import make_public_calendar
from flows.steps.page_files import remove_page, write_page
from flows.steps.stage import rounds_up_to, stage
from flows.steps.timeline_files import make_timeline, write_timeline
from warehouse.store import Store

TIMELINE = "timeline.html"


def digest_name(round_name: str) -> str:
    """The file name of a round's digest as it was released last."""
    return f"digest-{round_name}.html"


def draft_name(round_name: str) -> str:
    """The file name of a round's digest before it is released."""
    return f"draft-{round_name}.html"


@stage("digest")
def digest(store: Store, settings: Settings, round_name: str, out: Path) -> Receipt:
    """Write `draft-ROUND.html` where it says something else than the round's release, and the pages of what was released.

    Nothing is frozen or published: a person looks at it first. The receipt counts the pages, unchanged where a file says the same;
    the timeline with all that belongs to it counts as one.
    """
    current, terms = rounds_up_to(store, settings, round_name)[-1], page_terms(settings)
    with store.transaction():  # read at one moment: an erasure comes before it or after it
        prepared = prepare(store, terms, current, made_at=_themed_at(store, current))
        files, timeline = make_released_pages(store, terms, current), make_timeline(store, terms) | make_public_calendar(store, settings)
        left_out = [each.in_words() for each in list_left_out(store, current.id, prepared.page, terms.frame.quotes)]
    if prepared.says_the_same:
        remove_draft(out, current)
    else:
        files[draft_name(current.name)] = render_digest(make_draft(prepared, terms), terms.texts)
    written = sum(write_page(out / name, html) for name, html in files.items()) + write_timeline(out, timeline)
    made = len(files) + bool(timeline)
    return Receipt(read=made, written=written, unchanged=made - written, notes=(*_note(prepared), *left_out))


def make_released_pages(store: Store, terms: PageTerms, current: Round) -> dict[str, str]:
    """The round's digest as its last release froze it, by file name; nothing where nothing was released."""
    latest = store.releases.latest(current.id)
    return {} if latest is None else {digest_name(current.name): render_release(store, terms, latest)}


def render_release(store: Store, terms: PageTerms, release: Release) -> str:
    """A release as HTML, from what was frozen, in its own language."""
    texts = terms.texts_of(release.language)
    return render_digest(read_release(store, release, texts), texts)


def _themed_at(store: Store, current: Round) -> datetime:
    """A draft is of the moment of its themes, so that the same draft is the same file."""
    run = store.themes.latest_run(current.id)
    return datetime.now(UTC) if run is None else run.finished_at


def _note(prepared: Prepared) -> tuple[str, ...]:
    """What staff should know of a draft."""
    notes = []
    if prepared.waits:
        notes.append(WAITS)
    if prepared.exposed:
        tables = ", ".join(dict.fromkeys(each.table for each in prepared.exposed))
        notes.append(f"As it is it cannot be released: readers could single people out in {tables} (docs/disclosure.md).")
    if prepared.to_look_at:
        count = len(prepared.to_look_at)
        told = "1 theme is" if count == 1 else f"{count} themes are"
        notes.append(f"{told} to be looked at before it is released: hearback review list --round {prepared.round.name}")
    return tuple(notes)


def page_terms(settings: Settings) -> PageTerms:
    """What the settings say of every page."""
    frame = Frame(
        town=settings.hearback.town,
        title=settings.digest.title,
        language=settings.hearback.language,
        today=today_in(settings),
        made_at=datetime.now(UTC),
        due_soon_days=settings.digest.due_soon_days,
        indicators=_indicators(settings),
        trainings=_trainings(settings),
        outcomes_by=SpanKind(settings.digest.outcomes_by),
        weigh_from=settings.digest.threshold if settings.digest.weights else None,
        quotes=settings.quote_policy,
    )
    policy = DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to)
    return PageTerms(frame, policy, load_texts)


def today_in(settings: Settings) -> date:
    """The date in the settings' own time zone: what is due is due there."""
    return datetime.now(ZoneInfo(settings.hearback.timezone)).date()


def _indicators(settings: Settings) -> tuple[IndicatorAsked, ...]:
    """Every closed question that is followed, once, whichever sources ask it."""
    asked = {
        each.question: IndicatorAsked(each.question, each.title, each.lowest, each.highest)
        for source in settings.sources.values()
        if isinstance(source, LimeSurveySettings | FileSettings)
        for each in source.columns.indicators
    }
    return tuple(asked.values())


def _trainings(settings: Settings) -> tuple[TrainingAsked, ...]:
    return tuple(
        TrainingAsked(each.title or each.name, *each.span, each.indicators, each.group or "", each.had or "", each.compared_with or "")
        for each in settings.trainings
    )


def remove_draft(out: Path, current: Round) -> bool:
    """Remove a round's draft from the folder; False where there is none."""
    file = out / draft_name(current.name)
    if not file.is_file():
        return False
    remove_page(file)
    return True
