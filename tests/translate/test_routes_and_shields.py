"""The ways between languages, and what is kept out of an engine's hands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.translate.routes import Route, find_routes
from nlp.translate.shield import shield
from nlp.translate.stream import read_units, write_units


def test_the_shortest_way_is_taken() -> None:
    routes = find_routes(["fr-es", "spa-eng", "pt-es", "fr-en", "es-pt"], "en")
    assert routes["fr"] == Route(("fr", "en"), ("fr-en",))
    assert routes["pt"] == Route(("pt", "es", "en"), ("pt-es", "spa-eng"))
    assert "en" not in routes


def test_regional_and_special_modes_are_a_last_choice() -> None:
    assert find_routes(["spa-eng_US", "spa-eng", "eco-es-fr", "nonsense"], "en") == {"es": Route(("es", "en"), ("spa-eng",))}
    assert find_routes(["spa-eng_US"], "en")["es"].modes == ("spa-eng_US",)


def test_no_way_is_no_route() -> None:
    assert find_routes(["en-es", "fr-oc"], "en") == {}


@given(st.text())
def test_a_shielded_text_that_comes_back_unchanged_is_the_text(text: str) -> None:
    shielded = shield(text)
    assert shielded.restore(shielded.words) is not None


@given(
    st.lists(st.sampled_from(["[PERSON 1]", "[PERSON 2]", "[URL 12]", "Zqx", "zqxbq", "la casa", ".", "https://town.example"])).map(
        " ".join
    )
)
def test_parts_that_are_kept_come_back_in_any_case(text: str) -> None:
    shielded = shield(text)
    assert shielded.restore(shielded.words) == text
    assert "[PERSON" not in shielded.words
    restored = shielded.restore(shielded.words.upper())
    assert restored is not None and restored.count("[PERSON 1]") == text.count("[PERSON 1]")


def test_a_kept_part_that_is_lost_or_doubled_is_noticed() -> None:
    shielded = shield("la casa de [PERSON 1]")
    word = shielded.words.split()[-1]
    assert shielded.restore("the house") is None
    assert shielded.restore(f"{word} and {word}") is None
    assert shielded.restore(f"the house of {word}") == "the house of [PERSON 1]"


def test_a_shield_shows_no_words() -> None:
    assert "casa" not in repr(shield("la casa de [PERSON 1]"))


@given(st.lists(st.text()))
def test_units_written_and_read_are_the_same_but_for_space(units: list[str]) -> None:
    expected = [" ".join(unit.encode("utf-8", "replace").decode().replace("\0", " ").split()) for unit in units]
    assert read_units(write_units(units), len(units)) == expected


def test_too_few_or_too_many_answers_are_none_at_all() -> None:
    assert read_units(b"[0]a.[]\0", 2) is None
    assert read_units(b"[0]a.[]\0[1]b.[]\0[2]c", 2) is None
