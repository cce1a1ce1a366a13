"""Who raised each theme by one public group, as readers see it, and who of it can be singled out: exactly, and at once. Pure.

All tables of a group stand side by side: who was heard of each value is the same in each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.disclosing.attacker import Contradiction
from digest.disclosing.known import Group, GroupKind, Narrowed, is_narrowed
from digest.disclosing.pairs import ANYTHING, BOTH, FIRST, SECOND, Line, Pairs, Three, make_pairs
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, undo_rounding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

PASSES = 2  # how often what one theme says of the people heard is carried to the others
UNTOLD = "value not known"


@dataclass(frozen=True, slots=True)
class ThemeRows:
    """One theme: rounded people who raised it, by value, None where withheld; `shares` says of which of them a share is printed.

    A share is printed only where those who did not raise the theme are enough, too. `known` says what is told of all whose value is known, `everybody` of all who were heard: those who raised it, those
    who did not, and both.
    """

    name: str
    raised: tuple[int | None, ...]
    shares: tuple[bool, ...]
    known: Three = ANYTHING
    everybody: Three = ANYTHING


@dataclass(frozen=True, slots=True)
class GroupRows:
    """One group: its values, rounded people of each who were heard in their own words (None: withheld), and every theme by it.

    `answered` is what the table of people heard shows of each value: of all who gave any answer.
    """

    group: str
    values: tuple[str, ...]
    heard: tuple[int | None, ...]
    answered: tuple[int | None, ...]
    themes: tuple[ThemeRows, ...]


def attack_group(rows: GroupRows, policy: DisclosurePolicy) -> Iterator[tuple[int, Narrowed]]:
    """Whom readers can single out, each with the number of its theme. Raises Contradiction where no counts can be so.

    The number is -1 for people of a value who said nothing in words: it is no theme's.
    """
    for narrowed in find_wordless(rows, policy):
        yield -1, narrowed
    heard = make_pairs((Range(0, 0), each, each) for each in list_heard(rows, policy))
    lines = [make_line(rows, number, heard, policy) for number in range(len(rows.themes))]
    for _ in range(PASSES if len(lines) > 1 else 0):
        heard = narrow_heard(heard, lines)
        lines = [make_line(rows, number, heard, policy) for number in range(len(rows.themes))]
    for number, line in enumerate(lines):
        for each in attack_line(rows, number, line, policy):
            yield number, each


def say_everybody(theme: int | None, people_heard: int | None, policy: DisclosurePolicy, *, has_share: bool = True) -> Three:
    """What the page's other figures tell of a whole theme; a share is printed only where those who did not raise it are enough."""
    others = Range(policy.threshold, UNBOUNDED) if has_share else Range(0, policy.threshold - 1)
    return (
        _undo(theme, policy),
        ANY if theme is None else others,
        _undo(people_heard, policy),
    )


