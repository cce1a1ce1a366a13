from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact

from benchmarks.intervals import measure_again
from digest.counting.changes import Both, match_people, measure_difference, tell_changes, weigh_changes, weigh_difference
from digest.counting.findings import count_findings
from digest.counting.heard import Counts, Voice, hear
from digest.counting.shares import measure_share
from domain.action import Change, Finding, Incomparable, Share
from domain.ids import RunId, ThemeId
from tests.counting.samples import NOW, THEN, count, counts, speak, voices_of_any_round

shares = st.tuples(st.integers(0, 80), st.integers(1, 80), st.sampled_from([1.0, 1.5, 3.0, 8.0])).map(
    lambda drawn: measure_share(min(drawn[0], drawn[1]), drawn[1], drawn[2])
)


def compare(voices: list[Voice]) -> dict[str, Finding]:
    return {each.theme_id: each for each in count_findings(voices, round_id=NOW, previous_round_id=THEN, run_id=RunId("run-1"))}


def nobody_twice(themes: int = 3) -> Both:
    return match_people(hear([], NOW), hear([], THEN), [ThemeId(f"theme-{number}") for number in range(themes)])


@given(shares, shares, st.floats(-0.95, 0.95))
def test_a_difference_lies_in_its_interval(now: Share, before: Share, alike: float) -> None:
    found = measure_difference(now, before, alike)
    assert -1 <= found.low <= found.value <= found.high <= 1


@given(shares, shares, st.floats(-0.95, 0.95))
def test_turned_round_a_difference_changes_its_sign(now: Share, before: Share, alike: float) -> None:
    there, back = measure_difference(now, before, alike), measure_difference(before, now, alike)
    assert abs(there.value + back.value) < 1e-12
    assert abs(there.low + back.high) < 1e-12


@settings(deadline=None, max_examples=60)
@given(voices_of_any_round)
def test_a_mark_agrees_with_the_sign_of_its_difference(voices: list[Voice]) -> None:
    for finding in compare(voices).values():
        if finding.change in (Change.MORE, Change.NEW):
            assert finding.difference is not None and finding.difference.value > 0
        if finding.change is Change.LESS:
            assert finding.difference is not None and finding.difference.value < 0
        assert (finding.difference is None) == (finding.change in (Change.NONE, Change.NOT_COMPARABLE))
        assert bool(finding.incomparable) == (finding.change is Change.NOT_COMPARABLE)


@settings(deadline=None, max_examples=60)
@given(counts(), counts())
def test_a_chance_is_a_chance_and_the_same_both_ways(now: Counts, before: Counts) -> None:
    there, back = weigh_changes(now, before, nobody_twice()), weigh_changes(before, now, nobody_twice())
    assert ((there.chance >= 0) & (there.chance <= 1 + 1e-9)).all()
    assert abs(there.chance - back.chance).max() < 1e-9
    assert [each is Change.SAME for each in tell_changes(now, before, there)] == [
        each is Change.SAME for each in tell_changes(before, now, back)
    ]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 120), st.integers(0, 150))
def test_people_asked_one_by_one_are_weighed_as_by_pearson_or_by_fisher(people: int, people_before: int) -> None:
    heard, heard_before = 120, 150
    table = [[people, heard - people], [people_before, heard_before - people_before]]
    raised = people + people_before
    found = weigh_difference(people, heard, people_before, heard_before)
    if raised in (0, heard + heard_before):
        assert found == 1
    elif min(raised, heard + heard_before - raised) * heard / (heard + heard_before) >= 5:
        assert abs(found - chi2_contingency(table, correction=False).pvalue) < 1e-9
    else:
        assert found >= fisher_exact(table).pvalue - 1e-9


def test_what_one_session_says_alike_is_no_rise() -> None:
    quiet = speak(THEN, "lights", range(10)) + speak(THEN, None, range(100))
    alone = compare(quiet + speak(NOW, "lights", range(30)) + speak(NOW, None, range(100)))["lights"]
    together = compare(quiet + speak(NOW, "lights", range(30), session="library") + speak(NOW, None, range(100)))["lights"]
    assert alone.change is Change.MORE
    assert together.change is Change.SAME
    assert together.design_effect > alone.design_effect == 1
    assert together.share.value == alone.share.value
    assert together.share.low < alone.share.low


