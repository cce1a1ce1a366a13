"""All releases of a round side by side, table by table: what a reader has who kept every page. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from digest.disclosing.page_figures import PrintedPage, PrintedSplit
from digest.disclosing.page_splits import IN_WORDS, find_scale, list_heard_in_words, list_spans, see_question, see_records
from digest.disclosing.page_tables import Edition, see_heard, see_heard_by_shares, see_scales, see_tables
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
class ComparedTable:
    """One table of one round in all releases that print it, oldest first."""

    title: str
    seen: Sequence[Seen]
    releases: tuple[str, ...]
    threshold: int


Tables = dict[tuple[str, str], ComparedTable]  # by round and a name of its own


def collect_tables(issues: Sequence[Issue]) -> Tables:
    """Every table of these releases, by its round and a name of its own."""
    return {
        **_collect_heard(issues),
        **_collect_groups(issues),
        **_collect_scales(issues),
        **_collect_words(issues),
        **_collect_questions(issues),
        **_collect_records(issues),
    }


def _collect_groups(issues: Sequence[Issue]) -> Tables:
    editions: defaultdict[tuple[str, str], list[tuple[Issue, Edition]]] = defaultdict(list)
    for each in issues:
        for table in filter(attrgetter("rows"), each.page.tables):
            editions[each.round, table.name].append((each, Edition(table, each.page.policy)))
    return {
        key: ComparedTable(found[-1][1].table.title, see_tables([edition for _, edition in found]), *_where(issue for issue, _ in found))
        for key, found in editions.items()
    }


def _collect_heard(issues: Sequence[Issue]) -> Tables:
    rounds: defaultdict[str, list[Issue]] = defaultdict(list)
    for each in issues:
        rounds[each.round].append(each)
    found = {}
    for name, of_round in rounds.items():
        pages = [each.page for each in of_round]
        found[name, ""] = ComparedTable("people heard", see_heard(pages), *_where(of_round))
        found[name, "\x00shares"] = ComparedTable(
            "people heard, by the shares of the themes", see_heard_by_shares(pages), *_where(of_round)
        )
    return found


def _collect_scales(issues: Sequence[Issue]) -> Tables:
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
        key: ComparedTable(
            found[-1][0].page.scales[found[-1][1]].title,
            see_scales([(each.page.scales[number], each.page.policy) for each, number in found]),
            *_where(each for each, _ in found),
        )
        for key, found in scales.items()
    }


def _collect_words(issues: Sequence[Issue]) -> Tables:
    """People who were heard in their own words, by group: each theme's table says it again."""
    editions: defaultdict[tuple[str, str], list[tuple[Issue, Edition]]] = defaultdict(list)
    for each in issues:
        for table in list_heard_in_words(each.page):
            editions[each.round, f"\x00words {table.name}"].append((each, Edition(table, each.page.policy)))
    return {
        key: ComparedTable(
            f"{found[-1][1].table.title}, {IN_WORDS}", see_tables([edition for _, edition in found]), *_where(each for each, _ in found)
        )
        for key, found in editions.items()
    }


def _collect_questions(issues: Sequence[Issue]) -> Tables:
    """Closed questions by group, of the page's own round."""
    splits: defaultdict[tuple[str, str], list[tuple[Issue, PrintedSplit]]] = defaultdict(list)
    for each in issues:
        met: Counter[tuple[str, str]] = Counter()
        for split in each.page.splits:
            if split.add_up:
                met[split.of, split.group] += 1
                splits[each.round, f"\x00question {met[split.of, split.group]} {split.of} {split.group}"].append((each, split))
    found = {}
    for key, editions in splits.items():
        labels = sorted({row.label for _, split in editions for row in split.rows})
        seen = [see_question(split, find_scale(each.page, split), each.page.policy, labels) for each, split in editions]
        found[key] = ComparedTable(f"{editions[-1][1].title}, {editions[-1][1].group_title}", seen, *_where(each for each, _ in editions))
    return found


def _collect_records(issues: Sequence[Issue]) -> Tables:
    """Other records: each span of time by itself, its places and its categories as tables that have their total in common."""
    spans: defaultdict[tuple[str, str], list[tuple[Issue, dict[tuple[str, str], int | None]]]] = defaultdict(list)
    for each in issues:
        for title, figures in list_spans(each.page):
            spans[each.round, title].append((each, figures))
    found: Tables = {}
    for (round_name, title), editions in spans.items():
        places = dict.fromkeys(place for _, figures in editions for place in figures)
        alike = [{place: figures.get(place) for place in places} for _, figures in editions]
        seen = [see_records(figures, each.page.policy, title) for (each, _), figures in zip(editions, alike, strict=True)]
        found[round_name, f"\x00records {title}"] = ComparedTable(title, seen, *_where(each for each, _ in editions))
    return found


def _where(issues: Iterable[Issue]) -> tuple[tuple[str, ...], int]:
    found = list(issues)
    return tuple(each.name for each in found), found[-1].page.policy.threshold