def find_wordless(rows: GroupRows, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    """Those of a value who answered and said nothing in words: of all who answered, all but those heard."""
    for value, shown, answered in zip(rows.values, rows.heard, rows.answered, strict=True):
        if shown is not None and answered is not None:
            heard, all_of_them = _undo_heard(shown, answered, policy), undo_rounding(answered, policy)
            rest = Range(max(all_of_them.low - heard.high, 0), all_of_them.high - heard.low)
            if is_narrowed(GroupKind.REST, rest, policy.threshold):
                yield Narrowed(Group(f"{rows.group}: {value}, without words", GroupKind.REST, {value: 1}), rest)


def list_heard(rows: GroupRows, policy: DisclosurePolicy) -> tuple[Range, ...]:
    """People heard of each value, as far as the figures tell."""
    shown = (_undo_heard(heard, answered, policy) for heard, answered in zip(rows.heard, rows.answered, strict=True))
    return tuple(one & Range(0, _undo(answered, policy).high) for one, answered in zip(shown, rows.answered, strict=True))


def _undo_heard(heard: int | None, answered: int | None, policy: DisclosurePolicy) -> Range:
    """Where as many are told as answered, fewer than the threshold may have said nothing in words."""
    found = _undo(heard, policy)
    return (
        Range(max(found.low - policy.threshold + 1, policy.threshold), found.high)
        if None not in (heard, answered) and heard == answered
        else found
    )


def _undo(shown: int | None, policy: DisclosurePolicy) -> Range:
    return ANY if shown is None else undo_rounding(shown, policy)


def narrow_heard(heard: Pairs, lines: Sequence[Line]) -> Pairs:
    """People heard, as all themes together tell: whoever raised something was heard."""
    import numpy as np

    low, high = heard.low[:, BOTH], heard.high[:, BOTH]
    for line in lines:
        found = line.find_rows()
        low, high = np.maximum(low, found.low[:, BOTH]), np.minimum(high, found.high[:, BOTH])
    nobody = np.zeros_like(low)
    return Pairs(np.stack([nobody, low, low], axis=1), np.stack([nobody, high, high], axis=1))


def make_line(rows: GroupRows, number: int, heard: Pairs, policy: DisclosurePolicy) -> Line:
    """What is known of one theme. Where people stand under two values, they do not add up to everybody, and are not taken to."""
    import numpy as np

    theme = rows.themes[number]
    raised = make_pairs(
        (ANY if each is None else undo_rounding(each, policy), _tell_others(None not in (each, heard), has_share, policy), ANY)
        for each, heard, has_share in zip(theme.raised, rows.heard, theme.shares, strict=True)
    )
    both = Pairs(
        np.stack([raised.low[:, FIRST], raised.low[:, SECOND], heard.low[:, BOTH]], axis=1),
        np.stack([raised.high[:, FIRST], raised.high[:, SECOND], heard.high[:, BOTH]], axis=1),
    )
    anything = make_pairs([ANYTHING])
    for everybody in (make_pairs([theme.everybody]), anything):
        line = Line(both & both, make_pairs([theme.known]), anything, everybody)
        if not (line.find_rows().is_empty or line.find_everybody().is_empty or line.find_untold().is_empty):
            return line
    raise Contradiction("What was published contradicts itself: no counts agree with all of it.")


def _tell_others(is_shown: bool, has_share: bool, policy: DisclosurePolicy) -> Range:
    """Those who did not raise a theme, as a row with both figures tells by its share, or by lacking one."""
    if has_share:
        return Range(policy.threshold, UNBOUNDED)
    return Range(0, policy.threshold - 1) if is_shown else ANY


def attack_line(rows: GroupRows, number: int, line: Line, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    """Whom one theme's figures single out: withheld rows, and what is left of a total without the rows shown."""
    import numpy as np

    theme = rows.themes[number]
    raised_hidden = np.array([each is None for each in theme.raised], dtype=bool)
    heard_hidden = np.array([each is None for each in rows.heard], dtype=bool)
    found = line.find_rows()
    hidden = np.stack([raised_hidden, ~np.array(theme.shares, dtype=bool), heard_hidden], axis=1)
    for row, column in _find_narrow_cells(found, hidden, policy.threshold):
        label = f"{rows.group}: {rows.values[row]}, {_COLUMNS[column].format(theme=theme.name)}"
        yield Narrowed(Group(label, GroupKind.CELL, {(row, column): 1}), found.range(row, column))
    for label, pairs, columns in _list_rests(line, raised_hidden, heard_hidden):
        for column in columns:
            within = pairs.range(0, column)
            if is_narrowed(GroupKind.REST, within, policy.threshold):
                name = f"{rows.group}: {label}, {_COLUMNS[column].format(theme=theme.name)}"
                yield Narrowed(Group(name, GroupKind.REST, {(label, column): 1}), within)


_COLUMNS = {FIRST: "raised: {theme}", SECOND: "did not raise: {theme}", BOTH: "heard"}


def _find_narrow_cells(found: Pairs, hidden: Mask, threshold: int) -> Iterator[tuple[int, int]]:
    """`is_narrowed` for all withheld cells at once."""
    import numpy as np

    is_small = (found.low <= threshold - 1) & (found.high >= 1)
    is_few = found.high - found.low + 1 < threshold
    is_certain = (found.low >= 1) & (found.high < threshold)
    for row, column in np.argwhere(hidden & (is_certain | (is_small & is_few))):
        yield int(row), int(column)


def _list_rests(line: Line, raised_hidden: Mask, heard_hidden: Mask) -> Iterator[tuple[str, Pairs, tuple[int, ...]]]:
    yield "all values", line.find_known(), (FIRST, SECOND, BOTH)
    yield UNTOLD, line.find_untold(), (FIRST, SECOND, BOTH)
    for hidden, columns in ((raised_hidden, (FIRST, SECOND)), (heard_hidden, (BOTH,))):
        if hidden.any():
            yield "all but those shown", line.find_among(hidden), columns
            yield f"all but those shown, or {UNTOLD}", line.find_among_and_untold(hidden), columns
