from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import ThemeId
from domain.themes import MOST_LEAK, is_alarming
from nlp.themes.leak import find_own_themes, measure_leak

BUS, RENT, LIGHT = (ThemeId(name) for name in ("bus", "rent", "light"))


def test_themes_that_are_languages_raise_the_alarm() -> None:
    leak = measure_leak([BUS] * 30 + [RENT] * 30, ["en"] * 30 + ["so"] * 30)
    assert leak == pytest.approx(1)
    assert is_alarming(leak)


def test_a_tenth_is_not_yet_alarming_and_one_language_never_is() -> None:
    assert not is_alarming(MOST_LEAK)
    assert is_alarming(MOST_LEAK + 0.001)
    assert not is_alarming(measure_leak([BUS, RENT], ["en", "en"]))


@pytest.mark.parametrize("seed", range(8))
def test_chance_in_few_rows_of_many_languages_raises_no_alarm(seed: int) -> None:
    from sklearn.metrics import normalized_mutual_info_score

    random = np.random.default_rng(seed)
    languages = [f"l{number}" for number in random.integers(0, 12, 80)]
    themes = [ThemeId(f"t{number}") for number in random.integers(0, 8, 80)]
    assert normalized_mutual_info_score(languages, themes) > 0.1  # what plain NMI would be alarmed by
    assert not is_alarming(measure_leak(themes, languages))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([BUS, RENT, None]), st.sampled_from(["en", "so", "am"])), min_size=1, max_size=40))
def test_a_leak_lies_between_0_and_1_or_there_is_none(said: list[tuple[ThemeId | None, str]]) -> None:
    leak = measure_leak([theme for theme, _ in said], [language for _, language in said])
    assert (leak is None) == (len({language for _, language in said}) < 2)
    assert leak is None or 0 <= leak <= 1 + 1e-9


def test_the_theme_that_a_language_has_to_itself_is_named() -> None:
    themes = [BUS] * 20 + [RENT] * 20 + [LIGHT] * 8
    languages = ["en"] * 15 + ["so"] * 5 + ["en"] * 15 + ["so"] * 5 + ["so"] * 7 + ["en"]
    (own,) = find_own_themes(themes, languages)
    assert (own.theme_id, own.language, own.passages) == (LIGHT, "so", 8)
    assert own.share == pytest.approx(7 / 8)
    assert own.expected == pytest.approx(17 / 48)


def test_a_theme_in_the_language_that_nearly_all_speak_is_nobodys_own() -> None:
    assert find_own_themes([BUS] * 50 + [RENT] * 50, ["en"] * 96 + ["so"] * 4) == ()


def test_a_theme_of_four_passages_and_what_is_unthemed_are_nobodys_own() -> None:
    assert find_own_themes([BUS] * 4 + [None] * 10 + [RENT] * 40, ["so"] * 14 + ["en"] * 40) == ()
