"""Every decision of the desk leaves its audit event: who, what and why, and no word that anybody said.

A function of the desk that is not known here fails this test, so that no decision comes without its event.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FunctionType

import pytest

import desk
from config.settings import Settings
from desk.audit import make_head, renew_audit_key
from desk.codebook import import_codebook, plan_codebook
from desk.codebook_export import export_codebook, export_project
from desk.codebook_moves import PlannedMoves, import_moves
from desk.codebook_project import ProjectTerms
from desk.codebook_rows import CodebookRow
from desk.contacts import add_contact, change_contact, mark_left, remove_contact
from desk.contacts_import import import_contacts
from desk.erase import erase, find_response, find_source
from desk.feeds import add_feed, renew_feed, revoke_feed
from desk.held import discard, read_held, release
from desk.held_redaction import Terms
from desk.keys import change_vault_key
from desk.kinds import correct_kind
from desk.outcomes import OutcomeTold, import_outcome, remove_outcome
from desk.planned import cancel_planned, import_planned
from desk.quote_find import QuoteWords, find_quote, read_quote
from desk.quote_propose import propose_quotes
from desk.quotes import allow_laxer, approve_quote, refuse_quote, take_back, trim
from desk.recommending.links import link, refuse, unlink
from desk.reference import import_reference, remove_reference
from desk.release_make import make_release
from desk.reminders import send_again
from desk.review import list_unseen, look_at, say_headline, say_why
from desk.said import SaidTerms, publish_said
from desk.said_translations import list_to_translate, take_translations, write_table
from desk.sentences import StaffSentence
from desk.sources import accept_questions
from desk.theme_places import merge, move
from desk.theme_split import Taken, split
from desk.themes import approve, hide, rename, show
from digest.disclosing.policy import DisclosurePolicy
from digest.releasing.prepare import prepare
from digest.releasing.terms import PageTerms
from domain.calendars import Audience
from domain.contacts import Contact, FeedKind
from domain.kinds import Kind
from domain.outcomes import OutcomeKind
from domain.questions import Question, QuestionRole
from domain.quotes import QuotePolicy
from domain.reminders import Delivery, Message
from flows.steps.digest import page_terms
from flows.steps.findings import findings
from flows.steps.redaction import redactor_of
from tests.desk.recommending_deeds import LOOKS_AT_RECOMMENDATIONS, RECOMMENDING
from tests.desk.theme_town import LAMPS, NOISE, RUN, STOPS, cut_evenly, save_themes, share_out, title
from tests.flows.held_town import FLAGGED, ORDINARY, UNKNOWN, comment_id, held_town, look_up, pull_answers
from tests.flows.paper import AUTUMN
from tests.warehouse.samples import CUTTER, MODEL
from warehouse.keys import KeyPlaces
from warehouse.store import Store

WHO, WHY = "Rowan", "agreed in the meeting"
SECOND = "The lamp by the library is dark every evening."
ANSWERS = {"1": {"said": ORDINARY}, "2": {"said": FLAGGED}, "3": {"said": UNKNOWN}, "4": {"said": UNKNOWN}, "5": {"said": SECOND}}
RESIDENTS = "attribute,value,people\nage,16 to 24,30\nage,25 and over,70\n"
PLANNED = "title,planned_on,expected\nEvening,2027-03-11,20\n"
COMPLAINTS = "date,place,value\n2026-03-09,Riverside,12\n"

# These only look; they take no name of who decides, and open no transaction.
LOOKS = LOOKS_AT_RECOMMENDATIONS | {
    "desk.feeds.find_feed",
    "desk.feeds.name_audience",
    "desk.codebook.plan_codebook",
    "desk.codebook_codes.guid_of",
    "desk.codebook_codes.list_codes",
    "desk.codebook_list.list_codebook",
    "desk.codebook_moves.plan_moves",
    "desk.codebook_project.make_project",
    "desk.contacts.find_contact",
    "desk.contacts.list_left_behind",
    "desk.reminders.find_message",
    "desk.erase.find_person",
    "desk.erase.find_response",
    "desk.erase.find_session",
    "desk.erase.find_source",
    "desk.erase.find_speaker",
    "desk.erase.find_token",
    "desk.erase.measure",
    "desk.held.find_all_of_reason",
    "desk.held.find_held",
    "desk.held_redaction.propose",
    "desk.keys.is_change_pending",
    "desk.quote_find.find_quote",
    "desk.quote_find.list_quotes",
    "desk.quote_find.read_quote",
    "desk.reference.find_lacking",
    "desk.release_record.find_counted",
    "desk.release_record.make_record",
    "desk.release_trace.find_release",
    "desk.release_trace.trace_release",
    "desk.releases.check_releases",
    "desk.releases.find_releases",
    "desk.said.list_sentences",
    "desk.said.make_leaves",
    "desk.said_translations.list_to_translate",
    "desk.theme_deed.latest_themed",
    "desk.theme_deed.read_living",
    "desk.theme_deed.round_of",
    "desk.theme_find.find_passage",
    "desk.theme_find.find_theme",
    "desk.theme_places.tell_moves",
    "desk.theme_view.describe_theme",
    "desk.theme_view.latest_round_title",
    "desk.theme_view.list_placed",
    "desk.theme_view.list_themes",
    "desk.theme_view.list_unthemed",
    "desk.theme_why.explain_passages",
}


# A draft needs a round that was released, and is decided on in tests/answers; the plan of an import names who would import.
TRIED_ELSEWHERE = {"desk.recommending.draft.draft", "desk.recommending.exchange.plan.plan_import"}


@dataclass(frozen=True)
class Desk:
    settings: Settings
    store: Store

    @property
    def folder(self) -> Path:
        return self.settings.folder


def _accept_questions(at: Desk) -> None:
    source = find_source(at.store, "paper")
    asked = Question("qhood", QuestionRole.GROUP, "L", (("en", "Where?"),), (), "7", None)
    at.store.questions.save(source.id, [replace(asked, held_reason="it was asked otherwise")])
    accept_questions(at.store, source.id, [asked], [], why=WHY, actor=WHO)


def _import_town(at: Desk, content: str) -> None:
    file = at.folder / "town.csv"
    file.write_text(content, encoding="utf-8")
    if content.startswith("attribute"):
        import_reference(at.store, file, source="Census", groups=("age",), who=WHO)
    else:
        import_planned(at.store, file, groups=("age",), who=WHO)


def _release(at: Desk) -> None:
    readings = read_held(at.store, [look_up(at.store, comment_id(at.settings, "2"))], actor=WHO, why=WHY)
    release(at.store, redactor_of(at.settings), readings, Terms(), actor=WHO, why=WHY)


def _discard(at: Desk) -> None:
    discard(at.store, [look_up(at.store, comment_id(at.settings, "3"))], actor=WHO, why=WHY)


def _read(at: Desk) -> None:
    read_held(at.store, [look_up(at.store, comment_id(at.settings, "4"))], actor=WHO, why=WHY)


def _erase(at: Desk) -> None:
    whose = find_response(at.store, find_source(at.store, "paper"), "1")
    erase(at.store, whose, why=WHY, actor=WHO)


def _change_vault_key(at: Desk) -> None:
    change_vault_key(at.store, KeyPlaces(at.settings.key_folder), actor=WHO, why=WHY)


def _make_head(at: Desk) -> None:
    make_head(at.store, at.settings.key_folder, actor=WHO, why=WHY)


def _renew_audit_key(at: Desk) -> None:
    renew_audit_key(at.store, at.settings.key_folder, actor=WHO, why=WHY)


def _split(at: Desk) -> None:
    split(at.store, LAMPS, Taken(parts=(STOPS,)), title(f"Stops {ORDINARY[:9]}"), actor=WHO, why=WHY)


def _move(at: Desk) -> None:
    passage = next(each.passage_id for each in at.store.themes.assignments(RUN) if each.theme_id == LAMPS.id)
    move(at.store, [passage], NOISE, actor=WHO, why=WHY)


def _correct_kind(at: Desk) -> None:
    passage = at.store.themes.assignments(RUN)[0].passage_id
    correct_kind(at.store, passage, Kind.PRAISE, None, actor=WHO, why=WHY)


CONTACT = Contact("Jo Doe", addresses=("mailto:jo@example.org",))
TODAY = date(2026, 11, 1)


def _change_contact(at: Desk) -> None:
    assert change_contact(at.store, replace(CONTACT, body="Public Works"), who=WHO, why=WHY)


def _import_contacts(at: Desk) -> None:
    file = at.folder / "contacts.csv"
    file.write_text("name,addresses\nSam Lee,mailto:sam@example.org\n", encoding="utf-8")
    import_contacts(at.store, file, who=WHO)


def _send_again(at: Desk) -> None:
    moment = datetime(2026, 11, 1, 8, tzinfo=UTC)
    at.store.outbox.make([Message("message-1", "Jo Doe", "mailto:jo@example.org", TODAY, moment, Delivery.FAILED)], [])
    send_again(at.store, "message-1", who=WHO, why=WHY)


def _import_outcome(at: Desk) -> None:
    file = at.folder / "complaints.csv"
    file.write_text(COMPLAINTS, encoding="utf-8")
    told = OutcomeTold("complaints", "", "complaints", OutcomeKind.COUNT, "Oversight board")
    import_outcome(at.store, file, told, today=date(2026, 11, 1), who=WHO)


def _allow_laxer(at: Desk) -> None:
    for name in ("fewest_people", "fewest_sessions"):
        allow_laxer(at.store, name, 1, actor=WHO, why=WHY)


def _propose_quotes(at: Desk) -> None:
    """The ordinary words as one passage of somebody who agreed, in a theme by themselves."""
    import numpy as np

    theme_by_hand(at.store, parts=1)
    with at.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE response SET may_quote = true")
    current = next(each for each in at.store.rounds.all() if at.store.themes.latest_run(each.id))
    waiting = at.store.vectors.missing(MODEL, [each.passage.text for each in at.store.passages.of_rounds([current.id])])
    at.store.vectors.save(MODEL, {key: np.ones(3, dtype=np.float32) for key, _ in waiting})
    propose_quotes(at.store, current, QuotePolicy(True, 1, 1, 2, 1), actor=WHO, why=WHY)


def _quote(at: Desk) -> QuoteWords:
    current = next(each for each in at.store.rounds.all() if at.store.themes.latest_run(each.id))
    return read_quote(at.store, find_quote(at.store, at.store.quotes.of_round(current.id)[0].id))


def _trim(at: Desk) -> None:
    trim(at.store, _quote(at), ((0, 12),), actor=WHO, why=WHY)
    theme_by_hand(at.store)


def _import_codebook(at: Desk) -> None:
    row = CodebookRow("line 2", "Unlit stops", f"{ORDINARY[:20]}", (ORDINARY,))
    first = at.store.rounds.all()[0].id
    plan = plan_codebook(at.store, [row], redactor_of(at.settings), language="en", born_in=first)
    import_codebook(at.store, plan, b"a file", actor=WHO, why=WHY)


def _export_codebook(at: Desk) -> None:
    export_codebook(at.store, at.folder / "out.qdc", actor=WHO, why=WHY)


def _import_moves(at: Desk) -> None:
    passage = next(each.passage_id for each in at.store.themes.assignments(RUN) if each.theme_id == LAMPS.id)
    import_moves(at.store, PlannedMoves({passage: None}), actor=WHO, why=WHY)


def _export_project(at: Desk) -> None:
    terms = ProjectTerms(frozenset(each.id for each in at.store.rounds.all()), has_everybody=True)
    export_project(at.store, at.folder / "out.qdpx", terms, name="Zed", now=datetime(2026, 11, 1, tzinfo=UTC), actor=WHO, why=WHY)


def _terms(at: Desk) -> PageTerms:
    """With a threshold of one, so that a page of two people shows something."""
    return replace(page_terms(at.settings), policy=DisclosurePolicy(threshold=1, round_to=1))


def _look_at(at: Desk) -> None:
    look_at(at.store, _terms(at), at.settings.round(AUTUMN), [LAMPS.id], actor=WHO, why=WHY)


def _say_why(at: Desk) -> None:
    sentence = StaffSentence("Without light nobody waits there.")
    say_why(at.store, _terms(at), at.settings.round(AUTUMN), LAMPS.id, sentence, actor=WHO, why=WHY)


def _say_headline(at: Desk) -> None:
    say_headline(at.store, _terms(at), at.settings.round(AUTUMN), StaffSentence("It is about light."), actor=WHO, why=WHY)


def _make_release(at: Desk) -> None:
    current, terms = at.settings.round(AUTUMN), _terms(at)
    unseen = list_unseen(prepare(at.store, terms, current, made_at=datetime.now(UTC)), is_solid_only=False)
    look_at(at.store, terms, current, unseen, actor=WHO, why=WHY)
    make_release(at.store, terms, current, actor=WHO)


def _said_terms(at: Desk) -> SaidTerms:
    terms = _terms(at)
    return SaidTerms(terms, {"en": terms.texts})


def _publish_said(at: Desk) -> None:
    publish_said(at.store, _said_terms(at), "en", at.folder / "said", theme_ids=[LAMPS.id], who=WHO)


def _take_translations(at: Desk) -> None:
    file = at.folder / "words.csv"
    sentences = list_to_translate(at.store, _said_terms(at), "so", draft=lambda texts: [f"x {each}" for each in texts])
    file.write_bytes(write_table(sentences).replace(b"rough", b"approved"))
    take_translations(at.store, _said_terms(at), file, "so", who=WHO)


# Each decision once, in an order in which they can follow one another, with the actions that it must leave.
DECISIONS: list[tuple[str, Callable[[Desk], object], tuple[str, ...]]] = [
    ("desk.review.look_at", _look_at, ("theme looked at",)),
    ("desk.review.say_why", _say_why, ("why it matters said",)),
    ("desk.review.say_headline", _say_headline, ("first sentence said",)),
    ("desk.release_make.make_release", _make_release, ("theme looked at", "release made")),
    ("desk.said.publish_said", _publish_said, ("said page published",)),
    ("desk.said_translations.take_translations", _take_translations, ("staff words translated",)),
    ("desk.sources.accept_questions", _accept_questions, ("questions accepted",)),
    *((f"desk.recommending.{name}", decide, actions) for name, decide, actions in RECOMMENDING),
    (
        "desk.recommending.links.link",
        lambda at: link(at.store, "R-01", LAMPS, who=WHO, why=WHY),
        ("recommendation linked",),
    ),
    (
        "desk.recommending.links.unlink",
        lambda at: unlink(at.store, "R-01", LAMPS, who=WHO, why=WHY),
        ("recommendation unlinked",),
    ),
    (
        "desk.recommending.links.refuse",
        lambda at: refuse(at.store, "R-01", NOISE, who=WHO, why=WHY),
        ("link refused",),
    ),
    ("desk.contacts.add_contact", lambda at: add_contact(at.store, CONTACT, who=WHO), ("contact added",)),
    ("desk.contacts.change_contact", _change_contact, ("contact changed",)),
    ("desk.contacts.mark_left", lambda at: mark_left(at.store, "Jo Doe", on=TODAY, today=TODAY, who=WHO, why=WHY), ("contact left",)),
    ("desk.contacts.remove_contact", lambda at: remove_contact(at.store, "Jo Doe", today=TODAY, who=WHO, why=WHY), ("contact removed",)),
    ("desk.contacts_import.import_contacts", _import_contacts, ("contacts imported",)),
    ("desk.reminders.send_again", _send_again, ("reminder sent again",)),
    (
        "desk.feeds.add_feed",
        lambda at: add_feed(at.store, Audience(FeedKind.BOARD), today=TODAY, who=WHO, why=WHY),
        ("calendar address made",),
    ),
    ("desk.feeds.renew_feed", lambda at: renew_feed(at.store, "calendar-", today=TODAY, who=WHO, why=WHY), ("calendar address renewed",)),
    ("desk.feeds.revoke_feed", lambda at: revoke_feed(at.store, "calendar-", who=WHO, why=WHY), ("calendar address revoked",)),
    ("desk.reference.import_reference", lambda at: _import_town(at, RESIDENTS), ("reference tables imported",)),
    ("desk.reference.remove_reference", lambda at: remove_reference(at.store, "age", why=WHY, who=WHO), ("reference table removed",)),
    ("desk.planned.import_planned", lambda at: _import_town(at, PLANNED), ("planned sessions imported",)),
    ("desk.planned.cancel_planned", lambda at: cancel_planned(at.store, "planned-", why=WHY, who=WHO), ("planned session cancelled",)),
    ("desk.outcomes.import_outcome", _import_outcome, ("outcomes imported",)),
    ("desk.outcomes.remove_outcome", lambda at: remove_outcome(at.store, "complaints", why=WHY, who=WHO), ("outcomes removed",)),
    ("desk.held.read_held", _read, ("read raw words",)),
    ("desk.held.release", _release, ("read raw words", "held words released")),
    ("desk.held.discard", _discard, ("held words discarded",)),
    ("desk.quotes.allow_laxer", _allow_laxer, ("quote setting allowed",) * 2),
    ("desk.quote_propose.propose_quotes", _propose_quotes, ("quotes proposed",)),
    ("desk.quotes.approve_quote", lambda at: approve_quote(at.store, _quote(at), actor=WHO, why=WHY), ("quote approved",)),
    ("desk.quotes.refuse_quote", lambda at: refuse_quote(at.store, _quote(at), actor=WHO, why=WHY), ("quote refused",)),
    ("desk.quotes.take_back", lambda at: take_back(at.store, _quote(at), actor=WHO, why=WHY), ("quote decision taken back",)),
    ("desk.quotes.trim", _trim, ("quote trimmed",)),
    ("desk.themes.approve", lambda at: approve(at.store, LAMPS, actor=WHO, why=WHY), ("theme approved",)),
    ("desk.themes.rename", lambda at: rename(at.store, LAMPS, title(ORDINARY), actor=WHO, why=WHY), ("theme renamed",)),
    ("desk.themes.hide", lambda at: hide(at.store, LAMPS, actor=WHO, why=WHY), ("theme hidden",)),
    ("desk.themes.show", lambda at: show(at.store, LAMPS, actor=WHO, why=WHY), ("theme shown",)),
    ("desk.theme_split.split", _split, ("theme split",)),
    ("desk.theme_places.move", _move, ("passages moved",)),
    ("desk.kinds.correct_kind", _correct_kind, ("passage kind corrected",)),
    ("desk.theme_places.merge", lambda at: merge(at.store, NOISE, LAMPS, actor=WHO, why=WHY), ("themes merged",)),
    ("desk.codebook.import_codebook", _import_codebook, ("codebook imported",)),
    (
        "desk.codebook_export.export_codebook",
        _export_codebook,
        ("codebook exported",),
    ),
    ("desk.codebook_export.export_project", _export_project, ("redacted comments exported",)),
    ("desk.codebook_moves.import_moves", _import_moves, ("codings imported",)),
    ("desk.erase.erase", _erase, ("erased",)),
    (
        "desk.audit.make_head",
        _make_head,
        ("head of the audit log made",),
    ),
    (
        "desk.audit.renew_audit_key",
        _renew_audit_key,
        ("signing key changed",),
    ),
    ("desk.keys.change_vault_key", _change_vault_key, ("vault key change begun", "vault key changed")),
]


def find_functions() -> dict[str, FunctionType]:
    """Every public function of the desk that is given the store."""
    found = {}
    for module in (importlib.import_module(each.name) for each in pkgutil.walk_packages(desk.__path__, "desk.")):
        for name, each in inspect.getmembers(module, inspect.isfunction):
            is_own = each.__module__ == module.__name__ and not name.startswith("_")
            if is_own and "Store" in map(str, inspect.get_annotations(each).values()):
                found[f"{module.__name__}.{name}"] = each
    return found


def test_every_function_of_the_desk_decides_or_only_looks() -> None:
    assert find_functions().keys() == {name for name, _, _ in DECISIONS} | LOOKS | TRIED_ELSEWHERE, (
        "say here which event a new decision leaves"
    )


@pytest.mark.parametrize("name", sorted(find_functions()))
def test_who_decides_says_who_and_why_and_who_looks_changes_nothing(name: str) -> None:
    function = find_functions()[name]
    told = {"actor", "who"} & inspect.signature(function).parameters.keys()
    written = {each.attr for each in ast.walk(ast.parse(inspect.getsource(function))) if isinstance(each, ast.Attribute)}
    if name in LOOKS:
        assert not told and not written & {"transaction", "audit", "save", "lease"}
    else:
        assert told


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with held_town(tmp_path_factory.mktemp("desk")) as (settings, store):
        pull_answers(store, settings, ANSWERS)
        theme_by_hand(store)
        findings(settings, AUTUMN)
        yield Desk(settings, store)


def theme_by_hand(store: Store, *, parts: int = 4) -> None:
    """The ordinary words, cut in four or as said, with themes and a sub-theme to decide about."""
    comments = [each for each in store.comments.of_rounds([each.id for each in store.rounds.all()]) if each.text]
    store.passages.save(CUTTER, {each.id: cut_evenly(each, parts) for each in comments})
    save_themes(store, share_out(store.passages.of_rounds([each.id for each in store.rounds.all()])))


@pytest.mark.parametrize(("name", "decide", "actions"), DECISIONS, ids=[f"{name} {actions[-1]}" for name, _, actions in DECISIONS])
def test_a_decision_leaves_its_events_and_no_words(at: Desk, name: str, decide: Callable[[Desk], object], actions: tuple[str, ...]) -> None:
    before = at.store.audit.count()
    decide(at)
    events = list(reversed(at.store.audit.recent(at.store.audit.count() - before))) if at.store.audit.count() > before else []
    assert tuple(each.action for each in events) == actions
    assert {each.actor for each in events} == {WHO} and all(each.subject and each.why for each in events)
    assert at.store.audit.verify().is_intact
    told = json.dumps([asdict(each) | {"happened_at": ""} for each in events], ensure_ascii=False)
    said = {word for words in (ORDINARY, FLAGGED, UNKNOWN) for word in words.replace(",", " ").split() if len(word) > 5}
    assert [word for word in said if word in told] == []
