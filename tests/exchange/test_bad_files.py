"""What cannot be taken: files that are none, and rows that are not sound. Each is named, and nothing is written."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.recommending.exchange.open_file import open_files
from desk.recommending.exchange.outcomes import Outcome
from desk.recommending.exchange.plan import plan_import
from desk.recommending.exchange.rest import write_rest
from desk.recommending.exchange.take import UnsoundRows, count_rows, import_files
from desk.recommending.exchange.terms import Owners, Terms, read_mapping
from domain.contacts import Contact
from domain.errors import BadFile, HearbackError
from domain.recommendations import Role, UpdateState
from tests.exchange.conftest import Opened
from tests.exchange.samples import TODAY
from warehouse.store import Store

Write = Callable[..., Path]
WHO = "Mia"
HEAD = "reference,title,text,owner,issued_on,due_on,milestones\n"
GOOD = "R-1,Lights,Mend them,Works,2026-01-10,2026-06-30,2026-03-01 List made; 2026-05-01 Poles bought\n"
UPDATES = "reference,on,state,note,evidence,by,role\n"


@pytest.fixture
def store(empty: Opened) -> Iterator[Store]:
    with empty() as opened:
        yield opened


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (GOOD, r"stands on more than one row \(line 2, line 3\)"),
        (GOOD.replace("2026-06-30", "2025-06-30").replace("R-1", "R-2"), "before it was issued"),
        (GOOD.replace("2026-06-30", "2026-02-29").replace("R-1", "R-2"), "“2026-02-29” is no date"),
        (GOOD.replace("Works", "").replace("R-1", "R-2"), "owner is missing"),
        (GOOD.replace("Mend them", "Mend, all").replace("R-1", "R-2"), "more than 7 cells"),
        (GOOD.replace("List made", "List made [weight 0]").replace("R-1", "R-2"), "has to be above 0"),
        (GOOD.replace("List made", "List made [needs List made]").replace("R-1", "R-2"), "needs itself"),
        ("R-2,a,b,c,2026-01-10,,2026-03-01 One [needs Two]; 2026-05-01 Two [needs One]\n", "wait for one another"),
        (GOOD.replace("Poles bought", "List made").replace("R-1", "R-2"), "“List made” is told twice"),
        (GOOD.replace("Lights", "Li\u202eghts").replace("R-1", "R-2"), "sign that does not show"),
        (GOOD.replace("2026-01-10", "2026-12-10").replace("R-1", "R-2"), "has not come yet"),
        (GOOD.replace("R-1", "R<2>"), "not for references"),
    ],
)
def test_a_wrong_row_is_named_and_the_sound_one_waits_or_is_taken(store: Store, write: Write, row: str, says: str) -> None:
    file = write(HEAD + GOOD + row)
    with pytest.raises(UnsoundRows, match=says):
        import_files(store, [file], Terms(), who=WHO, today=TODAY)
    assert (store.recommendations.all(), store.audit.count()) == ((), 0)
    plan = import_files(store, [file], Terms(is_good_kept=True), who=WHO, today=TODAY)
    assert [each.reference for each in store.recommendations.all()] == (["R-1"] if "more than one" not in says else [])
    assert plan.count(Outcome.REFUSED) == len(plan.unsound) > 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("R-9,2026-02-01,planned,soon,,,", "no recommendation “R-9”. Did you mean R-1"),
        ("R-1,2026-02-01,nearly,soon,,,", "“nearly” is not known"),
        ("R-1,2026-12-01,planned,soon,,,", "not come yet"),
        ("R-1,2026-01-01,planned,soon,,,", "before the recommendation was issued"),
        ("R-1,2026-02-30,planned,soon,,,", "is no date"),
        ("R-1,2026-02-01,planned,,,,", "note is empty"),
        ("R-1,2026-02-01,verified,soon,,,board", "After “|Only|not said who|names its evidence"),
        ("R-1,2026-02-02,verified,done,looked,Works,owner", "Only the board or an auditor"),
        ("R-1,2026-02-01,planned,soon,,,king", "“king” is not known"),
    ],
)
def test_a_wrong_update_is_named_and_none_is_written(store: Store, write: Write, row: str, says: str) -> None:
    import_files(store, [write(HEAD + GOOD)], Terms(), who=WHO, today=TODAY)
    file = write(f"{UPDATES}R-1,2026-01-20,reported done,finished,,,\n{row}\n", "updates.csv")
    with pytest.raises(UnsoundRows, match=says):
        import_files(store, [file], Terms(), who=WHO, today=TODAY)
    assert store.recommendations.all()[0].updates == ()
    import_files(store, [file], Terms(is_good_kept=True), who=WHO, today=TODAY)
    assert [each.state for each in store.recommendations.all()[0].updates] == [UpdateState.REPORTED_DONE]


def test_an_owner_whom_nobody_entered_is_held_and_comes_in_once_entered(store: Store, write: Write, tmp_path: Path) -> None:
    store.contacts.save(Contact("Parks", roles=(Role.OWNER,)))
    files = [
        write(HEAD + GOOD + GOOD.replace("R-1", "R-2").replace("Works", "Parks")),
        write(f"{UPDATES}R-1,2026-01-20,planned,x,,,\n", "u.csv"),
    ]
    plan = import_files(store, files, Terms(is_good_kept=True), who=WHO, today=TODAY)
    assert [each.outcome for each in plan.results] == [Outcome.HELD, Outcome.NEW, Outcome.HELD]
    receipt = count_rows(plan)
    assert (receipt.held, receipt.written, receipt.skipped) == (2, 1, 0)
    own, updates = write_rest(plan, tmp_path / "rest.csv")
    assert "“Works” is no contact" in own.read_text(encoding="utf-8-sig")
    assert (updates.name, "Its recommendation is held" in updates.read_text(encoding="utf-8-sig")) == ("rest.updates.csv", True)
    store.contacts.save(Contact("Works"))
    rest = import_files(store, [own, updates], Terms(), who=WHO, today=TODAY)
    assert [each.outcome for each in rest.results] == [Outcome.NEW, Outcome.NEW]
    assert import_files(store, files, Terms(), who=WHO, today=TODAY).pairs == ()


def test_owners_can_be_taken_as_they_stand(store: Store, write: Write) -> None:
    store.contacts.save(Contact("Parks"))
    import_files(store, [write(HEAD + GOOD)], Terms(owners=Owners.AS_THEY_STAND), who=WHO, today=TODAY)
    assert store.recommendations.all()[0].owner == "Works"


def test_a_need_of_what_is_refused_is_refused_too(store: Store, write: Write) -> None:
    rows = "reference,title,text,owner,issued_on,due_on,needs\nR-1,a,b,c,2026-01-10,2025-01-01,\nR-2,a,b,c,2026-01-10,,R-1\nR-3,a,b,c,2026-01-10,,R-2\n"
    plan = import_files(store, [write(rows)], Terms(is_good_kept=True), who=WHO, today=TODAY)
    assert {each.outcome for each in plan.results} == {Outcome.REFUSED}
    assert store.recommendations.all() == ()


TREE = {"recommendations": [{"reference": "R-1", "title": "a", "text": "b", "owner": "c", "issued_on": "2026-01-10"}]}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b'reference,title\nR-1,"open', "no table|quotation"),
        ("a.csv", b"reference\n\x00\x01\x02\x03", "not text|not UTF-8"),
        ("a.csv", b"colour,size\nred,large\n", "no column was found for 'reference'"),
        ("a.xlsx", b"PK\x03\x04nonsense", "damaged"),
        ("a.xlsx", b"reference,title\n", "not an Excel workbook"),
        ("a.xls", b"x", "are not read"),
        ("a.json", b'{"recommendations": [', "no JSON"),
        ("a.json", b'{"recommendations": [{"reference": "R-1", "reference": "R-2"}]}', "stands twice"),
        ("a.json", b'{"people": []}', "Nobody knows what 'people' is"),
        ("a.json", b'[["R-1"]]', "no list of names and values"),
        ("a.json", b"[" * 100_000, "nested too deeply|no JSON"),
        ("a.json", b"7", "no list in it"),
        ("a.yaml", b"a: &x [1, 2]\nb: *x\n", "alias"),
        ("a.yaml", b"recommendations: !!python/object/apply:os.system ['true']\n", "tag"),
        ("a.yaml", b"recommendations:\n  - reference: R-1\n    reference: R-2\n", "line 3: The name 'reference' stands twice"),
        ("a.yaml", b"recommendations:\n - a: [\n", "no YAML"),
        ("a.yaml", b"- " * 30 + b"x", "nested too deeply"),
        ("a.yaml", b"--- {}\n--- {}\n", "2 documents"),
        ("a.yaml", b"x: \x07", "no YAML|not text"),
    ],
)
def test_a_file_that_is_none_is_named(store: Store, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(HearbackError, match=says) as caught:
        plan_import(store, [file], Terms(), who=WHO, today=TODAY)
    assert str(file) in str(caught.value)


def test_a_million_cells_are_too_many(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("reference" + "," * 999 + "\n" + ("x" + "," * 999 + "\n") * 1000, encoding="utf-8")
    with pytest.raises(BadFile, match="over 1,000,000 cells"):
        open_files([file])


def test_an_archive_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    with pytest.raises(BadFile, match="unpacks to more than"):
        open_files([file])


def test_aliases_that_multiply_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bomb.yaml"
    lines = ['a0: &a0 ["x"]'] + [f"a{each}: &a{each} [{', '.join([f'*a{each - 1}'] * 9)}]" for each in range(1, 30)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadFile, match="alias"):
        open_files([file])


def test_yaml_keeps_text_as_text_and_lists_within(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        "recommendations:\n- reference: 007\n  title: no\n  text: |\n    one\n    two\n  owner: Works\n  issued_on: 2026-01-10\n"
        "  places: [Old Mill, 'North; gate']\n  deputy: ~\n  milestones:\n  - {title: List, due_on: 2026-03-01}\n"
        "  updates:\n  - {on: 2026-02-01, state: planned, note: yes}\n",
        encoding="utf-8",
    )
    import_files(store, [file], Terms(), who=WHO, today=TODAY)
    (value,) = store.recommendations.all()
    assert (value.reference, value.title, value.text, value.deputy) == ("007", "no", "one\ntwo", "")
    assert (value.places, value.milestones[0].title, value.updates[0].note) == (("North; gate", "Old Mill"), "List", "yes")


def test_a_formula_is_read_as_its_value_and_told(store: Store, tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    file = tmp_path / "plan.xlsx"
    with Workbook(file) as book:
        sheet = book.add_worksheet("Plan")
        for place, name in enumerate(("reference", "title", "text", "owner", "issued_on")):
            sheet.write_string(0, place, name)
        for place, words in enumerate(("R-1", "", "=cmd|' /C calc'!A0", "Works", "2026-01-10")):
            sheet.write_string(1, place, words)
        sheet.write_formula(1, 1, '="Li"&"ghts"', None, "Lights")
    plan = import_files(store, [file], Terms(), who=WHO, today=TODAY)
    assert plan.tables[0].notes == ("Formulas stand in 1 of the cells; the values that were saved with them are read (B2).",)
    assert (store.recommendations.all()[0].title, store.recommendations.all()[0].text) == ("Lights", "=cmd|' /C calc'!A0")


def test_an_old_encoding_is_read_and_told(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    words = "Más luz en la calle del señor Núñez, también en el jardín de los niños pequeños"
    file.write_bytes(f'reference,title,text,owner,issued_on\nR-1,Luz,"{words}",Obras,2026-01-10\n'.encode("cp1252"))
    plan = import_files(store, [file], Terms(), who=WHO, today=TODAY)
    assert "look whether accents are right" in plan.tables[0].notes[0]
    assert store.recommendations.all()[0].text == words


def test_a_mapping_that_says_nothing_known_is_named(tmp_path: Path) -> None:
    for content, says in (("[stats]\na = 'b'", "Nobody knows 'stats'"), ("[states]\na = 1", "no text"), ("a =", "no TOML")):
        file = tmp_path / "mapping.toml"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(BadFile, match=says):
            read_mapping(file)


def test_json_numbers_stay_as_they_are_written(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    tree = {"recommendations": [TREE["recommendations"][0] | {"reference": 7, "external_id": 1.50}]}
    file.write_text(json.dumps(tree).replace("1.5", "1.50"), encoding="utf-8")
    import_files(store, [file], Terms(), who=WHO, today=TODAY)
    assert (store.recommendations.all()[0].reference, store.recommendations.all()[0].external_id) == ("7", "1.50")
