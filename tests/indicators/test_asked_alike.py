"""A question that was asked in other words, or with other answers, is not compared; of a real warehouse, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from desk.sources import accept_questions
from digest.counting.indicators import IndicatorFacts
from digest.gathering.asked import IndicatorAsked, TrainingAsked
from digest.gathering.indicators import follow_indicators, gather_indicators, gather_trainings, weigh_indicators
from domain.action import Change, Incomparable
from domain.ids import SourceId
from domain.listening import ClosedAnswer, Round, Source
from domain.questions import Option, Question, QuestionRole
from domain.town import ReferenceTable
from tests.warehouse.samples import AUTUMN, NOON, SOURCE, SPRING, make_response, raw_of, save_places
from warehouse.keys import Keys
from warehouse.store import Store

ASKED = IndicatorAsked("trust", "Trust", 1, 5)
QUESTION = Question("trust", QuestionRole.INDICATOR, "5", (("en", "Do you trust the police?"),), (Option("5", (("en", "fully"),)),))
OTHER = Source(SourceId("source-second"), "second", SOURCE.kind, "Second survey")


def fill(store: Store, keys: Keys, round_: Round, top: int, *, people: int = 60, source: Source = SOURCE, label: str = "{:g}") -> None:
    """People who answered 5 (so many of them) or 2."""
    given = []
    for number in range(people):
        score = 5.0 if number < top else 2.0
        made = make_response(keys, f"{round_.name}-{source.name}-{number}", round_=round_, source=source)
        closed = (ClosedAnswer("trust", label.format(score), score),)
        place = "North" if number % 2 else "South"
        day = round_.starts_on
        given.append(replace(made, closed_answers=closed, groups=(("place", place),), submitted_on=day))
    store.responses.replace(given, raw_of(given))


def gather(store: Store) -> IndicatorFacts:
    rounds = [SPRING, AUTUMN]
    responses = store.responses.of_rounds([each.id for each in rounds])
    followed = follow_indicators(store, [ASKED], rounds, responses)
    (facts,) = gather_indicators(store, followed, rounds, responses, language="en")
    return facts


@pytest.fixture
def asked(store: Store, keys: Keys) -> Store:
    save_places(store)
    store.sources.save(OTHER)
    store.questions.save(SOURCE.id, [QUESTION])
    fill(store, keys, SPRING, 12)
    return store


def test_the_same_question_is_compared(asked: Store, keys: Keys) -> None:
    fill(asked, keys, AUTUMN, 40)
    facts = gather(asked)
    assert (facts.change, facts.incomparable, facts.question) == (Change.MORE, (), "Do you trust the police?")
    assert [(each.people, each.top_two) for each in facts.points] == [(60, 12), (60, 40)]


def test_a_new_survey_that_asks_in_other_words_is_not_compared(asked: Store, keys: Keys) -> None:
    asked.questions.save(OTHER.id, [replace(QUESTION, texts=(("en", "Do you trust your police department?"),))])
    fill(asked, keys, AUTUMN, 40, source=OTHER)
    assert gather(asked).incomparable == (Incomparable.WORDING,)


def test_a_new_survey_that_offers_other_answers_is_not_compared(asked: Store, keys: Keys) -> None:
    asked.questions.save(OTHER.id, [replace(QUESTION, options=(Option("5", (("en", "completely"),)),))])
    fill(asked, keys, AUTUMN, 40, source=OTHER)
    assert gather(asked).incomparable == (Incomparable.WORDING,)


def test_a_new_survey_that_asks_the_same_is_compared(asked: Store, keys: Keys) -> None:
    asked.questions.save(OTHER.id, [replace(QUESTION, texts=(("en", "Do you trust  the police?"),))])
    fill(asked, keys, AUTUMN, 40, source=OTHER)
    assert gather(asked).change is Change.MORE


def test_answers_that_are_called_otherwise_are_not_compared(asked: Store, keys: Keys) -> None:
    fill(asked, keys, AUTUMN, 40, label="point {:g}")
    assert gather(asked).incomparable == (Incomparable.WORDING,)


def test_a_question_that_is_held_is_not_compared(asked: Store, keys: Keys) -> None:
    asked.questions.save(SOURCE.id, [replace(QUESTION, held_reason="its text changed")])
    fill(asked, keys, AUTUMN, 40)
    assert gather(asked).incomparable == (Incomparable.QUESTION,)


def test_a_question_whose_change_somebody_accepted_between_the_rounds_is_not_compared(asked: Store, keys: Keys) -> None:
    asked.questions.save(SOURCE.id, [replace(QUESTION, held_reason="its text changed")])
    accept_questions(
        asked, SOURCE.id, [replace(QUESTION, texts=(("en", "How far do you trust the police?"),))], [], why="alike", actor="Rowan"
    )
    fill(asked, keys, AUTUMN, 40)  # accepted today, after spring
    assert gather(asked).incomparable == (Incomparable.WORDING,)


def test_too_few_answers_are_not_compared(asked: Store, keys: Keys) -> None:
    fill(asked, keys, AUTUMN, 5, people=9)
    facts = gather(asked)
    assert (facts.change, facts.incomparable) == (Change.NOT_COMPARABLE, (Incomparable.TOO_FEW,))


def test_a_first_round_has_nothing_to_be_held_against(asked: Store) -> None:
    assert gather(asked).change is Change.NONE


def test_weights_follow_the_reference_tables_however_their_letters_are(asked: Store, keys: Keys) -> None:
    fill(asked, keys, AUTUMN, 30)
    rounds = [SPRING, AUTUMN]
    responses = asked.responses.of_rounds([each.id for each in rounds])
    followed = follow_indicators(asked, [ASKED], rounds, responses)
    facts = gather_indicators(asked, followed, rounds, responses, language="en")
    tables = [ReferenceTable("Place", "register", (("north", 0.8), ("SOUTH", 0.2)), NOON)]
    (weighted,) = (each.weighted for each in weigh_indicators(facts, followed, AUTUMN.id, tables, fewest=10))
    assert weighted is not None and weighted.by == ("place",) and weighted.share == pytest.approx(0.5)
    assert weighted.effective == pytest.approx(44.1, abs=0.1)


def test_a_training_finds_its_answers_in_the_warehouse(asked: Store, keys: Keys) -> None:
    fill(asked, keys, AUTUMN, 40)
    rounds = [SPRING, AUTUMN]
    followed = follow_indicators(asked, [ASKED], rounds, asked.responses.of_rounds([each.id for each in rounds]))
    found = list(find_counts(followed, rounds, ("trust",)))
    assert found == [(60, 12, 60, 40)] and list(find_counts(followed, rounds, ("elsewhere",))) == []


def find_counts(followed: tuple[object, ...], rounds: list[Round], questions: tuple[str, ...]) -> Iterable[tuple[int, int, int, int]]:
    held = TrainingAsked("Workshop", date(2026, 6, 12), date(2026, 6, 13), questions)
    for each in gather_trainings([held], followed, rounds):  # type: ignore[arg-type]
        for count in each.counts:
            yield count.before.people, count.before.top_two, count.after.people, count.after.top_two
