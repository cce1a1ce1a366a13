"""Other records are added up by span of time, by place and by category, and nothing of it tells of few."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.counting.outcomes import MOST_SPANS, OutcomeFacts, SpanKind, count_outcome, list_spans
from digest.disclosing.outcome_tables import ShownAmount, protect_span
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, see
from digest.disclosing.seen import attack_table
from digest.disclosing.tables import Key, Shape
from digest.telling.outcomes import describe_outcomes
from digest.telling.wording import Wording
from domain.ids import OutcomeId
from domain.outcomes import Outcome, OutcomeKind, OutcomeValue
from tests.digest.example import ROUNDS, make_facts

POLICY = DisclosurePolicy()
WORDING = Wording(load_texts("en"))


def make(*values: OutcomeValue, kind: OutcomeKind = OutcomeKind.COUNT, unit: str = "complaints") -> Outcome:
    return Outcome(OutcomeId("outcome-1"), "records", "Records", unit, kind, "Board", datetime(2026, 11, 1, tzinfo=UTC), values)


def count(outcome: Outcome, by: SpanKind = SpanKind.QUARTER, until: date = date(2026, 10, 31)) -> OutcomeFacts:
    return count_outcome(outcome, list_spans(by, ROUNDS, [outcome], until=until))


def tell(facts: OutcomeFacts) -> dict[tuple[str, str], list[str]]:
    told = describe_outcomes(make_facts(outcomes=(facts,)), wording=WORDING, policy=POLICY)
    return {(each.place, each.category): [point.words for point in each.points] for each in told}


def test_quarters_follow_one_another_and_one_that_goes_on_is_not_told() -> None:
    spans = list_spans(SpanKind.QUARTER, ROUNDS, [make(OutcomeValue(date(2025, 8, 9), "", "", 3))], until=date(2026, 10, 31))
    assert (spans[0].starts_on, spans[-1].ends_on) == (date(2025, 7, 1), date(2026, 9, 30))
    assert all((later.starts_on - earlier.ends_on).days == 1 for earlier, later in pairwise(spans))


def test_months_end_on_their_last_day() -> None:
    spans = list_spans(SpanKind.MONTH, ROUNDS, [make(OutcomeValue(date(2028, 2, 9), "", "", 3))], until=date(2028, 3, 30))
    assert [each.ends_on for each in spans] == [date(2028, 2, 29)]


def test_rounds_hold_what_lies_in_their_dates_and_nothing_else() -> None:
    outcome = make(OutcomeValue(date(2025, 10, 31), "", "", 30), OutcomeValue(date(2025, 11, 1), "", "", 99))
    facts = count(outcome, SpanKind.ROUND)
    assert [each.span.title for each in facts.spans] == [each.title for each in ROUNDS]
    assert [each.whole.people if each.whole else None for each in facts.spans] == [30, None, None]


def test_without_values_there_is_no_span() -> None:
    assert list_spans(SpanKind.QUARTER, ROUNDS, [make()], until=date(2026, 10, 31)) == ()


def test_only_the_latest_spans_are_told() -> None:
    values = [OutcomeValue(date(2020 + number // 4, 1 + 3 * (number % 4), 1), "", "", 20) for number in range(24)]
    assert len(count(make(*values)).spans) == MOST_SPANS


def test_a_place_of_few_does_not_follow_from_the_total() -> None:
    day = date(2026, 2, 1)
    values = [OutcomeValue(day, place, "", value) for place, value in (("Harbor", 4), ("Riverside", 52))]
    told = tell(count(make(*values)))
    assert told["Harbor", ""][0] == "Not shown"
    assert "Not shown" in (told["", ""][0], told["Riverside", ""][0])  # 55 less 50 would be few, and somebody


def test_a_span_without_records_is_not_one_without_cases() -> None:
    told = tell(count(make(OutcomeValue(date(2026, 1, 1), "", "", 25), OutcomeValue(date(2026, 8, 1), "", "", 3))))
    assert told["", ""] == ["about 25 \u2068complaints\u2069", "Nothing recorded", "Not shown"]


def test_a_place_without_a_row_reads_like_one_that_is_withheld() -> None:
    first = [OutcomeValue(date(2026, 1, 1), place, "", 30) for place in ("A", "B", "C", "D")]
    second = [OutcomeValue(date(2026, 4, 1), place, "", value) for place, value in (("A", 30), ("B", 30), ("C", 5))]
    told = tell(count(make(*first, *second)))
    assert told["C", ""][1] == told["D", ""][1] == "Not shown"


def test_shares_are_those_of_all_the_people_behind_them() -> None:
    day = date(2026, 1, 1)
    outcome = make(OutcomeValue(day, "A", "", 80, 300), OutcomeValue(day, "B", "", 40, 100), kind=OutcomeKind.RATE, unit="%")
    told = tell(count(outcome))
    assert told["", ""] == ["70% (about 400 cases)"] * 1 + ["Nothing recorded"] * 2
    assert told["B", ""][0] == "40% (about 100 cases)"


def test_a_share_of_nearly_all_is_withheld_like_one_of_few() -> None:
    outcome = make(OutcomeValue(date(2026, 1, 1), "", "", 97, 100), kind=OutcomeKind.RATE, unit="%")
    assert tell(count(outcome))["", ""][0] == "Not shown"


def test_medians_of_few_are_withheld_and_others_have_two_digits() -> None:
    values = (OutcomeValue(date(2026, 1, 1), "", "", 12.47, 9), OutcomeValue(date(2026, 4, 1), "", "", 12.47, 60))
    told = tell(count(make(*values, kind=OutcomeKind.MEDIAN, unit="minutes")))
    assert told["", ""][:2] == ["Not shown", "12 \u2068minutes\u2069 (about 60 cases)"]


def test_each_series_says_that_it_is_no_cause() -> None:
    facts = count(make(OutcomeValue(date(2026, 1, 1), "A", "", 25), OutcomeValue(date(2026, 1, 1), "B", "", 25)))
    whole, *parts = describe_outcomes(make_facts(outcomes=(facts, facts)), wording=WORDING, policy=POLICY)[:3]
    assert "not why" in whole.note and len(parts) == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=2), min_size=1, max_size=4), st.booleans())
def test_no_small_amount_is_shown_or_follows_from_the_total(cells: list[list[int]], has_sides: bool) -> None:
    day = date(2026, 1, 1)
    if has_sides:
        rows = [(f"p{place}", inside, inside + outside) for place, (inside, outside) in enumerate(cells)]
        values = [OutcomeValue(day, place, "", 100 * inside / people if people else 0, people) for place, inside, people in rows]
        outcome = make(*values, kind=OutcomeKind.RATE, unit="%")
    else:
        values = [OutcomeValue(day, f"p{place}", f"c{kind}", people) for place, row in enumerate(cells) for kind, people in enumerate(row)]
        outcome = make(*values)
    span = count(outcome).spans[0]
    safe = protect_span(span, POLICY, has_sides=has_sides)
    for parts, shown in ((span.places, safe.places), (span.categories, safe.categories)):
        exact = dict(parts)
        assert all(one.people is None or exact[name].people >= POLICY.threshold for name, one in shown.items())
        for name, one in shown.items():
            assert one.inside is None or min(exact[name].inside, exact[name].people - exact[name].inside) >= POLICY.threshold
        if parts:
            assert not any(attack_table([see(print_again(safe.whole, shown), POLICY)], POLICY.threshold))


def print_again(whole: ShownAmount, parts: Mapping[str, ShownAmount]) -> Published:
    """What a reader takes from a page: people of the whole and of each part, as a table of one attribute."""
    figures: dict[Key, int | None] = {(number,): each.people for number, each in enumerate(parts.values())}
    return Published(Shape(("part",), (tuple(parts),)), figures | {(None,): whole.people})


@pytest.mark.parametrize("code", ["en", "es", "fr", "ar"])
def test_every_language_tells_a_series(code: str) -> None:
    facts = count(make(OutcomeValue(date(2026, 1, 1), "A", "", 25), OutcomeValue(date(2026, 1, 1), "", "", 25)))
    texts = load_texts(code)
    told = describe_outcomes(make_facts(outcomes=(facts,)), wording=Wording(texts), policy=POLICY)
    assert len(told) == 3 and all(point.words for each in told for point in each.points)
