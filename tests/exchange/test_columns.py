"""Files that were never made for us: columns by name or by what stands in them, dates, words of states, all told first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk.recommending.exchange.columns import Surety
from desk.recommending.exchange.days import DayRule, find_rule
from desk.recommending.exchange.outcomes import Outcome
from desk.recommending.exchange.plan import Plan, plan_import
from desk.recommending.exchange.sections import Section
from desk.recommending.exchange.states import find_state, make_words
from desk.recommending.exchange.steps_in_cell import read_steps
from desk.recommending.exchange.take import UnsoundRows, import_files
from desk.recommending.exchange.terms import Terms
from domain.errors import BadFile, WrongUse
from domain.recommendations import Reply, UpdateState
from tests.exchange.conftest import Opened
from tests.exchange.samples import TODAY

Write = Callable[..., Path]
GERMAN = "Nr;Titel;Beschreibung;Verantwortlich;Ausgesprochen am;Frist;Farbe\n7;Licht;Mehr Licht;Stadtwerke;10.01.2026;31.12.2026;rot\n"
BARE = "a,b,c,d,e\nR-1,2026-12-31,Lights,Works,2026-01-10\nR-2,2026-11-30,Bumps,Works,2026-01-10\n"


def look(empty: Opened, file: Path, terms: Terms | None = None) -> Plan:
    with empty() as store:
        return plan_import(store, [file], terms or Terms(), who="Mia", today=TODAY)


def taken(plan: Plan) -> dict[str, tuple[str, Surety]]:
    return {each.field: (each.headings[0], each.surety) for each in plan.tables[0].columns.taken}


def test_columns_are_known_by_their_names_in_other_languages(empty: Opened, write: Write) -> None:
    plan = look(empty, write(GERMAN))
    assert taken(plan)["due_on"] == ("Frist", Surety.SURE)
    assert taken(plan)["owner"] == ("Verantwortlich", Surety.SURE)
    assert plan.tables[0].columns.passed_over == ("Farbe",)
    ((_, value),) = plan.pairs
    assert (value.reference, value.due_on, value.issued_on) == ("7", date(2026, 12, 31), date(2026, 1, 10))


def test_a_column_with_a_known_word_in_its_name_is_likely(empty: Opened, write: Write) -> None:
    plan = look(
        empty, write("Ref,Project title,Full text,Lead owner name,Date issued,Final deadline agreed\nR-1,L,T,W,2026-01-10,2026-12-31\n")
    )
    assert (taken(plan)["due_on"], taken(plan)["title"]) == (("Final deadline agreed", Surety.LIKELY), ("Project title", Surety.LIKELY))


def test_what_is_only_guessed_has_to_be_said_before_anything_is_written(empty: Opened, write: Write) -> None:
    file = write(BARE)
    said = {"title": "c", "text": "c", "owner": "d", "issued_on": "e"}
    assert taken(look(empty, file, Terms(columns=said)))["reference"] == ("a", Surety.GUESS)
    with empty() as store:
        with pytest.raises(WrongUse, match='--column "due_on=b"'):
            import_files(store, [file], Terms(columns=said), who="Mia", today=TODAY)
        import_files(store, [file], Terms(columns=said | {"reference": "a", "due_on": "b"}), who="Mia", today=TODAY)
        assert [each.due_on for each in store.recommendations.all()] == [date(2026, 12, 31), date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("columns", "says"),
    [({"owner": "Lead"}, "'Lead' is not there"), ({"ownr": "Verantwortlich"}, "no field 'ownr'")],
)
def test_a_column_that_is_not_there_is_named(empty: Opened, write: Write, columns: dict[str, str], says: str) -> None:
    with pytest.raises(WrongUse, match=says):
        look(empty, write(GERMAN), Terms(columns=columns))


@pytest.mark.parametrize(
    ("headings", "section"),
    [
        ("code,title,text,owner,status,status_date", Section.RECOMMENDATIONS),
        ("code,date,status,title,description", Section.UPDATES),
        ("reference,milestone,due_on,done_on", Section.MILESTONES),
        ("reference,before,after,reason", Section.MOVES),
        ("reference,title,due_on", Section.RECOMMENDATIONS),
        ("reference,due_on,reason", Section.RECOMMENDATIONS),
    ],
)
def test_what_rows_are_is_told_by_their_columns(empty: Opened, write: Write, headings: str, section: Section) -> None:
    row = ",".join("2026-01-10" if "date" in each or "_on" in each else "x" for each in headings.split(","))
    assert look(empty, write(f"{headings}\n{row}\n")).tables[0].columns.section is section


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (["2026-03-31", "2026-04-01 00:00:00"], DayRule()),
        (["31.12.2026", "2026-01-01"], DayRule("%d.%m.%Y")),
        (["03/04/2026", "25/12/2026"], DayRule("%d/%m/%Y")),
        (["31 March 2026"], DayRule("%d %B %Y")),
        (["05/05/2026"], DayRule("%d/%m/%Y")),
        (["soon", ""], DayRule()),
    ],
)
def test_the_only_way_to_read_dates_is_taken(cells: list[str], rule: DayRule) -> None:
    assert find_rule(cells, "", "here") == rule


@pytest.mark.parametrize(
    ("cells", "says"), [(["03/04/2026"], r"several ways.*%d/%m/%Y.*%m/%d/%Y"), (["25/12/2026", "12/25/2026"], "not all written in one way")]
)
def test_dates_that_could_mean_two_days_ask_for_their_format(cells: list[str], says: str) -> None:
    with pytest.raises(BadFile, match=says):
        find_rule(cells, "", "here")
    assert find_rule(cells, "%m/%d/%Y", "here").read("03/04/2026") == date(2026, 3, 4)


def test_a_format_that_tells_no_day_is_refused() -> None:
    with pytest.raises(WrongUse, match="does not tell a day"):
        find_rule([], "%Y", "here")


def test_a_date_in_words_is_refused_or_kept_as_words(empty: Opened, write: Write) -> None:
    file = write("reference,title,text,owner,issued_on,due\nR-1,Lights,Mend them,Works,2026-01-10,End of 2027\n")
    with pytest.raises(UnsoundRows, match="“End of 2027” is no date"), empty() as store:
        import_files(store, [file], Terms(), who="Mia", today=TODAY)
    with empty() as store:
        import_files(store, [file], Terms(are_words_kept=True), who="Mia", today=TODAY)
        (value,) = store.recommendations.all()
        assert (value.due_on, value.text) == (None, "Mend them\nDue date, as written: End of 2027")
        assert import_files(store, [file], Terms(are_words_kept=True), who="Mia", today=TODAY).pairs == ()


def test_words_of_states_mean_what_was_said() -> None:
    words = make_words({"On track": "in progress", "off_track": "responded, rejected"})
    found = find_state("OFF TRACK", words)
    assert found is not None
    assert (found.state, found.reply) == (UpdateState.RESPONDED, Reply.REJECTED)
    assert find_state("in_progress", words) == find_state("on-track", words)
    assert find_state("completed", words) is None
    for meaning in ("finished", "planned, rejected", "responded, perhaps"):
        with pytest.raises(WrongUse, match="cannot mean"):
            make_words({"done": meaning})


def test_milestones_in_a_cell_tell_their_moves_marks_and_weights() -> None:
    (step, other), problems = read_steps(
        "2026-03-31 > 2026-06-30 (2026-03-26: poles are late) > 2026-12-15 (new bids) Lamps burn [done 2026-12-01] [weight 2,5]; "
        "2026-12-31 Kept [needs Lamps burn]"
    )
    assert problems == ()
    assert step.values == {
        "title": "Lamps burn",
        "first_due_on": date(2026, 3, 31),
        "due_on": date(2026, 12, 15),
        "done_on": date(2026, 12, 1),
        "weight": 2.5,
    }
    assert [(each.on, each.reason) for each in step.moves] == [(date(2026, 3, 26), "poles are late"), (None, "new bids")]
    assert other.values["needs"] == ("Lamps burn",)


@pytest.mark.parametrize(
    "cell", ["soon Lamps", "2026-02-30 Lamps", "2026-03-01 Lamps [weight much]", "2026-03-01 Lamps [verified 2026-03-02]"]
)
def test_a_milestone_that_is_written_otherwise_is_named(cell: str) -> None:
    steps, problems = read_steps(cell)
    assert (steps, len(problems)) == ((), 1)


def test_a_number_that_means_one_reference_is_taken_for_it_and_told(empty: Opened, write: Write) -> None:
    rows = (
        'reference,title,text,owner,issued_on,depends on\nR-01,a,b,c,2026-01-10,\nR-02,a,b,c,2026-01-10,1\nR-03,a,b,c,2026-01-10,"1, 2"\n'
    )
    plan = look(empty, write(rows))
    assert [after.needs for _, after in plan.pairs] == [(), ("R-01",), ("R-01", "R-02")]
    assert plan.results[1].notes == ("“1” was taken for R-01.",)
    assert {each.outcome for each in plan.results} == {Outcome.NEW}
