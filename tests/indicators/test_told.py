"""What a page says of closed questions: words first, safe figures, and the same in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.counting.answers import UNKNOWN
from digest.counting.indicators import IndicatorFacts, IndicatorPoint, IndicatorSplit, SplitValue, Weighted, count_point
from digest.counting.raking import Refusal
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.ranges import Range, undo_rounding
from digest.disclosing.seen import Seen, attack_table
from digest.disclosing.tables import Key, Shape
from digest.pages.tables import IndicatorRow, IndicatorTable, IndicatorValue
from digest.telling.indicators import describe_indicators
from digest.telling.wording import Wording
from domain.action import Change, Incomparable
from domain.town import LANGUAGE
from tests.digest.example import ROUNDS, make_facts
from tests.indicators.people import answers, together

POLICY = DisclosurePolicy()
HERE = ROUNDS[2].id


def tell(*points: IndicatorPoint, code: str = "en", **more: object) -> IndicatorTable:
    facts = replace(IndicatorFacts("Trust in the police", 1, 5, points), **more)  # type: ignore[arg-type]
    (table,) = describe_indicators(make_facts(indicators=(facts,)), wording=Wording(load_texts(code)), policy=POLICY)
    return table


def point(*values: tuple[str, int, int], round_number: int = 2, unscored: int = 0, attribute: str = "place") -> IndicatorPoint:
    """Values as (name, top two, others)."""
    split = IndicatorSplit(attribute, tuple(SplitValue(name, top + others, top) for name, top, others in values))
    people, top = sum(each.people for each in split.values), sum(each.top_two for each in split.values)
    return IndicatorPoint(ROUNDS[round_number].id, people, top, 3.0, unscored, (2.8, 3.2), splits=(split,))


def test_words_come_first_and_say_the_share_the_change_and_who_gave_no_answer() -> None:
    before, now = point(("", 60, 140), round_number=1), point(("", 110, 90), unscored=23)
    table = tell(before, now, change=Change.MORE)
    assert table.words[0] == "In \u2068Autumn 2026\u2069, about 6 in 10 people (48 to 62%) chose one of the top two answers."
    assert table.words[1].startswith("More than in \u2068Spring 2026\u2069, when it was about 3 in 10: about 6 in 10.")
    assert table.words[2].startswith("About 25 more people were asked and gave no answer on the scale")
    assert (table.rows[1].shown, table.rows[1].top, table.rows[1].unscored, table.rows[1].mean_tenths) == (200, 110, 25, 30)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Incomparable.WORDING, "put in other words then"),
        (Incomparable.TOO_FEW, "too few people answered"),
        (Incomparable.QUESTION, "changed in the survey"),
    ],
)
def test_what_cannot_be_compared_says_why(why: Incomparable, said: str) -> None:
    both = point(("", 60, 140), round_number=1), point(("", 110, 90))
    table = tell(*both, change=Change.NOT_COMPARABLE, incomparable=(why,))
    assert said in table.words[1]


def test_a_change_of_what_is_withheld_is_withheld() -> None:
    table = tell(point(("", 60, 140), round_number=1), point(("", 196, 4)), change=Change.MORE)
    assert table.rows[1].share is None and table.rows[1].top is None
    assert "not shown" in table.words[0] and "not shown" in table.words[1]
    assert "larger than chance" not in " ".join(table.words)


def test_a_mean_has_its_range_only_where_the_share_stands() -> None:
    shown, hidden = tell(point(("", 60, 140))).rows[0], tell(point(("", 194, 6))).rows[0]
    assert shown.mean_interval == "2.8 to 3.2"
    assert hidden.mean_interval == ""


def test_the_range_of_a_mean_stays_on_the_scale() -> None:
    now = replace(point(("", 60, 140)), mean=1.02, interval=(0.9, 1.1))
    assert tell(now).rows[0].mean_interval == "1.0 to 1.1"


def test_a_question_nobody_answered_in_this_round_keeps_its_earlier_rows() -> None:
    table = tell(point(("Harbor", 60, 140), ("Old Mill", 60, 140), round_number=1))
    assert len(table.rows) == 1 and table.words == () and table.groups == () and table.weighted is None


def test_rows_stand_in_the_order_of_the_alphabet_and_the_unknown_last() -> None:
    now = point(("so", 60, 140), ("es", 40, 30), (UNKNOWN, 30, 30), ("en", 30, 50), attribute=LANGUAGE)
    (group,) = tell(now).groups
    assert [row.label for row in group.rows] == ["English", "Somali", "Spanish", "Not known, or more than one"]
    assert group.language == "en" and group.title == "Language"


def test_a_group_with_one_known_value_is_no_table() -> None:
    assert tell(point(("Harbor", 60, 140), (UNKNOWN, 60, 140))).groups == ()


def test_weights_stand_beside_the_share_with_what_they_are_worth() -> None:
    weighted = Weighted(0.41, 163.7, ("place",), ((LANGUAGE, Refusal.FEW),))
    found = tell(point(("Harbor", 40, 60), ("Old Mill", 30, 80)), weighted=weighted).weighted
    assert found is not None and found.share is not None
    assert (found.share.value, found.effective, found.by) == (41, 165, ("place",))
    assert found.share.low < 36 and found.share.high > 46
    assert "about 165 people" in found.words


def test_weights_are_withheld_with_any_row_that_they_are_made_of() -> None:
    before = point(("Harbor", 40, 60), ("Old Mill", 30, 80), ("North", 4, 20), round_number=1)
    now = point(("Harbor", 40, 60), ("Old Mill", 30, 80), ("North", 12, 20))  # hidden before, and not clearly grown
    table = tell(before, now, weighted=Weighted(0.41, 163.7, ("place",)))
    assert any(row.share is None for group in table.groups for row in group.rows)
    assert table.weighted is not None and table.weighted.share is None and table.weighted.effective is None


@pytest.mark.parametrize(
    ("weighted", "said"),
    [
        (Weighted(None, 0.0), "nobody has said yet who lives here"),
        (Weighted(None, 0.0, (), (("place", Refusal.FEW),)), "too few people in one of its groups"),
        (Weighted(None, 0.0, (), (("place", Refusal.NO_REFERENCE),)), "nobody said how many live here"),
        (Weighted(None, 0.0, (), (("place", Refusal.NO_FIT),)), "no weights fit"),
    ],
)
def test_no_weights_say_why(weighted: Weighted, said: str) -> None:
    found = tell(point(("", 60, 140)), weighted=weighted).weighted
    assert found is not None and found.share is None and said in found.words


def test_what_is_withheld_unweighted_is_withheld_weighted() -> None:
    found = tell(point(("Harbor", 196, 4)), weighted=Weighted(0.97, 180.0, ("place",))).weighted
    assert found is not None and found.share is None and found.effective is None


@pytest.mark.parametrize("code", ["en", "es", "fr", "ar"])
def test_every_language_tells_everything(code: str) -> None:
    now = point(("Harbor", 60, 140), ("Old Mill", 40, 30), unscored=40)
    for change in (Change.MORE, Change.LESS, Change.SAME, Change.NOT_COMPARABLE):
        table = tell(
            point(("Harbor", 20, 140), round_number=1),
            now,
            code=code,
            change=change,
            incomparable=(Incomparable.WORDING,),
            weighted=Weighted(0.3, 200.0, ("place",)),
        )
        assert all(table.words) and len(table.words) == 3 and table.groups[0].rows[0].words


cells = st.tuples(st.integers(0, 60), st.integers(0, 60))


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=2, max_size=6), st.lists(cells, min_size=2, max_size=6))
def test_no_reader_of_a_question_by_group_can_single_anybody_out(before: list[tuple[int, int]], now: list[tuple[int, int]]) -> None:
    named = [[(f"v{number}", *cell) for number, cell in enumerate(part) if sum(cell)] for part in (before, now)]
    points = [point(*part, round_number=place + 1) for place, part in enumerate(named) if part]
    table = tell(*points)
    for group in table.groups:
        assert not any(attack_table([see_group(group.rows, table.rows[-1])], POLICY.threshold))
        for row in group.rows:
            exact = {name: (top, others) for name, top, others in named[1]}[row.label]
            assert row.shown is None or sum(exact) >= POLICY.threshold
            assert row.top is None or exact[0] >= POLICY.threshold
            assert row.share is None or min(exact) >= POLICY.threshold


def see_group(rows: tuple[IndicatorValue, ...], whole: IndicatorRow) -> Seen:
    """What a reader takes from a group's rows and from the line of all who answered."""
    shape = Shape(("place", "answer"), (tuple(row.label for row in rows), ("top", "others")))
    ranges: dict[Key, Range] = {}
    for number, row in enumerate(rows):
        figures = {(number, None): row.shown, (number, 0): row.top}
        ranges |= {key: undo_rounding(figure, POLICY) for key, figure in figures.items() if figure is not None}
        if row.share is not None:
            ranges[number, 1] = Range(POLICY.threshold, float("inf"))
    figures = {(None, None): whole.shown, (None, 0): whole.top}
    ranges |= {key: undo_rounding(figure, POLICY) for key, figure in figures.items() if figure is not None}
    return Seen(shape, ranges, frozenset(ranges))


def test_counts_of_a_store_and_words_of_a_page_go_together() -> None:
    asked = together(answers((5, 40), (2, 60), (None, 12), place="Harbor"), answers((4, 30), (1, 50), place="Old Mill"))
    table = tell(count_point(HERE, asked, highest=5))
    assert [(row.label, row.shown, row.top) for row in table.groups[0].rows] == [("Harbor", 100, 40), ("Old Mill", 80, 30)]
    assert (table.rows[0].shown, table.rows[0].unscored) == (180, 10)
