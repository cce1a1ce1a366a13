"""A codebook's rows become themes that live: whole or not at all, once, and with nobody's name in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.codebook_rows import split_examples
from desk.themes import rename
from domain.decisions import DecisionKind
from domain.errors import BadFile, WrongUse
from domain.themes import EventKind, MadeBy, Origin
from nlp.redact import Redactor
from tests.codebook.book import BUSES, HEAD, LIGHT, bring_in, plan, write
from tests.desk.theme_town import ANA, BEN, LAMPS, NOISE, ThemeTown, theme_town, title
from warehouse.store import Store


@pytest.fixture
def town(tmp_path: Path) -> Iterator[ThemeTown]:
    with theme_town(tmp_path) as opened:
        yield opened


def titles(store: Store) -> set[str]:
    return {each.title for each in store.themes.living()}


def test_each_row_becomes_an_approved_theme_that_keeps_the_teams_words(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    done = bring_in(town.store, redactor, write(tmp_path, HEAD + LIGHT + BUSES))
    assert (done.new, done.changed) == (2, 0)
    light = next(each for each in town.store.themes.living() if each.title == "Better street lighting")
    assert (light.origin, light.approved_by, light.description) == (Origin.CODEBOOK, ANA, "Streets that are too dark")
    entry = next(each for each in town.store.codebook.all() if each.theme_id == light.id)
    assert entry.texts() == (("Better street lighting",), ("Streets that are too dark",), ("no lamp here", "it is dark there"))
    assert light.id in town.store.decisions.bindings().approved
    (event,) = town.store.themes.events(light.id)
    assert (event.kind, event.made_by, event.run_id) == (EventKind.BORN, MadeBy.PERSON, None)


def test_one_audit_event_tells_of_the_file_and_of_no_title(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    bring_in(town.store, redactor, write(tmp_path, HEAD + LIGHT + BUSES), why="the team's own")
    (event,) = town.store.audit.recent(town.store.audit.count())
    assert (event.action, event.subject, event.why) == ("codebook imported", "codebook", "the team's own")
    assert (event.detail["rows"], event.detail["new"]) == (2, 2) and "light" not in str(event)


def test_the_same_file_again_changes_nothing(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    file = write(tmp_path, HEAD + LIGHT + BUSES + "Calls,Call Maria Lopez at 415-555-0134,Maria Lopez said so\n")
    bring_in(town.store, redactor, file)
    before = town.store.fingerprint()
    done = bring_in(town.store, redactor, file, who=BEN)
    assert (done.new, done.changed) == (0, 0) and town.store.fingerprint() == before


def test_looking_first_writes_nothing(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    before = town.store.fingerprint()
    planned, _ = plan(town.store, redactor, write(tmp_path, HEAD + LIGHT))
    assert planned.new == 1 and [each.state for each in planned.planned] == ["new"] and town.store.fingerprint() == before


def test_a_row_that_changed_changes_its_theme(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    first = bring_in(town.store, redactor, write(tmp_path, HEAD + LIGHT + BUSES))
    again = bring_in(town.store, redactor, write(tmp_path, HEAD + LIGHT.replace("too dark", "dim") + BUSES))
    assert (again.new, again.changed) == (0, 1) and again.themes == first.themes
    assert town.now(first.themes[0]).description == "Streets that are dim"


def test_a_theme_that_was_renamed_here_keeps_its_name_and_is_still_the_codebooks(
    town: ThemeTown, redactor: Redactor, tmp_path: Path
) -> None:
    file = write(tmp_path, HEAD + LIGHT)
    done = bring_in(town.store, redactor, file)
    rename(town.store, town.now(done.themes[0]), title("Light at night"), actor=ANA)
    again = bring_in(town.store, redactor, file)
    assert (again.new, again.changed) == (0, 0) and town.now(done.themes[0]).title == "Light at night"


def test_a_row_titled_as_a_theme_that_was_found_is_that_theme(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    done = bring_in(town.store, redactor, write(tmp_path, f"{HEAD}{LAMPS.title.upper()},All about lamps,the lamp is out\n"))
    assert (done.new, done.changed) == (0, 1) and done.themes[0] == LAMPS.id
    now = town.now(LAMPS)
    assert (now.origin, now.description, now.approved_by) == (Origin.FOUND, "All about lamps", ANA)
    assert [each.theme_id for each in town.store.codebook.all()] == [LAMPS.id]


def test_what_points_to_a_person_is_taken_out_of_descriptions_and_examples(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    done = bring_in(town.store, redactor, write(tmp_path, f"{HEAD}Late buses,Call me at 415-555-0134,my name is Maria Lopez|late again\n"))
    (entry,) = town.store.codebook.all()
    assert done.redacted == 2 and entry.examples[1] == "late again"
    assert not {"415", "Maria", "Lopez"} & set(f"{entry.description} {entry.examples[0]}".replace("-", " ").split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, "no themes"),
        ("title,description\nA b,c\n", "'examples' is missing"),
        (f"{HEAD}{LIGHT},what,\n", r"line 3.*'title' is empty"),
        (f"{HEAD}{LIGHT}lighting better STREET,again,\n", r"line 3.*another row.*line 2"),
        (f"{HEAD}My name is Maria Lopez,,\n", r"line 2.*may point to a person"),
        (f"{HEAD}{'word ' * 13},,\n", "13 words"),
        (f"{HEAD}{'x' * 90},,\n", "90 letters"),
        (f"{HEAD}Late buses,{'x ' * 1100},\n", "more than 2,000 letters"),
        (f"{HEAD}Late buses,,{'|'.join(map(str, range(60)))}\n", "60 examples"),
        ("title,description,examples,language\nLate buses,,,xx\n", "'xx' is none of this"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_written(
    town: ThemeTown, redactor: Redactor, tmp_path: Path, text: str, told: str
) -> None:
    before = town.store.fingerprint()
    with pytest.raises(BadFile, match=told):
        bring_in(town.store, redactor, write(tmp_path, text))
    assert town.store.fingerprint() == before


def test_errors_repeat_no_words_of_a_row(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        bring_in(town.store, redactor, write(tmp_path, f"{HEAD}My name is Maria Lopez,,\n"))
    assert "Maria" not in str(caught.value) and "Lopez" not in str(caught.value)


def test_an_unknown_kind_of_file_and_a_missing_one_are_told(tmp_path: Path) -> None:
    from desk.codebook_files import read_codebook

    with pytest.raises(BadFile, match="not known how"):
        read_codebook(write(tmp_path, "x", "book.docx"))
    with pytest.raises(BadFile, match="cannot be read"):
        read_codebook(tmp_path / "none.csv")


def test_a_theme_that_a_person_made_part_of_another_does_not_come_back_by_a_file(
    town: ThemeTown, redactor: Redactor, tmp_path: Path
) -> None:
    from desk.theme_places import merge

    file = write(tmp_path, HEAD + LIGHT)
    done = bring_in(town.store, redactor, file)
    merge(town.store, town.now(done.themes[0]), town.now(LAMPS), actor=ANA, why="the same")
    with pytest.raises(BadFile, match="part of another"):
        bring_in(town.store, redactor, file)


def test_examples_stand_between_bars_or_on_lines_each_once() -> None:
    assert split_examples("no  lamp | dark\nno lamp||\n late ") == ("no lamp", "dark", "late")


def test_codes_keep_their_levels_guids_and_colours(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    from desk.refi import Code, write_qdc

    outer, inner, deep = (f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2, 3))
    codes = [
        Code(outer, "Streets", colour="#123456", codes=(Code(inner, "Street lamps", codes=(Code(deep, "Lamps that blink"),)),)),
        Code("40000000-0000-4000-8000-000000000000", "Other"),
        Code("50000000-0000-4000-8000-000000000000", "Buses", codes=(Code("60000000-0000-4000-8000-000000000000", "Other"),)),
    ]
    file = tmp_path / "book.qdc"
    file.write_bytes(write_qdc(codes, origin="another program"))
    done = bring_in(town.store, redactor, file)
    now = {each.title: each for each in town.store.themes.living()}
    assert now["Street lamps"].parent_id == now["Lamps that blink"].parent_id == now["Streets"].id and done.flattened == 1
    assert {"Other", "Buses: Other"} <= now.keys()
    entry = next(each for each in town.store.codebook.all() if each.theme_id == now["Streets"].id)
    assert (entry.guid, entry.colour) == (outer, "#123456")
    assert bring_in(town.store, redactor, file).changed == 0


def test_a_code_renamed_elsewhere_is_the_same_theme_renamed(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    from desk.refi import Code, write_qdc

    file, guid = tmp_path / "book.qdc", "10000000-0000-4000-8000-000000000000"
    file.write_bytes(write_qdc([Code(guid, "Dim streets")], origin="o"))
    first = bring_in(town.store, redactor, file)
    file.write_bytes(write_qdc([Code(guid, "Dark streets")], origin="o"))
    again = bring_in(town.store, redactor, file)
    assert again.themes == first.themes and town.now(first.themes[0]).title == "Dark streets"
    assert [each.kind for each in town.store.decisions.of_theme(first.themes[0])] == [DecisionKind.APPROVE, DecisionKind.RENAME]


def test_what_somebody_else_named_is_renamed_by_a_file_only_over_their_head(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    from desk.refi import Code, write_qdc

    rename(town.store, town.now(NOISE), title("Noise at night"), actor=BEN)
    file = tmp_path / "book.qdc"
    file.write_bytes(write_qdc([Code(town.store.codebook.guid_of("theme", NOISE.id), "Loud evenings")], origin="o"))
    before = town.store.fingerprint()
    with pytest.raises(WrongUse, match="Ben renamed it"):
        bring_in(town.store, redactor, file)
    assert town.store.fingerprint() == before
    bring_in(town.store, redactor, file, why="agreed", is_overruling=True)
    assert "Loud evenings" in titles(town.store)
    assert "overruled" in town.store.audit.recent(1)[0].detail


def test_an_erasure_takes_the_words_that_only_one_person_said_out_of_a_codebook(
    town: ThemeTown, redactor: Redactor, tmp_path: Path
) -> None:
    from desk.erase import erase, find_response, find_source

    file = write(tmp_path, f"{HEAD}Late buses,,it was loud on night 1|we wait\n")
    bring_in(town.store, redactor, file)
    source = find_source(town.store, "safety")
    for external in ("9", "10", "11"):
        erase(town.store, find_response(town.store, source, external), why="asked", actor=ANA)
    (entry,) = town.store.codebook.all()
    assert entry.examples == ("we wait",) and entry.language == "en"
