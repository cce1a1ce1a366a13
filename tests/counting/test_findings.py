from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.changes import FEWEST_TO_COMPARE
from digest.counting.findings import count_findings
from digest.counting.heard import Voice
from digest.counting.shares import measure_share
from domain.action import Change, Finding
from domain.ids import PassageId, PersonId, RunId, ThemeId
from tests.counting.samples import NOW, THEN, speak, voices_of_any_round

RUN = RunId("run-1")


def count(voices: list[Voice]) -> tuple[Finding, ...]:
    return count_findings(voices, round_id=NOW, previous_round_id=THEN, run_id=RUN)


@settings(deadline=None, max_examples=60)
@given(voices_of_any_round)
def test_counts_never_exceed_the_people_heard_and_shares_lie_in_their_interval(voices: list[Voice]) -> None:
    heard = {voice.person_id for voice in voices if voice.round_id == NOW}
    for finding in count(voices):
        assert finding.people <= finding.people_heard == len(heard)
        assert finding.sessions <= 4
        for share in filter(None, (finding.share, finding.previous_share)):
            assert 0 <= share.low <= share.value <= share.high <= 1


@settings(deadline=None, max_examples=60)
@given(voices_of_any_round, st.randoms())
def test_the_order_of_voices_does_not_matter(voices: list[Voice], chance: random.Random) -> None:
    shuffled = list(voices)
    chance.shuffle(shuffled)
    assert count(voices) == count(shuffled)


@settings(deadline=None, max_examples=40)
@given(voices_of_any_round)
def test_saying_it_again_changes_no_count_of_people(voices: list[Voice]) -> None:
    again = [Voice(v.person_id, v.session_id, v.round_id, PassageId(f"{v.passage_id}-again"), v.theme_id) for v in voices]
    before = {finding.theme_id: (finding.people, finding.share, finding.change) for finding in count(voices)}
    after = {finding.theme_id: (finding.people, finding.share, finding.change) for finding in count(voices + again)}
    assert before == after


def test_one_person_with_many_passages_counts_once() -> None:
    person = PersonId("person-1")
    voices = [Voice(person, None, NOW, PassageId(f"passage-{number}"), ThemeId("lights")) for number in range(10)]
    (finding,) = count(voices)
    assert (finding.people, finding.passages, finding.people_heard) == (1, 10, 1)


def test_people_whose_words_fit_no_theme_are_among_those_heard() -> None:
    (finding,) = count(speak(NOW, "lights", range(10)) + speak(NOW, None, range(10, 40)))
    assert (finding.people, finding.people_heard) == (10, 40)


def test_a_large_rise_is_more_and_a_large_fall_is_less() -> None:
    then = speak(THEN, "papers", range(10)) + speak(THEN, "traffic", range(100, 160)) + speak(THEN, None, range(300))
    now = speak(NOW, "papers", range(60)) + speak(NOW, "traffic", range(100, 110)) + speak(NOW, None, range(300))
    changes = {finding.theme_id: finding.change for finding in count(then + now)}
    assert changes == {"papers": Change.MORE, "traffic": Change.LESS}


def test_a_wobble_is_about_the_same() -> None:
    then = speak(THEN, "lights", range(40)) + speak(THEN, None, range(200))
    now = speak(NOW, "lights", range(46)) + speak(NOW, None, range(200))
    assert [finding.change for finding in count(then + now)] == [Change.SAME]


def test_a_theme_that_nobody_raises_any_more_is_still_a_finding() -> None:
    then = speak(THEN, "traffic", range(50)) + speak(THEN, None, range(100))
    (finding,) = count(then + speak(NOW, None, range(100)))
    assert (finding.people, finding.change) == (0, Change.LESS)


def test_what_was_not_raised_before_is_new_unless_it_was_known_earlier() -> None:
    voices = speak(THEN, None, range(100)) + speak(NOW, "scams", range(20)) + speak(NOW, None, range(100))
    assert [finding.change for finding in count(voices)] == [Change.NEW]
    (returned,) = count_findings(voices, round_id=NOW, previous_round_id=THEN, run_id=RUN, known_before={ThemeId("scams")})
    assert returned.change is Change.MORE


def test_a_first_round_is_compared_with_nothing() -> None:
    (finding,) = count_findings(speak(NOW, "lights", range(20)), round_id=NOW, previous_round_id=None, run_id=RUN)
    assert (finding.change, finding.previous_share) == (Change.NONE, None)


def test_too_few_people_cannot_be_compared() -> None:
    then = speak(THEN, "lights", range(FEWEST_TO_COMPARE - 1))
    assert [finding.change for finding in count(then + speak(NOW, "lights", range(100)))] == [Change.NOT_COMPARABLE]


def test_when_nothing_changed_a_whole_digest_rarely_says_that_something_did() -> None:
    chance, false_alarms, digests = random.Random(20261121), 0, 120
    for _ in range(digests):
        voices = []
        for round_id in (THEN, NOW):
            voices += speak(round_id, None, range(150))
            for theme in range(12):
                voices += speak(round_id, f"theme-{theme}", [each for each in range(150) if chance.random() < 0.12])
        changes = {finding.change for finding in count(voices)}
        false_alarms += not changes <= {Change.SAME}
    assert false_alarms / digests <= 0.09  # 5 % and room for the chance of 120 draws


def test_the_interval_holds_the_truth_about_95_times_in_100() -> None:
    chance, held, rounds = random.Random(7), 0, 1500
    for _ in range(rounds):
        share = measure_share(sum(chance.random() < 0.2 for _ in range(150)), 150)
        held += share.low <= 0.2 <= share.high
    assert 0.93 <= held / rounds <= 0.97
