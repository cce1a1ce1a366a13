from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk import erase as desk
from domain.errors import Busy, HearbackError, WrongUse
from domain.ids import SourceId
from domain.listening import Source, SourceKind, StoredResponse
from domain.text import RawText
from tests.warehouse.samples import HALL, HALLS, SOURCE, SPRING, fill, make_response, raw_of, save_places
from warehouse.erasures import make_row_id, mark_person, mark_response
from warehouse.keys import Keys, create_keys, pseudonym
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]
SHEET = Source(SourceId("source-sheet"), "sheet", SourceKind.FILE, "A sheet")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return create_keys(tmp_path / "keys")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/hearback.db"


@pytest.fixture
def store(url: str, keys: Keys) -> Iterator[Store]:
    with open_store(url, keys) as opened:
        yield opened


def keep(store: Store, *responses: StoredResponse) -> None:
    store.responses.replace(responses, raw_of(responses))


def in_hall(keys: Keys, speaker: str, *, source: Source = HALLS, session_id: str = HALL.id) -> StoredResponse:
    """A speaker's turns in the sample session."""
    person_id = pseudonym(keys, f"{source.name}/{HALL.name}", RawText(speaker))
    one = make_response(keys, f"folder/{HALL.name}/{person_id}", f"{speaker} spoke of lamps", source=source)
    comments = tuple(replace(each, session_id=session_id, person_id=person_id) for each in one.comments)
    return replace(one, session_id=session_id, person_id=person_id, comments=comments)  # type: ignore[arg-type]


def erase(store: Store, whose: desk.Whose, *, is_future_refused: bool = False) -> desk.ErasureReceipt:
    return desk.erase(store, whose, why="asked by telephone", actor="ana", is_future_refused=is_future_refused)


def test_an_erasure_has_one_event_that_holds_nothing_of_the_person(store: Store, keys: Keys) -> None:
    responses = fill(store, keys)
    receipt = erase(store, desk.find_response(store, SOURCE, "2"))
    (event,) = store.audit.recent()
    assert (event.number, event.actor, event.action, event.subject) == (receipt.number, "ana", "erased", SOURCE.id)
    assert dict(event.detail) == receipt.extent.as_dict() | {"later ones refused": "no"}
    told = repr((event, receipt))
    assert not any(part in told for part in (responses[2].person_id, responses[2].id, "street 2", responses[2].comments[0].id))
    assert store.audit.verify().is_intact and receipt.scrubbed.is_done


def test_a_token_finds_all_that_a_person_gave_and_another_token_nothing(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", "first words")
    two = replace(make_response(keys, "2"), person_id=one.person_id)
    keep(store, one, two, make_response(keys, "3", "others"))
    assert set(desk.find_token(store, SOURCE, RawText("token 1")).response_ids) == {one.id, two.id}
    assert not desk.find_token(store, HALLS, RawText("token 1")).is_here, "the same token at another source is another person"
    with pytest.raises(HearbackError, match="nothing is here: 0 responses were erased") as caught:
        erase(store, desk.find_token(store, SOURCE, RawText("token 11")))
    assert "token 11" not in str(caught.value) and not isinstance(caught.value, WrongUse)
    assert "token 1" not in repr(desk.find_token(store, SOURCE, RawText("token 1")))


def test_a_token_of_a_panel_finds_what_a_person_gave_at_all_its_sources(store: Store, keys: Keys) -> None:
    save_places(store)
    store.sources.save(SHEET)
    person_id = pseudonym(keys, "any", RawText("t"), panel="residents")
    both = [replace(make_response(keys, "1", source=source), person_id=person_id) for source in (SOURCE, SHEET)]
    keep(store, *both)
    whose = desk.find_token(store, SHEET, RawText("t"), panel="residents")
    assert [each.id for each in whose.sources] == [SHEET.id, SOURCE.id]
    assert erase(store, whose).extent.as_dict()["responses"] == 2


def test_a_person_is_found_by_the_beginning_of_the_pseudonym(store: Store, keys: Keys) -> None:
    responses = fill(store, keys)
    whole = responses[1].person_id
    assert desk.find_person(store, f" {whole[:20].upper()} ").response_ids == (responses[1].id,)
    with pytest.raises(WrongUse, match="at least 12"):
        desk.find_person(store, "person-")
    with pytest.raises(HearbackError, match="No person here"):
        desk.find_person(store, "person-ffffffffffffffff")


def test_two_people_whose_pseudonyms_begin_alike_are_not_taken_for_one(store: Store, keys: Keys) -> None:
    save_places(store)
    keep(store, *(replace(make_response(keys, name), person_id=f"person-abcdef{name}") for name in ("1", "2")))  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="2 people"):
        desk.find_person(store, "person-abcdef")


