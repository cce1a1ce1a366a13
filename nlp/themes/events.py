"""What became of each theme since the round before, with the numbers that decided it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, MadeBy, Origin, Theme, ThemeEvent
from nlp.themes.identity import measure_likeness

# The part of a theme's passages that must go somewhere for a split or a merge.
PART_OF_SPLIT = 0.25
PART_OF_MERGE = 0.5

Members = Mapping[ThemeId, frozenset[PassageId]]
_Told = tuple[ThemeId, EventKind, tuple[tuple[str, str], ...]]
_NONE: frozenset[PassageId] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """Themes of one level in the run of the round before and now, by their passages.

    `themes` are the values of now, `living` those that lived before the run, and `approved` the ids that a person looked at.
    Of the passages only those count that are still here; `known` are all that had a theme before. Themes
    that `stood` before had passages then that may all have been withdrawn.
    """

    before: Members
    after: Members
    themes: Mapping[ThemeId, Theme]
    living: Mapping[ThemeId, Theme]
    approved: frozenset[ThemeId]
    round_id: RoundId
    known: frozenset[PassageId]
    stood: frozenset[ThemeId] = frozenset()

    def share(self, before: ThemeId, after: ThemeId) -> float:
        """The share of a theme's passages before that are in that theme now."""
        passages = self.before.get(before, _NONE)
        return len(passages & self.after.get(after, _NONE)) / len(passages) if passages else 0.0

    def numbers(self, before: ThemeId, after: ThemeId) -> tuple[tuple[str, str], ...]:
        """Passages shared, their share of all that either had before, and how near the centres are."""
        was, now = self.before.get(before, _NONE), self.after.get(after, _NONE)
        shared, either = len(was & now), len(was | (now & self.known))
        overlap = shared / either if either else 0.0
        near = measure_likeness(self.themes[after].centroid, self.living[before].centroid) if before in self.living else None
        return (("shared", str(shared)), ("overlap", f"{overlap:.2f}"), *(() if near is None else (("nearness", f"{near:.2f}"),)))


def list_members(assigned: Mapping[PassageId, ThemeId | None], merged: Mapping[ThemeId, ThemeId], here: frozenset[PassageId]) -> Members:
    """The passages of each theme that are here; a theme that a person made part of another counts as that one."""
    members: defaultdict[ThemeId, set[PassageId]] = defaultdict(set)
    for passage, theme in assigned.items():
        if theme is not None and passage in here:
            members[merged.get(theme, theme)].add(passage)
    return {theme: frozenset(passages) for theme, passages in members.items()}


def tell_events(change: Change, *, run_id: RunId) -> tuple[ThemeEvent, ...]:
    """One event a theme that is here (continued, returned or born) and one a theme that lost its passages or a part of them."""
    told = [*_tell_here(change), *_tell_lost(change), *_tell_splits(change)]
    return tuple(ThemeEvent(theme, kind, change.round_id, run_id, MadeBy.MODEL, detail) for theme, kind, detail in told)


def tell_part_events(change: Change, *, run_id: RunId) -> tuple[ThemeEvent, ...]:
    """Sub-themes that were born, and that faded: all of what becomes of them would drown the log."""
    kinds = (EventKind.BORN, EventKind.FADED)
    told = [each for each in (*_tell_here(change), *_tell_lost(change)) if each[1] in kinds]
    return tuple(ThemeEvent(theme, kind, change.round_id, run_id, MadeBy.MODEL, detail) for theme, kind, detail in told)


def tell_new_titles(
    living: Mapping[ThemeId, Theme], themes: Sequence[Theme], *, round_id: RoundId, run_id: RunId
) -> tuple[ThemeEvent, ...]:
    """One event a living theme whose title is another now."""
    return tuple(
        ThemeEvent(
            theme.id, EventKind.RENAMED, round_id, run_id, MadeBy.MODEL, (("before", living[theme.id].title), ("after", theme.title))
        )
        for theme in themes
        if theme.id in living and living[theme.id].title != theme.title
    )


def _is_born(change: Change, theme: ThemeId) -> bool:
    """True for a theme of this round: running the round again does not make it an old one."""
    known = change.living.get(theme)
    return known is None or known.born_in == change.round_id


def _tell_here(change: Change) -> Iterator[_Told]:
    for theme, passages in change.after.items():
        size = ("passages", str(len(passages)))
        if change.before.get(theme):
            yield theme, EventKind.CONTINUED, (size, *change.numbers(theme, theme))
        elif _is_born(change, theme):
            yield theme, EventKind.BORN, (size, *_nearest_living(change, theme))
        else:
            yield theme, EventKind.RETURNED, (size, *change.numbers(theme, theme))


def _nearest_living(change: Change, theme: ThemeId) -> tuple[tuple[str, str], ...]:
    """How near the nearest theme of an earlier round was that this one did not become."""
    old = (each for each in change.living.values() if each.id != theme and not _is_born(change, each.id))
    likeness = ((measure_likeness(change.themes[theme].centroid, each.centroid), each.id) for each in old)
    near = [(nearness, other) for nearness, other in likeness if nearness is not None]
    if not near:
        return ()
    nearness, other = max(near)
    return (("nearest", other), ("nearness", f"{nearness:.2f}"))


def _tell_lost(change: Change) -> Iterator[_Told]:
    """Living themes without passages now: merged where most of theirs went to one other theme, else faded."""
    for theme in sorted(change.living):
        before = change.before.get(theme, _NONE)
        if change.after.get(theme):
            continue
        into = max(change.after, key=lambda other: (change.share(theme, other), other), default=None)
        if into is not None and before and change.share(theme, into) >= PART_OF_MERGE:
            yield theme, EventKind.MERGED, (("into", into), ("share", f"{change.share(theme, into):.2f}"), *change.numbers(theme, into))
        elif before or theme in change.stood or _was_looked_at(change, theme):
            yield theme, EventKind.FADED, (("passages", "0"), ("before", str(len(before))))
        # A theme without passages before and now has faded already; telling it every round would drown the log.


def _was_looked_at(change: Change, theme: ThemeId) -> bool:
    """True for a theme that was found and approved in this round: no run before says that it was there, and nobody else would."""
    known = change.living[theme]
    return theme in change.approved and known.born_in == change.round_id and known.origin is Origin.FOUND


def _tell_splits(change: Change) -> Iterator[_Told]:
    """Themes of which a born one took a part, that part being most of what the born one had before."""
    for child, passages in change.after.items():
        if change.before.get(child):
            continue
        for parent in sorted(change.before):
            took = change.share(parent, child)
            is_most = 2 * len(passages & change.before[parent]) > len(passages & change.known)
            if took >= PART_OF_SPLIT and is_most and change.after.get(parent):
                yield parent, EventKind.SPLIT, (("into", child), ("share", f"{took:.2f}"), *change.numbers(parent, child))
