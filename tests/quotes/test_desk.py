"""What people decide about quotes, and that it holds for the words that they read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.quote_find import find_quote, list_quotes
from desk.quote_pieces import pick_sentences
from desk.quotes import allow_laxer, approve_quote, refuse_quote, take_back, trim
from digest.gathering.quotes import list_left_out
from domain.errors import BadSettings, Busy, WrongUse
from domain.quotes import ProposedQuote, QuotePolicy, Refusal
from tests.quotes.town import ANA, BEN, ENABLED, SPRING, Voiced, approve_by, crowd, propose, publish, quoted, read, settle
from warehouse.keys import Keys
from warehouse.store import Store

pytestmark = pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)  # both databases: test_conditions, test_withdrawal

SPEAKER = "Mill-lamps-0"
WORDS = "The lamp by the old mill has been dark for months. I told the city. Nobody came to look at it."
SAID = [replace(each, text=WORDS) if each.person == SPEAKER else each for each in [*crowd(11, "lamps"), *crowd(12, "noise")]]


@pytest.fixture
def quote(store: Store, keys: Keys) -> ProposedQuote:
    settle(store, keys, SAID)
    return propose(store, SPEAKER, "lamps")


def test_two_people_make_it_and_one_person_twice_does_not(store: Store, quote: ProposedQuote) -> None:
    approve_quote(store, read(store, quote), actor=ANA)
    for again in (ANA, " ana ", "ＡＮＡ", "A\u200bna"):
        with pytest.raises(WrongUse, match="approved it already"):
            approve_quote(store, read(store, quote), actor=again)
    assert not quoted(publish(store))
    approve_quote(store, read(store, quote), actor=BEN)
    assert quoted(publish(store)) == [(WORDS,)]


def test_one_refusal_outweighs_approvals_until_it_is_taken_back(store: Store, quote: ProposedQuote) -> None:
    approve_by(store, quote, (ANA, BEN, "Cy"))
    refuse_quote(store, read(store, quote), actor="Dee", why="her sister would know")
    assert not quoted(publish(store))
    (judged,) = list_quotes(store, SPRING, ENABLED, language="en")
    assert judged.refusals == (Refusal.REFUSED,)
    with pytest.raises(WrongUse, match="neither"):
        take_back(store, read(store, quote), actor="Eve", why="no")
    take_back(store, read(store, quote), actor="Dee", why="talked it over")
    assert quoted(publish(store))


def test_who_approves_and_then_refuses_stands_behind_it_no_more(store: Store, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    approval = refuse_quote(store, read(store, quote), actor="BEN", why="read it again")
    assert (approval.approved_by, approval.refused_by) == ((ANA,), (BEN,))


def test_trimming_makes_other_words_that_nobody_has_approved(store: Store, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    seen = read(store, quote)
    trimmed = trim(store, seen, pick_sentences(seen, "1, 3"), actor=ANA)
    assert trimmed.pieces == ((0, 50), (68, 94))
    assert not quoted(publish(store))
    with pytest.raises(Busy, match="changed since they were read"):
        approve_quote(store, seen, actor=BEN)
    approve_by(store, quote)
    assert quoted(publish(store)) == [("The lamp by the old mill has been dark for months.", "Nobody came to look at it.")]


@pytest.mark.parametrize("said", ["0", "4", "1,9", "x", "", "1;2", "-1"])
def test_sentences_that_are_not_there_are_refused(store: Store, quote: ProposedQuote, said: str) -> None:
    with pytest.raises(WrongUse):
        pick_sentences(read(store, quote), said)


def test_a_part_that_tears_a_word_is_refused_without_the_words(store: Store, quote: ProposedQuote) -> None:
    with pytest.raises(WrongUse, match="within a word") as refused:
        trim(store, read(store, quote), ((0, 6),), actor=ANA)
    assert "lamp" not in str(refused.value)


def test_without_consent_nobody_can_approve(store: Store, keys: Keys, quote: ProposedQuote) -> None:
    settle(store, keys, [replace(each, may_quote=each.person != SPEAKER) for each in SAID])
    with pytest.raises(WrongUse, match="did not agree"):
        approve_quote(store, read(store, quote), actor=ANA)


def test_a_comment_that_changed_silences_its_quote_and_staff_are_told_which(store: Store, keys: Keys, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    settle(store, keys, [replace(each, text=f"{WORDS} Yet.") if each.person == SPEAKER else each for each in SAID])
    page = publish(store)
    assert not quoted(page)
    (left,) = list_left_out(store, SPRING.id, page, ENABLED)
    assert left.id == quote.id and left.reasons == (Refusal.CHANGED,)
    assert quote.id in left.in_words() and "mill" not in left.in_words()
    with pytest.raises(WrongUse, match="has changed"):
        approve_quote(store, read(store, quote), actor="Cy")


def test_words_that_moved_to_another_theme_are_not_quoted_for_this_one(store: Store, keys: Keys, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    settle(store, keys, [replace(each, theme="noise") if each.person == SPEAKER else each for each in SAID])
    (left,) = list_left_out(store, SPRING.id, publish(store), ENABLED)
    assert left.reasons == (Refusal.ELSEWHERE,)


def test_a_session_that_did_not_agree_silences_those_who_did(store: Store, keys: Keys, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    with store._database.write() as connection:
        connection.exec_driver_sql("UPDATE session SET may_quote = false WHERE id = 'session-q0'")
    assert not quoted(publish(store))
    (left,) = list_left_out(store, SPRING.id, publish(store), ENABLED)
    assert left.reasons == (Refusal.NO_CONSENT,)


def test_smaller_numbers_need_a_reason_that_the_audit_log_keeps(store: Store, quote: ProposedQuote) -> None:
    approve_quote(store, read(store, quote), actor=ANA)
    laxer = QuotePolicy(True, 10, 3, 1, 10)
    with pytest.raises(BadSettings, match=r"hearback quote allow approvers 1"):
        publish(store, laxer)
    with pytest.raises(WrongUse, match="not said why"):
        allow_laxer(store, "approvers", 1, actor=ANA, why=" ")
    allow_laxer(store, "approvers", 1, actor=ANA, why="a staff of one")
    (event,) = store.audit.recent(1)
    assert (event.action, event.why, event.detail["setting"], event.detail["value"]) == (
        "quote setting allowed",
        "a staff of one",
        "[quotes] approvers",
        1,
    )
    assert quoted(publish(store, laxer))
    with pytest.raises(BadSettings, match="fewest_people"):
        publish(store, replace(laxer, fewest_people=9))


@pytest.mark.parametrize(("name", "value"), [("enabled", 1), ("fewest_people", 10), ("approvers", 0), ("fewest_sessions", -1)])
def test_only_what_is_guarded_and_smaller_can_be_allowed(store: Store, name: str, value: int) -> None:
    with pytest.raises(WrongUse):
        allow_laxer(store, name, value, actor=ANA, why="because")


def test_stricter_numbers_need_nobodys_leave(store: Store, quote: ProposedQuote) -> None:
    approve_by(store, quote)
    assert quoted(publish(store, QuotePolicy(True, 11, 3, 2, 11)))
    assert not quoted(publish(store, QuotePolicy(True, 12, 3, 2, 10)))
    assert not quoted(publish(store, QuotePolicy(True, 10, 4, 2, 10)))
    assert not quoted(publish(store, QuotePolicy(True, 10, 3, 3, 10)))


def test_a_survey_is_one_place_however_many_answer_it(store: Store, keys: Keys) -> None:
    settle(store, keys, [replace(each, session=None) for each in SAID])
    asked = propose(store, SPEAKER, "lamps")
    approve_by(store, asked)
    (judged,) = list_quotes(store, SPRING, ENABLED, language="en")
    assert judged.refusals == (Refusal.FEW_PLACES,)


def test_an_id_that_is_none_and_one_that_went_are_told(store: Store, quote: ProposedQuote) -> None:
    assert find_quote(store, quote.id[6:12]).id == quote.id
    for said in ("zzzz", "ab", "quote-ffffffffffffffffffff"):
        with pytest.raises(WrongUse):
            find_quote(store, said)


def test_who_speaks_alone_of_a_language_or_a_group_is_rare(store: Store, keys: Keys) -> None:
    rare = [
        Voiced("alone", "Here the lamp has been dark since last spring.", "lamps", 0, "Harbor"),
        Voiced("tongue", "Aquí la lámpara está apagada desde el invierno.", "lamps", 1, "Mill", "es"),
        Voiced("both", "The lamp at our corner never came back on.", "lamps", 2, "Mill", groups=(("age", "young"),)),
    ]
    settle(store, keys, [*SAID, *rare, Voiced("nobody", "Yes, the lamps.", "lamps", 0, "Mill")])
    for each in rare:
        approve_by(store, propose(store, each.person, "lamps"))
    found = list_quotes(store, SPRING, ENABLED, language="en")
    assert len(found) == 3 and all(each.refusals == (Refusal.RARE,) for each in found)
