from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.heard import Voice, hear
from digest.counting.raised import RaisedCount, RaisedCounts, count_raised
from digest.counting.standings import RaisedStanding, Side, tell_standings
from domain.ids import PersonId, ThemeId
from tests.counting.samples import NOW, speak, voices_of_any_round

THEMES = [ThemeId(f"theme-{number}") for number in range(5)]
PEOPLE = [PersonId(f"person-{number}") for number in range(30)]
places = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(["Riverside", "Northgate", "Harbor"]))
KNOWN = {"neighbourhood": ("Harbor", "Northgate", "Riverside")}

sides = st.tuples(st.integers(2, 200), st.integers(2, 60)).map(lambda drawn: Side(5 * drawn[1], 5 * (drawn[0] + drawn[1])))


def count(voices: list[Voice], values: dict[PersonId, str]) -> tuple[RaisedCounts, ...]:
    return count_raised(hear(voices, NOW), THEMES, {"neighbourhood": values}, KNOWN)


@settings(deadline=None, max_examples=60)
@given(voices_of_any_round, places)
def test_everybody_whose_value_is_known_and_who_spoke_is_in_exactly_one_row(voices: list[Voice], values: dict[PersonId, str]) -> None:
    heard = hear(voices, NOW)
    known = heard.people.keys() & values.keys()
    for table in count(voices, values):
        assert sum(row.heard for row in table.values) == len(known)
        assert sum(row.raised for row in table.values) == len(heard.tally(table.theme_id).people & known)
        assert [row.value for row in table.values] == list(KNOWN["neighbourhood"])
        assert all(0 <= row.raised <= row.heard and row.design_effect >= 1 for row in table.values)


@settings(deadline=None, max_examples=40)
@given(voices_of_any_round, places, st.randoms())
def test_neither_the_order_of_voices_nor_saying_it_again_makes_a_difference(
    voices: list[Voice], values: dict[PersonId, str], chance: random.Random
) -> None:
    mixed = voices * 2
    chance.shuffle(mixed)
    assert count(mixed, values) == count(voices, values)


def test_a_group_of_one_value_tells_nobody_from_others() -> None:
    voices = speak(NOW, "theme-0", range(20), of="person")
    values = dict.fromkeys(PEOPLE, "Riverside")
    assert count_raised(hear(voices, NOW), THEMES, {"neighbourhood": values}, {"neighbourhood": ("Riverside",)}) == ()


def test_a_value_that_nobody_has_who_spoke_stands_with_nobody() -> None:
    found = count(speak(NOW, "theme-0", range(4), of="person"), {PEOPLE[0]: "Riverside", PEOPLE[25]: "Harbor"})
    assert found[0].values == (RaisedCount("Harbor", 0, 0), RaisedCount("Northgate", 0, 0), RaisedCount("Riverside", 1, 1))


def test_a_row_whose_people_sat_in_one_session_is_widened_more_than_one_who_answered_alone() -> None:
    voices = speak(NOW, "theme-0", range(10), session="library", of="person") + speak(NOW, "theme-0", range(15, 25), of="person")
    values = {each: "Riverside" if number < 15 else "Harbor" for number, each in enumerate(PEOPLE)}
    table = count(voices, values)[0]
    effects = {row.value: row.design_effect for row in table.values}
    assert effects["Harbor"] == 1 < effects["Riverside"]


def test_a_group_of_two_hundred_values_is_counted_whole() -> None:
    values = {PersonId(f"person-{number}"): f"street {number % 200}" for number in range(1000)}
    known = {"street": tuple(sorted(set(values.values())))}
    (table,) = count_raised(hear(speak(NOW, "theme-0", range(1000), of="person"), NOW), THEMES[:1], {"street": values}, known)
    assert len(table.values) == 200
    assert {(row.raised, row.heard) for row in table.values} == {(5, 5)}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(sides, sides), max_size=12))
def test_a_standing_agrees_with_the_rates_and_is_the_opposite_for_the_others(pairs: list[tuple[Side, Side]]) -> None:
    found = tell_standings(pairs, round_to=5)
    back = tell_standings([(others, one) for one, others in pairs], round_to=5)
    opposite = {RaisedStanding.ABOVE: RaisedStanding.BELOW, RaisedStanding.BELOW: RaisedStanding.ABOVE}
    for (one, others), standing, turned in zip(pairs, found, back, strict=True):
        assert turned is opposite.get(standing, RaisedStanding.ALIKE)
        if standing is not RaisedStanding.ALIKE:
            assert (one.rate > others.rate) == (standing is RaisedStanding.ABOVE)


def test_a_large_difference_is_told_and_a_wobble_is_not() -> None:
    found = tell_standings([(Side(40, 100), Side(100, 500)), (Side(25, 100), Side(100, 500))], round_to=5)
    assert found == (RaisedStanding.ABOVE, RaisedStanding.ALIKE)


def test_where_people_sat_together_more_is_needed() -> None:
    pair = Side(40, 100, 8.0), Side(100, 500, 8.0)
    assert tell_standings([pair], round_to=5) == (RaisedStanding.ALIKE,)


def test_of_groups_that_raise_all_themes_alike_hardly_any_is_told_from_others() -> None:
    chance, told, tables = random.Random(3), 0, 60
    for _ in range(tables):
        pairs = []
        for _ in range(40):
            sizes = [chance.randrange(60, 200) for _ in range(4)]
            raised = [sum(chance.random() < 0.3 for _ in range(size)) for size in sizes]
            rounded = [(5 * round(a / 5), 5 * round(b / 5)) for a, b in zip(raised, sizes, strict=True)]
            every = Side(5 * round(sum(raised) / 5), 5 * round(sum(sizes) / 5))
            pairs += [(Side(*each), Side(every.raised - each[0], every.heard - each[1])) for each in rounded]
        told += any(each is not RaisedStanding.ALIKE for each in tell_standings(pairs, round_to=5))
    assert told / tables <= 0.05 + 0.07  # room for the chance of 60 draws
