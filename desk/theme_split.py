"""Taking a theme apart: passages or sub-themes become a theme of their own, and the program never joins the two again.

A split is one decision, and one more for each passage that goes along (it is pinned where it went), all with one audit event.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.theme_deed import Decided, Deed, describe, latest_themed, read_living, round_of, tell_event
from desk.theme_titles import StaffTitle, refuse_taken
from domain.decisions import DecisionKind
from domain.errors import WrongUse
from domain.ids import PassageId, RoundId, ThemeId, stable_id
from domain.themes import EventKind, Theme, ThemeEvent
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken out of a theme: sub-themes, passages, or both; or one theme that a person had merged into it."""

    parts: tuple[Theme, ...] = ()
    passages: tuple[PassageId, ...] = ()


def split(
    store: Store, theme: Theme, taken: Taken, title: StaffTitle | None, *, actor: str, why: str = "", is_overruling: bool = False
) -> Decided:
    """Take a part out of a theme, as a theme of its own that is approved.

    One sub-theme keeps its id and, where none is given, its title; several lie beneath a new theme. Passages taken out of a
    sub-theme make another beside it. A theme that was merged into this one comes back, and its passages with the next run.
    Raises WrongUse for nothing or everything, without a title where one is needed, for what is not the theme's, and where
    somebody else decided otherwise and is not overruled.
    """
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        whole = read_living(store, theme)
        parts = tuple(_read_part(store, whole, each) for each in taken.parts)
        if any(each.is_retired for each in parts):
            return _bring_back(store, deed, whole, replace(taken, parts=parts), title)
        going = _choose_passages(store, whole, parts, taken.passages)
        return _take_out(store, deed, whole, parts, going, title)


def _take_out(
    store: Store, deed: Deed, whole: Theme, parts: Sequence[Theme], going: Sequence[PassageId], title: StaffTitle | None
) -> Decided:
    lifted = parts[0] if len(parts) == 1 and _is_all_of(store, parts[0], going) else None
    words = _choose_words(store, lifted, title)
    own = _lift(lifted, deed, words) if lifted else _make_theme(store, deed, whole, words)
    decisions = [
        deed.decide(DecisionKind.SPLIT, own.id, other=whole.id, title=own.title),
        *(deed.decide(DecisionKind.MOVE, own.id, passage=each) for each in going),
    ]
    events = _tell_split(whole, own, len(going), round_of(store, whole), is_new=lifted is None)
    numbers, overruled = deed.keep(store, decisions, [own], events)
    if lifted is None:
        store.decisions.move_parts(parts, own)
    store.decisions.place(going, own)
    decided = Decided(own, len(going), numbers, overruled)
    store.audit.append(deed.actor, "theme split", whole.id, deed.reason, describe(decided, into=own.id, passages=len(going)))
    return decided


def _bring_back(store: Store, deed: Deed, whole: Theme, taken: Taken, title: StaffTitle | None) -> Decided:
    """Undo a merge: the theme lives again, and the next run gives it what is nearest to it."""
    if len(taken.parts) > 1 or taken.passages:
        raise WrongUse("A theme that was merged comes back by itself.", where=whole.id, next_step="Name it as the only --part.")
    gone = taken.parts[0]
    back = replace(
        gone,
        title=title.words if title else gone.title,
        approved_by=deed.actor,
        is_retired=False,
        parent_id=whole.parent_id,
    )
    refuse_taken(StaffTitle(back.title), store.themes.living(), back.id)
    decision = deed.decide(DecisionKind.SPLIT, back.id, other=whole.id, title=back.title)
    round_id = round_of(store, whole)
    events = [
        tell_event(EventKind.SPLIT, whole, round_id, into=back.id, passages=0),
        tell_event(EventKind.RETURNED, back, round_id, out_of=whole.id),
    ]
    numbers, overruled = deed.keep(store, [decision], [back], events)
    decided = Decided(back, 0, numbers, overruled)
    store.audit.append(deed.actor, "theme split", whole.id, deed.reason, describe(decided, into=back.id, passages=0))
    return decided


def _read_part(store: Store, whole: Theme, part: Theme) -> Theme:
    now = next((each for each in store.themes.all() if each.id == part.id), None)
    is_merged = now is not None and now.is_retired and store.decisions.bindings().merged.get(now.id) == whole.id
    if now is None or not (is_merged or (now.parent_id == whole.id and not now.is_retired)):
        raise WrongUse(
            f"It is no sub-theme of {whole.id}, and nobody merged it into that.",
            where=part.id,
            next_step=f"See: hearback theme show {whole.id}",
        )
    return now


def _choose_passages(store: Store, whole: Theme, parts: Sequence[Theme], named: Collection[PassageId]) -> list[PassageId]:
    """The passages that go: those named and those of the sub-themes. Raises WrongUse for nothing, all, and another theme's."""
    inside, of_parts = _find_inside(store, whole), set[PassageId]()
    for part in parts:
        of_parts |= _find_inside(store, part)
    strays = sorted(set(named) - inside)
    if strays:
        raise WrongUse(
            f"{len(strays)} of the passages are not in this theme.",
            where=strays[0],
            next_step="Move them: hearback theme move PASSAGE --to THEME",
        )
    going = sorted(of_parts | set(named))
    if not going:
        raise WrongUse("Nothing is taken out.", where=whole.id, next_step="Name sub-themes with --part or passages with --passage.")
    if len(going) == len(inside):
        raise WrongUse(
            "Everything is taken out, and nothing would be left.", where=whole.id, next_step=f"Rename it: hearback theme rename {whole.id}"
        )
    return going


def _find_inside(store: Store, theme: Theme) -> set[PassageId]:
    """The passages that a theme or sub-theme has in the latest run."""
    run = latest_themed(store)
    placed = () if run is None else store.themes.assignments(run.id)
    return {each.passage_id for each in placed if theme.id in (each.theme_id, each.part_id)}


def _is_all_of(store: Store, part: Theme, going: Sequence[PassageId]) -> bool:
    return _find_inside(store, part) == set(going)


def _choose_words(store: Store, lifted: Theme | None, title: StaffTitle | None) -> str:
    if title is None and lifted is None:
        raise WrongUse("The new theme has no title.", next_step='Say it with: --title "..."')
    words = title.words if title else lifted.title if lifted else ""
    refuse_taken(StaffTitle(words), store.themes.living(), lifted.id if lifted else None)
    return words


def _lift(part: Theme, deed: Deed, words: str) -> Theme:
    """The sub-theme as a theme of a board's level; it keeps its id for life."""
    return replace(part, title=words, approved_by=deed.actor, parent_id=None)


def _make_theme(store: Store, deed: Deed, whole: Theme, words: str) -> Theme:
    born_in = round_of(store, whole)
    new_id = ThemeId(stable_id("theme", born_in, whole.id, words, deed.actor, deed.now.isoformat()))
    return Theme(new_id, words, "", (), born_in, approved_by=deed.actor, parent_id=whole.parent_id)


def _tell_split(whole: Theme, own: Theme, passages: int, round_id: RoundId, *, is_new: bool) -> list[ThemeEvent]:
    told = [tell_event(EventKind.SPLIT, whole, round_id, into=own.id, passages=passages)]
    kind = EventKind.BORN if is_new else EventKind.APPROVED
    return [*told, tell_event(kind, own, round_id, out_of=whole.id, passages=passages)]
