"""Before and after: who counts on which side, paired or not, and nothing that tells of few."""

from __future__ import annotations

from datetime import date

import pytest

from config.screen_texts import load_texts
from digest.counting.answers import Answered
from digest.counting.indicators import IndicatorFacts, count_point
from digest.counting.trainings import TrainingFacts, count_training
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.tables import TrainingTable
from digest.telling.trainings import describe_trainings
from digest.telling.wording import Wording
from domain.ids import RoundId
from tests.digest.example import ROUNDS, make_facts
from tests.indicators.people import answer, answers, together

HELD = date(2026, 6, 12)
POLICY = DisclosurePolicy()
SPRING, AUTUMN = ROUNDS[1].id, ROUNDS[2].id


def tell(answers: dict[RoundId, tuple[Answered, ...]], *, held: date = HELD, code: str = "en", **group: str) -> TrainingTable | None:
    full = {each.id: answers.get(each.id, ()) for each in ROUNDS}
    count = count_training((0, "Trust"), ROUNDS, full, span=(held, held), highest=5)
    if count is None:
        return None
    points = tuple(count_point(each.id, full[each.id], highest=5) for each in ROUNDS if full[each.id])
    facts = make_facts(
        indicators=(IndicatorFacts("Trust", 1, 5, points),), trainings=(TrainingFacts("Workshop", held, held, (count,), **group),)
    )
    (table,) = describe_trainings(facts, wording=Wording(load_texts(code)), policy=POLICY)
    return table


def test_one_sentence_says_before_and_after_and_the_note_that_it_is_no_proof() -> None:
    table = tell({SPRING: answers((5, 40), (1, 160)), AUTUMN: answers((5, 90), (1, 110))})
    assert table is not None
    (row,) = table.rows
    assert row.words == (
        "Before it about 2 in 10 chose one of the top two answers (\u2068Spring 2026\u2069), after it about 5 in 10 (\u2068Autumn 2026\u2069). "
        "That is 25 percentage points more (likely 16 to 34). Other people may have answered each time."
    )
    assert not row.is_paired and "does not prove" in table.note


def test_the_same_people_are_paired_and_those_who_moved_are_counted_where_they_are_many() -> None:
    def score(number: int, after: bool) -> int:
        rose, fell, stayed = number < 40, 40 <= number < 60, 60 <= number < 100
        return 5 if stayed or (rose if after else fell) else 1

    sides = [tuple(answer(score(number, after), person=f"p{number}") for number in range(200)) for after in (False, True)]
    table = tell({SPRING: sides[0], AUTUMN: sides[1]})
    assert table is not None
    (row,) = table.rows
    assert (row.is_paired, row.rose, row.fell) == (True, 40, 20)
    assert row.difference is not None and row.difference.value == 10
    assert "the same people both times" in row.words and "about 40 people came" in row.words
    unpaired = tell({SPRING: answers((5, 60), (1, 140)), AUTUMN: answers((5, 80), (1, 120))})
    assert unpaired is not None and unpaired.rows[0].difference is not None
    width, wider = ((each.high - each.low) for each in (row.difference, unpaired.rows[0].difference))
    assert width < wider  # the same people tell more of a change


def test_few_who_moved_are_not_counted_out() -> None:
    before = tuple(answer(5 if number < 60 else 1, person=f"p{number}") for number in range(200))
    after = tuple(answer(5 if number < 64 else 1, person=f"p{number}") for number in range(200))
    table = tell({SPRING: before, AUTUMN: after})
    assert table is not None
    assert (table.rows[0].is_paired, table.rows[0].rose, table.rows[0].fell) == (True, None, None)


def test_pairs_that_leave_a_few_others_over_are_not_told_apart_from_them() -> None:
    before = tuple(answer(5 if number % 3 else 1, person=f"p{number}") for number in range(120))
    after = tuple(answer(5 if number % 2 else 1, person=f"p{number + 4}") for number in range(120))
    table = tell({SPRING: before, AUTUMN: after})
    assert table is not None
    assert not table.rows[0].is_paired and table.rows[0].before.shown == 120


