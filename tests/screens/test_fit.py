from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.rendering.fit import clip, count_rows, fit_lines, measure_columns

texts = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(texts, st.integers(2, 80))
def test_what_is_cut_fits_and_says_that_it_was_cut(words: str, most: int) -> None:
    cut = clip(words, most)
    assert measure_columns(cut) <= most
    assert cut == words or cut.endswith("…")


@given(st.lists(texts, max_size=8), st.integers(10, 60), st.integers(1, 8))
def test_lines_that_fit_take_no_more_rows_than_there_are(lines: list[str], columns: int, rows: int) -> None:
    fitted = fit_lines(lines, columns=columns, rows=rows)
    assert sum(count_rows(line, columns) for line in fitted.lines) <= rows
    assert len(fitted.lines) + fitted.left == len(lines)
    assert list(fitted.lines[1:]) == lines[1 : len(fitted.lines)]


def test_a_sentence_is_cut_between_words() -> None:
    assert clip("Street lights that stay broken", 20) == "Street lights that…"
    assert clip("路灯坏了好几个月没有人修", 9) == "路灯坏了…"


def test_a_long_word_fills_rows_of_its_own() -> None:
    assert count_rows("n" * 25, 10) == 3
    assert count_rows("one " + "n" * 25, 10) == 4
    assert count_rows("one two", 10) == 1
