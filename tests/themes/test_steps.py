from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import RoundId, ThemeId
from domain.themes import Theme
from nlp.embed import Encoder
from nlp.links.asked import centre
from nlp.themes import nearest_themes
from nlp.themes.leak import measure_leak
from nlp.themes.passage import unit_mean
from nlp.themes.sizes import FEWEST, FEWEST_THEMES, most_parts, most_themes, smallest_core, smallest_theme
from nlp.themes.votes.views import damp_strongest


@given(st.integers(FEWEST, 1_000_000))
def test_sizes_grow_with_the_data_and_stay_readable(passages: int) -> None:
    assert FEWEST_THEMES <= most_themes(passages) <= 12
    assert most_themes(passages) <= most_parts(passages) <= 40
    assert 4 <= smallest_core(passages, min(passages, 2000)) <= smallest_theme(passages)
    assert 4 <= smallest_theme(passages) <= passages / most_themes(passages)
    assert smallest_theme(passages, 9) == 9


def test_damping_keeps_unit_length_and_the_number_of_rows() -> None:
    vectors = np.random.default_rng(0).normal(size=(70, 12)).astype(np.float32)
    damped = damp_strongest(vectors)
    assert len(damped) == 70
    assert np.allclose(np.linalg.norm(damped, axis=1), 1, atol=1e-5)


def test_leak_is_one_where_theme_is_language_and_none_in_one_language() -> None:
    one, two = ThemeId("a"), ThemeId("b")
    assert measure_leak([one, one, two, two], ["en", "en", "so", "so"]) == 1
    assert measure_leak([one, two, one, two], ["en", "en", "so", "so"]) == 0
    assert measure_leak([one, two], ["en", "en"]) is None


SAID = {
    "lights": ("The street lights on our road have been out for weeks.", "Dark paths behind the school scare us.", "Mend the lamps."),
    "bus": ("The evening bus never comes.", "There is no Sunday service on line four.", "I wait an hour for the late bus."),
    "rent": ("The landlord raised the rent again.", "Families cannot pay these rents.", "Wages do not cover housing any more."),
    "doctor": (
        "The clinic has no interpreter.",
        "Appointments at the health center take months.",
        "The nurse did not understand my mother.",
    ),
    "police": ("Police stop my sons all the time.", "Officers pulled us over for nothing.", "I do not trust the police after that stop."),
}


@pytest.fixture(scope="module")
def spoken(encoder: Encoder) -> tuple[tuple[Theme, ...], np.ndarray]:
    """Themes with the centroids of what was said on them, and the mean of all that was said."""
    vectors = {name: encoder.encode(said) for name, said in SAID.items()}
    origin = np.concatenate(list(vectors.values())).mean(axis=0)
    return tuple(make_theme(name, unit_mean(each - origin)) for name, each in vectors.items()), origin


def make_theme(name: str, centroid: np.ndarray, *, is_retired: bool = False) -> Theme:
    return Theme(ThemeId(name), name.title(), "", (), RoundId("r"), centroid=tuple(centroid.tolist()), is_retired=is_retired)


ANSWERS = {
    "It is too dark to walk at night because lamps are broken.": "lights",
    "People cannot get home from work late because the buses stop running.": "bus",
    "Housing costs too much and landlords raise prices.": "rent",
    "Patients wait for weeks and nobody speaks their language at the health center.": "doctor",
    "Officers stop young people on the street without a reason.": "police",
}


def test_plain_words_find_the_theme_that_they_mean(encoder: Encoder, spoken: tuple[tuple[Theme, ...], np.ndarray]) -> None:
    themes, origin = spoken
    vectors = centre(encoder.encode(list(ANSWERS)), origin)
    near = nearest_themes(vectors, themes, floor=0.15)
    assert [each[0][0] if each else None for each in near] == list(ANSWERS.values())
    # Of three sentences each, not every theme is sure enough for a link; none that is made is wrong.
    sure = nearest_themes(vectors, themes, floor=0.35)
    assert all(found[0][0] == right for found, right in zip(sure, ANSWERS.values(), strict=True) if found)
    assert sum(map(bool, sure)) >= 3
    assert all(0 < score <= 1 for each in near for _, score in each)


def test_words_about_something_else_find_no_theme(encoder: Encoder, spoken: tuple[tuple[Theme, ...], np.ndarray]) -> None:
    themes, origin = spoken
    strangers = ["Plant more apple trees for the bees.", "The annual report was printed in colour."]
    assert nearest_themes(centre(encoder.encode(strangers), origin), themes) == [(), ()]


def test_without_themes_nothing_is_near_and_retired_ones_are_no_themes(
    encoder: Encoder, spoken: tuple[tuple[Theme, ...], np.ndarray]
) -> None:
    themes, origin = spoken
    retired = [make_theme("bus", np.array(themes[1].centroid), is_retired=True)]
    late = centre(encoder.encode(["The bus is late."]), origin)
    assert nearest_themes(late, []) == [()]
    assert nearest_themes(late, retired) == [()]
    assert nearest_themes(late[:0], themes) == []
    of_another_encoder = make_theme("bus", np.ones(7))
    assert nearest_themes(late, [of_another_encoder]) == [()]
