"""The public timeline as it is asked for: the whole, a choice of it, a theme, a recommendation; in pages where there is much to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.gathering.facts import DigestFacts
from digest.pages.timeline_page import LATE, Choice, Choices, Picked, TimelinePage
from digest.releasing.helped import find_helped
from digest.releasing.tell_timeline import gather_story
from digest.releasing.terms import PageTerms
from digest.telling.build import build_page, build_recommendation, build_some, build_theme, build_timeline
from digest.telling.timeline_about import say_state
from digest.telling.timeline_choice import is_state, read_cursor, say_no_page, say_picked, say_unknown, want, write_cursor
from digest.telling.timeline_entries import StoryPage
from digest.telling.wording import show_plainly
from digest.tracking.told import name_told
from domain.following import Board, Cursor, StoryLine, Wanted
from domain.ids import RecommendationId, ThemeId
from domain.recommendations import Recommendation, UpdateState
from warehouse.store import Store

MOST_WHOLE = 300  # recommendations that stand on one page, with their lives and what is still to come
MOST_LINES = 100  # of a page where there are more
MOST_CHOICES = 200  # owners, or neighborhoods, that can be chosen among


@dataclass(frozen=True, slots=True)
class Told:
    """A page, and whether all that was asked for is known here."""

    page: TimelinePage
    is_known: bool = True


def tell_whole(store: Store, terms: PageTerms, picked: Picked, before: str) -> Told | None:
    """The timeline, or what was chosen of it; None where nothing was released."""
    facts = gather_story(store, terms, ())
    if facts is None:
        return None
    whole = store.following.board(Wanted(), today=terms.frame.today)
    choices = _list_choices(store, facts, terms, whole)
    unknown = list(_find_unknown(store, facts, picked))
    if unknown:
        page = build_some(facts, (), texts=terms.texts, policy=terms.policy)
        notes = tuple(say_unknown(each, terms.wording) for each in unknown)
        return Told(replace(page, notes=notes, choices=choices, picked=picked), is_known=False)
    wanted = want(picked, today=terms.frame.today)
    is_short = store.following.count(wanted) <= MOST_WHOLE
    if is_short:
        page = _tell_short(store, facts, terms, picked, wanted)
    else:
        board = whole if picked == Picked() else store.following.board(wanted, today=terms.frame.today)
        page = _tell_long(store, facts, terms, picked, board, before)
    notes = (*page.notes, *say_picked(picked, choices, terms.wording))
    return Told(replace(page, choices=choices, picked=picked, notes=notes))


def tell_theme(store: Store, terms: PageTerms, theme_id: str) -> TimelinePage | None:
    """The story of one theme; None for one that no release told. With very much asked for because of it, it comes in pages."""
    facts = gather_story(store, terms, ())
    if facts is None or theme_id not in name_told(facts.told):
        return None
    wanted = Wanted(theme_id=ThemeId(theme_id))
    if store.following.count(wanted) > MOST_WHOLE:
        told = tell_whole(store, terms, Picked(theme=theme_id), "")
        return told.page if told else None
    own = replace(facts, recommendations=_load(store, wanted))
    return build_theme(own, ThemeId(theme_id), texts=terms.texts, policy=terms.policy)


def tell_recommendation(store: Store, terms: PageTerms, reference: str) -> TimelinePage | None:
    """The story of one recommendation; None for one that is not known."""
    asked = store.recommendations.get(reference)
    if asked is None:
        return None
    facts = gather_story(store, terms, (asked, *store.recommendations.referred(asked.needs)))
    page = None if facts is None else build_recommendation(facts, reference, texts=terms.texts, policy=terms.policy)
    return None if page is None else _add_before_after(store, terms, page)


def _add_before_after(store: Store, terms: PageTerms, page: TimelinePage) -> TimelinePage:
    """With what the newest release says of people before and after, where that is in the page's own language."""
    found = find_helped(store, page.reference, terms.texts_of)
    return page if found is None or found.page.language != page.language else replace(page, before_after=found.helped)


def _tell_short(store: Store, facts: DigestFacts, terms: PageTerms, picked: Picked, wanted: Wanted) -> TimelinePage:
    found = _load(store, wanted)
    if picked == Picked():
        return build_timeline(replace(facts, recommendations=found), texts=terms.texts, policy=terms.policy)
    own = tuple(each for each in found if not picked.owner or show_plainly(each.owner) == show_plainly(picked.owner))
    themes = (ThemeId(picked.theme),) if picked.theme else None
    return build_some(replace(facts, recommendations=own), themes, texts=terms.texts, policy=terms.policy)


def _tell_long(store: Store, facts: DigestFacts, terms: PageTerms, picked: Picked, board: Board, before: str) -> TimelinePage:
    cursor, wanted = read_cursor(before) if before else None, want(picked, today=terms.frame.today)
    lines = store.following.lines(wanted, before=cursor, limit=MOST_LINES + 1)
    shown, is_last = lines[:MOST_LINES], len(lines) <= MOST_LINES
    story = StoryPage(
        board=board,
        begins_before=cursor.on if cursor else None,
        is_last=is_last,
        is_part=picked != Picked(),
        theme_id=ThemeId(picked.theme) if picked.theme else None,
    )
    own = replace(facts, recommendations=store.recommendations.some({each.recommendation_id for each in shown}))
    told = [each for each in shown if not picked.owner or each.owner == picked.owner]  # a deputy's name is not public
    page = build_page(own, told, story, texts=terms.texts, policy=terms.policy)
    notes = (say_no_page(terms.wording),) if before and cursor is None else ()
    return replace(page, notes=notes, older="" if is_last else write_cursor(_end_of(shown[-1])))


def _end_of(line: StoryLine) -> Cursor:
    return Cursor(line.on, line.kind, line.key)


def _load(store: Store, wanted: Wanted) -> tuple[Recommendation, ...]:
    ids: list[RecommendationId] = [each.id for each in store.following.find(wanted, limit=MOST_WHOLE)]
    return store.recommendations.some(ids)


def _find_unknown(store: Store, facts: DigestFacts, picked: Picked) -> Iterator[str]:
    """Values that were chosen and are not known here: a theme that no release told is not, whatever else knows it."""
    if picked.theme and picked.theme not in name_told(facts.told):
        yield picked.theme
    if picked.state and not is_state(picked.state):
        yield picked.state
    if picked.owner and not store.following.is_owner(picked.owner):
        yield picked.owner
    if picked.place and not store.following.count(Wanted(place=picked.place)):
        yield picked.place


def _list_choices(store: Store, facts: DigestFacts, terms: PageTerms, board: Board) -> Choices:
    """All that can be chosen, whatever was; states are those that some recommendation is in."""
    states = [*([LATE] if board.late else []), *(each.value for each in UpdateState if board.states.get(each))]
    wording = terms.wording
    names = {theme_id: show_plainly(title) for theme_id, title in name_told(facts.told).items()}
    return Choices(
        theme=tuple(Choice(each, names[each]) for each in sorted(names, key=lambda each: (names[each].casefold(), each))),
        owner=tuple(Choice(each, show_plainly(each)) for each in store.following.owners(limit=MOST_CHOICES)),
        state=tuple(Choice(each, say_state(each, wording)) for each in states),
        place=tuple(Choice(each, show_plainly(each)) for each in store.following.places(limit=MOST_CHOICES)),
    )
