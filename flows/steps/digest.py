"""Write a round's digest and the timeline as pages, and keep them as a numbered release where they say something new."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.screen_texts import load_texts
from config.settings import FileSettings, LimeSurveySettings, Settings
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.asked import IndicatorAsked
from digest.gathering.facts import DigestFacts
from digest.gathering.gather import Frame, gather_facts
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.rendering.render import render_digest, render_timeline
from digest.telling.build import build_digest, build_timeline
from domain.action import Release
from domain.errors import BadFile
from domain.ids import ReleaseId, stable_id
from domain.listening import Round
from domain.receipt import Receipt
from flows.acting import current_actor
from flows.steps.safe_release import WAITS, make_safe_page
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

TIMELINE = "timeline.html"


def digest_name(round_name: str) -> str:
    """The file name of a round's digest."""
    return f"digest-{round_name}.html"


@stage("digest")
def digest(store: Store, settings: Settings, round_name: str, out: Path) -> Receipt:
    """Write `digest-ROUND.html` and `timeline.html`; the receipt counts the pages, unchanged where a file says the same."""
    rounds = rounds_up_to(store, settings, round_name)
    with store.transaction():  # what is frozen is read and written at one moment: an erasure comes before it or after it
        page, notes = _freeze(store, settings, rounds)
    told, release = _latest_released(store)
    facts = _facts(store, settings, told, release.number, release.made_at)
    files = {digest_name(round_name): render_page(page, settings), TIMELINE: make_timeline(facts, settings)}
    written = sum(write_page(out / name, html) for name, html in files.items())
    return Receipt(read=len(files), written=written, unchanged=len(files) - written, notes=notes)


def _freeze(store: Store, settings: Settings, rounds: Sequence[Round]) -> tuple[DigestPage, tuple[str, ...]]:
    """The round's page, and what staff should know of it; it becomes a new release, numbered on, where it says something else.

    Raises HearbackError where it would let readers of all releases single somebody out.
    """
    released = store.releases.of_round(rounds[-1].id)
    latest = released[-1] if released else None
    if latest is not None and latest.withdrawn_at is None:
        exact = make_digest(_facts(store, settings, rounds, latest.number, latest.made_at, _corrected_by(latest, released)), settings)
        if hash_page(exact) == latest.content_hash:
            return exact, ()
        page = make_safe_page(store, settings, rounds[-1], exact)
        if hash_page(page) == latest.content_hash:
            return page, (WAITS,)
    number, made_at = (latest.number + 1 if latest else 1), datetime.now(UTC)
    corrects = latest.number if latest is not None and latest.withdrawn_at is not None else None
    exact = make_digest(_facts(store, settings, rounds, number, made_at, corrects), settings)
    page = make_safe_page(store, settings, rounds[-1], exact)
    _publish(store, _release(rounds[-1], number, made_at, page, settings), page, corrects)
    return page, () if page == exact else (WAITS,)


def _publish(store: Store, release: Release, page: DigestPage, corrects: int | None) -> None:
    """Keep the release, with its audit event: what was published cannot be changed afterwards without its being seen."""
    why = "it says something new" if corrects is None else f"correction of release {corrects}, which was withdrawn"
    with store.transaction():
        if store.releases.save(release, to_json(page)):
            facts: dict[str, str | int] = {"round": release.round_id, "number": release.number, "hash": release.content_hash}
            store.audit.append(current_actor(), "release made", release.id, why, facts)


def _corrected_by(release: Release, released: Sequence[Release]) -> int | None:
    """The number of the release that this one corrects: the one before it, where that had been withdrawn by then."""
    before = next((each for each in released if each.number == release.number - 1), None)
    is_correction = before is not None and before.withdrawn_at is not None and before.withdrawn_at <= release.made_at
    return before.number if before is not None and is_correction else None


def _latest_released(store: Store) -> tuple[tuple[Round, ...], Release]:
    """All rounds up to the last that was released, and its release: the timeline is always that of the whole story."""
    rounds = store.rounds.all()
    released = [(number, release) for number, each in enumerate(rounds) if (release := store.releases.latest(each.id)) is not None]
    last, release = released[-1]
    return rounds[: last + 1], release


def make_digest(facts: DigestFacts, settings: Settings) -> DigestPage:
    """The page model of these facts, in the settings' language and under their disclosure rules."""
    return build_digest(facts, texts=load_texts(settings.hearback.language), policy=_policy(settings))


def render_page(page: DigestPage, settings: Settings) -> str:
    """A digest as HTML, in the settings' language."""
    return render_digest(page, load_texts(settings.hearback.language))


def make_timeline(facts: DigestFacts, settings: Settings) -> str:
    """The timeline of these facts as HTML."""
    texts = load_texts(settings.hearback.language)
    return render_timeline(build_timeline(facts, texts=texts, policy=_policy(settings)), texts)


def _policy(settings: Settings) -> DisclosurePolicy:
    return DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to)


def _facts(
    store: Store, settings: Settings, rounds: Sequence[Round], number: int, made_at: datetime, corrects: int | None = None
) -> DigestFacts:
    frame = Frame(
        town=settings.hearback.town,
        title=settings.digest.title,
        language=settings.hearback.language,
        today=today_in(settings),
        made_at=made_at,
        due_soon_days=settings.digest.due_soon_days,
        indicators=_indicators(settings),
        corrects=corrects,
    )
    return gather_facts(store, rounds, frame, release_number=number)


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


def _release(current: Round, number: int, made_at: datetime, page: DigestPage, settings: Settings) -> Release:
    return Release(
        id=ReleaseId(stable_id("release", current.id, number)),
        round_id=current.id,
        number=number,
        content_hash=hash_page(page),
        language=settings.hearback.language,
        made_at=made_at,
    )


def write_page(path: Path, html: str) -> bool:
    """Write a page whole or not at all; False when the file already says exactly this."""
    content = html.encode()
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise BadFile(
            f"This page could not be written: {error.strerror}.", where=str(path), next_step="Free some space or choose another --out."
        ) from None
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
