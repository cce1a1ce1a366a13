from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.packs import list_languages
from nlp.kinds import cues
from nlp.kinds.cues import CUE_LISTS, CUE_NAMES, fold, read_cues

TABLE = tomllib.loads((Path(cues.__file__).parent / "cues.toml").read_text(encoding="utf-8"))


def read(text: str, language: str = "en") -> dict[str, float]:
    return dict(zip(CUE_NAMES, map(float, read_cues([text], [language])[0]), strict=True))


def test_every_language_with_a_pack_has_all_lists() -> None:
    assert set(TABLE) == set(list_languages())
    assert all(set(table) == set(CUE_LISTS) and all(table.values()) for table in TABLE.values())


@pytest.mark.parametrize("text", ["When?", "什么时候？", "متى؟", "መቼ፧", "when ?!", "“When?”"])
def test_a_question_mark_of_any_script_ends_a_question(text: str) -> None:
    assert read(text, "xx")["ends with ?"] == 1


def test_words_are_found_without_the_accents_that_people_leave_out() -> None:
    assert read("mas arboles", "es")["more first"] == read("Más árboles", "es")["more first"] == 1


def test_a_word_within_another_is_not_found() -> None:
    assert read("the knower nodded")["troubles"] == 0
    assert read("no door")["troubles"] > 0


def test_a_language_without_words_of_its_own_is_read_by_its_signs() -> None:
    told = read("qwerty zxcv?", "xx")
    assert told["knows words"] == 0 and told["has ?"] == 1 and not any(told[name] for name in CUE_LISTS)


@given(st.text(max_size=300), st.sampled_from([*sorted(TABLE), "xx"]))
def test_hints_always_lie_between_0_and_1(text: str, language: str) -> None:
    row = read_cues([text], [language])
    assert row.shape == (1, len(CUE_NAMES)) and bool((row >= 0).all()) and bool((row <= 1).all())


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_no_list_holds_a_word_that_can_never_be_found() -> None:
    words = [word for table in TABLE.values() for name in CUE_LISTS for word in table[name]]
    assert all(word == word.strip() and re.fullmatch(r"[^*]+\*?", word) for word in words)
