"""Closed questions by group, trainings and other records of people drawn at random: the attacker finds nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.counting.answers import Answered
from digest.counting.indicators import IndicatorFacts, count_point
from digest.counting.raking import Margin, weigh_share
from digest.counting.trainings import TrainingFacts, count_training
from digest.disclosing.check import check_issues
from digest.disclosing.load import make_issue
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.telling.build import build_digest
from digest.telling.indicators import describe_indicators
from digest.telling.trainings import describe_trainings
from digest.telling.wording import Wording
from tests.digest.example import ROUNDS, make_facts
from tests.indicators.people import answer

POLICY = DisclosurePolicy()
TEXTS = load_texts("en")
HELD = date(2026, 10, 12)
DAYS = (date(2026, 10, 5), HELD, date(2026, 10, 20))

# (place, score, day of the last round, how many); the same names in two rounds are the same people.
crowds = st.lists(
    st.tuples(
        st.sampled_from(("Harbor", "Mill", "North", "")), st.sampled_from((None, 1, 4, 5)), st.sampled_from(DAYS), st.integers(1, 40)
    ),
    min_size=2,
    max_size=14,
)


@cache
def page() -> DigestPage:
    return build_digest(make_facts(indicators=()), texts=TEXTS, policy=POLICY)


def gather(drawn: list[tuple[str, float | None, date, int]], *, is_panel: bool) -> tuple[Answered, ...]:
    people = [(place, score, day) for place, score, day, number in drawn for _ in range(number)]
    return tuple(
        answer(score, person=f"p{number}" if is_panel else "", on=day, place=place) for number, (place, score, day) in enumerate(people)
    )


def make(spring: tuple[Answered, ...], autumn: tuple[Answered, ...], *, by_group: bool) -> DigestFacts:
    full = {ROUNDS[0].id: (), ROUNDS[1].id: tuple(replace(each, on=date(2026, 4, 9)) for each in spring), ROUNDS[2].id: autumn}
    points = tuple(each for each in (count_point(key, given, highest=5) for key, given in full.items()) if each.people)
    weighted = weigh_share(autumn, [Margin("place", {"Harbor": 0.5, "Mill": 0.3, "North": 0.2})], highest=5, fewest=10)
    group = {"group": "place", "had": "Harbor", "compared_with": "Mill"} if by_group else {}
    count = count_training((0, "Trust"), ROUNDS, full, span=(HELD, HELD), highest=5)
    trainings = (TrainingFacts("Workshop", HELD, HELD, (count,), **group),) if count else ()
    return make_facts(indicators=(IndicatorFacts("Trust", 1, 5, points, weighted=weighted),), trainings=trainings)


@settings(max_examples=60, deadline=None)
@given(crowds, crowds, st.booleans(), st.booleans())
def test_nobody_can_be_singled_out(
    spring: list[tuple[str, float | None, date, int]], autumn: list[tuple[str, float | None, date, int]], is_panel: bool, by_group: bool
) -> None:
    facts = make(gather(spring, is_panel=is_panel), gather(autumn, is_panel=is_panel), by_group=by_group)
    wording = Wording(TEXTS)
    told = replace(
        page(),
        indicators=describe_indicators(facts, wording=wording, policy=POLICY),
        trainings=describe_trainings(facts, wording=wording, policy=POLICY),
    )
    found = check_issues([make_issue(ROUNDS[2], 1, to_json(told), TEXTS, POLICY)])
    assert [(each.table, each.label, each.kind) for each in found] == []
