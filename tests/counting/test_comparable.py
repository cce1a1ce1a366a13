from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.comparable import Asked, Makeup, find_reasons
from domain.action import Incomparable
from domain.ids import SourceId

WORRY, IDEA = Asked("qworry", "what worries you?"), Asked("qidea", "what would help?")
SURVEY, LIBRARY = SourceId("source-survey"), SourceId("source-library")
SPRING = Makeup(
    people=200,
    in_sessions=30,
    languages={"en": 110, "es": 50, "so": 30, "vi": 10},
    groups={"age": {"16 to 24": 40, "25 to 64": 100, "65 and over": 30}},
    sources={SURVEY: 170},
    asked={WORRY: 150, IDEA: 80},
)


@st.composite
def makeups(draw: st.DrawFn) -> Makeup:
    people = draw(st.integers(0, 300))
    in_sessions = draw(st.integers(0, people))
    some = st.integers(0, people)
    return Makeup(
        people,
        in_sessions,
        languages={each: draw(some) for each in draw(st.sets(st.sampled_from(["en", "es", "so", "ar"])))},
        groups={"age": {each: draw(some) for each in draw(st.sets(st.sampled_from(["young", "old", "none of these"])))}},
        sources={each: draw(st.integers(0, people - in_sessions)) for each in draw(st.sets(st.sampled_from([SURVEY, LIBRARY])))},
        asked={each: draw(st.integers(0, people - in_sessions)) for each in draw(st.sets(st.sampled_from([WORRY, IDEA])))},
    )


@settings(deadline=None, max_examples=150)
@given(makeups(), makeups())
def test_whether_rounds_compare_does_not_hang_on_which_came_first(one: Makeup, other: Makeup) -> None:
    assert find_reasons(one, other) == find_reasons(other, one)


@settings(deadline=None)
@given(makeups())
def test_a_round_always_compares_with_one_like_it(makeup: Makeup) -> None:
    assert find_reasons(makeup, makeup) == ()


def test_rounds_that_differ_as_rounds_do_can_be_compared() -> None:
    autumn = Makeup(
        people=240,
        in_sessions=20,
        languages={"en": 140, "es": 48, "so": 25, "vi": 22, "am": 5},
        groups={"age": {"16 to 24": 35, "25 to 64": 140, "65 and over": 30}},
        sources={SURVEY: 220},
        asked={WORRY: 200, IDEA: 85},
    )
    assert find_reasons(autumn, SPRING) == ()


def test_a_question_that_is_new_is_another_question() -> None:
    autumn = replace(SPRING, asked={WORRY: 150, IDEA: 80, Asked("qpolice", "how was your last call?"): 90})
    assert find_reasons(autumn, SPRING) == (Incomparable.QUESTION,)


def test_a_question_that_is_not_asked_any_more_is_another_question() -> None:
    assert find_reasons(replace(SPRING, asked={WORRY: 150}), SPRING) == (Incomparable.QUESTION,)


def test_the_same_words_under_another_code_are_the_same_question() -> None:
    autumn = replace(SPRING, sources={LIBRARY: 170}, asked={Asked("q1", WORRY.words): 150, Asked("q2", IDEA.words): 80})
    assert find_reasons(autumn, SPRING) == ()


def test_a_question_in_other_words_is_said_to_be_worded_otherwise() -> None:
    autumn = replace(SPRING, asked={Asked("qworry", "what are you afraid of?"): 150, IDEA: 80})
    assert find_reasons(autumn, SPRING) == (Incomparable.WORDING,)


def test_a_question_that_was_changed_and_waits_is_worded_otherwise() -> None:
    assert find_reasons(replace(SPRING, held=frozenset({"qworry"})), SPRING) == (Incomparable.WORDING,)


def test_a_held_question_that_nobody_answered_in_words_is_no_reason() -> None:
    assert find_reasons(replace(SPRING, held=frozenset({"qother"})), SPRING) == ()


