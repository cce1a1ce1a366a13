"""Who lives here and what is planned: all of a file, or nothing and the row is named; each with its audit event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.planned import cancel_planned, import_planned
from desk.reference import import_reference, remove_reference
from digest.gathering.plan import make_plan
from digest.gathering.residents import match_residents
from domain.errors import BadFile, WrongUse
from domain.town import LANGUAGE
from tests.warehouse.samples import SPRING, fill
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store

GROUPS = ("neighbourhood", "age")
CENSUS = "Census 2021"
HEAD = "attribute,value,people\n"
GOOD = HEAD + "neighbourhood,Riverside,300\nneighbourhood,Old Mill,100\nlanguage,Somali,10\nlanguage,en,30\n"
PLANNED = "title,planned_on,place,languages,neighbourhood,expected\nEvening,2027-03-11,Hall,Somali; am,Riverside,30\n"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return create_keys(tmp_path / "keys")


@pytest.fixture
def store(tmp_path: Path, keys: Keys) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", keys) as opened:
        yield opened


def write(folder: Path, text: str) -> Path:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def bring_in(store: Store, folder: Path, text: str, source: str = CENSUS) -> int:
    return import_reference(store, write(folder, text), source=source, groups=GROUPS, who="Mia").receipt.written


def actions(store: Store) -> list[str]:
    return [each.action for each in reversed(store.audit.recent(20))]


def test_numbers_of_residents_become_shares_in_their_order(store: Store, tmp_path: Path) -> None:
    assert bring_in(store, tmp_path, GOOD) == 4
    languages, hoods = store.references.all()
    assert (languages.attribute, languages.shares) == (LANGUAGE, (("so", 0.25), ("en", 0.75)))
    assert (hoods.attribute, hoods.source, hoods.shares) == ("neighbourhood", CENSUS, (("Riverside", 0.75), ("Old Mill", 0.25)))
    assert actions(store) == ["reference tables imported"]


def test_the_same_file_again_changes_nothing_and_another_takes_the_place_of_its_attributes_only(store: Store, tmp_path: Path) -> None:
    bring_in(store, tmp_path, GOOD)
    assert bring_in(store, tmp_path, GOOD) == 0
    assert bring_in(store, tmp_path, "attribute,value,percent\nneighbourhood,Riverside,40.4%\nneighbourhood,Old Mill,59.5\n") == 2
    languages, hoods = store.references.all()
    assert languages.shares == (("so", 0.25), ("en", 0.75))
    assert sum(share for _, share in hoods.shares) == pytest.approx(1)
    assert hoods.shares[0][1] == pytest.approx(0.404 / 0.999)
    assert actions(store) == ["reference tables imported"] * 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "neighborhood,Riverside,1\n", r"line 2: No source asks for 'neighborhood'. Did you mean neighbourhood\?"),
        (HEAD + "neighbourhood,Riverside,1\nneighbourhood,RIVERSIDE,2\n", "line 3: neighbourhood has this value on more than one row"),
        (HEAD + "language,Zzzyq,1\n", "line 2: No language is called"),
        (HEAD + "neighbourhood,Riverside,many\n", "line 2: The column 'people' holds no number"),
        (HEAD + "neighbourhood,Riverside,-3\n", "line 2: .*no share can have"),
        (HEAD + "neighbourhood,Riverside,nan\n", "line 2: .*no share can have"),
        (HEAD + "neighbourhood,Riverside,0\n", "Nobody lives here"),
        (HEAD + "neighbourhood,,3\n", "The column 'value' is empty"),
        (HEAD, "There is no row in it"),
        ("attribute,value,percent\nneighbourhood,Riverside,70\n", "add up to 70.0, not to 100"),
        ("attribute,value\nneighbourhood,Riverside\n", "Neither 'people' nor 'percent'"),
        ("attribute,value,people,percent\nneighbourhood,Riverside,1,2\n", "Both 'people' and 'percent'"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_comes_in(store: Store, tmp_path: Path, text: str, says: str) -> None:
    bring_in(store, tmp_path, GOOD)
    before = store.references.all()
    with pytest.raises(BadFile, match=says):
        bring_in(store, tmp_path, text)
    assert store.references.all() == before


def test_a_table_needs_its_source_and_its_going_a_reason(store: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="where these shares come from"):
        bring_in(store, tmp_path, GOOD, source=" ")
    bring_in(store, tmp_path, GOOD)
    with pytest.raises(WrongUse, match="not said why"):
        remove_reference(store, LANGUAGE, why=" ", who="Mia")
    with pytest.raises(WrongUse, match="no reference table for 'age'"):
        remove_reference(store, "age", why="old", who="Mia")
    remove_reference(store, LANGUAGE, why="old", who="Mia")
    assert [each.attribute for each in store.references.all()] == ["neighbourhood"]
    assert actions(store)[-1] == "reference table removed"


def test_values_that_people_gave_and_the_table_lacks_are_told(store: Store, keys: Keys, tmp_path: Path) -> None:
    responses = fill(store, keys)
    (name, value) = responses[0].groups[0]
    done = import_reference(store, write(tmp_path, HEAD + f"{name},Elsewhere,3\n"), source=CENSUS, groups=(name,), who="Mia")
    assert value in done.lacking[name]
    again = import_reference(store, write(tmp_path, HEAD + f"{name},{value.upper()},3\n"), source=CENSUS, groups=(name,), who="Mia")
    assert value not in again.lacking.get(name, ())


def test_residents_have_the_spelling_of_those_who_answered(store: Store, tmp_path: Path) -> None:
    bring_in(store, tmp_path, GOOD)
    matched = match_residents(store.references.all(), "Neighbourhood", ["RIVERSIDE"])
    assert matched == (("RIVERSIDE", 0.75), ("Old Mill", 0.25))
    assert match_residents(store.references.all(), "age", ["16 to 24"]) == ()


def test_planned_sessions_come_in_whole_and_can_be_cancelled(store: Store, tmp_path: Path) -> None:
    done = import_planned(store, write(tmp_path, PLANNED), groups=GROUPS, who="Mia")
    assert (done.read, done.written) == (1, 1)
    assert import_planned(store, write(tmp_path, PLANNED), groups=GROUPS, who="Mia").unchanged == 1
    (kept,) = store.planned.all()
    assert (kept.languages, kept.groups, kept.expected) == (("so", "am"), (("neighbourhood", "Riverside"),), 30)
    with pytest.raises(WrongUse, match="No session is planned"):
        cancel_planned(store, "planned-zzz", why="rain", who="Mia")
    assert cancel_planned(store, kept.id[:14], why="rain", who="Mia") == kept
    assert store.planned.all() == ()
    assert actions(store) == ["planned sessions imported", "planned session cancelled"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (PLANNED + "Evening,2027-03-11,,,,4\n", "stands on more than one row"),
        (PLANNED + "Morning,11/03/2027,,,,4\n", "line 3: The column 'planned_on' holds no date"),
        (PLANNED + "Morning,2027-03-12,,,,4.5\n", "line 3: The column 'expected' holds no number of people"),
        (PLANNED + "Morning,2027-03-12,,Zzzyq,,4\n", "line 3: No language is called"),
    ],
)
def test_a_planned_session_that_is_wrong_is_named_and_none_comes_in(store: Store, tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        import_planned(store, write(tmp_path, text), groups=GROUPS, who="Mia")
    assert store.planned.all() == ()


def test_the_plan_counts_sessions_that_are_still_to_come_and_no_others(store: Store, keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Nobody has said yet who lives here"):
        make_plan(store, SPRING.id, today=date(2027, 1, 1))
    responses = fill(store, keys, people=40)
    (name, value) = responses[0].groups[0]
    import_reference(store, write(tmp_path, HEAD + f"{name},{value},50\n{name},Elsewhere,50\n"), source=CENSUS, groups=(name,), who="Mia")
    heard = sum((name, value) in each.groups for each in responses if each.round_id == SPRING.id)
    (short,) = make_plan(store, SPRING.id, today=date(2027, 1, 1)).shortfalls
    import_planned(
        store, write(tmp_path, f"title,planned_on,{name},expected\nEvening,2027-03-11,Elsewhere,12\n"), groups=(name,), who="Mia"
    )
    before, after = (make_plan(store, SPRING.id, today=day).shortfalls for day in (date(2027, 3, 11), date(2027, 3, 12)))
    assert (short.value, short.heard) == ("Elsewhere", 0)
    assert short.missing <= heard
    assert after == (short,)
    assert sum(each.planned for each in before) in (0, 12)
    assert sum(each.missing for each in before) < short.missing