def test_a_number_that_a_survey_gave_twice_is_asked_back(store: Store, keys: Keys) -> None:
    save_places(store)
    keep(store, *(make_response(keys, each) for each in ("12", "1-12", "2-112", "7", "112")))
    with pytest.raises(WrongUse, match="2 responses have the number 12") as caught:
        desk.find_response(store, SOURCE, "12")
    assert "0-12, 1-12" in str(caught.value)
    for said, external_id in (("0-12", "12"), ("1-12", "1-12"), ("7", "7")):
        erase(store, desk.find_response(store, SOURCE, said))
        assert external_id not in set(store.responses.external_ids(SOURCE.id))
    assert set(store.responses.external_ids(SOURCE.id)) == {"2-112", "112"}


def test_a_row_of_a_file_is_found_by_its_own_id(store: Store, keys: Keys) -> None:
    save_places(store)
    store.sources.save(SHEET)
    keep(store, make_response(keys, make_row_id(keys, "sheet", "A-17"), source=SHEET), make_response(keys, "4", source=SHEET))
    assert desk.find_response(store, SHEET, "A-17").is_here
    assert desk.find_response(store, SHEET, "4", has_own_ids=False).marks == ()
    assert not desk.find_response(store, SOURCE, "4").is_here, "of another source"


def test_a_session_goes_whole_or_a_speaker_of_it(store: Store, keys: Keys) -> None:
    save_places(store)
    keep(store, in_hall(keys, "Theo"), in_hall(keys, "Ana"), make_response(keys, "1", "survey"))
    whole = desk.find_session(store, HALL.name)
    one = desk.find_speaker(store, whole, HALL.name, RawText("Theo"))
    assert (len(whole.response_ids), len(one.response_ids)) == (2, 1)
    assert not desk.find_speaker(store, whole, HALL.name, RawText("theo")).is_here
    assert erase(store, one).extent.sessions == 0
    assert erase(store, desk.find_session(store, HALL.name)).extent.sessions == 1
    assert store.sessions.of_rounds([SPRING.id]) == () and store.counts()["response"] == 1
    with pytest.raises(HearbackError, match="no session 'library'") as caught:
        desk.find_session(store, "library")
    assert not isinstance(caught.value, WrongUse)


def test_a_session_that_two_sources_have_is_asked_back(store: Store, keys: Keys) -> None:
    save_places(store)
    store.sessions.save(replace(HALL, id="session-other", source_id=SOURCE.id))  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="2 sources have a session") as caught:
        desk.find_session(store, HALL.name)
    assert "--source" in str(caught.value) and SOURCE.name in str(caught.value)
    assert desk.find_session(store, HALL.name, HALLS).sources == (HALLS,)


