from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.spoken import RUN, cut_runs, gather_spoken, list_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lamps, LAMPS and [PERSON 1]'s lamps!", {"lamps", "and", "s"}),
        ("路灯坏了", {"路灯", "灯坏", "坏了"}),
        ("坏", {"坏"}),
        ("Mill Road 路灯", {"mill", "road", "路灯"}),
        ("الشارع مظلم", {"الشارع", "مظلم"}),
        ("ﬁre Ⅳ", {"fire", "iv"}),
        ("[ADDRESS 12]", set()),
        ("", set()),
    ],
)
def test_words_are_folded_and_placeholders_are_nobodys(text: str, words: set[str]) -> None:
    assert list_words(text) == words


def test_six_words_in_a_row_are_a_quotation_and_five_are_none() -> None:
    spoken = gather_spoken(["The lamp by the old mill is dark."])
    assert spoken.is_quoted_in("They said that the LAMP, by the old mill, is out.")
    assert not spoken.is_quoted_in("They said that the lamp by the old bridge is out.")
    assert not spoken.is_quoted_in("lamp by the old mill")
    assert "lamp" not in repr(spoken)


def test_in_a_script_without_spaces_six_signs_are_a_quotation() -> None:
    spoken = gather_spoken(["路口的灯坏了很久"])
    assert spoken.is_quoted_in("他们说：路口的灯坏了")
    assert not spoken.is_quoted_in("灯坏了")


@given(st.text(), st.text())
def test_a_text_is_quoted_in_whatever_holds_it_whole_once_it_has_six_words(one: str, other: str) -> None:
    spoken = gather_spoken([one])
    assert spoken.words == list_words(one)
    assert spoken.is_quoted_in(f"{other} . {one} . {other}") >= bool(cut_runs(one))
    assert all(len(run) == RUN for run in spoken.runs)
