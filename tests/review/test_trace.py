"""What a release was counted from stays with it, and nothing of what it does not show."""

from __future__ import annotations

from desk.release_make import make_release
from desk.release_trace import find_release, trace_release
from tests.review.town import FEW, LAMPS, NOISE, SAID, Town, theme_id


def test_a_release_keeps_the_passages_of_each_theme_that_it_shows(town: Town) -> None:
    town.look_at_all()
    make_release(town.store, town.terms, town.round, actor="Ana")
    behind = {each.theme_id: each for each in trace_release(town.store, find_release(town.store, town.round.id, None))}
    assert behind.keys() == {theme_id(LAMPS), theme_id(NOISE)}
    for title in (LAMPS, NOISE):
        one = behind[theme_id(title)]
        assert (one.people, one.then, one.gone) == (SAID[title][0], SAID[title][0], 0)
        assert {each.passage.text for each in one.passages} == {f"About {title} {number}." for number in range(SAID[title][0])}
    assert theme_id(FEW) not in behind


def test_the_record_of_a_release_says_how_many_passages_stand_behind_each_theme(town: Town) -> None:
    town.look_at_all()
    made = make_release(town.store, town.terms, town.round, actor="Ana")
    counted = {str(fact["theme"]): fact["passages"] for fact in made.release.record if fact["what"] == "counted"}
    assert counted == {theme_id(LAMPS): SAID[LAMPS][0], theme_id(NOISE): SAID[NOISE][0]}
    assert made.release.record[-1]["what"] == "released"