def test_a_question_of_a_file_that_tells_no_words_is_known_by_its_code() -> None:
    bare = replace(SPRING, asked={Asked("qworry"): 150, Asked("qidea"): 80})
    assert find_reasons(SPRING, bare) == ()


def test_a_question_that_few_answered_is_no_reason() -> None:
    autumn = replace(SPRING, asked={WORRY: 150, IDEA: 80, Asked("qelse", "anything else?"): 9})
    assert find_reasons(autumn, SPRING) == ()


def test_a_round_of_sessions_after_a_round_of_answers_was_heard_in_another_way() -> None:
    autumn = replace(SPRING, in_sessions=140, sources={SURVEY: 60}, asked={WORRY: 50, IDEA: 30})
    assert find_reasons(autumn, SPRING) == (Incomparable.MODE,)


def test_some_more_sessions_are_no_other_way_of_hearing() -> None:
    assert find_reasons(replace(SPRING, in_sessions=70, sources={SURVEY: 130}, asked={WORRY: 110, IDEA: 70}), SPRING) == ()


def test_a_language_that_many_speak_and_nobody_spoke_before_is_a_reason() -> None:
    autumn = replace(SPRING, languages={"en": 100, "es": 40, "so": 30, "am": 30})
    assert find_reasons(autumn, SPRING) == (Incomparable.LANGUAGES,)


def test_languages_whose_shares_moved_by_much_are_a_reason() -> None:
    autumn = replace(SPRING, languages={"en": 50, "es": 110, "so": 30, "vi": 10})
    assert find_reasons(autumn, SPRING) == (Incomparable.LANGUAGES,)


def test_a_second_survey_beside_the_first_reaches_other_people() -> None:
    autumn = replace(SPRING, people=290, sources={SURVEY: 160, LIBRARY: 100}, asked={WORRY: 240, IDEA: 120})
    assert find_reasons(autumn, SPRING) == (Incomparable.REACH,)


def test_a_survey_in_place_of_the_one_before_is_judged_by_its_questions_alone() -> None:
    assert find_reasons(replace(SPRING, sources={LIBRARY: 170}), SPRING) == ()


def test_a_group_made_up_otherwise_is_a_reason() -> None:
    autumn = replace(SPRING, groups={"age": {"16 to 24": 120, "25 to 64": 40, "65 and over": 10}})
    assert find_reasons(autumn, SPRING) == (Incomparable.REACH,)


def test_a_group_whose_values_were_called_otherwise_says_nothing_of_who_was_reached() -> None:
    autumn = replace(SPRING, groups={"age": {"under 25": 40, "25 to 65": 100, "over 65": 30}})
    assert find_reasons(autumn, SPRING) == ()


def test_a_group_that_few_told_says_nothing_of_who_was_reached() -> None:
    autumn = replace(SPRING, groups={"age": {"16 to 24": 60, "25 to 64": 5, "65 and over": 5}})
    assert find_reasons(autumn, SPRING) == ()


def test_a_group_with_a_new_name_is_no_reason() -> None:
    autumn = replace(SPRING, groups={"age band": {"young": 120}})
    assert find_reasons(autumn, SPRING) == ()


def test_in_small_rounds_what_chance_makes_is_no_reason() -> None:
    few, other = Makeup(12, languages={"en": 6, "es": 6}), Makeup(12, languages={"en": 9, "es": 2, "so": 1})
    assert find_reasons(few, other) == ()


def test_all_that_changed_is_said() -> None:
    autumn = replace(SPRING, in_sessions=150, languages={"am": 200}, sources={SURVEY: 50}, asked={IDEA: 45})
    assert find_reasons(autumn, SPRING) == (Incomparable.QUESTION, Incomparable.MODE, Incomparable.LANGUAGES)


def test_rounds_without_anybody_have_no_reason_of_their_own() -> None:
    assert find_reasons(Makeup(0), SPRING) == ()
    assert find_reasons(SPRING, Makeup(0)) == ()