def test_a_round_that_lies_on_both_sides_is_cut_at_the_day_and_that_day_counts_on_neither() -> None:
    held = date(2026, 10, 12)
    days = [date(2026, 10, 5), held, date(2026, 10, 20)]
    here = together(*(tuple(answer(5 if number % 2 else 1, on=day) for number in range(60)) for day in days))
    table = tell({AUTUMN: here}, held=held)
    assert table is not None
    (row,) = table.rows
    assert (row.before.shown, row.after.shown, row.before.top) == (60, 60, 30)


def test_few_who_answered_on_the_day_itself_hide_both_sides() -> None:
    held = date(2026, 10, 12)
    days = [(date(2026, 10, 5), 60), (held, 4), (date(2026, 10, 20), 60)]
    here = together(*(tuple(answer(5 if number % 2 else 1, on=day) for number in range(people)) for day, people in days))
    table = tell({AUTUMN: here}, held=held)
    assert table is not None
    side = table.rows[0].before
    assert side.shown is None and table.rows[0].after.shown is None
    few = tell({AUTUMN: tuple(each for each in here if each.on != date(2026, 10, 20))} | {SPRING: answers((5, 60), (1, 60))}, held=held)
    assert few is None  # nobody answered after it


@pytest.mark.parametrize("missing", [SPRING, AUTUMN])
def test_without_answers_on_one_side_there_is_no_comparison(missing: RoundId) -> None:
    both = {SPRING: answers((5, 40), (1, 60)), AUTUMN: answers((5, 40), (1, 60))}
    assert tell({key: each for key, each in both.items() if key != missing}) is None


def test_the_latest_round_before_is_taken_and_no_earlier_one() -> None:
    table = tell({ROUNDS[0].id: answers((5, 90), (1, 10)), SPRING: answers((5, 20), (1, 80)), AUTUMN: answers((5, 50), (1, 50))})
    assert table is not None and table.rows[0].before.when == "Spring 2026" and table.rows[0].before.top == 20


def test_a_group_is_held_against_the_one_it_is_compared_with() -> None:
    spring = together(answers((5, 30), (1, 90), place="Harbor"), answers((5, 30), (1, 90), place="Old Mill"))
    autumn = together(answers((5, 80), (1, 40), place="Harbor"), answers((5, 35), (1, 85), place="Old Mill"))
    table = tell({SPRING: spring, AUTUMN: autumn}, group="place", had="Harbor", compared_with="Old Mill")
    assert table is not None
    assert [(row.who, row.difference.value if row.difference else None) for row in table.rows] == [("Harbor", 42), ("Old Mill", 4)]
    (line,) = table.against
    assert "grew by 38 percentage points more than in \u2068Old Mill\u2069" in line


def test_a_group_of_few_is_not_shown_and_not_compared() -> None:
    spring = together(answers((5, 3), (1, 5), place="Harbor"), answers((5, 30), (1, 90), place="Old Mill"))
    autumn = together(answers((5, 80), (1, 40), place="Harbor"), answers((5, 35), (1, 85), place="Old Mill"))
    table = tell({SPRING: spring, AUTUMN: autumn}, group="place", had="Harbor", compared_with="Old Mill")
    assert table is not None
    assert table.rows[0].before.shown is None and table.rows[0].after.shown is None and table.rows[0].difference is None
    assert "cannot be held against each other" in table.against[0]


@pytest.mark.parametrize("code", ["en", "es", "fr", "ar"])
def test_every_language_tells_a_training(code: str) -> None:
    spring = together(answers((5, 30), (1, 90), place="A"), answers((5, 60), (1, 60), place="B"))
    for top in (20, 33, 90):
        autumn = together(answers((5, top), (1, 120 - top), place="A"), answers((5, 60), (1, 60), place="B"))
        table = tell({SPRING: spring, AUTUMN: autumn}, code=code, group="place", had="A", compared_with="B")
        assert table is not None and all(row.words for row in table.rows) and all(table.against)
