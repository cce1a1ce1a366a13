"""Before a page is released: what it gives away beside all releases before it. A small change waits, anything else is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest.disclosing.check import Exposure, find_new
from digest.disclosing.hold import hold_figures
from digest.disclosing.known import GroupKind
from digest.disclosing.load import load_issues, make_issue
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.releasing.frozen import read_release
from digest.releasing.leave_out import leave_out
from digest.releasing.terms import PageTerms
from domain.errors import HearbackError
from domain.listening import Round
from warehouse.store import Store

WAITS = (
    "Fewer people than may be shown came or went since the last release: its counts stand, or tables that would tell of it are left out, "
    "until there are more (docs/disclosure.md)."
)


def _leave_as_it_is(page: DigestPage) -> DigestPage:
    return page


@dataclass(frozen=True, slots=True)
class Gated:
    """A page as it may be released next, and what is in the way still.

    `waits` where counts of it are those of the last release, or tables wait as a whole.
    """

    page: DigestPage
    waits: bool
    exposed: tuple[Exposure, ...]


def pass_gate(
    store: Store, terms: PageTerms, current: Round, page: DigestPage, complete: Callable[[DigestPage], DigestPage] = _leave_as_it_is
) -> Gated:
    """The page itself; where a change is too small to be told, with the counts of the last release, or without what tells it.

    `complete` adds what is made of the page's own figures: it is asked again whenever those change.
    """
    page = complete(page)
    issues = load_issues(store, terms.texts_of, terms.policy)
    number = 1 + len(store.releases.of_round(current.id))

    def find(wanted: DigestPage) -> tuple[Exposure, ...]:
        return find_new(issues, make_issue(current, number, to_json(wanted), terms.texts_of(wanted.language), terms.policy))

    found = find(page)
    if not _is_small(found):
        return Gated(page, False, found)
    latest = _read_latest(store, terms, current, page)
    if latest is not None:
        held = complete(hold_figures(page, latest))
        return Gated(held, True, find(held))
    stands = any(each.withdrawn_at is None for each in store.releases.of_round(current.id))
    return Gated(page, False, found) if stands else _leave_out(page, found, find, complete)


def _is_small(found: tuple[Exposure, ...]) -> bool:
    """True where all that is in the way is a change of few people."""
    return bool(found) and all(each.kind == GroupKind.CHANGE for each in found)


def _leave_out(
    page: DigestPage,
    found: tuple[Exposure, ...],
    find: Callable[[DigestPage], tuple[Exposure, ...]],
    complete: Callable[[DigestPage], DigestPage],
) -> Gated:
    """After a withdrawal no earlier page stands whose counts could be held: the tables that would tell of it wait as a whole."""
    while _is_small(found):
        shorter = complete(leave_out(page, {each.table for each in found}))
        if shorter == page:
            break
        page, found = shorter, find(shorter)
    return Gated(page, True, found)


def refuse_exposed(current: Round, found: tuple[Exposure, ...]) -> None:
    """Raises HearbackError where a page would single somebody out: nothing is released then, and nothing is lost."""
    if found:
        tables = ", ".join(dict.fromkeys(each.table for each in found))
        raise HearbackError(
            f"This digest was not released: with it in hand, readers could single people out in {tables}.",
            where=current.name,
            next_step="Nothing is lost, and what was released stands. Leave that group out of the settings, wait for more people, or see docs/disclosure.md.",
        )


def _read_latest(store: Store, terms: PageTerms, current: Round, page: DigestPage) -> DigestPage | None:
    """The round's last release that still says something, in this language, as a page; None where there is none."""
    released = [each for each in store.releases.of_round(current.id) if each.withdrawn_at is None and each.language == page.language]
    return read_release(store, released[-1], terms.texts_of(page.language)) if released else None
