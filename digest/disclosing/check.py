"""All releases together -> the groups that they single out. Pure: pages come as they were frozen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from digest.disclosing.attacker import Contradiction
from digest.disclosing.known import GroupKind, Narrowed
from digest.disclosing.page_figures import PrintedPage
from digest.disclosing.page_rests import attack_mean, attack_themes
from digest.disclosing.page_tables import Edition, see_heard, see_heard_by_shares, see_scales, see_tables
from digest.disclosing.seen import attack_table
from digest.disclosing.seen_table import Seen


@dataclass(frozen=True, slots=True)
class Issue:
    """A page that was released: its round's name and its number there."""

    round: str
    number: int
    page: PrintedPage

    @property
    def name(self) -> str:
        """The release in words."""
        return f"{self.round}, release {self.number}"


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
    of_tables = (each for name, table in _collect(issues).items() for each in _check_table(name, table))
    of_pages = (exposure for each in issues for exposure in _check_page(each))
    return tuple(dict.fromkeys((*of_tables, *of_pages)))


def find_new(issues: Sequence[Issue], new: Issue) -> tuple[Exposure, ...]:
    """What one more release gives away, alone or beside those before it, that they did not."""
    before, after = _collect(issues), _collect([*issues, new])
    touched = [name for name, table in after.items() if new.name in table.releases]
    known = Counter(_place(each) for name in touched if name in before for each in _check_table(name, before[name]))
    found = [each for name in touched for each in _check_table(name, after[name])]
    left = [each for each in found if not _take(known, _place(each))]
    return tuple(dict.fromkeys((*left, *_check_page(new))))


def _place(exposure: Exposure) -> tuple[str, ...]:
    return exposure.round, exposure.table, exposure.label, exposure.kind


def _take(known: Counter[tuple[str, ...]], place: tuple[str, ...]) -> bool:
    """True where this was known before: each time once, since two pairs of releases may expose the same group."""
    known[place] -= 1
    return known[place] >= 0


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of one round in all releases that print it."""

    title: str
    seen: Sequence[Seen]
    releases: tuple[str, ...]
    threshold: int


def _collect(issues: Sequence[Issue]) -> Mapping[tuple[str, str], _Table]:
    return {**_collect_heard(issues), **_collect_tables(issues), **_collect_scales(issues)}


def _collect_tables(issues: Sequence[Issue]) -> dict[tuple[str, str], _Table]:
    editions: defaultdict[tuple[str, str], list[tuple[Issue, Edition]]] = defaultdict(list)
    for each in issues:
        for table in filter(attrgetter("rows"), each.page.tables):
            editions[each.round, table.name].append((each, Edition(table, each.page.policy)))
    return {
        key: _Table(found[-1][1].table.title, see_tables([edition for _, edition in found]), *_where(issue for issue, _ in found))
        for key, found in editions.items()
    }


def _collect_heard(issues: Sequence[Issue]) -> dict[tuple[str, str], _Table]:
    rounds: defaultdict[str, list[Issue]] = defaultdict(list)
    for each in issues:
        rounds[each.round].append(each)
    found = {}
    for name, of_round in rounds.items():
        pages = [each.page for each in of_round]
        found[name, ""] = _Table("people heard", see_heard(pages), *_where(of_round))
        found[name, "\x00shares"] = _Table("people heard, by the shares of the themes", see_heard_by_shares(pages), *_where(of_round))
    return found


def _collect_scales(issues: Sequence[Issue]) -> dict[tuple[str, str], _Table]:
    """A later round's page prints the earlier rounds again: they are told apart by their titles.

    Two questions of one title on one page (of two sources) are the first and the second of that title.
    """
    names = {each.page.round_title: each.round for each in issues}
    scales: defaultdict[tuple[str, str], list[tuple[Issue, int]]] = defaultdict(list)
    for each in issues:
        met: Counter[tuple[str, str]] = Counter()
        for number, scale in enumerate(each.page.scales):
            met[scale.round_title, scale.title] += 1
            name = f"\x00scale {met[scale.round_title, scale.title]} {scale.title}"
            scales[names.get(scale.round_title, scale.round_title), name].append((each, number))
    return {
        key: _Table(
            found[-1][0].page.scales[found[-1][1]].title,
            see_scales([(each.page.scales[number], each.page.policy) for each, number in found]),
            *_where(each for each, _ in found),
        )
        for key, found in scales.items()
    }


def _where(issues: Iterable[Issue]) -> tuple[tuple[str, ...], int]:
    found = list(issues)
    return tuple(each.name for each in found), found[-1].page.policy.threshold


def _check_table(name: tuple[str, str], table: _Table) -> Iterator[Exposure]:
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
    for scale in issue.page.scales:
        for narrowed in attack_mean(scale, issue.page.policy):
            yield _tell(issue.round, scale.title, narrowed, (issue.name,))


def _tell(round_name: str, table: str, narrowed: Narrowed, releases: tuple[str, ...]) -> Exposure:
    kind = narrowed.group.kind
    return Exposure(round_name, table, narrowed.group.label, kind.value, releases, _SAYS[kind])
