"""What people said before and after: only what the page prints, said with care."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.screen_texts import list_text_codes, load_texts
from digest.disclosing.policy import DisclosurePolicy, show_share
from digest.disclosing.printed import read_page
from digest.gathering.facts import DigestFacts, HeldAgainst
from digest.pages.digest_page import DigestPage
from digest.pages.helped import Helped, HelpedLine, Verdict, When
from digest.pages.write import to_json
from digest.rendering.charts import draw_between, draw_multiple, fit_scale, place_done
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from digest.telling.helped import MOST_OTHERS, describe_helped
from digest.telling.helped_lines import weigh
from digest.telling.wording import Wording
from domain.action import Change, Incomparable
from domain.ids import RoundId
from domain.recommendations import UpdateState
from tests.digest.example import THEMES, make_facts
from tests.helped.town import update

POLICY = DisclosurePolicy()
BUMPS, PAPERS, LIGHTS = 2, 5, 1  # the numbers of the example's recommendations: verified, reported done, late


@cache
def tell(code: str = "en", *, reasons: tuple[Incomparable, ...] = (), asked: tuple[Incomparable, ...] = ()) -> DigestPage:
    facts = with_indicators(make_facts())
    return complete(build_digest(facts, texts=load_texts(code), policy=POLICY), facts, hold_against(facts, reasons, asked), code)


def complete(page: DigestPage, facts: DigestFacts, against: Mapping[RoundId, HeldAgainst], code: str = "en") -> DigestPage:
    return replace(page, helped=describe_helped(page, facts, against=against, wording=Wording(load_texts(code))))


def with_indicators(facts: DigestFacts) -> DigestFacts:
    asked = tuple(each.title.upper() for each in facts.indicators)
    return replace(facts, recommendations=tuple(replace(each, indicators=asked) for each in facts.recommendations))


def hold_against(
    facts: DigestFacts, reasons: tuple[Incomparable, ...] = (), asked: tuple[Incomparable, ...] = ()
) -> dict[RoundId, HeldAgainst]:
    return {each.id: HeldAgainst(reasons, tuple(asked for _ in facts.indicators)) for each in facts.earlier_rounds}


def find(page: DigestPage, number: int) -> Helped:
    return next(each for each in page.helped if each.reference == f"R-{number:02}")


def all_lines(page: DigestPage) -> list[HelpedLine]:
    return [line for each in page.helped for line in (*each.lines, *each.others)]


def read_json(page: DigestPage) -> dict[str, object]:
    content: dict[str, object] = json.loads(to_json(page))
    return content


def test_only_what_was_done_is_told_of() -> None:
    assert [each.reference for each in tell().helped] == ["R-02", "R-05"]


def test_a_theme_that_fewer_raise_is_said_to_have_gone_down_and_that_it_stood_high() -> None:
    line = find(tell(), BUMPS).lines[0]
    assert (line.title, line.verdict) == ("Cars that race past the school", Verdict.DOWN)
    assert [point.when for point in line.points] == [When.BEFORE, When.AFTER, When.AFTER]
    assert line.words[0].startswith("Fewer people raised this after it was done")
    assert any("very high once" in words for words in line.words)


def test_a_theme_that_more_raise_is_said_to_have_gone_up_whatever_was_hoped_for() -> None:
    line = find(tell(), PAPERS).lines[0]
    assert line.verdict is Verdict.UP
    assert "very high" not in " ".join(line.words)


def test_a_question_that_should_move_stands_beside_it() -> None:
    kinds = [line.kind for line in find(tell(), BUMPS).lines]
    assert kinds == ["theme", "question"]


def test_nothing_is_ever_told_without_saying_that_it_is_no_proof() -> None:
    for code in list_text_codes():
        wording = Wording(load_texts(code))
        assert tell(code).helped
        assert all(wording.say("helped.no_cause") == each.notes[-1] for each in tell(code).helped)


def test_every_figure_stands_elsewhere_on_the_page() -> None:
    for code in list_text_codes():
        page = tell(code)
        elsewhere = {point.share for card in page.themes for point in card.history} | {
            row.share for each in page.indicators for row in each.rows
        }
        assert {point.share for line in all_lines(page) for point in line.points} <= elsewhere
        assert read_page(read_json(page), load_texts(code), POLICY).unread == ()


def test_a_share_that_stands_nowhere_else_blocks_the_release() -> None:
    page = tell()
    told = page.helped[0]
    point = replace(told.lines[0].points[0], share=show_share(35, 420))
    line = replace(told.lines[0], points=(point, *told.lines[0].points[1:]))
    changed = replace(page, helped=(replace(told, lines=(line, *told.lines[1:])), *page.helped[1:]))
    assert read_page(read_json(changed), load_texts("en"), POLICY).unread == (f"helped: R-02, {line.title}",)


def test_a_difference_of_nothing_that_is_printed_blocks_the_release() -> None:
    page = tell()
    told = page.helped[0]
    assert told.lines[0].difference is not None
    line = replace(told.lines[0], difference=replace(told.lines[0].difference, low=-99))
    changed = replace(page, helped=(replace(told, lines=(line,)),))
    assert read_page(read_json(changed), load_texts("en"), POLICY).unread == (f"helped: R-02, {line.title}",)


def test_a_withheld_share_stays_withheld_and_nothing_is_weighed() -> None:
    page = tell()
    cards = tuple(
        replace(card, history=(replace(card.history[0], share=None, words="Not shown"), *card.history[1:])) for card in page.themes
    )
    facts = with_indicators(make_facts())
    line = find(complete(replace(page, themes=cards), facts, hold_against(facts)), BUMPS).lines[0]
    assert (line.verdict, line.difference, line.points[0].share) == (Verdict.UNTOLD, None, None)
    assert line.words[0].startswith("Cannot be told")


def test_a_theme_that_the_page_does_not_show_is_not_named() -> None:
    page = tell()
    facts = with_indicators(make_facts())
    shown = replace(page, themes=tuple(card for card in page.themes if card.title != "Cars that race past the school"))
    helped = find(complete(shown, facts, hold_against(facts)), BUMPS)
    assert "Cars that race" not in to_json(replace(shown, helped=(helped,), said_done=(), recommendations=(), summary=()))
    assert any("does not show them" in note or "do not show" in note for note in helped.notes)
    assert helped.others == ()


def test_rounds_that_cannot_be_compared_are_not() -> None:
    page = tell(reasons=(Incomparable.MODE,), asked=(Incomparable.WORDING,))
    theme, question = find(page, BUMPS).lines
    assert (theme.verdict, question.verdict) == (Verdict.INCOMPARABLE, Verdict.INCOMPARABLE)
    assert "in another way" in theme.words[0]
    assert "other words" in question.words[0]
    assert find(page, BUMPS).others == ()


def test_without_a_round_since_it_was_done_nothing_is_told_yet() -> None:
    facts = make_facts()
    late = update("R-02", date(2026, 11, 10), UpdateState.REPORTED_DONE, "Done.")
    recommendations = tuple(replace(each, updates=(late,)) if each.reference == "R-02" else each for each in facts.recommendations)
    facts = replace(facts, recommendations=recommendations)
    line = find(complete(build_digest(facts, texts=load_texts("en"), policy=POLICY), facts, hold_against(facts)), BUMPS).lines[0]
    assert line.verdict is Verdict.UNTOLD
    assert line.words[0].startswith("We have not listened since")


def test_a_round_that_was_not_tried_is_compared_with_nothing() -> None:
    facts = make_facts()
    page = complete(build_digest(facts, texts=load_texts("en"), policy=POLICY), facts, {})
    assert {line.verdict for line in all_lines(page)} == {Verdict.UNTOLD}


def test_the_yardstick_is_what_nothing_was_done_about_and_stood_nearest_before() -> None:
    others = find(tell(), BUMPS).others
    assert 0 < len(others) <= MOST_OTHERS
    linked = {THEMES[6].id, THEMES[0].id}  # of what was reported done
    assert not linked & {line.anchor for line in others}
    assert all(line.verdict in (Verdict.UP, Verdict.DOWN, Verdict.UNSURE) for line in others)


def test_the_page_of_a_round_and_its_pictures_are_the_same_in_every_language() -> None:
    told = {code: [(line.title, line.verdict, line.difference) for line in all_lines(tell(code))] for code in list_text_codes()}
    assert all(each == told["en"] for each in told.values())


@pytest.mark.parametrize("code", list_text_codes())
def test_the_digest_shows_it_with_a_text_for_each_picture(code: str) -> None:
    html = render_digest(tell(code), load_texts(code))
    section = html[html.index('id="helped"') : html.index("</section>", html.index('id="helped"'))]
    pictures = section.count("<svg role=")
    assert pictures == len(all_lines(tell(code)))
    assert section.count("<desc>") == pictures
    assert 'href="#helped-recommendation-R-02"' in html
    assert re.search(r"<h3>.*R-02", section)


def test_the_line_stands_between_the_last_round_before_and_the_next() -> None:
    line = find(tell(), BUMPS).lines[0]
    scale = fit_scale([50], is_mirrored=False)
    dots = [x for x, *_ in draw_multiple(line.points, scale).dots]
    assert place_done(line.points) == 1
    assert dots[0] < draw_between(1, len(line.points), scale) < dots[1]


def test_where_all_rounds_lie_on_one_side_there_is_no_line() -> None:
    points = find(tell(), BUMPS).lines[0].points
    assert place_done([replace(each, when=When.BEFORE) for each in points]) == 0
    assert place_done([replace(each, when=When.AFTER) for each in points]) == 0


SHARE = st.tuples(st.integers(20, 500), st.integers(20, 500)).map(lambda both: show_share(min(both), max(both)))


@given(before=SHARE, after=SHARE, told=st.sampled_from([None, Change.MORE, Change.LESS, Change.SAME]))
def test_a_verdict_never_goes_against_its_own_range_or_the_page(before: object, after: object, told: Change | None) -> None:
    verdict, difference = weigh(before, after, told)  # type: ignore[arg-type]
    if told is not None:
        assert verdict == {Change.MORE: Verdict.UP, Change.LESS: Verdict.DOWN, Change.SAME: Verdict.UNSURE}[told]
    else:
        assert difference is not None
    if difference is not None:
        assert difference.low <= difference.value <= difference.high
        assert (difference.low > 0) == (verdict is Verdict.UP)
        assert (difference.high < 0) == (verdict is Verdict.DOWN)


@given(before=SHARE, after=SHARE)
def test_told_the_other_way_round_it_is_the_opposite(before: object, after: object) -> None:
    one, other = weigh(before, after, None)[0], weigh(after, before, None)[0]  # type: ignore[arg-type]
    assert {one, other} in ({Verdict.UP, Verdict.DOWN}, {Verdict.UNSURE})
