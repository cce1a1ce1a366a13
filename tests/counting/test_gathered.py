"""From the warehouse: how rounds were made up, who raised what, and whose words wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.counting.heard import Voice, hear
from digest.counting.raised import LANGUAGE_GROUP, RaisedCount
from digest.gathering.comparable import find_incomparable, gather_makeup
from digest.gathering.raised import gather_raised
from digest.gathering.set_aside import count_set_aside
from domain.action import Incomparable
from domain.heard import HeardPassage
from domain.held import DISCARDED
from domain.ids import PersonId, ThemeId
from domain.listening import Round, StoredResponse
from domain.questions import Question, QuestionRole
from domain.text import RedactedText
from tests.counting.samples import NOW, speak
from tests.warehouse.samples import AUTUMN, SOURCE, SPRING, cut_whole, make_response, save_places
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store

WORRY = Question("q0", QuestionRole.COMMENT, "T", (("en", "What worries you?"),))
IDEA = Question("q1", QuestionRole.COMMENT, "T", (("en", "What would help?"),))


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return create_keys(tmp_path / "keys")


@pytest.fixture
def store(tmp_path: Path, keys: Keys) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", keys) as opened:
        save_places(opened)
        opened.questions.save(SOURCE.id, [WORRY, IDEA])
        yield opened


def fill(store: Store, keys: Keys, round_: Round, people: int, *, ideas: int) -> None:
    responses = [
        make_response(keys, f"{round_.name}-{number}", "lamps", "buses" if number < ideas else None, round_=round_)
        for number in range(people)
    ]
    store.responses.replace(responses, {})


def test_two_rounds_of_one_survey_can_be_compared(store: Store, keys: Keys) -> None:
    fill(store, keys, SPRING, 40, ideas=20)
    fill(store, keys, AUTUMN, 60, ideas=25)
    assert find_incomparable(store, [SPRING, AUTUMN]) == ()
    assert find_incomparable(store, [SPRING]) == ()


def test_a_question_that_fell_away_is_seen(store: Store, keys: Keys) -> None:
    fill(store, keys, SPRING, 40, ideas=20)
    fill(store, keys, AUTUMN, 60, ideas=0)
    assert find_incomparable(store, [SPRING, AUTUMN]) == (Incomparable.QUESTION,)


def test_a_question_that_was_changed_since_is_seen_until_somebody_has_looked(store: Store, keys: Keys) -> None:
    fill(store, keys, SPRING, 40, ideas=20)
    fill(store, keys, AUTUMN, 60, ideas=25)
    store.questions.save(SOURCE.id, [replace(WORRY, held_reason="its text changed"), IDEA])
    assert find_incomparable(store, [SPRING, AUTUMN]) == (Incomparable.WORDING,)
    store.questions.save(SOURCE.id, [WORRY, IDEA])
    assert find_incomparable(store, [SPRING, AUTUMN]) == ()


def test_a_closed_question_that_was_changed_is_no_reason(store: Store, keys: Keys) -> None:
    fill(store, keys, SPRING, 40, ideas=20)
    fill(store, keys, AUTUMN, 60, ideas=25)
    trust = Question("trust", QuestionRole.INDICATOR, "5", (("en", "Do you trust them?"),), held_reason="its options changed")
    store.questions.save(SOURCE.id, [WORRY, IDEA, trust])
    assert find_incomparable(store, [SPRING, AUTUMN]) == ()


def test_a_makeup_counts_people_who_said_something_in_words(store: Store, keys: Keys) -> None:
    fill(store, keys, SPRING, 12, ideas=5)
    silent = replace(make_response(keys, "silent", round_=SPRING))
    store.responses.replace([silent], {})
    found = gather_makeup(store, SPRING.id)
    assert (found.people, found.in_sessions, dict(found.sources)) == (12, 0, {SOURCE.id: 12})
    assert {asked.words: people for asked, people in found.asked.items()} == {"what worries you?": 12, "what would help?": 5}
    assert {name: dict(counts) for name, counts in found.groups.items()} == {"neighbourhood": {"North": 12}, "age": {"18-29": 12}}


def say(
    store: Store, keys: Keys, number: int, *texts: str, languages: str = "en", groups: tuple[tuple[str, str], ...] = ()
) -> StoredResponse:
    made = make_response(keys, str(number), *texts)
    comments = tuple(replace(each, language=language) for each, language in zip(made.comments, languages.split(), strict=False))
    return replace(made, comments=comments, groups=groups)


def listen(responses: list[StoredResponse]) -> tuple[list[Voice], list[HeardPassage]]:
    passages = [
        HeardPassage(cut_whole(comment), SPRING.id, one.person_id, None, SOURCE.id, comment.language, None, True, RedactedText("said"))
        for one in responses
        for comment in one.comments
    ]
    lamps = ThemeId("lamps")
    return [Voice(each.person_id, None, SPRING.id, each.passage.id, lamps) for each in passages], passages


def test_somebody_of_two_languages_is_counted_in_the_one_they_spoke_most(store: Store, keys: Keys) -> None:
    responses = [say(store, keys, 1, "a", "b", "c", languages="es en es"), say(store, keys, 2, "d", languages="en")]
    voices, passages = listen(responses)
    (table,) = gather_raised(hear(voices, SPRING.id), [ThemeId("lamps")], passages, responses)
    assert table.group == LANGUAGE_GROUP
    assert table.values == (RaisedCount("en", 1, 1), RaisedCount("es", 1, 1))


def test_somebody_who_gave_two_values_is_counted_once_and_always_the_same_way(store: Store, keys: Keys) -> None:
    responses = [say(store, keys, number, "a", groups=(("place", value),)) for number, value in enumerate(("North", "South", "South"))]
    again = replace(responses[0], id=responses[1].id, groups=(("place", "South"),))
    voices, passages = listen(responses)
    found = [
        gather_raised(hear(voices, SPRING.id), [ThemeId("lamps")], passages, each) for each in ([*responses, again], [again, *responses])
    ]
    assert found[0] == found[1]
    (table,) = (each for each in found[0] if each.group == "place")
    assert [(row.value, row.heard) for row in table.values] == [("North", 1), ("South", 2)]


def test_nobody_who_did_not_speak_in_words_is_in_a_table() -> None:
    found = gather_raised(hear(speak(NOW, "lamps", range(3)), NOW), [ThemeId("lamps")], [], [])
    assert found == ()


def test_words_that_wait_and_words_that_were_not_translated_are_counted_by_people(keys: Keys) -> None:
    held, foreign, both, plain = (make_response(keys, str(number), "a", "b") for number in range(4))
    comments = [
        replace(held.comments[0], text=None, held_reason="language not known"),
        replace(held.comments[1], text=None, held_reason="may point to one person"),
        replace(foreign.comments[0], language="es"),
        foreign.comments[1],
        replace(both.comments[0], language="es"),
        replace(both.comments[1], text=None, held_reason="language not known"),
        *plain.comments,
    ]
    found = count_set_aside(comments, "en")
    assert (found.people, found.held, found.untranslated) == (4, 2, 2)


def test_what_a_person_left_out_for_good_is_nobodys(keys: Keys) -> None:
    gone = make_response(keys, "1", "a")
    left_out = replace(gone.comments[0], text=None, held_reason=DISCARDED, person_id=PersonId("person-gone"))
    assert count_set_aside([left_out], "en").people == 0
