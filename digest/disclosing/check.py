"""All releases together -> the groups that they single out. Pure: pages come as they were frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.disclosing.attacker import Contradiction
from digest.disclosing.issues import ComparedTable, Issue, collect_tables
from digest.disclosing.known import GroupKind, Narrowed
from digest.disclosing.page_rests import attack_mean, attack_themes
from digest.disclosing.page_splits import attack_kinds, attack_raised, attack_training, list_parts
from digest.disclosing.ranges import undo_rounding
from digest.disclosing.seen import attack_table


@dataclass(frozen=True, slots=True)
class Exposure:
    """A group that readers know too much about: where it stands, in words that are public; never how many they are.

    `releases` are those that a reader needs for it, of the round `round`.
    """

    round: str
    table: str
    label: str
    kind: str
    releases: tuple[str, ...]
    sentence: str


_SAYS = {
    GroupKind.CELL: "its count is withheld, and the other figures say more of it than that it is small",
    GroupKind.REST: "subtracting what is shown tells that there is somebody, and that they are few",
    GroupKind.CHANGE: "two releases of the round side by side tell that somebody came or went, and that they are few",
}
CONTRADICTION, UNREAD = "contradiction", "unread"


def check_issues(issues: Sequence[Issue]) -> tuple[Exposure, ...]:
    """What a reader of all these pages (in the order of their release) can single out; nothing, where all is well.

    A figure that cannot be read, or that contradicts the rules its own page states, is told too: it was not checked.
    """
    of_tables = (each for name, table in collect_tables(issues).items() for each in _check_table(name, table))
    of_pages = (exposure for each in issues for exposure in _check_page(each))
    of_parts = (exposure for number, each in enumerate(issues) for exposure in _check_appearing(issues[:number], each))
    return tuple(dict.fromkeys((*of_tables, *of_pages, *of_parts)))


def find_new(issues: Sequence[Issue], new: Issue) -> tuple[Exposure, ...]:
    """What one more release gives away, alone or beside those before it, that they did not."""
    before, after = collect_tables(issues), collect_tables([*issues, new])
    touched = [name for name, table in after.items() if new.name in table.releases]
    known = Counter(_place(each) for name in touched if name in before for each in _check_table(name, before[name]))
    found = [each for name in touched for each in _check_table(name, after[name])]
    left = [each for each in found if not _take(known, _place(each))]
    return tuple(dict.fromkeys((*left, *_check_page(new), *_check_appearing(issues, new))))


def _place(exposure: Exposure) -> tuple[str, ...]:
    return exposure.round, exposure.table, exposure.label, exposure.kind


def _take(known: Counter[tuple[str, ...]], place: tuple[str, ...]) -> bool:
    """True where this was known before: each time once, since two pairs of releases may expose the same group."""
    known[place] -= 1
    return known[place] >= 0


def _check_appearing(before: Sequence[Issue], after: Issue) -> Iterator[Exposure]:
    """Parts of themes that one release of a round tells and another withholds, where so few make the difference.

    Parts that are told in both are not subtracted: every release sorts all words anew.
    """
    parts = list_parts(after.page)
    few = 2 * (after.page.policy.threshold - 1)
    for each in before:
        told = list_parts(each.page) if each.round == after.round else {}
        for key in told.keys() & parts.keys():
            figures = (told[key][1], parts[key][1])
            if None in figures and figures != (None, None):
                shown = next(figure for figure in figures if figure is not None)
                if undo_rounding(shown, after.page.policy).low <= few:
                    label, releases = f"{parts[key][0]}, hidden in one of two releases", (each.name, after.name)
                    yield Exposure(after.round, "themes", label, GroupKind.CHANGE.value, releases, _SAYS[GroupKind.CHANGE])


def _check_table(name: tuple[str, str], table: ComparedTable) -> Iterator[Exposure]:
    try:
        for each in attack_table(table.seen, table.threshold):
            yield _tell(name[0], table.title, each, table.releases)
    except Contradiction as error:
        yield Exposure(name[0], table.title, "all", CONTRADICTION, table.releases, error.what)


def _check_page(issue: Issue) -> Iterator[Exposure]:
    for each in issue.page.unread:
        yield Exposure(issue.round, each, "", UNREAD, (issue.name,), "this figure could not be read, so nothing vouches for it")
    try:
        for narrowed in attack_themes(issue.page):
            yield _tell(issue.round, "themes", narrowed, (issue.name,))
    except Contradiction as error:
        yield Exposure(issue.round, "themes", "all", CONTRADICTION, (issue.name,), error.what)
    yield from _check_parts(issue)
    for scale in issue.page.scales:
        for narrowed in attack_mean(scale, issue.page.policy):
            yield _tell(issue.round, scale.title, narrowed, (issue.name,))


def _check_parts(issue: Issue) -> Iterator[Exposure]:
    try:
        for title, narrowed in attack_raised(issue.page):
            yield _tell(issue.round, f"themes, {title}", narrowed, (issue.name,))
        for training in issue.page.trainings:
            for narrowed in attack_training(training, issue.page.policy):
                yield _tell(issue.round, training.title, narrowed, (issue.name,))
    except Contradiction as error:
        yield Exposure(issue.round, "themes or trainings", "all", CONTRADICTION, (issue.name,), error.what)
    for kinds in issue.page.kinds:
        for narrowed in attack_kinds(kinds, issue.page.policy):
            yield _tell(issue.round, kinds.title, narrowed, (issue.name,))


def _tell(round_name: str, table: str, narrowed: Narrowed, releases: tuple[str, ...]) -> Exposure:
    kind = narrowed.group.kind
    return Exposure(round_name, table, narrowed.group.label, kind.value, releases, _SAYS[kind])
