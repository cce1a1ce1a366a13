"""What was erased is met again at the next pull or import, and stays out; and nobody else with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.settings import Settings
from desk import erase as desk
from domain.receipt import Receipt
from domain.text import RawText
from flows.steps.pull import pull
from flows.steps.sessions import import_folder, import_session
from flows.steps.stage import opened_store
from tests.flows.paper import AUTUMN, paper_town, write_paper
from warehouse.erasures import ERASED
from warehouse.store import Store

LAMP, BUS, NOISE = "The lamp by the mill is dark.", "The bus comes too late at night.", "It is loud on the road."
TALK = f"Facilitator: What worries you?\nAmina Yusuf: {BUS}\nOmar Haddad: My friend is Tirzah and the rent went up.\nLeila: Tirzah helped me too.\n"


def rows(*said: str, who: str = "") -> list[tuple[str, ...]]:
    return [(f"k{number}", f"2026-10-{number:02} 10:00", text, "North", "3", "en", f"{who}{number}") for number, text in enumerate(said, 1)]


def pull_paper(settings: Settings) -> Receipt:
    return pull(settings, "paper", AUTUMN)


def erase(settings: Settings, find: object, *, is_future_refused: bool = False) -> desk.ErasureReceipt:
    with opened_store(settings) as store:
        assert callable(find)
        return desk.erase(store, find(store), why="asked", actor="ana", is_future_refused=is_future_refused)


def texts(settings: Settings) -> list[str]:
    with opened_store(settings) as store:
        return sorted(each.text or "" for each in store.comments.of_rounds([one.id for one in store.rounds.all()]))


def by_response(external_id: str, *, has_own_ids: bool = True) -> object:
    return lambda store: desk.find_response(store, desk.find_source(store, "paper"), external_id, has_own_ids=has_own_ids)


def by_token(token: str) -> object:
    return lambda store: desk.find_token(store, desk.find_source(store, "paper"), RawText(token))


def by_speaker(name: str) -> object:
    return lambda store: desk.find_speaker(store, _talk(store), "talk", RawText(name))


def _talk(store: Store) -> desk.Whose:
    return desk.find_session(store, "talk")


def test_a_row_with_an_id_stays_out_however_it_is_edited(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, rows(LAMP, BUS, NOISE))
    assert pull_paper(settings).written == 3
    erase(settings, by_response("k2"))
    again = pull_paper(settings)
    assert (again.read, again.unchanged, again.skipped, again.withdrawn, again.skipped_for) == (3, 2, 1, 0, ((ERASED, 1),))
    write_paper(tmp_path, rows(LAMP, f"{BUS} And it is full.", NOISE))
    assert pull_paper(settings).skipped == 1
    assert texts(settings) == sorted([LAMP, NOISE])


def test_a_row_without_an_id_stays_out_and_whoever_takes_its_number_comes_in(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, rows(LAMP, BUS, NOISE), has_id=False)
    pull_paper(settings)
    erase(settings, by_response("2", has_own_ids=False))
    assert dict(pull_paper(settings).skipped_for) == {ERASED: 1}
    assert texts(settings) == sorted([LAMP, NOISE])
    write_paper(tmp_path, [each for each in rows(LAMP, BUS, NOISE) if each[2] != BUS])
    receipt = pull_paper(settings)
    assert receipt.skipped == 0 and texts(settings) == sorted([LAMP, NOISE])


def test_a_person_can_be_kept_away_for_good_and_only_if_that_was_asked(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, rows(LAMP, BUS))
    pull_paper(settings)
    erase(settings, by_token("1"))
    erase(settings, by_token("2"), is_future_refused=True)
    later = [("k8", "2026-10-20 10:00", NOISE, "North", "3", "en", "1"), ("k9", "2026-10-20 11:00", NOISE, "North", "3", "en", "2")]
    write_paper(tmp_path, [*rows(LAMP, BUS), *later])
    receipt = pull_paper(settings)
    assert (receipt.written, dict(receipt.skipped_for)) == (1, {ERASED: 3})
    assert texts(settings) == [NOISE]


def test_what_was_refused_before_it_was_pulled_never_comes_in(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, rows(LAMP, BUS))
    source = settings.source_value("paper")
    erase(settings, lambda store: desk.find_response(store, source, "k1"), is_future_refused=True)
    assert dict(pull_paper(settings).skipped_for) == {ERASED: 1}
    assert texts(settings) == [BUS]


def test_an_erased_speakers_turns_stay_out_and_the_names_that_they_gave_are_still_taken_out(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [])
    (tmp_path / "talks" / "talk.txt").write_text(TALK, encoding="utf-8")
    first = import_folder(settings, "talks", AUTUMN)
    before = texts(settings)
    assert not any("Tirzah" in each for each in before)
    erase(settings, by_speaker("Omar Haddad"))
    again = import_folder(settings, "talks", AUTUMN)
    assert (again.read, again.written, dict(again.skipped_for)[ERASED]) == (first.read, 0, 1)
    assert texts(settings) == sorted(each for each in before if "rent" not in each)
    (tmp_path / "talks" / "talk.txt").write_text(f"{TALK}Leila: {NOISE}\n", encoding="utf-8")
    changed = import_folder(settings, "talks", AUTUMN)
    assert dict(changed.skipped_for)[ERASED] == 1 and changed.written > 0
    kept = texts(settings)
    assert any(NOISE in each for each in kept) and not any("rent" in each or "Tirzah" in each for each in kept)
    with opened_store(settings) as store:
        assert store.counts()["vault_entry"] == len(kept)


@pytest.mark.parametrize("name", ["talk", "renamed"])
def test_a_session_that_was_erased_whole_stays_out_by_whatever_way_and_name_it_comes(tmp_path: Path, name: str) -> None:
    settings = paper_town(tmp_path, [])
    file = tmp_path / "talks" / "talk.txt"
    file.write_text(TALK, encoding="utf-8")
    import_folder(settings, "talks", AUTUMN)
    assert erase(settings, _talk).extent.sessions == 1
    moved = file.rename(tmp_path / "talks" / f"{name}.txt")
    assert dict(import_folder(settings, "talks", AUTUMN).skipped_for)[ERASED] > 0
    moved = moved.rename(tmp_path / "elsewhere.txt")
    assert dict(import_session(settings, "talks", AUTUMN, name, [moved], {"held_on": date(2026, 10, 14)}).skipped_for)[ERASED] > 0
    with opened_store(settings) as store:
        assert (store.counts()["session"], store.counts()["comment"], store.counts()["vault_entry"]) == (0, 0, 0)
