"""Held words: read after an event, released without what must go, discarded for good; and every wrong use said plainly."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from desk.held import discard, find_all_of_reason, find_held, read_held, release
from desk.held_redaction import Terms, propose
from desk.held_spans import check_spans, find_said, read_span, refuse_overlaps
from domain.errors import Busy, VaultError, WrongUse
from domain.held import DISCARDED, Hold, HoldState
from domain.listening import Span
from domain.text import RawText
from flows.steps.redaction import redactor_of
from nlp.redact.engine import LANGUAGE_NOT_KNOWN, MAY_POINT_TO_ONE
from tests.flows.held_town import (
    FLAGGED,
    ORDINARY,
    UNKNOWN,
    WHO,
    WHY,
    all_comments,
    comment_id,
    held_town,
    is_anywhere,
    let_go,
    look_up,
    name_known_by_context,
    pull_answers,
    text_of,
)
from warehouse.store import Store

ANSWERS = {"1": {"said": ORDINARY}, "2": {"said": FLAGGED}, "3": {"said": UNKNOWN}}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Settings, Store]]:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, ANSWERS)
        yield settings, store


def actions(store: Store) -> list[tuple[str, str]]:
    return [(each.action, each.subject) for each in reversed(store.audit.recent())]


def test_a_flagged_comment_is_released_without_the_flagged_part(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    assert let_go(store, settings, comment) == "We are [SMALL_GROUP_ID 1], and the umbrella remains."
    one = all_comments(store)[comment]
    assert (one.held_reason, one.redacted, one.language_made_by) == (None, (("SMALL_GROUP_ID", 1),), "told")
    assert actions(store) == [("read raw words", comment), ("held words released", comment)]
    assert [each.reason for each in store.comments.held()] == [LANGUAGE_NOT_KNOWN]


def test_a_flagged_part_that_was_judged_harmless_stays_as_said(town: tuple[Settings, Store]) -> None:
    settings, store = town
    assert let_go(store, settings, comment_id(settings, "2"), Terms(is_flag_kept=True)) == FLAGGED


def test_a_name_within_a_flagged_part_goes_even_where_the_part_stays(town: tuple[Settings, Store]) -> None:
    settings, store = town
    name = name_known_by_context(settings)
    said = {"name": f"My name is {name} Baysarov.", "said": f"We are the only Chechen family of {name} at Lincoln Elementary."}
    pull_answers(store, settings, ANSWERS | {"4": said})
    text = let_go(store, settings, comment_id(settings, "4"), Terms(is_flag_kept=True))
    assert text == "We are the only Chechen family of [PERSON 2] at Lincoln Elementary."


def test_a_name_known_from_the_other_answer_goes_from_a_released_one(town: tuple[Settings, Store]) -> None:
    settings, store = town
    name = name_known_by_context(settings)
    said = {"name": f"My name is {name} Baysarov.", "said": f"We are the only Chechen family at Lincoln Elementary, ask {name}."}
    pull_answers(store, settings, ANSWERS | {"4": said})
    text = let_go(store, settings, comment_id(settings, "4"))
    assert name not in text
    # Numbers that the neighbour shows stand for others until both are redacted together again.
    assert "[PERSON 1]" in (text_of(store, comment_id(settings, "4", "name")) or "")
    assert "[PERSON 1]" not in text
    assert "[PERSON 2]" in text


def test_words_of_a_language_that_nobody_told_are_released_in_the_one_that_a_person_names(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "3")
    with pytest.raises(WrongUse, match="Its language is not known"):
        let_go(store, settings, comment)
    assert let_go(store, settings, comment, Terms(language="Russian")) == UNKNOWN
    one = all_comments(store)[comment]
    assert (one.language, one.language_made_by) == ("ru", "person")


@pytest.mark.parametrize("language", ["ky", "no such language", "tlh"])
def test_a_language_without_a_pack_is_refused(town: tuple[Settings, Store], language: str) -> None:
    settings, store = town
    with pytest.raises(WrongUse, match="not served"):
        let_go(store, settings, comment_id(settings, "3"), Terms(language=language))
    assert text_of(store, comment_id(settings, "3")) is None


def test_what_a_person_takes_out_goes_everywhere_it_stands(town: tuple[Settings, Store]) -> None:
    settings, store = town
    words = RawText("The umbrella is the only Chechen family at Lincoln Elementary. Ask at the umbrella.")
    pull_answers(store, settings, ANSWERS | {"4": {"said": words.reveal()}})
    taken = find_said(words, RawText("UMBRELLA"), "PERSON")
    assert len(taken) == 2
    text = let_go(store, settings, comment_id(settings, "4"), Terms(taken=taken))
    assert text == "The [PERSON 1] is [SMALL_GROUP_ID 1]. Ask at the [PERSON 1]."
    assert actions(store)[-1] == ("held words redacted and released", comment_id(settings, "4"))


def test_a_person_takes_out_part_of_what_they_keep(town: tuple[Settings, Store]) -> None:
    settings, store = town
    taken = find_said(RawText(FLAGGED), RawText("Lincoln Elementary"), "SMALL_GROUP_ID")
    text = let_go(store, settings, comment_id(settings, "2"), Terms(taken=taken, is_flag_kept=True))
    assert text == "We are the only Chechen family at [SMALL_GROUP_ID 1], and the umbrella remains."


def test_a_proposal_changes_nothing_and_is_what_a_release_makes(town: tuple[Settings, Store]) -> None:
    settings, store = town
    readings = read_held(store, [look_up(store, comment_id(settings, "2"))], actor=WHO, why=WHY)
    before = store.fingerprint()
    (proposal,) = propose(store, redactor_of(settings), readings, Terms())
    assert store.fingerprint() == before
    release(store, redactor_of(settings), readings, Terms(), actor=WHO, why=WHY)
    assert text_of(store, comment_id(settings, "2")) == proposal.redaction.text


def test_discarded_words_are_destroyed_and_the_comment_is_counted_apart(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    keys = store.counts()["vault_key"]
    done = discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
    assert (done.done, done.before) == ((comment,), ())
    assert store.counts()["vault_key"] == keys - 1
    assert all_comments(store)[comment].held_reason == DISCARDED
    assert [each.comments for each in store.comments.discarded()] == [1]
    assert comment not in {each.id for each in store.comments.list_held()}
    with pytest.raises(VaultError):
        store.vault.read(comment, actor=WHO, why=WHY)
    assert not is_anywhere(tmp_path, "umbrella")
    assert actions(store) == [("held words discarded", comment)]


def test_not_even_the_sealed_words_and_their_key_are_left_in_the_files(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    with closing(sqlite3.connect(tmp_path / "hearback.db")) as database:
        sealed = database.execute(
            "SELECT sealed_words, wrapped_key FROM vault_entry JOIN vault_key USING (person_id) WHERE comment_id = ?", [comment]
        ).fetchone()
    assert all(_is_in_files(tmp_path, each) for each in sealed)
    discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
    assert not any(_is_in_files(tmp_path, each) for each in sealed)


def _is_in_files(folder: Path, content: bytes) -> bool:
    return any(content in file.read_bytes() for file in folder.glob("hearback.db*"))


def test_deciding_twice_says_so_and_changes_nothing(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
    before = store.fingerprint(), len(actions(store))
    again = discard(store, [look_up(store, comment)] * 2, actor=WHO, why=WHY)
    assert (again.done, again.before) == ((), (comment,))
    assert (store.fingerprint(), len(actions(store))) == before
    with pytest.raises(WrongUse, match="A person discarded it"):
        let_go(store, settings, comment)


def test_a_released_comment_is_neither_read_nor_discarded(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    let_go(store, settings, comment)
    with pytest.raises(WrongUse, match="A person released it"):
        read_held(store, [look_up(store, comment)], actor=WHO, why=WHY)
    with pytest.raises(WrongUse, match="A person released it"):
        discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
    with pytest.raises(WrongUse, match="It is not held"):
        read_held(store, [look_up(store, comment_id(settings, "1"))], actor=WHO, why=WHY)


def test_all_are_checked_before_the_first_is_read_or_discarded(town: tuple[Settings, Store]) -> None:
    settings, store = town
    chosen = [look_up(store, comment_id(settings, key)) for key in ("2", "1")]
    for decide in (read_held, discard):
        with pytest.raises(WrongUse, match="It is not held"):
            decide(store, chosen, actor=WHO, why=WHY)
    assert actions(store) == []
    assert len(store.comments.list_held()) == 2


@pytest.mark.parametrize("why", ["", "  "])
def test_nothing_is_read_or_decided_without_a_reason(town: tuple[Settings, Store], why: str) -> None:
    settings, store = town
    chosen = [look_up(store, comment_id(settings, "2"))]
    for decide in (read_held, discard):
        with pytest.raises(WrongUse, match="not said why"):
            decide(store, chosen, actor=WHO, why=why)
    assert actions(store) == []


def test_words_whose_time_was_over_can_be_discarded_and_not_released(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    store.vault.destroy_expired(settings.source_value("paper").id, datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(VaultError, match="destroyed when their time was over"):
        let_go(store, settings, comment)
    with pytest.raises(WrongUse, match="Nothing is held for this reason"):
        find_all_of_reason(store, "boredom", needs_words=True)
    with pytest.raises(VaultError, match="The words of all 1 were destroyed"):
        find_all_of_reason(store, MAY_POINT_TO_ONE, needs_words=True)
    discard(store, find_all_of_reason(store, MAY_POINT_TO_ONE, needs_words=False), actor=WHO, why=WHY)
    assert all_comments(store)[comment].held_reason == DISCARDED
    pull_answers(store, settings, ANSWERS)
    assert all_comments(store)[comment].held_reason == DISCARDED


def test_words_that_a_pull_changed_since_they_were_read_are_not_released(town: tuple[Settings, Store]) -> None:
    settings, store = town
    readings = read_held(store, [look_up(store, comment_id(settings, "2"))], actor=WHO, why=WHY)
    pull_answers(store, settings, ANSWERS | {"2": {"said": FLAGGED.replace("umbrella", "lamp")}})
    with pytest.raises(Busy, match="changed or decided about"):
        release(store, redactor_of(settings), readings, Terms(), actor=WHO, why=WHY)
    assert text_of(store, comment_id(settings, "2")) is None


def test_a_comment_held_without_what_a_decision_needs_is_not_decided_about(town: tuple[Settings, Store]) -> None:
    settings, store = town
    comment = comment_id(settings, "2")
    store.holds.keep({}, forgotten=[comment])
    for decide in (read_held, discard):
        with pytest.raises(WrongUse, match="earlier version"):
            decide(store, [look_up(store, comment)], actor=WHO, why=WHY)


def test_an_id_is_found_by_its_beginning(town: tuple[Settings, Store]) -> None:
    settings, store = town
    whole = comment_id(settings, "2")
    assert {find_held(store, each).id for each in (whole, whole[:14], whole[len("comment-") :][:6], f" {whole.upper()} ")} == {whole}
    assert not find_held(store, comment_id(settings, "1")).is_waiting


@pytest.mark.parametrize("said", ["", "abc", "comment-", "comment-%", "what somebody said", "comment-zzzz", "response-0cc3"])
def test_what_is_no_id_is_not_repeated(town: tuple[Settings, Store], said: str) -> None:
    with pytest.raises(WrongUse, match="no comment's id") as caught:
        find_held(town[1], said)
    assert not said or said not in str(caught.value)


def test_a_beginning_that_several_have_is_refused_until_one_of_them_waits(town: tuple[Settings, Store]) -> None:
    settings, store = town
    with pytest.raises(WrongUse, match="No comment has an id that begins comment-"):
        find_held(store, "0" * 20)
    pull_answers(store, settings, {str(number): {f"q{number}": UNKNOWN} for number in range(400)})
    ids = sorted(each.id for each in store.comments.list_held())
    one, other = next(pair for pair in itertools.pairwise(ids) if pair[0][:12] == pair[1][:12])
    with pytest.raises(WrongUse, match=f"Write more of it: {one}, {other}"):
        find_held(store, one[:12])
    discard(store, [look_up(store, one)], actor=WHO, why=WHY)
    assert find_held(store, one[:12]).id == other


@pytest.mark.parametrize("said", ["", "3:9", "3:9:", "9", "a:b:PERSON", "3:9:PERSON:4", "-1:9:PERSON", "3:9:NOBODY"])
def test_a_span_that_is_not_written_as_it_must_be_is_refused(said: str) -> None:
    with pytest.raises(WrongUse):
        read_span(said)


def test_a_span_is_read() -> None:
    assert read_span("3:9:street address") == Span(3, 9, "STREET_ADDRESS")


@pytest.mark.parametrize("span", [Span(3, 3, "PERSON"), Span(9, 3, "PERSON"), Span(0, 9_999, "PERSON"), Span(4, 5, "PERSON")])
def test_a_span_outside_the_words_or_without_a_letter_is_refused(span: Span) -> None:
    with pytest.raises(WrongUse):
        check_spans(RawText("Abcd ... efg"), [span])


def test_overlapping_spans_are_refused_and_neighbours_are_not() -> None:
    refuse_overlaps([Span(3, 9, "PERSON"), Span(0, 3, "PERSON")])
    with pytest.raises(WrongUse, match="overlap"):
        refuse_overlaps([Span(3, 9, "PERSON"), Span(0, 4, "PERSON")])


@pytest.mark.parametrize(
    ("words", "said", "found"),
    [
        ("Ana and banana, ANA.", "ana", ["Ana", "ANA"]),
        ("Bananas", "ana", ["ana"]),
        ("王小明说过", "小明", ["小明"]),
        ("José’s lamp", "josé's", ["José’s"]),
        ("na\u200bme Li", "name", ["na\u200bme"]),
    ],
)
def test_typed_words_are_found_as_they_stand(words: str, said: str, found: list[str]) -> None:
    assert [words[each.start : each.end] for each in find_said(RawText(words), RawText(said), "PERSON")] == found


@pytest.mark.parametrize("said", ["absent", "...", ""])
def test_typed_words_that_do_not_stand_there_are_refused_and_not_repeated(said: str) -> None:
    with pytest.raises(WrongUse) as caught:
        find_said(RawText("Abcd ... efg"), RawText(said), "PERSON")
    assert "absent" not in str(caught.value)


def test_a_hold_keeps_offsets_and_types_only(town: tuple[Settings, Store]) -> None:
    settings, store = town
    hold = look_up(store, comment_id(settings, "2")).hold
    assert hold is not None
    assert hold == Hold(HoldState.WAITING, store.holds.hash_of(RawText(FLAGGED)), ())
