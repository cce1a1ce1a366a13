"""From a finding to a recommendation: what a round's page says of a theme is carried over, and nothing that it does not say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from desk.recommending.add import add
from desk.recommending.deed import require_why
from desk.recommending.exchange.cells import write_ground
from desk.recommending.links import link
from digest.pages.cards import RaisedTable, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.releasing.frozen import read_release
from digest.releasing.prepare import prepare
from digest.releasing.terms import PageTerms
from domain.errors import WrongUse
from domain.ids import RecommendationId, stable_id
from domain.listening import Round
from domain.recommendations import Ground, GroundKind, Recommendation
from domain.themes import Theme
from warehouse.store import Store

PLACE = "neighbourhood"  # the public attribute by which places are told apart, in settings and files


@dataclass(frozen=True, slots=True)
class Carried:
    """What a recommendation takes over of a theme: words and rounded figures of a page that is released, or protected like one.

    `source` says which page that is. `questions` are titles of the closed questions that the page tells of, to choose from.
    """

    theme_id: str
    answers: str
    grounds: tuple[Ground, ...]
    places: tuple[str, ...]
    questions: tuple[str, ...]
    source: str
    is_machine_named: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a recommendation that is drafted; the rest is carried over."""

    reference: str
    title: str
    text: str
    owner: str
    issued_on: date
    due_on: date | None = None
    issued_by: str = ""
    evidence_standard: str = ""
    indicators: tuple[str, ...] = ()


def carry_over(store: Store, terms: PageTerms, current: Round, theme: Theme) -> Carried:
    """What a round's last release says of a theme, or where there is none its page as it would be released now.

    Raises WrongUse for a theme that the page does not show: what is withheld there is not told here.
    """
    if theme.parent_id is not None:
        raise WrongUse(
            "This is a part of another theme, and pages tell no figures of parts.",
            where=theme.id,
            next_step=f"Draft from the whole: hearback recommendations draft {theme.parent_id} --round {current.name}",
        )
    page, is_safe = _read_page(store, terms, current)
    card = next((each for each in page.themes if each.anchor == theme.id), None)
    if card is None:
        raise WrongUse(
            f"The page of {current.name} does not show this theme, so that nothing can be carried over from it.",
            where=theme.id,
            next_step="Put the recommendation down by hand: hearback recommendations add. Then: hearback recommendations link",
        )
    source = _plain(f"{page.round_title}, {page.made.number}")
    told = _plain("; ".join((source, *_list_figures(card)))) if is_safe else ""
    # A finding's own id changes with every run; round and theme name it for good.
    grounds = (Ground(GroundKind.FINDING, f"{current.name}/{theme.id}", told), Ground(GroundKind.ROUND, current.name))
    places = tuple(dict.fromkeys(_list_places(card.raised_by))) if is_safe else ()
    questions = tuple(_plain(each.title) for each in page.indicators)
    return Carried(theme.id, _plain(card.title), grounds, places, questions, source, card.is_machine_named)


def draft(store: Store, terms: PageTerms, current: Round, theme: Theme, said: Said, *, who: str, why: str, today: date) -> Recommendation:
    """Put down a recommendation that rests on a finding, and link it to the theme: two audit events, one transaction.

    Raises WrongUse as `carry_over` and `add` do.
    """
    reason = require_why(why)
    with store.transaction():
        carried = carry_over(store, terms, current, theme)
        value = Recommendation(
            id=RecommendationId(stable_id("recommendation", said.reference)),
            reference=said.reference,
            title=said.title,
            text=said.text,
            owner=said.owner,
            issued_on=said.issued_on,
            due_on=said.due_on,
            answers=carried.answers,
            issued_by=said.issued_by,
            evidence_standard=said.evidence_standard,
            indicators=said.indicators,
            places=carried.places,
            grounds=carried.grounds,
        )
        add(store, value, who=who, why=reason, today=today)
        link(store, said.reference, theme, who=who, why=reason)
    return value


def write_form(carried: Carried, *, today: date) -> str:
    """A form to fill in, as YAML that `hearback recommendations import` takes: what is carried over stands in it."""
    import yaml

    filled = {
        "reference": "",
        "title": "",
        "text": "",
        "owner": "",
        "issued_on": today,
        "due_on": "",
        "answers": carried.answers,
        "evidence_standard": "",
        "indicators": [],
        "places": list(carried.places),
        "grounds": list(map(write_ground, carried.grounds)),
    }
    body = yaml.safe_dump({"recommendations": [filled]}, allow_unicode=True, sort_keys=False, width=10_000)
    return "".join((*(f"# {line}\n" for line in _explain_form(carried)), body))


def _explain_form(carried: Carried) -> Iterator[str]:
    yield f"Drafted from: {carried.source}. Fill in reference, title, text and owner, then bring it in:"
    yield "  hearback recommendations import THIS-FILE"
    yield f"  hearback recommendations link REFERENCE {carried.theme_id}"
    if carried.questions:
        yield f"Closed questions that may stand as indicators: {'; '.join(carried.questions)}"


def _read_page(store: Store, terms: PageTerms, current: Round) -> tuple[DigestPage, bool]:
    """The page, and whether its figures may be told: those of a draft that could single people out may not."""
    latest = store.releases.latest(current.id)
    if latest is not None and latest.withdrawn_at is None:
        return read_release(store, latest, terms.texts_of(latest.language)), True
    prepared = prepare(store, terms, current, made_at=datetime.now(UTC))
    return prepared.page, not prepared.exposed


def _list_figures(card: ThemeCard) -> Iterator[str]:
    yield card.people
    if card.sessions:
        yield card.sessions
    if card.share is not None:
        yield card.share_words
    if card.change_words:
        yield card.change_words


def _list_places(tables: Sequence[RaisedTable]) -> Iterator[str]:
    """Where people raised it, as far as that is shown: where they did so more than others, if that can be told, else all."""
    shown = [row for table in tables if table.title == PLACE for row in table.rows if row.raised is not None]
    above = [row for row in shown if row.standing == "above"]
    yield from (row.label for row in above or shown)


def _plain(words: str) -> str:
    """Without the marks that keep names apart in sentences of another direction: fields of a recommendation have none."""
    return "".join(each for each in words if unicodedata.category(each) != "Cf").strip()
