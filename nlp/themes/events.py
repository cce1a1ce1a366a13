"""What became of each theme in a run, with the numbers that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, MadeBy, Theme, ThemeEvent
from nlp.themes.identity import PART_OF_MERGE, PART_OF_SPLIT, Evidence, Found, Matching


def tell_events(
    found: Sequence[Found], ids: Sequence[ThemeId], matching: Matching, *, round_id: RoundId, run_id: RunId
) -> tuple[ThemeEvent, ...]:
    """One event a candidate (continued, returned or born) and one a theme that lost its own or a part (faded, merged, split).

    `ids` are the theme ids of the candidates, in order.
    """
    told = [*_tell_found(found, ids, matching), *_tell_lost(ids, matching), *_tell_splits(found, ids, matching)]
    return tuple(ThemeEvent(theme, kind, round_id, run_id, MadeBy.MODEL, detail) for theme, kind, detail in told)


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


_Told = tuple[ThemeId, EventKind, tuple[tuple[str, str], ...]]


def _tell_found(found: Sequence[Found], ids: Sequence[ThemeId], matching: Matching) -> Iterator[_Told]:
    for number, theme in enumerate(ids):
        size = ("passages", str(len(found[number].members)))
        if number not in matching.theme_of:
            yield theme, EventKind.BORN, (size, *_nearest_living(number, matching))
            continue
        kind = EventKind.CONTINUED if matching.before[theme] else EventKind.RETURNED
        yield theme, kind, (size, *_numbers(matching.evidence[number, theme]))


def _nearest_living(number: int, matching: Matching) -> tuple[tuple[str, str], ...]:
    """How near the nearest theme was that this one did not become."""
    near = [(each.nearness, theme) for (other, theme), each in matching.evidence.items() if other == number and each.nearness is not None]
    if not near:
        return ()
    nearness, theme = max(near)
    return (("nearest", theme), ("nearness", f"{nearness:.2f}"))


def _tell_lost(ids: Sequence[ThemeId], matching: Matching) -> Iterator[_Told]:
    """Living themes that no candidate goes on as: merged where most of their passages went to one other theme, else faded."""
    gone_on = set(matching.theme_of.values())
    for theme, before in sorted(matching.before.items()):
        if theme in gone_on:
            continue
        shares = _shares_of(theme, len(ids), matching.evidence, before)
        into = max(shares, key=lambda number: (shares[number], -number), default=None)
        if into is not None and shares[into] >= PART_OF_MERGE:
            detail = (("into", ids[into]), ("share", f"{shares[into]:.2f}"), *_numbers(matching.evidence[into, theme]))
            yield theme, EventKind.MERGED, detail
        elif before:
            yield theme, EventKind.FADED, (("passages", "0"), ("before", str(len(before))))
        # A theme without passages before and now has faded already; telling it every round would drown the log.


def _tell_splits(found: Sequence[Found], ids: Sequence[ThemeId], matching: Matching) -> Iterator[_Told]:
    """Themes of which a born one took a part, that part being most of what the born one had before."""
    for number, child in enumerate(ids):
        if number in matching.theme_of:
            continue
        known = sum(len(found[number].members & before) for before in matching.before.values())
        for parent, before in sorted(matching.before.items()):
            each = matching.evidence[number, parent]
            took = each.shared / len(before) if before else 0.0
            if took >= PART_OF_SPLIT and each.shared * 2 > known and parent in matching.theme_of.values():
                yield parent, EventKind.SPLIT, (("into", child), ("share", f"{took:.2f}"), *_numbers(each))


def _shares_of(
    theme: ThemeId, count: int, evidence: Mapping[tuple[int, ThemeId], Evidence], before: frozenset[PassageId]
) -> dict[int, float]:
    return {number: evidence[number, theme].shared / len(before) for number in range(count)} if before else {}


def _numbers(each: Evidence) -> tuple[tuple[str, str], ...]:
    near = () if each.nearness is None else (("nearness", f"{each.nearness:.2f}"),)
    return (("shared", str(each.shared)), ("overlap", f"{each.overlap:.2f}"), *near)
