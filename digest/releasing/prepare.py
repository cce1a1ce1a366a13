"""A round as it would be released now: its page, what is in the way, and what is still to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.disclosing.check import Exposure
from digest.gathering.gather import gather_facts
from digest.gathering.held_against import gather_held_against
from digest.pages.digest_page import DigestPage
from digest.releasing.compare import Changes, compare_pages, tell_changes
from digest.releasing.frozen import read_release, say_the_same
from digest.releasing.gate import pass_gate
from digest.releasing.looks import Headline, Look, find_headline, find_whys, list_looks
from digest.releasing.terms import PageTerms
from digest.releasing.wait import wait_with_withdrawn
from digest.telling.build import build_digest
from digest.telling.helped import describe_helped
from digest.telling.reviews import tell_draft, tell_reviews
from domain.action import Release
from domain.errors import HearbackError
from domain.ids import RoundId
from domain.listening import Round
from domain.review import Review
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Prepared:
    """A round's page as it would be released under `number`, nothing frozen yet.

    `latest` is the round's last release, `corrects` the one whose place this takes where that was withdrawn. `waits` says
    that counts stand as they were released, `exposed` what readers could single out. `looks` are the themes it shows, with
    who looked at them. `changes` is held against the last release, None where there is none to hold it against.
    """

    round: Round
    page: DigestPage
    number: int
    latest: Release | None
    corrects: int | None
    waits: bool
    exposed: tuple[Exposure, ...]
    looks: tuple[Look, ...]
    headline: Headline | None
    reviews: tuple[Review, ...]
    changes: Changes | None
    says_the_same: bool

    @property
    def to_look_at(self) -> tuple[Look, ...]:
        """The themes that nobody looked at as they are."""
        return tuple(each for each in self.looks if not each.holds)


def prepare(store: Store, terms: PageTerms, current: Round, *, made_at: datetime) -> Prepared:
    """The page of a round as it would be released at `made_at`.

    Raises HearbackError for a round that was not themed, or whose findings are to be counted anew.
    """
    rounds = list_rounds_until(store, current.id)
    refuse_uncounted(store, rounds)
    latest = store.releases.latest(current.id)
    number = 1 if latest is None else latest.number + 1
    corrects = latest.number if latest is not None and latest.withdrawn_at is not None else None
    facts = gather_facts(store, rounds, replace(terms.frame, made_at=made_at, corrects=corrects), release_number=number)
    facts = wait_with_withdrawn(store, latest, facts, terms.policy)
    against = gather_held_against(store, rounds, terms.frame.indicators, facts.recommendations, today=facts.today)

    def complete(page: DigestPage) -> DigestPage:
        return replace(page, helped=describe_helped(page, facts, against=against, wording=terms.wording))

    gated = pass_gate(store, terms, current, build_digest(facts, texts=terms.texts, policy=terms.policy), complete)
    reviews = store.reviews.of_round(current.id)
    looks = list_looks(gated.page, reviews, store.reviews.seal)
    headline = find_headline(gated.page, reviews, store.reviews.seal)
    page = tell_reviews(gated.page, looks, headline, find_whys(gated.page, reviews), wording=terms.wording)
    before = _read_before(store, terms, latest)
    return Prepared(
        round=current,
        page=page,
        number=number,
        latest=latest,
        corrects=corrects,
        waits=gated.waits,
        exposed=gated.exposed,
        looks=tuple(replace(each, card=card) for each, card in zip(looks, page.themes, strict=True)),
        headline=headline,
        reviews=reviews,
        changes=None if before is None else compare_pages(before, page),
        says_the_same=before is not None and say_the_same(before, page),
    )


def make_draft(prepared: Prepared, terms: PageTerms) -> DigestPage:
    """The page as staff read it before it is released."""
    return tell_draft(prepared.page, wording=terms.wording, round_name=prepared.round.name)


def complete_page(prepared: Prepared, terms: PageTerms, *, note: str = "", is_correction: bool = False) -> DigestPage:
    """The page as it is frozen: with what changed since the release before, and which one it corrects."""
    wording = terms.wording
    changed = () if prepared.changes is None else tell_changes(prepared.changes, wording=wording)
    notice = prepared.page.notice
    if is_correction and not notice and prepared.latest is not None:
        notice = wording.say("corrected.corrects", n=wording.number(prepared.latest.number))
    return replace(prepared.page, notice=notice, corrected=(*((note,) if note else ()), *changed))


def list_rounds_until(store: Store, round_id: RoundId) -> tuple[Round, ...]:
    """The round and all before it, in time order. Raises WarehouseError for one that is not there."""
    store.rounds.get(round_id)
    rounds = store.rounds.all()
    return rounds[: [each.id for each in rounds].index(round_id) + 1]


def refuse_uncounted(store: Store, rounds: Sequence[Round]) -> None:
    """Raises HearbackError where findings were forgotten, or are of an earlier run: a page without them would be untrue."""
    current = rounds[-1]
    run = store.themes.latest_run(current.id)
    if run is None:
        raise HearbackError("This round has no themes yet.", where=current.name, next_step=f"Run it: hearback run --round {current.name}")
    findings = store.findings.of_round(current.id)
    is_old = any(each.run_id != run.id for each in findings)
    is_lost = not findings and any(each.theme_id is not None for each in store.themes.assignments(run.id))
    if is_old or is_lost:
        raise HearbackError(
            "The findings of this round are to be counted anew: something was decided or withdrawn since.",
            where=current.name,
            next_step=f"Count them: hearback digest --round {current.name}",
        )


def _read_before(store: Store, terms: PageTerms, latest: Release | None) -> DigestPage | None:
    """The last release's page; None where there is none or it was withdrawn: what it said is not told again."""
    if latest is None or latest.withdrawn_at is not None:
        return None
    return read_release(store, latest, terms.texts_of(latest.language))


def find_changes(store: Store, terms: PageTerms, release: Release) -> Changes | None:
    """What a release says otherwise than the one before it; None where there is none, or either was withdrawn."""
    of_round = {each.number: each for each in store.releases.of_round(release.round_id)}
    before = _read_before(store, terms, of_round.get(release.number - 1))
    now = _read_before(store, terms, release)
    return None if before is None or now is None else compare_pages(before, now)
