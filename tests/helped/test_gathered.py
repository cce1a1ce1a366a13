"""From the warehouse to the page: what is gathered, what a release freezes, and what the command line reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.screen_texts import load_texts
from desk.releases import check_releases
from digest.gathering.held_against import gather_held_against
from digest.pages.helped import Verdict
from digest.releasing.helped import find_helped
from digest.rendering.render import render_timeline
from domain.recommendations import UpdateState
from flows.steps.findings import findings
from tests.helped.town import DONE, LAMPS, PASSAGE_WORDS, REJECTED, SAID, Town, hear, heard_twice, update
from tests.played import hearback
from web.timeline import tell_recommendation

TODAY = date(2026, 11, 15)


def test_a_release_says_what_people_said_before_and_after(released: Town) -> None:
    found = find_helped(released.store, "R-01", load_texts)
    assert found is not None
    line = found.helped.lines[0]
    assert (line.title, line.verdict) == (LAMPS, Verdict.DOWN)
    assert [point.share.value for point in line.points if point.share] == [34, 13]
    assert find_helped(released.store, "R-02", load_texts) is None


def test_the_released_page_gives_nothing_away(released: Town) -> None:
    check = check_releases(released.store, released.terms.policy)
    assert check.checked == 1
    assert check.exposures == ()


def test_no_passage_stands_in_what_is_told(released: Town) -> None:
    release = released.store.releases.of_round(released.settings.round("autumn").id)[0]
    page = released.store.releases.page(release.id)
    assert "helped" in page
    assert not any(word in page.casefold() for word in PASSAGE_WORDS.split())


def test_rounds_are_compared_only_with_what_they_need(released: Town) -> None:
    rounds = [released.settings.round(name) for name in ("spring", "autumn")]
    against = gather_held_against(released.store, rounds, (), (DONE, REJECTED), today=TODAY)
    assert set(against) == {rounds[0].id}
    assert gather_held_against(released.store, rounds, (), (REJECTED,), today=TODAY) == {}
    assert gather_held_against(released.store, rounds, (), (DONE,), today=date(2026, 6, 20)) == {}


def test_too_few_people_are_not_compared(tmp_path: Path) -> None:
    with heard_twice(tmp_path / "town", DONE, said={LAMPS: (6, 30), "": (3, 90)}) as town:
        (told,) = town.prepare().page.helped
        assert told.lines[0].verdict is not Verdict.DOWN
        assert told.lines[0].difference is None
        assert told.lines[0].points[0].share is None


def test_a_small_change_that_waits_changes_what_is_told_with_it(tmp_path: Path) -> None:
    """After a release two more people speak: the page holds its counts, and so does what stands before and after."""
    with heard_twice(tmp_path / "town") as town:
        town.release()
        before = town.prepare().page
        hear(town.settings, town.store, {**SAID, LAMPS: (90, 32)})
        findings(town.settings, "autumn")
        held = town.prepare()
        assert held.exposed == ()
        shares = {point.share for card in held.page.themes for point in card.history}
        assert {point.share for each in held.page.helped for line in each.lines for point in line.points} <= shares
        assert before.helped[0].lines[0].title == held.page.helped[0].lines[0].title


def test_what_was_opened_again_is_told_no_more(tmp_path: Path) -> None:
    with heard_twice(tmp_path / "town") as town:
        assert [each.reference for each in town.prepare().page.helped] == ["R-01"]
        town.store.recommendations.save(
            [replace(DONE, updates=(*DONE.updates, update("R-01", date(2026, 9, 20), UpdateState.REOPENED, "Dark again.")))]
        )
        assert town.prepare().page.helped == ()


@pytest.mark.parametrize("arguments", [["R-01"], ["R-01", "--draft", "autumn"], ["R-01", "--json"]])
def test_the_command_shows_it(released: Town, arguments: list[str]) -> None:
    done = hearback("recommendations", "helped", *arguments, "--settings", str(released.settings.folder / "hearback.toml"))
    assert done.returncode == 0, done.stderr
    assert LAMPS in done.stdout
    assert "no proof" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["R-02"], "No release tells of R-02"),
        (["R-99"], "no recommendation 'R-99'"),
        (["R-02", "--draft", "autumn"], "was not reported done"),
    ],
)
def test_the_command_says_what_to_do_where_there_is_nothing(released: Town, arguments: list[str], told: str) -> None:
    done = hearback("recommendations", "helped", *arguments, "--settings", str(released.settings.folder / "hearback.toml"))
    assert done.returncode == 2
    assert told in done.stderr


def test_its_own_page_shows_it_and_that_of_another_does_not(released: Town) -> None:
    terms = released.terms
    done, other = (tell_recommendation(released.store, terms, reference) for reference in ("R-01", "R-02"))
    assert done is not None and other is not None
    html = render_timeline(done, terms.texts)
    assert 'id="helped"' in html
    assert "no proof that it helped" in html
    assert 'id="helped"' not in render_timeline(other, terms.texts)
