"""What belongs to which round follows the dates, also after somebody changed them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from config.settings import Settings
from domain.errors import BadFile, SourceError, WrongUse
from flows.steps.pull import pull
from flows.steps.sessions import import_folder, import_session
from flows.steps.stage import opened_store
from tests.flows.paper import AUTUMN, SPRING, paper_town

SAID = "The bus stop by the mill has no light at night."
TALK = "Facilitator: What worries you?\nResident: The bus stop by the mill has no light at night.\nNeighbour: The rent went up again.\n"
HELD = 'held_on = {day}\nlanguages = ["en"]\n'


def row(key: str, day: str) -> list[str]:
    return [key, day, SAID, "North", "4", "en", key]


def by_round(settings: Settings) -> Counter[str]:
    with opened_store(settings) as store:
        names = {each.id: each.name for each in store.rounds.all()}
        return Counter(names[each.round_id] for each in store.responses.of_rounds(names))


def test_a_response_moves_with_the_dates_of_its_round(tmp_path: Path) -> None:
    rows = [row("1", "2026-05-01"), row("2", "2026-05-30"), row("3", "2026-10-01")]
    settings = paper_town(tmp_path, rows)
    pull(settings, "paper", SPRING)
    pull(settings, "paper", AUTUMN)
    assert by_round(settings) == {SPRING: 2, AUTUMN: 1}
    moved = paper_town(tmp_path, rows, spring=("2026-03-01", "2026-05-15"), autumn=("2026-05-16", "2026-11-30"))
    assert pull(moved, "paper", AUTUMN).written == 1
    assert pull(moved, "paper", SPRING).changed_anything is False
    assert by_round(moved) == {SPRING: 1, AUTUMN: 2}


def test_a_response_that_left_the_round_is_taken_out(tmp_path: Path) -> None:
    rows = [row("1", "2026-05-01"), row("2", "2026-05-30")]
    pull(paper_town(tmp_path, rows), "paper", SPRING)
    shorter = paper_town(tmp_path, rows, spring=("2026-03-01", "2026-05-15"))
    receipt = pull(shorter, "paper", SPRING)
    assert (receipt.skipped, receipt.withdrawn) == (1, 1)
    assert by_round(shorter) == {SPRING: 1}


def test_dates_that_leave_a_round_empty_are_not_believed(tmp_path: Path) -> None:
    rows = [row("1", "2026-05-01")]
    pull(paper_town(tmp_path, rows), "paper", SPRING)
    wrong = paper_town(tmp_path, rows, spring=("2025-03-01", "2025-05-31"))
    with pytest.raises(SourceError, match="Nothing was taken out"):
        pull(wrong, "paper", SPRING)
    assert by_round(wrong) == {SPRING: 1}


def test_a_session_is_counted_in_one_round_and_moves_with_its_date(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [])
    talk, facts = tmp_path / "talks" / "hall.txt", tmp_path / "talks" / "hall.toml"
    talk.write_text(TALK, encoding="utf-8")
    assert import_folder(settings, "talks", SPRING).written == 3
    undated = import_folder(settings, "talks", AUTUMN)
    assert (undated.skipped, undated.written) == (3, 0)
    facts.write_text(HELD.format(day="2026-10-01"), encoding="utf-8")
    assert import_folder(settings, "talks", AUTUMN).written == 3
    assert import_folder(settings, "talks", SPRING).changed_anything is False
    assert by_round(settings) == {AUTUMN: 3}


def test_a_named_session_comes_in_again_changed_and_leaves_no_speaker_behind(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [])
    talk = tmp_path / "hall.txt"
    talk.write_text(TALK, encoding="utf-8")
    assert import_session(settings, "talks", SPRING, "hall", [talk]).written == 3
    assert import_session(settings, "talks", SPRING, "hall", [talk]).unchanged == 3
    upstairs = tmp_path / "upstairs.txt"
    upstairs.write_text(TALK.replace("rent", "fare"), encoding="utf-8")
    assert import_session(settings, "talks", SPRING, "hall upstairs", [upstairs]).written == 3
    talk.write_text(TALK.replace("Neighbour:", "Resident:"), encoding="utf-8")
    changed = import_session(settings, "talks", SPRING, "hall", [talk])
    assert (changed.read, changed.withdrawn) == (changed.written, 1)
    assert by_round(settings) == {SPRING: 2 + 3}


def test_a_named_session_of_another_day_is_refused_with_the_day(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [])
    (tmp_path / "hall.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "hall.toml").write_text(HELD.format(day="2026-10-01"), encoding="utf-8")
    with pytest.raises(WrongUse, match="held on 2026-10-01"):
        import_session(settings, "talks", SPRING, "hall", [tmp_path / "hall.txt"])
    assert by_round(settings) == {}


def test_two_files_of_one_name_are_refused_and_open_documents_passed_over(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [])
    (tmp_path / "talks" / "hall.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "talks" / "~$hall.docx").write_bytes(b"a lock that a word processor left")
    assert import_folder(settings, "talks", SPRING).written == 3
    (tmp_path / "talks" / "hall.vtt").write_text("WEBVTT\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"hall\.txt and hall\.vtt"):
        import_folder(settings, "talks", SPRING)
