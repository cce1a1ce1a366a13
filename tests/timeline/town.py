"""The invented town of the pages in a warehouse: its rounds released, what was asked for, and a theme that no release told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from starlette.testclient import TestClient

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.gather import Frame
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.releasing.terms import PageTerms
from digest.telling.build import build_digest
from domain.action import Release
from domain.ids import DueChangeId, MilestoneId, RecommendationId, ReleaseId, ThemeId, UpdateId
from domain.listening import Round, Source, SourceKind
from domain.recommendations import DueChange, Milestone, Recommendation, Reply, Role, StatusUpdate, ThemeLink, UpdateState
from domain.themes import MadeBy
from tests.digest.example import ROUNDS, SESSIONS, THEMES, TODAY, count_all, make_facts, make_recommendations
from warehouse.keys import create_keys
from warehouse.rows import insert_rows
from warehouse.store import Store, open_store
from warehouse.tables_themes import theme
from web.app import make_app
from web.published import Published

POLICY = DisclosurePolicy()
FEW = THEMES[8]  # raised by a few, and told by no release
MADE_AT = datetime(2026, 11, 15, 9, 30, tzinfo=UTC)
PUBLISHED = Published("Alder Falls", "What people told us", POLICY)
HOSTILE = '<script>alert("x")</script>'


@dataclass(frozen=True, slots=True)
class Town:
    """An open warehouse, and a browser's view of it."""

    store: Store
    client: TestClient
    terms: PageTerms


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    with open_store(f"sqlite:///{folder / 'town.db'}", create_keys(folder / "keys")) as store:
        fill(store)
        app = make_app(store, texts=load_texts, today=lambda: TODAY, published=PUBLISHED)
        yield Town(store, TestClient(app), make_terms())


def make_terms(code: str = "en", today: date = TODAY) -> PageTerms:
    frame = Frame(town="Alder Falls", title="What people told us", language=code, today=today, made_at=MADE_AT)
    return PageTerms(frame, POLICY, load_texts)


def fill(store: Store) -> None:
    store.sources.save(Source(SESSIONS[0].source_id, "sessions", SourceKind.TRANSCRIPTS, "Sessions"))
    for here in ROUNDS:
        store.rounds.save(here)
    for session in SESSIONS:
        store.sessions.save(session)
    plain = {"description": "", "keywords": [], "born_in": ROUNDS[0].id, "centroid": [], "approved_by": "", "is_retired": False}
    with store._database.write() as connection:
        insert_rows(connection, theme, [{"id": each.id, "title": each.title, **plain} for each in THEMES])
    store.recommendations.save(ask_all())
    for number, here in enumerate(ROUNDS):
        release(store, here, page_of(number))


def release(store: Store, here: Round, page: DigestPage, *, number: int = 1) -> None:
    made = Release(ReleaseId(f"release-{here.id}-{number}"), here.id, number, hash_page(page), "en", MADE_AT)
    store.releases.save(made, to_json(page))


@cache
def page_of(number: int) -> DigestPage:
    """The digest of one of the rounds, by the findings of that round and those before."""
    findings = tuple(tuple(each for each in found if each.theme_id != FEW.id) for found in count_all())
    facts = make_facts(
        round=ROUNDS[number],
        earlier_rounds=ROUNDS[:number],
        findings=findings[number],
        earlier_findings=sum(findings[:number], ()),
        recommendations=(),
        indicators=(),
    )
    return build_digest(facts, texts=load_texts("en"), policy=POLICY)


def ask_all() -> tuple[Recommendation, ...]:
    """What the example asks for; the first with answers, places and dates that moved, one rejected, one with a strange reference."""
    first, *others = make_recommendations()
    return (answer(first), *others, _make_rejected(), _make_strange())


def answer(first: Recommendation) -> Recommendation:
    step = first.milestones[0]
    return replace(
        first,
        places=("Riverside",),
        needs=("R-03",),
        deputy="Quiet Deputy",
        updates=tuple(replace(each, reply=Reply.PARTLY) if each.state is UpdateState.RESPONDED else each for each in first.updates),
        due_changes=(
            move(1, step, date(2026, 4, 2), date(2026, 5, 1), date(2026, 6, 30), "The crews were in another town."),
            move(2, step, date(2026, 6, 20), date(2026, 6, 30), date(2026, 8, 15), "The poles came late."),
        ),
    )


def move(number: int, step: Milestone | None, on: date, before: date | None, after: date | None, reason: str) -> DueChange:
    own_id = RecommendationId("recommendation-1")
    return DueChange(DueChangeId(f"move-{number}"), own_id, step.id if step else None, on, before, after, reason, "Ana")


def _make_rejected() -> Recommendation:
    own_id = RecommendationId("recommendation-8")
    no = StatusUpdate(
        UpdateId("update-8"), own_id, date(2026, 6, 1), UpdateState.RESPONDED, "There is no money for it.", reply=Reply.REJECTED
    )
    return ask(own_id, "R-08", "Close the road at night", themes=(FEW.id, THEMES[1].id), updates=(no,))


def _make_strange() -> Recommendation:
    return ask(RecommendationId("recommendation-9"), "Z/9 <b>", HOSTILE, owner=HOSTILE)


def ask(
    own_id: RecommendationId,
    reference: str,
    title: str,
    *,
    owner: str = "Public Works",
    themes: Sequence[ThemeId] = (),
    updates: tuple[StatusUpdate, ...] = (),
    issued_on: date = date(2026, 5, 7),
    due_on: date | None = None,
) -> Recommendation:
    links = tuple(ThemeLink(each, MadeBy.PERSON, 1.0) for each in themes)
    return Recommendation(own_id, reference, title, "", owner, issued_on, due_on, links=links, updates=updates)


def report(number: int, on: date, state: UpdateState, reply: Reply | None = None, note: str = "") -> StatusUpdate:
    evidence = "a walk" if state in (UpdateState.VERIFIED, UpdateState.PARTLY_VERIFIED, UpdateState.NOT_VERIFIED) else ""
    role = Role.BOARD if evidence else Role.STAFF
    own_id = RecommendationId("recommendation-1")
    return StatusUpdate(UpdateId(f"report-{number}"), own_id, on, state, note, evidence, reply=reply, role=role)


def make_step(title: str, first: date, due: date, **more: object) -> Milestone:
    return Milestone(MilestoneId(f"step-{title}"), RecommendationId("recommendation-1"), title, first, due, **more)  # type: ignore[arg-type]
