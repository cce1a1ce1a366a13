"""Releasing a round: what a person decides once everything on its page was looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from desk.release_record import Placed, find_counted, make_record
from desk.sentences import StaffSentence, refuse_new_numbers
from digest.disclosing.load import keep_figures
from digest.gathering.public_words import MEND_REPEATED, describe_repeated, find_repeated
from digest.gathering.quotes import check_quotes
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.releasing.compare import Changes
from digest.releasing.gate import refuse_exposed
from digest.releasing.prepare import Prepared, complete_page, prepare
from digest.releasing.terms import PageTerms
from domain.action import Release
from domain.errors import HearbackError, WrongUse
from domain.ids import ReleaseId, stable_id
from domain.listening import Round
from warehouse.columns import write_json
from warehouse.store import Store

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Released:
    """A release that was made, its page, what changed since the one before, and whether counts wait for the next."""

    release: Release
    page: DigestPage
    changes: Changes | None
    waits: bool


def make_release(
    store: Store,
    terms: PageTerms,
    current: Round,
    *,
    actor: str,
    note: StaffSentence | None = None,
    is_correction: bool = False,
) -> Released:
    """Freeze a round's page under the next number, with who looked at what; all of it together or nothing.

    `note` says on the page what changed. Raises WrongUse while a theme that the page shows was not looked at, where the page
    says nothing new, and HearbackError where it would let readers of all releases single somebody out.
    """
    now = datetime.now(UTC)
    with store.transaction():
        prepared = prepare(store, terms, current, made_at=now)
        _refuse_unready(prepared, is_correction=is_correction)
        if note is not None:
            refuse_new_numbers(note, prepared.page)
        page = complete_page(prepared, terms, note=note.words if note else "", is_correction=is_correction)
        _refuse_words(store, terms, current, page)
        counted = find_counted(store, prepared)
        release = _make(store, prepared, page, counted, actor=actor, now=now, is_correction=is_correction, note=note.words if note else "")
        store.releases.save(release, to_json(page), figures=keep_figures(page, terms.texts, terms.policy))
        store.release_evidence.keep(release.id, counted)
        why = _say_why(release, prepared)
        store.audit.append(actor, "release made", release.id, why, _describe(release))
    return Released(release, page, prepared.changes, prepared.waits)


def _refuse_unready(prepared: Prepared, *, is_correction: bool) -> None:
    name = prepared.round.name
    if prepared.to_look_at:
        ids = [each.theme_id for each in prepared.to_look_at]
        named = ", ".join(ids[:_MOST_NAMED]) + (" and more" if len(ids) > _MOST_NAMED else "")
        told = "1 theme that would be shown was" if len(ids) == 1 else f"{len(ids)} themes that would be shown were"
        raise WrongUse(
            f"{told} not looked at as the page shows them: {named}.",
            where=name,
            next_step=f"See why, and approve or change them: hearback review list --round {name}",
        )
    if prepared.headline is not None and not prepared.headline.holds:
        raise WrongUse(
            "The first sentence was written of other themes than the page shows now.",
            where=name,
            next_step=f'Write it again, or take it back with --remove: hearback review headline --round {name} "..."',
        )
    if prepared.says_the_same and prepared.latest is not None:
        raise WrongUse(f"It says what release {prepared.latest.number} says.", where=name, next_step="There is nothing to release.")
    if is_correction and prepared.latest is None:
        raise WrongUse("There is no release to correct.", where=name, next_step="Leave out --corrects.")
    refuse_exposed(prepared.round, prepared.exposed)


def _refuse_words(store: Store, terms: PageTerms, current: Round, page: DigestPage) -> None:
    """What people said stands on a page only where they and two others agreed to it; everything is read anew."""
    if wrong := check_quotes(store, current.id, page, terms.frame.quotes):
        raise HearbackError(" ".join(wrong), where=current.name, next_step="Write the draft anew and look at it: hearback digest")
    if places := find_repeated(store, page):
        raise WrongUse(describe_repeated(places), where=current.name, next_step=MEND_REPEATED)


def _make(
    store: Store, prepared: Prepared, page: DigestPage, counted: Placed, *, actor: str, now: datetime, is_correction: bool, note: str
) -> Release:
    corrected = prepared.latest.number if is_correction and prepared.latest is not None else prepared.corrects
    return Release(
        id=ReleaseId(stable_id("release", prepared.round.id, prepared.number)),
        round_id=prepared.round.id,
        number=prepared.number,
        content_hash=hash_page(page),
        language=page.language,
        made_at=now,
        corrects=corrected,
        note=note,
        record=make_record(store, prepared, counted, released_by=actor, now=now),
    )


def _say_why(release: Release, prepared: Prepared) -> str:
    if release.corrects is None:
        return "everything on its page was looked at"
    return f"correction of release {release.corrects}{', which was withdrawn' if prepared.corrects is not None else ''}"


def _describe(release: Release) -> dict[str, str | int]:
    """What the audit log keeps: the hashes of the page and of the record, so that neither can be changed unseen."""
    record = hashlib.sha256(write_json(release.record).encode()).hexdigest()
    return {"round": release.round_id, "number": release.number, "hash": release.content_hash, "record": record}
