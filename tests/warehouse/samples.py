"""Small, whole examples of everything that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from domain.action import Change, Finding, Release, Share
from domain.heard import HeardPassage
from domain.ids import (
    CommentId,
    FindingId,
    MilestoneId,
    PassageId,
    RecommendationId,
    ReleaseId,
    ResponseId,
    RoundId,
    RunId,
    SessionId,
    SourceId,
    ThemeId,
    UpdateId,
    stable_id,
)
from domain.listening import ClosedAnswer, Comment, Passage, Round, Session, Source, SourceKind, StoredResponse
from domain.recommendations import Milestone, Recommendation, StatusUpdate, UpdateState
from domain.text import RawText, RedactedText
from domain.themes import Assignment, EventKind, MadeBy, Theme, ThemeEvent, ThemingRun
from warehouse.keys import Keys, pseudonym
from warehouse.store import Store

NOON = datetime(2026, 5, 4, 12, 0, 0, 123456, tzinfo=UTC)
MODEL = "tiny"
CUTTER = "cutter-1"

SOURCE = Source(SourceId("source-safety"), "safety", SourceKind.LIMESURVEY, "Safety survey")
HALLS = Source(SourceId("source-halls"), "halls", SourceKind.TRANSCRIPTS, "Town halls")
SPRING = Round(RoundId("round-spring"), "2026-spring", "Spring 2026", date(2026, 3, 1), date(2026, 5, 31))
AUTUMN = Round(RoundId("round-autumn"), "2026-autumn", "Autumn 2026", date(2026, 9, 1), date(2026, 11, 30))
HALL = Session(
    SessionId("session-1"), SPRING.id, HALLS.id, "library", "At the library", date(2026, 4, 2), "Library", ("en", "so"), 31, True
)


def save_places(store: Store) -> None:
    """Sources, rounds and a session, so that responses have somewhere to be."""
    for source in (SOURCE, HALLS):
        store.sources.save(source)
    for round_ in (AUTUMN, SPRING):
        store.rounds.save(round_)
    store.sessions.save(HALL)


def make_comment(response_id: ResponseId, person_id: str, text: str | None, **other: object) -> Comment:
    question = str(other.get("question", "q1"))
    values: dict[str, object] = {
        "id": CommentId(stable_id("comment", response_id, question)),
        "response_id": response_id,
        "round_id": SPRING.id,
        "person_id": person_id,
        "session_id": None,
        "question": question,
        "position": 0,
        "language": "en",
        "language_made_by": "stated",
        "text": text,
        "held_reason": None if text is not None else "language unknown",
        "redacted": (("PERSON", 2), ("DATE_OF_BIRTH", 1)) if text else (),
    }
    return Comment(**(values | other))  # type: ignore[arg-type]


def make_response(keys: Keys, external_id: str, *texts: str | None, round_: Round = SPRING, source: Source = SOURCE) -> StoredResponse:
    response_id = ResponseId(stable_id("response", source.id, external_id))
    person_id = pseudonym(keys, source.name, RawText(f"token {external_id}"))
    comments = tuple(
        make_comment(response_id, person_id, text, question=f"q{place}", position=place, round_id=round_.id)
        for place, text in enumerate(texts)
    )
    return StoredResponse(
        id=response_id,
        source_id=source.id,
        round_id=round_.id,
        session_id=None,
        external_id=external_id,
        person_id=person_id,
        language="en",
        submitted_on=NOON.date(),
        is_complete=True,
        may_quote=True,
        content_hash=stable_id("content", *map(ascii, texts)),
        groups=(("neighbourhood", "North"), ("age", "18-29")),
        closed_answers=(ClosedAnswer("trust", "A3", 3.0), ClosedAnswer("other", "yes")),
        comments=comments,
    )


def raw_of(responses: Sequence[StoredResponse]) -> dict[CommentId, RawText]:
    """Words "as said" of every comment, not equal to the redacted ones."""
    return {each.id: RawText(f"unredacted Ysolde {each.id} {each.text}") for one in responses for each in one.comments}


def cut_whole(comment: Comment) -> Passage:
    """A passage of all the comment's words."""
    assert comment.text is not None
    return Passage(PassageId(stable_id("passage", comment.id, 0)), comment.id, 0, len(comment.text), RedactedText(comment.text))


