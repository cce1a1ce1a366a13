"""From a finding to a recommendation: what is carried over is what a page says, and no exact count gets along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from desk.recommending.draft import PLACE, Said, carry_over, draft, write_form
from desk.recommending.exchange.cells import read_ground
from desk.release_make import make_release
from digest.pages.cards import RaisedRow, RaisedTable
from digest.releasing.prepare import make_draft
from domain.errors import WrongUse
from domain.recommendations import GroundKind, ThemeLink
from domain.themes import MadeBy, Theme
from flows.steps.digest import digest as write_digest
from flows.steps.digest import draft_name
from tests.review.town import FEW, LAMPS, NOISE, Town, hear, review_town, theme_id

TODAY = date(2026, 11, 21)
WHY = "board meeting of 12 November"
SAID = Said("R-11", "Lamps that burn", "Mend every lamp.", "Public Works", TODAY, date(2027, 3, 1), evidence_standard="All burn.")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with review_town(tmp_path / "town", {LAMPS: (43, 0.9), NOISE: (27, 0.1), FEW: (4, 0.9), "": (22, 0.0)}) as made:
        yield made


def put_down(town: Town, theme: Theme, said: Said = SAID) -> None:
    draft(town.store, town.terms, town.round, theme, said, who="Ana", why=WHY, today=TODAY)


def release(town: Town) -> None:
    town.look_at_all()
    make_release(town.store, town.terms, town.round, actor="Ana")


def test_what_the_release_says_is_carried_over_and_linked(town: Town) -> None:
    release(town)
    put_down(town, town.theme(LAMPS))
    (made,) = town.store.recommendations.all()
    assert (made.answers, made.title, made.due_on, made.first_due_on) == (LAMPS, "Lamps that burn", SAID.due_on, SAID.due_on)
    assert made.links == (ThemeLink(theme_id(LAMPS), MadeBy.PERSON, 1.0),)
    told = {each.kind: each for each in made.grounds}
    assert told[GroundKind.FINDING].ref == f"spring/{theme_id(LAMPS)}"
    assert "about 45 people" in told[GroundKind.FINDING].told and "Release 1" in told[GroundKind.FINDING].told
    assert (told[GroundKind.ROUND].ref, told[GroundKind.ROUND].told) == ("spring", "")


def test_no_exact_count_gets_along(town: Town) -> None:
    release(town)
    for title in (LAMPS, NOISE):
        carried = carry_over(town.store, town.terms, town.round, town.theme(title))
        words = " ".join((carried.answers, carried.source, *(each.told for each in carried.grounds)))
        assert not {"43", "27", "22", "96"} & set(re.findall(r"\d+", words))


def test_of_two_decisions_both_stand_in_the_audit_log_or_none(town: Town) -> None:
    release(town)
    before = town.store.audit.count()
    put_down(town, town.theme(LAMPS))
    events = list(reversed(town.store.audit.recent(town.store.audit.count() - before)))
    assert [each.action for each in events] == ["recommendation added", "recommendation linked"]
    assert {each.why for each in events} == {WHY}
    untouched = town.store.fingerprint()
    with pytest.raises(WrongUse, match="taken"):
        put_down(town, town.theme(NOISE))
    with pytest.raises(WrongUse, match="before it was issued"):
        put_down(town, town.theme(NOISE), replace(SAID, reference="R-12", due_on=date(2026, 1, 1)))
    assert town.store.fingerprint() == untouched


def test_a_theme_that_the_page_withholds_is_not_told_by_way_of_a_recommendation(town: Town) -> None:
    release(town)
    before = town.store.fingerprint()
    with pytest.raises(WrongUse, match="does not show this theme") as error:
        put_down(town, town.theme(FEW))
    assert FEW not in str(error.value)
    assert town.store.fingerprint() == before


def test_figures_of_a_release_stay_what_was_released_whatever_was_heard_since(town: Town) -> None:
    release(town)
    before = carry_over(town.store, town.terms, town.round, town.theme(LAMPS))
    hear(town, {LAMPS: (80, 0.9), NOISE: (27, 0.1)}, run="run-2")
    town.count()
    assert carry_over(town.store, town.terms, town.round, town.theme(LAMPS)) == before


def test_where_nothing_was_released_the_protected_draft_is_told_and_named_as_such(town: Town) -> None:
    carried = carry_over(town.store, town.terms, town.round, town.theme(LAMPS))
    told = carried.grounds[0].told
    assert "about 45 people" in told and "43" not in told
    with pytest.raises(WrongUse, match="does not show"):
        carry_over(town.store, town.terms, town.round, town.theme(FEW))


def test_a_part_of_a_theme_is_drafted_from_its_whole(town: Town) -> None:
    part = replace(town.theme(NOISE), parent_id=theme_id(LAMPS))
    with pytest.raises(WrongUse, match=theme_id(LAMPS)):
        carry_over(town.store, town.terms, town.round, part)


def test_places_are_those_that_are_shown_and_rather_those_that_raised_it_more() -> None:
    from desk.recommending.draft import _list_places

    def row(label: str, raised: int | None, standing: str) -> RaisedRow:
        return RaisedRow(label, raised, 40, None, standing, "")

    rows = (row("Riverside", 20, "above"), row("Northgate", 10, "alike"), row("Old Mill", None, ""))
    assert list(_list_places([RaisedTable(PLACE, "en", None, rows), RaisedTable("age", "en", None, rows)])) == ["Riverside"]
    assert list(_list_places([RaisedTable(PLACE, "en", None, rows[1:])])) == ["Northgate"]
    assert list(_list_places([RaisedTable("age", "en", None, rows)])) == []


def test_the_form_is_yaml_that_says_what_was_carried_over(town: Town) -> None:
    release(town)
    carried = carry_over(town.store, town.terms, town.round, town.theme(LAMPS))
    form = write_form(carried, today=TODAY)
    (entry,) = yaml.safe_load(form)["recommendations"]
    assert (entry["title"], entry["answers"], entry["issued_on"]) == ("", LAMPS, TODAY)
    assert tuple(map(read_ground, entry["grounds"])) == carried.grounds
    assert f"link REFERENCE {theme_id(LAMPS)}" in form and "43" not in form


def test_a_draft_page_names_the_command_at_each_theme_and_a_release_does_not(town: Town) -> None:
    prepared = town.prepare()
    command = f"hearback recommendations draft {theme_id(LAMPS)} --round spring"
    assert any(command in line for card in make_draft(prepared, town.terms).themes for line in card.basis)
    assert not any("hearback" in line for card in prepared.page.themes for line in card.basis)
    write_digest(town.settings, "spring", town.folder / "out")
    assert command in (town.folder / "out" / draft_name("spring")).read_text(encoding="utf-8")
