"""Folders and single sessions as staff bring them in: nothing lost, nothing twice, and no name in the open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.settings import Settings
from domain.errors import BadFile, WrongUse
from domain.listening import Comment, Session
from flows.steps.session_request import read_request, written_request
from flows.steps.sessions import import_folder, import_session
from flows.steps.stage import opened_store
from tests.flows.paper import AUTUMN, SPRING, paper_town

BUS = "Facilitator: What worries you?\nAmina Yusuf: The bus stop by the mill has no light at night.\n"
RENT = "Facilitator: And here?\nOmar Haddad: The rent went up again this winter.\n"


def write(settings: Settings, **texts: str) -> Path:
    folder = settings.folder / "talks"
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def sessions(settings: Settings) -> tuple[Session, ...]:
    with opened_store(settings) as store:
        return store.sessions.of_rounds([each.id for each in store.rounds.all()])


def comments(settings: Settings) -> tuple[Comment, ...]:
    with opened_store(settings) as store:
        return store.comments.of_rounds([each.id for each in store.rounds.all()])


@pytest.fixture
def town(tmp_path: Path) -> Settings:
    return paper_town(tmp_path, [])


def test_one_broken_file_stops_no_other_and_tells_its_reason(town: Settings) -> None:
    write(town, hall__txt=BUS, broken__json="[" * 100_000, late__txt=f"---\ndate: 2999-01-01\n---\n{RENT}")
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.read, receipt.written, receipt.new, receipt.skipped) == (4, 2, 2, 2)
    reasons = " ".join(reason for reason, _ in receipt.skipped_for)
    assert "broken.json: The JSON is nested deeper" in reasons
    assert "dated 2999-01-01, which is after today" in reasons
    assert [each.name for each in sessions(town)] == ["hall"]
    again = import_folder(town, "talks", AUTUMN)
    assert (again.unchanged, again.changed_anything) == (2, False)


def test_a_date_that_the_round_does_not_hold_is_said(town: Settings) -> None:
    write(town, hall__txt=f"---\ndate: 2020-01-01\n---\n{BUS}")
    receipt = import_folder(town, "talks", AUTUMN)
    assert receipt.skipped_for == (("hall: held on 2020-01-01, which is not within this round", 2),)


def test_two_files_that_name_one_session_are_both_left_out_and_parts_come_in_together(town: Settings) -> None:
    folder = write(
        town, a__txt=f"---\nsession: hall\n---\n{BUS}", b__txt=f"---\nsession: hall\n---\n{RENT}", c__txt="- Dust everywhere here\n"
    )
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.written, receipt.skipped) == (1, 2)
    assert all("--session NAME" in reason for reason, _ in receipt.skipped_for)
    assert import_session(town, "talks", AUTUMN, "hall", [folder / "a.txt", folder / "b.txt"]).written == 4


def test_the_same_words_under_another_name_are_refused_now_and_later(town: Settings) -> None:
    folder = write(town, hall__txt=BUS, hall_copy__txt=BUS)
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.written, receipt.skipped) == (2, 1)
    with pytest.raises(BadFile, match="'other' has the same words as the session 'hall'"):
        import_session(town, "talks", AUTUMN, "other", [folder / "hall.txt"])
    assert [each.name for each in sessions(town)] == ["hall"]


def test_a_file_that_was_removed_or_renamed_takes_its_session_along_and_an_empty_folder_is_not_believed(town: Settings) -> None:
    folder = write(town, hall__txt=BUS, yard__txt=RENT)
    outside = town.folder / "other.txt"
    outside.write_text("Lee: The crossing by the school needs a light.\n")
    import_session(town, "talks", AUTUMN, "crossing", [outside])
    import_folder(town, "talks", AUTUMN)
    (folder / "hall.txt").unlink()
    (folder / "yard.txt").rename(folder / "garden.txt")
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.withdrawn, receipt.written) == (4, 2)
    assert {each.name for each in sessions(town)} == {"crossing", "garden"}
    (folder / "garden.txt").unlink()
    with pytest.raises(BadFile, match="Nothing was taken out"):
        import_folder(town, "talks", AUTUMN)
    assert {each.name for each in sessions(town)} == {"crossing", "garden"}
    assert import_folder(town, "talks", AUTUMN, is_emptying_accepted=True).withdrawn > 0
    assert {each.name for each in sessions(town)} == {"crossing"}
    with opened_store(town) as store:
        assert [each.action for each in store.audit.recent() if each.action == "withdrawals accepted"]


def test_nothing_is_taken_out_while_a_file_cannot_be_read(town: Settings) -> None:
    folder = write(town, hall__txt=BUS, yard__txt=RENT)
    import_folder(town, "talks", AUTUMN)
    (folder / "hall.txt").rename(folder / "hall.json")
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.withdrawn, receipt.skipped) == (0, 1)
    assert {each.name for each in sessions(town)} == {"hall", "yard"}


def test_no_name_stands_in_a_session_its_title_its_place_or_the_ledger(town: Settings) -> None:
    folder = write(town, **{"Interview with Amina Yusuf__txt": f"---\ntitle: Talk with Amina\nplace: House of Omar Haddad\n---\n{BUS}"})
    receipt = import_folder(town, "talks", AUTUMN)
    path = folder / "Interview with Amina Yusuf.txt"
    path.write_text(RENT, encoding="utf-8")
    named = import_session(town, "talks", SPRING, "Omar Haddad", [path])
    shown = json.dumps([str(each) for each in sessions(town)]) + str(receipt) + str(named)
    with opened_store(town) as store:
        shown += str(store.ledger.recent(10))
    assert not any(name in shown.casefold() for name in ("amina", "yusuf", "omar", "haddad"))
    assert {each.name[:8] for each in sessions(town)} == {"session-"}


@pytest.mark.parametrize("name", ["../up", "a/b", "a\\b", "line\nbreak", "x" * 121, ".hidden", " "])
def test_a_name_that_could_lead_somewhere_is_refused(town: Settings, name: str) -> None:
    folder = write(town, hall__txt=BUS)
    with pytest.raises(BadFile, match="no slash"):
        import_session(town, "talks", AUTUMN, name, [folder / "hall.txt"])
    assert sessions(town) == ()


SPOKEN = "My neighbour AMINA and mrs yusuf said that amina's bus is always late in the evening."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Amina Yusuf>Yes.</v>\n\n00:03.000 --> 00:04.000\n<v Lee>{SPOKEN}</v>\n"),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\nAmina Yusuf: Yes.\n\n2\n00:00:03,000 --> 00:00:04,000\nLee: {SPOKEN}\n"),
        ("a.txt", f"Amina Yusuf: Yes.\nLee: {SPOKEN}\n"),
        ("a.md", f"**Amina Yusuf:** Yes.\n\n**Lee:** {SPOKEN}\n"),
        ("a.csv", f"speaker,text\nAmina Yusuf,Yes.\nLee,{SPOKEN}\n"),
        ("a.json", json.dumps({"segments": [{"text": "Yes.", "speaker": "Amina Yusuf"}, {"text": SPOKEN, "speaker": "Lee"}]})),
    ],
)
def test_a_speakers_name_is_taken_out_wherever_it_is_spoken(town: Settings, name: str, text: str) -> None:
    file = town.folder / name
    file.write_text(text, encoding="utf-8")
    import_session(town, "talks", AUTUMN, "hall", [file])
    stored = " ".join(each.text or "" for each in comments(town)).casefold()
    assert "always late" in stored
    assert "amina" not in stored
    assert "yusuf" not in stored


def test_a_name_in_the_label_of_one_part_is_taken_out_of_another(town: Settings) -> None:
    parts = [town.folder / "one.txt", town.folder / "two.txt"]
    parts[0].write_text("Amina Yusuf: Yes.\nLee: No.\n")
    parts[1].write_text(f"Lee: {SPOKEN}\n")
    import_session(town, "talks", AUTUMN, "hall", parts)
    assert not any("amina" in (each.text or "").casefold() for each in comments(town))


def test_what_may_be_a_mistake_of_recognition_is_held_with_its_reason(town: Settings) -> None:
    told = {"language": "en", "segments": [{"text": "The bus is late every night."}, {"text": "Thanks for watching!"}]}
    write(town, hall__json=json.dumps(told))
    receipt = import_folder(town, "talks", AUTUMN)
    assert (receipt.written, receipt.held) == (1, 1)
    assert receipt.held_for == (("may be a mistake of speech recognition", 1),)
    again = import_folder(town, "talks", AUTUMN)
    assert (again.unchanged, again.held) == (1, 1)


def test_an_interpreter_who_is_the_only_record_counts_and_is_marked(town: Settings) -> None:
    write(town, hall__txt="Facilitator: What worries you?\nInterpreter: We are afraid to go to the clinic.\n")
    receipt = import_folder(town, "talks", AUTUMN)
    assert any("interpreter" in note for note in receipt.notes)
    assert {(each.question, each.is_context) for each in comments(town)} == {("session", True), ("session, by interpreter", False)}


def test_given_facts_travel_in_a_private_file_that_is_gone_afterwards(town: Settings) -> None:
    file = town.folder / "hall.txt"
    file.write_text(BUS)
    told = {"facilitators": ["Bo Lind"], "quoting": "agreed", "place": "Library"}
    with written_request("hall", [file], told) as place:
        assert place.stat().st_mode & 0o077 == 0
        request = read_request(place)
    assert not place.exists()
    assert (request.name, request.files, request.given["may_quote"]) == ("hall", (file,), True)
    import_session(town, "talks", AUTUMN, "hall", [file], told)
    assert [(each.place, each.may_quote) for each in sessions(town)] == [("Library", True)]
    with pytest.raises(WrongUse):
        import_session(town, "talks", AUTUMN, "hall", [file], {"plaice": "x"})