def make_theme(name: str, born_in: Round = SPRING) -> Theme:
    return Theme(ThemeId(f"theme-{name}"), f"On {name}", f"People spoke of {name}.", (name, "street"), born_in.id, (0.1, 0.2, 1 / 3))


def make_run(name: str, round_: Round, passages: Sequence[HeardPassage], themes: Sequence[Theme]) -> tuple[ThemingRun, list[Assignment]]:
    """A run that gives every second passage to the themes in turn and leaves the others unthemed."""
    run_id = RunId(f"run-{name}")
    assignments = [
        Assignment(run_id, each.passage.id, themes[place % len(themes)].id if themes and place % 2 == 0 else None, 0.75)
        for place, each in enumerate(passages)
    ]
    unthemed = sum(each.theme_id is None for each in assignments)
    return ThemingRun(run_id, round_.id, f"input-{name}", MODEL, len(assignments), unthemed, 0.01, NOON), assignments


def born(theme: Theme, run: ThemingRun) -> ThemeEvent:
    return ThemeEvent(theme.id, EventKind.BORN, run.round_id, run.id, MadeBy.MODEL, (("passages", "3"), ("nearest", "0.41")))


def make_finding(theme: Theme, run: ThemingRun, people: int = 3) -> Finding:
    share = Share(people / 10, 0.05, 0.9)
    finding_id = FindingId(stable_id("finding", run.round_id, theme.id, run.id))
    return Finding(finding_id, run.round_id, theme.id, run.id, people, 10, 1, 5, share, None, None, Change.NONE)


def make_recommendation(**other: object) -> Recommendation:
    own_id = RecommendationId("recommendation-3")
    values: dict[str, object] = {
        "id": own_id,
        "reference": "R-03",
        "title": "Mend the lamps",
        "text": "Mend all street lamps within a week.",
        "owner": "Public Works",
        "issued_on": date(2026, 6, 1),
        "due_on": date(2026, 12, 1),
        "answers": "lamps that stay dark",
        "milestones": (Milestone(MilestoneId("milestone-1"), own_id, "A list of lamps", date(2026, 7, 1), date(2026, 7, 1)),),
        "updates": (StatusUpdate(UpdateId("update-1"), own_id, date(2026, 6, 20), UpdateState.RESPONDED, "They agree.", "letter"),),
    }
    values |= other
    return Recommendation(**({"first_due_on": values["due_on"]} | values))  # type: ignore[arg-type]


def make_release(number: int = 1, content: str = "a") -> Release:
    return Release(ReleaseId(f"release-{number}"), SPRING.id, number, f"hash-{content}", "en", NOON)


def fill(store: Store, keys: Keys, *, people: int = 4) -> list[StoredResponse]:
    """A warehouse with something in every table of content."""
    save_places(store)
    responses = [make_response(keys, str(place), f"the lamp on street {place} is dark", "it is loud") for place in range(people)]
    store.responses.replace(responses, raw_of(responses))
    theme_spring(store)
    store.recommendations.save([make_recommendation()])
    store.releases.save(make_release(), '{"page":1}')
    return responses


def theme_spring(store: Store) -> ThemingRun:
    """Cut, embed, theme and find in the spring round."""
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for each in store.comments.of_rounds([SPRING.id]) if each.text})
    embed(store)
    themes = [make_theme("lamps"), make_theme("noise")]
    run, assignments = make_run("spring", SPRING, store.passages.of_rounds([SPRING.id]), themes)
    store.themes.save_run(run, themes, [born(each, run) for each in themes], assignments)
    store.findings.replace(SPRING.id, [make_finding(each, run) for each in themes])
    return run


def embed(store: Store) -> None:
    import numpy as np

    waiting = store.vectors.missing(MODEL, [each.passage.text for each in store.passages.of_rounds([SPRING.id, AUTUMN.id])])
    store.vectors.save(MODEL, {key: np.array([len(text), 1.5, -2.25], dtype=np.float32) for key, text in waiting})