def test_people_who_say_the_same_again_make_a_change_surer() -> None:
    then = speak(THEN, "lights", range(30), of="town") + speak(THEN, None, range(200), of="town")
    now = speak(NOW, "lights", range(42), of="town") + speak(NOW, None, range(200), of="town")
    again = compare(then + now)["lights"]
    others = compare(then + speak(NOW, "lights", range(42)) + speak(NOW, None, range(200)))["lights"]
    assert (again.change, others.change) == (Change.MORE, Change.SAME)
    assert again.difference is not None and others.difference is not None
    assert again.difference.high - again.difference.low < others.difference.high - others.difference.low


def test_people_who_say_the_opposite_now_make_a_change_less_sure() -> None:
    then = speak(THEN, "lights", range(100), of="town") + speak(THEN, None, range(200), of="town")
    now = speak(NOW, "lights", range(60, 190), of="town") + speak(NOW, None, range(200), of="town")
    again = compare(then + now)["lights"]
    others = compare(then + speak(NOW, "lights", range(60, 190)) + speak(NOW, None, range(200)))["lights"]
    assert again.difference is not None and others.difference is not None
    assert again.difference.high - again.difference.low > others.difference.high - others.difference.low


def test_a_handful_heard_twice_narrows_nothing() -> None:
    then = speak(THEN, "lights", range(20), of="town") + speak(THEN, None, range(20), of="town") + speak(THEN, None, range(100))
    now = speak(NOW, "lights", range(20), of="town") + speak(NOW, None, range(20), of="town") + speak(NOW, None, range(100))
    theme = [ThemeId("lights")]
    heard = hear(now, NOW), hear(then, THEN)
    both = match_people(*heard, theme)
    assert both.people == 20
    assert weigh_changes(count(120, [20]), count(120, [20]), both).correlation[0] <= 0


def test_more_people_of_the_same_share_are_surer() -> None:
    few, many = ((count(size, [size // 4]), count(size, [size // 3])) for size in (60, 2400))
    chances = [weigh_changes(now, before, nobody_twice(1)).chance[0] for now, before in (few, many)]
    assert chances[0] > 0.05
    assert chances[1] < 0.01


def test_reasons_why_rounds_cannot_be_compared_stand_on_every_finding() -> None:
    voices = speak(THEN, "lights", range(50)) + speak(NOW, "lights", range(80)) + speak(NOW, "papers", range(90))
    reasons = (Incomparable.MODE, Incomparable.LANGUAGES)
    found = count_findings(voices, round_id=NOW, previous_round_id=THEN, run_id=RunId("run-1"), incomparable=reasons)
    assert {(each.change, each.incomparable, each.difference) for each in found} == {(Change.NOT_COMPARABLE, reasons, None)}


def test_where_too_few_were_heard_nothing_else_is_said_of_why() -> None:
    voices = speak(THEN, "lights", range(3)) + speak(NOW, "lights", range(80))
    found = count_findings(voices, round_id=NOW, previous_round_id=THEN, run_id=RunId("run-1"), incomparable=(Incomparable.MODE,))
    assert [each.incomparable for each in found] == [(Incomparable.TOO_FEW,)]


def test_a_theme_that_one_person_raised_now_and_nobody_before_is_not_called_new() -> None:
    voices = speak(THEN, None, range(100)) + speak(NOW, "scams", range(1)) + speak(NOW, None, range(100))
    assert compare(voices)["scams"].change is Change.SAME


def test_somebody_who_came_to_a_session_and_answered_alone_counts_once_and_to_the_session() -> None:
    heard = hear(speak(NOW, "lights", [1]) + speak(NOW, None, [1], session="library"), NOW)
    assert list(heard.people.values()) == ["library"]


def test_differences_of_people_heard_twice_hold_the_truth() -> None:
    found = measure_again(240)
    assert all(0.93 <= each["coverage"] <= 0.985 for each in found.values())
    assert all(each["false_digests"] <= 0.12 for each in found.values())
