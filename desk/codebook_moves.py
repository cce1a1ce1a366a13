"""What researchers coded otherwise in a project that went out from here: passages that belong elsewhere, as a person's decision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desk.codebook_project import COMMENT, PROGRAM, USER
from desk.refi import Project, Source
from desk.theme_deed import Deed, latest_themed
from desk.theme_places import tell_moves
from domain.decisions import DecisionKind
from domain.ids import CommentId, PassageId, ThemeId
from domain.listening import Comment, Passage
from domain.themes import Assignment, Theme
from warehouse.store import Store

_NO_WHY = "a project was handed over"


@dataclass(frozen=True, slots=True)
class PlannedMoves:
    """Passages that a project puts elsewhere, None for nowhere; and in counts what of it is not taken.

    `foreign` sources are none of this installation's comments; the words of `reworded` ones changed since; `also` are further
    codes of a passage that keeps its theme, which has room for one; `uncoded` passages have a theme here and no code there.
    """

    moves: Mapping[PassageId, ThemeId | None]
    sources: int = 0
    foreign: int = 0
    reworded: int = 0
    also: int = 0
    uncoded: int = 0


@dataclass(frozen=True, slots=True)
class _Here:
    """What the warehouse has: comments by GUID, their passages, and where these are."""

    comments: Mapping[str, Comment]
    passages: Mapping[CommentId, Sequence[Passage]]
    placed: Mapping[PassageId, Assignment]

    @classmethod
    def of(cls, store: Store) -> _Here:
        rounds = [each.id for each in store.rounds.all()]
        run = latest_themed(store)
        by_comment: dict[CommentId, list[Passage]] = defaultdict(list)
        for heard in store.passages.of_rounds(rounds):
            by_comment[heard.passage.comment_id].append(heard.passage)
        comments = {store.codebook.guid_of(COMMENT, each.id): each for each in store.comments.of_rounds(rounds) if each.text is not None}
        return cls(comments, by_comment, {each.passage_id: each for each in store.themes.assignments(run.id)} if run else {})


def plan_moves(store: Store, project: Project, themes: Mapping[str, ThemeId], *, takes_away: bool = False) -> PlannedMoves:
    """What the codings of a project change; `themes` says which theme each code's GUID is.

    Only codes that a person gave count, not those that this program gave before. `takes_away` puts passages without any code
    where no theme is.
    """
    here = _Here.of(store)
    program = {each.guid for each in project.users if each.name == PROGRAM} | {store.codebook.guid_of(USER, PROGRAM)}
    moves: dict[PassageId, ThemeId | None] = {}
    counts: Counter[str] = Counter()
    for source in project.sources:
        comment = here.comments.get(source.guid)
        if comment is None or comment.text != source.text:
            counts["foreign" if comment is None else "reworded"] += 1
            continue
        for passage in here.passages.get(comment.id, ()):
            if (placed := here.placed.get(passage.id)) is not None:
                given = _find_given(source, passage, themes, program)
                wanted, what = _compare(placed, given)
                counts.update(what)
                if wanted is not None or (takes_away and what["uncoded"]):
                    moves[passage.id] = wanted
    return PlannedMoves(moves, len(project.sources), counts["foreign"], counts["reworded"], counts["also"], counts["uncoded"])


def _compare(placed: Assignment, given: Mapping[ThemeId, bool]) -> tuple[ThemeId | None, Counter[str]]:
    """Where a passage is put that is not there yet, None where it stays, and what of its codes is not taken."""
    now = {placed.theme_id, placed.part_id} - {None}
    by_person = [theme for theme, is_by_person in given.items() if is_by_person]
    if now & given.keys():
        return None, Counter(also=len(set(by_person) - now))
    if by_person:
        return by_person[0], Counter(also=len(by_person) - 1)
    return None, Counter(uncoded=int(bool(now) and not given))


def _find_given(source: Source, passage: Passage, themes: Mapping[str, ThemeId], program: set[str]) -> dict[ThemeId, bool]:
    """The themes that a passage was given, those on most of it first, and whether a person gave them."""
    found: dict[ThemeId, tuple[int, bool]] = {}
    for selection in source.selections:
        shared = min(selection.end, passage.end) - max(selection.start, passage.start)
        shorter = min(selection.end - selection.start, passage.end - passage.start)
        if shared <= 0 or 2 * shared < shorter:
            continue
        for coding in selection.codings:
            if (theme := themes.get(coding.code)) is not None:
                most, by_person = found.get(theme, (0, False))
                found[theme] = (max(most, shared), by_person or coding.user not in program)
    for coding in source.codings:  # a code given to all of a comment is given to each passage, after those that are its own
        if (theme := themes.get(coding.code)) is not None:
            found.setdefault(theme, (0, coding.user not in program))
    return {theme: by_person for theme, (_, by_person) in sorted(found.items(), key=lambda each: (-each[1][0], each[0]))}


def import_moves(
    store: Store, planned: PlannedMoves, *, actor: str, why: str = "", is_overruling: bool = False
) -> tuple[int, tuple[int, ...]]:
    """Put the passages where the project has them, as decisions of this person with one audit event: how many, and what of
    other people was overruled. Nothing is written where nothing moves.

    Raises WrongUse where somebody else put one elsewhere and is not overruled.
    """
    if not planned.moves:
        return 0, ()
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        run = latest_themed(store)
        assert run is not None  # without one there is nothing that could move
        placed = {each.passage_id: each for each in store.themes.assignments(run.id)}
        themes = {each.id: each for each in store.themes.all()}
        groups: dict[ThemeId | None, list[PassageId]] = defaultdict(list)
        for passage, wanted in sorted(planned.moves.items()):
            groups[wanted].append(passage)
        decisions = [deed.decide(DecisionKind.MOVE, wanted, passage=each) for wanted, group in groups.items() for each in group]
        events = [
            event
            for wanted, group in groups.items()
            for event in tell_moves(store, [placed[each] for each in group], _target(themes, wanted), run.round_id)
        ]
        _, overruled = deed.keep(store, decisions, [], events)
        for wanted, group in groups.items():
            store.decisions.place(group, _target(themes, wanted))
        facts: dict[str, str | int] = {"passages": len(planned.moves), "themes": len(groups), "sources": planned.sources}
        if overruled:
            facts["overruled"] = ", ".join(map(str, overruled))
        store.audit.append(actor, "codings imported", "codebook", why.strip() or _NO_WHY, facts)
    return len(planned.moves), overruled


def _target(themes: Mapping[ThemeId, Theme], wanted: ThemeId | None) -> Theme | None:
    return None if wanted is None else themes[wanted]
