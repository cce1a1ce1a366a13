"""Cells of a file are people's own words: none of them reaches the warehouse as it was written."""

from __future__ import annotations

from pathlib import Path

from demo.town.survey import SURVEY_ID
from domain.listening import StoredResponse
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.flows.paper import SPRING, paper_town
from tests.flows.town import ROUND, small_town

MAIL = "zebra.canary@mail.example"
HELD = "we are the only Somali family on the street"
LONG = "near the mill, and since the flood of last year on the other side of it"
SAID = "The bus stop by the mill has no light at night."


def stored(settings: object) -> list[StoredResponse]:
    with opened_store(settings) as store:  # type: ignore[arg-type]
        return list(store.responses.of_rounds([each.id for each in store.rounds.all()]))


def test_an_address_in_any_cell_stands_nowhere(tmp_path: Path) -> None:
    row = [MAIL, "2026-03-02", f"{SAID} Write to {MAIL}", f"ask {MAIL}", f"write to {MAIL}", MAIL, MAIL]
    settings = paper_town(tmp_path, [row])
    assert pull(settings, "paper", SPRING).read == 1
    (only,) = stored(settings)
    assert only.groups == (("hood", "other"),)
    assert [(each.value, each.score) for each in only.closed_answers] == [("", None)]
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*.db*"))
    assert b"zebra" not in kept.lower()


def test_what_could_find_nobody_stays_and_so_does_a_score(tmp_path: Path) -> None:
    rows = [["1", "2026-03-02", SAID, "North side", "4", "en", "a"], ["2", "2026-03-02", SAID, "18-24", "Strongly agree", "", "b"]]
    settings = paper_town(tmp_path, rows)
    pull(settings, "paper", SPRING)
    found = sorted((each.groups[0][1], each.closed_answers[0].value, each.closed_answers[0].score) for each in stored(settings))
    assert found == [("18-24", "Strongly agree", None), ("North side", "4", 4.0)]


def test_a_cell_that_a_person_must_look_at_or_that_tells_a_story_becomes_other(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [[hood, "2026-03-02", SAID, hood, "4", "en", hood] for hood in (HELD, LONG)])
    pull(settings, "paper", SPRING)
    assert [each.groups for each in stored(settings)] == [(("hood", "other"),)] * 2


def test_an_id_column_is_hashed_and_still_tells_rows_apart(tmp_path: Path) -> None:
    rows = [[f"{name}@mail.example", "2026-03-02", SAID, "North", "4", "en", name] for name in ("one", "two")]
    settings = paper_town(tmp_path, rows)
    assert pull(settings, "paper", SPRING).written == 2
    again = paper_town(tmp_path, rows[::-1])
    assert pull(again, "paper", SPRING).unchanged == 2
    assert all("@" not in each.external_id for each in stored(settings))


def test_options_of_a_survey_stay_as_the_survey_says_them(tmp_path: Path) -> None:
    """Names of neighbourhoods look like names of people: only the survey can tell that they are options."""
    with small_town(tmp_path, languages=("en",), people=20) as town:
        town.server.update(SURVEY_ID, 1, {"qworry": SAID})
        pull(town.settings, "survey", ROUND)
        values = {value for each in stored(town.settings) for _, value in each.groups}
    assert len(values) > 4
    assert "other" not in values