def test_what_was_never_pulled_can_be_refused_beforehand(store: Store, keys: Keys) -> None:
    assert store.sources.all() == ()
    receipt = erase(store, desk.find_response(store, SOURCE, "99"), is_future_refused=True)
    assert receipt.keeps_away_later and receipt.extent.responses == 0
    assert store.erasures.which_stay_away({"99": (mark_response(SOURCE.id, "99"),)}) == {"99"}
    erase(store, desk.find_token(store, SOURCE, RawText("t")), is_future_refused=True)
    person_id = pseudonym(keys, SOURCE.name, RawText("t"))
    assert store.erasures.which_stay_away({"t": (mark_person(SOURCE.id, person_id),)}) == {"t"}


def test_a_second_erasure_finds_nothing_and_says_that_it_was_done(store: Store, keys: Keys) -> None:
    fill(store, keys)
    erase(store, desk.find_response(store, SOURCE, "2"))
    events, before = store.audit.verify().events, store.fingerprint()
    with pytest.raises(HearbackError, match="kept away since an earlier erasure"):
        erase(store, desk.find_response(store, SOURCE, "2"))
    assert (store.audit.verify().events, store.fingerprint()) == (events, before)


def test_nothing_is_erased_while_its_source_is_pulled(store: Store, keys: Keys) -> None:
    fill(store, keys)
    before = store.fingerprint()
    whose = desk.find_response(store, SOURCE, "2")
    with store.lease(f"pull {SOURCE.name}", seconds=60), pytest.raises(Busy):
        erase(store, whose)
    assert store.fingerprint() == before
    assert erase(store, whose).extent.responses == 1


def test_what_came_in_between_finding_and_erasing_goes_too(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", "first words")
    keep(store, one)
    whose = desk.find_token(store, SOURCE, RawText("token 1"))
    keep(store, replace(make_response(keys, "2"), person_id=one.person_id))
    assert erase(store, whose).extent.responses == 2


def test_an_erasure_needs_a_reason(store: Store, keys: Keys) -> None:
    fill(store, keys)
    with pytest.raises(WrongUse, match="not said why"):
        desk.erase(store, desk.find_response(store, SOURCE, "2"), why=" ", actor="ana")
    assert store.counts()["response"] == 4


def test_an_unknown_source_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(WrongUse, match="none yet"):
        desk.find_source(store, "safety")
    save_places(store)
    assert desk.find_source(store, SOURCE.name) == SOURCE
    with pytest.raises(WrongUse, match=f"Known: .*{SOURCE.name}"):
        desk.find_source(store, "safe")


_KILLED = """
import os, signal, sys
from pathlib import Path
from desk import erase as desk
from tests.warehouse.samples import SOURCE
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.keys import load_keys
from warehouse.store import open_store

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

url, key_folder, when = sys.argv[1:]
with open_store(url, load_keys(Path(key_folder))) as store:
    whose = desk.find_response(store, SOURCE, "2")
    if when == "before":
        Audit.append = die
    else:
        scrub = Database._scrub_if_asked
        Database._scrub_if_asked = lambda self: die() if getattr(self._open, "must_scrub", False) else scrub(self)
    desk.erase(store, whose, why="asked", actor="ana")
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_erasure_that_is_killed_is_done_whole_or_not_at_all(url: str, keys: Keys, tmp_path: Path, when: str) -> None:
    with open_store(url, keys) as store:
        fill(store, keys)
        hidden = make_response(keys, "2", "the xylophone hut")
        keep(store, hidden)
        before = store.fingerprint()
    script = [sys.executable, "-c", textwrap.dedent(_KILLED), url, str(tmp_path / "keys"), when]
    assert subprocess.run(script, cwd=ROOT, check=False).returncode == -9
    files = sorted(tmp_path.glob("hearback.db*"))
    assert any(b"xylophone" in each.read_bytes() for each in files)
    with open_store(url, keys) as store:
        assert (store.fingerprint() == before) == (when == "before")
        assert store.scrub_asked_since() is None
        assert any(b"xylophone" in each.read_bytes() for each in tmp_path.glob("hearback.db*")) == (when == "before")
        assert store.audit.verify().events == (1 if when == "after" else 0)
