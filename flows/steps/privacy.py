"""What one installation keeps, gathered for its privacy report: counts, days, locks; no words are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from config.privacy_figures import load_figures
from config.screen_texts import load_texts
from config.settings import Settings
from config.source_tables import FileSettings, LimeSurveySettings, TranscriptSettings
from digest.disclosing.policy import DisclosurePolicy
from digest.privacy.facts import Guards, KeyPlace, Original, PrivacyFacts, RawWords
from digest.privacy.report import PrivacyPage, build_privacy_page
from digest.privacy.text import write_markdown
from digest.rendering.render import render_privacy
from digest.telling.wording import Wording
from domain.errors import WrongUse
from domain.held import HoldState
from domain.listening import Source
from flows.steps.page_files import write_page
from flows.steps.redaction import redactor_of
from flows.steps.stage import opened_store
from warehouse.evidence import RawKept
from warehouse.keys import VAULT_VARIABLE
from warehouse.store import Store

LANGUAGE = "en"  # of the command line, which this report is part of
SUFFIXES = (".html", ".md")


def make_privacy_page(settings: Settings) -> PrivacyPage:
    """The privacy report of this installation as it is now."""
    with opened_store(settings) as store:
        facts = gather_privacy_facts(store, settings, now=datetime.now(UTC))
    return build_privacy_page(facts, wording=Wording(load_texts(LANGUAGE)))


def write_privacy_page(page: PrivacyPage, file: Path) -> bool:
    """Write the report as HTML or Markdown, by the file's ending; False where the file says the same already.

    Raises WrongUse for another ending, BadFile where it cannot be written.
    """
    if file.suffix not in SUFFIXES:
        raise WrongUse("A report is a web page or plain text.", where=str(file), next_step=f"End its name in {' or '.join(SUFFIXES)}.")
    text = write_markdown(page) if file.suffix == ".md" else render_privacy(page, load_texts(LANGUAGE))
    return write_page(file, text)


def gather_privacy_facts(store: Store, settings: Settings, *, now: datetime) -> PrivacyFacts:
    """Everything that the report says, still exact; `now` is in UTC."""
    return PrivacyFacts(
        town=settings.hearback.town,
        made_at=now,
        today=now.astimezone(ZoneInfo(settings.hearback.timezone)).date(),
        rows=store.counts(),
        raw=gather_raw(store, settings),
        held=tuple(_count_held(store).items()),
        decisions=_count_decided(store),
        deeds=store.evidence.deeds(),
        originals=tuple(_find_originals(settings)),
        guards=_find_guards(settings),
        languages=settings.hearback.languages,
        are_officers_kept=settings.redaction.officers == "keep",
        redaction_version=redactor_of(settings).version,
        measured=load_figures(),
        is_audit_intact=store.audit.verify().is_intact,
        policy=DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to),
    )


def gather_raw(store: Store, settings: Settings) -> tuple[RawWords, ...]:
    """The raw words of each source of the settings, and of those that have left them but have words here."""
    kept = {each.source_id: each for each in store.evidence.raw_kept()}
    ours = [(settings.source_value(name), settings.raw_days_of(name)) for name in settings.sources]
    gone = [
        (each, _days_of_gone(store, settings, each))
        for each in store.sources.all()
        if each.name not in settings.sources and each.id in kept
    ]
    zone = ZoneInfo(settings.hearback.timezone)
    return tuple(
        _to_raw(source, days, kept.get(source.id), zone, is_gone=place >= len(ours)) for place, (source, days) in enumerate(ours + gone)
    )


def _days_of_gone(store: Store, settings: Settings, source: Source) -> int:
    """A source that left the settings keeps the days that it had."""
    noted = store.vault.noted_days(source.id)
    return settings.redaction.raw_days if noted is None else noted


def _to_raw(source: Source, days: int, kept: RawKept | None, zone: ZoneInfo, *, is_gone: bool) -> RawWords:
    due = (kept.oldest_at + timedelta(days=days)).astimezone(zone).date() if kept else None
    return RawWords(source.title, days, kept.comments if kept else 0, due, is_in_settings=not is_gone)


def _count_held(store: Store) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in store.comments.held():
        counts[each.reason] = counts.get(each.reason, 0) + each.comments
    return counts


def _count_decided(store: Store) -> dict[str, int]:
    return {name: count for name, count in store.evidence.decisions().items() if name != HoldState.WAITING}


def _find_originals(settings: Settings) -> Iterator[Original]:
    for name, source in settings.sources.items():
        title = source.title or name
        if isinstance(source, LimeSurveySettings):
            yield Original(title, source.kind, is_here=False)
        elif isinstance(source, TranscriptSettings):
            yield Original(title, source.kind, is_here=_holds_files(settings.path(source.folder)))
        elif isinstance(source, FileSettings):
            yield Original(title, source.kind, is_here=settings.path(source.file).is_file())


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(each.is_file() for each in folder.iterdir())


def _find_guards(settings: Settings) -> Guards:
    """What guards the words. The keys' own files need no look: the warehouse does not open with ones that others may read."""
    database = _database_file(settings)
    return Guards(
        key_place=_find_key_place(settings),
        is_database_elsewhere=database is None,
        open_to_others=tuple(name for name, file in _list_guarded(settings, database) if _is_open_to_others(file)),
    )


def _find_key_place(settings: Settings) -> KeyPlace:
    if os.environ.get(VAULT_VARIABLE):
        return KeyPlace.ENVIRONMENT
    return KeyPlace.BLOCK if settings.hearback.vault_key_block else KeyPlace.FILE


def _list_guarded(settings: Settings, database: Path | None) -> Iterator[tuple[str, Path]]:
    if database is not None:
        yield "the database", database
    for name, source in settings.sources.items():
        if isinstance(source, TranscriptSettings):
            yield f"the files of {source.title or name}", settings.path(source.folder)
        elif isinstance(source, FileSettings):
            yield f"the file of {source.title or name}", settings.path(source.file)


def _database_file(settings: Settings) -> Path | None:
    """The SQLite file; None for a database on a server."""
    prefix, _, name = settings.warehouse_url.partition("sqlite:///")
    return None if prefix or not name else Path(name)


def _is_open_to_others(file: Path) -> bool:
    return file.exists() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
