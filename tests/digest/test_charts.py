from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.disclosing.policy import ShownShare
from digest.pages.cards import HistoryPoint
from digest.pages.timeline_page import Life, LifeMark
from digest.rendering.charts import HEIGHT, LABELS, MOST_TICKS, WIDTH, draw_multiple, fit_scale, place, span_life
from digest.tracking.recommendations import Standing

shares = st.tuples(*[st.integers(0, 100)] * 3).map(sorted).map(lambda three: ShownShare(three[1], three[0], three[2]))
histories = st.lists(
    st.builds(HistoryPoint, round_title=st.just("Spring"), share=st.none() | shares, words=st.just("")), min_size=1, max_size=12
)


@given(st.lists(st.integers(0, 100), max_size=20), st.booleans())
def test_an_axis_starts_at_zero_and_holds_every_value(values: list[int], is_mirrored: bool) -> None:
    scale = fit_scale(values, is_mirrored=is_mirrored)
    assert scale.ticks[0] == 0
    assert scale.ticks[-1] == scale.top >= max(values, default=0)
    assert len(scale.ticks) <= MOST_TICKS


@given(st.floats(0, 1))
def test_a_mirrored_place_lies_as_far_from_the_other_side(fraction: float) -> None:
    there, back = (float(place(fraction, is_mirrored=each).rstrip("%")) for each in (False, True))
    assert abs(there + back - 100) < 0.02


@given(histories, st.booleans())
def test_everything_that_is_drawn_lies_within_the_picture(history: list[HistoryPoint], is_mirrored: bool) -> None:
    scale = fit_scale((point.share.high for point in history if point.share), is_mirrored=is_mirrored)
    picture = draw_multiple(history, scale)
    start, end = (0, WIDTH - LABELS) if is_mirrored else (LABELS, WIDTH)
    assert len(picture.dots) == sum(point.share is not None for point in history)
    for x, y, low, high in picture.dots:
        assert start <= x <= end
        assert 0 <= high <= y <= low <= HEIGHT


def test_no_line_is_drawn_across_a_round_that_is_not_shown() -> None:
    share = ShownShare(20, 15, 26)
    history = [HistoryPoint("", each, "") for each in (share, share, None, share, share, share)]
    picture = draw_multiple(history, fit_scale([26], is_mirrored=False))
    assert [len(line.split()) for line in picture.lines] == [2, 3]
    assert [len(band.split()) for band in picture.bands] == [4, 6]


def test_one_round_alone_is_a_dot_without_a_line() -> None:
    picture = draw_multiple([HistoryPoint("", ShownShare(20, 15, 26), "")], fit_scale([26], is_mirrored=False))
    assert (len(picture.dots), picture.lines, picture.bands) == (1, (), ())


def make_life(*marks: tuple[str, float]) -> Life:
    return Life("R-01", "Mend the lights", Standing.LATE, "Late", tuple(LifeMark(kind, at, "") for kind, at in marks))


def test_an_open_recommendation_reaches_to_today_or_to_its_date() -> None:
    assert span_life(make_life(("issued", 0.1), ("due", 0.3)), today_at=0.8) == (0.1, 0.8)
    assert span_life(make_life(("issued", 0.1), ("due", 0.9)), today_at=0.8) == (0.1, 0.9)


def test_a_settled_recommendation_ends_where_it_was_settled() -> None:
    assert span_life(make_life(("issued", 0.1), ("due", 0.9), ("settled", 0.4)), today_at=0.8) == (0.1, 0.4)
