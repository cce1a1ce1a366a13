"""Redacted comments and their themes as a project for researchers' programs. What is in it was redacted before, and is keyed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.codebook_codes import CodedThemes, list_codes
from desk.refi import Coding, Project, Selection, Source, User
from desk.refi.values import Case
from desk.theme_deed import latest_themed
from domain.errors import WrongUse
from domain.heard import HeardPassage
from domain.ids import CommentId, PersonId, RoundId, ThemeId
from domain.listening import Comment
from domain.themes import MadeBy
from warehouse.store import Store

ORIGIN = "Hearback"
PROGRAM, TEAM = "Hearback", "Team"
USER, COMMENT, PASSAGE, PERSON, CODING = "user", "comment", "passage", "person", "coding"


@dataclass(frozen=True, slots=True)
class ProjectTerms:
    """What goes into a project: rounds, whether comments of people who did not agree to be quoted too, and whether it shows
    which comments are of one person."""

    rounds: frozenset[RoundId]
    has_everybody: bool = False
    has_people: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A comment with its passages and whether its person agreed to be quoted."""

    comment: Comment
    passages: tuple[HeardPassage, ...]
    may_quote: bool


def make_project(store: Store, terms: ProjectTerms, *, name: str, now: datetime) -> Project:
    """The project of these rounds as the latest run sees them.

    A source is a redacted comment; those that are held, withdrawn or context are not there. GUIDs and numbers are keyed and in
    no order of time or person. Raises WrongUse where nothing was themed, or no comment may go out.
    """
    run = latest_themed(store)
    if run is None:
        raise WrongUse("Nothing has been themed yet.", next_step="Find themes first: hearback run --round ROUND")
    themed = {each.passage_id: each for each in store.themes.assignments(run.id)}
    coded = list_codes(store)
    said = [each for each in _gather(store, terms.rounds) if terms.has_everybody or each.may_quote]
    if not said:
        raise WrongUse(
            "No comment of these rounds may go out: nobody there agreed to be quoted.",
            next_step="Export the codebook alone with --qdc, or say --everybody if those who receive it may read all redacted words.",
        )
    guid = store.codebook.guid_of
    ordered = sorted(said, key=lambda each: guid(COMMENT, each.comment.id))
    rounds = {each.id: each.name for each in store.rounds.all()}

    def to_source(number: int, each: _Said) -> Source:
        codings = {
            passage.passage.id: (placed.part_id or placed.theme_id, placed.made_by)
            for passage in each.passages
            if (placed := themed.get(passage.passage.id)) is not None and placed.theme_id is not None
        }
        selections = tuple(
            Selection(
                guid(PASSAGE, passage.passage.id),
                passage.passage.start,
                passage.passage.end,
                (_code(store, coded, passage, *codings[passage.passage.id]),),
            )
            for passage in each.passages
            if passage.passage.id in codings and codings[passage.passage.id][0] in coded.guids
        )
        return Source(guid(COMMENT, each.comment.id), f"{rounds[each.comment.round_id]} {number:05}", str(each.comment.text), selections)

    return Project(
        name=name,
        origin=ORIGIN,
        created=now.isoformat(timespec="seconds"),
        users=tuple(User(guid(USER, each), each) for each in (PROGRAM, TEAM)),
        codes=coded.codes,
        sources=tuple(to_source(number, each) for number, each in enumerate(ordered, 1)),
        cases=_list_people(store, ordered) if terms.has_people else (),
    )


def _code(store: Store, coded: CodedThemes, passage: HeardPassage, theme: ThemeId | None, made_by: MadeBy) -> Coding:
    """The coding of a passage, by the program or by the team: who of the team it was stays in the building."""
    assert theme is not None
    guid, who = store.codebook.guid_of, TEAM if made_by is MadeBy.PERSON else PROGRAM
    return Coding(guid(CODING, passage.passage.id, theme), coded.guids[theme], guid(USER, who))


def _gather(store: Store, rounds: Collection[RoundId]) -> list[_Said]:
    by_comment: dict[CommentId, list[HeardPassage]] = defaultdict(list)
    for each in store.passages.of_rounds(rounds):
        by_comment[each.passage.comment_id].append(each)
    comments: Mapping[CommentId, Comment] = {each.id: each for each in store.comments.of_rounds(rounds)}
    return [
        _Said(comments[comment_id], tuple(passages), all(each.may_quote for each in passages))
        for comment_id, passages in by_comment.items()
        if comments[comment_id].text is not None and not comments[comment_id].is_context
    ]


def _list_people(store: Store, said: Sequence[_Said]) -> tuple[Case, ...]:
    """Who said what, by number: no pseudonym goes out."""
    guid = store.codebook.guid_of
    by_person: dict[PersonId, list[str]] = defaultdict(list)
    for each in said:
        by_person[each.comment.person_id].append(guid(COMMENT, each.comment.id))
    ordered = sorted(by_person, key=lambda person: guid(PERSON, person))
    return tuple(Case(guid(PERSON, person), f"Person {number}", tuple(by_person[person])) for number, person in enumerate(ordered, 1))
