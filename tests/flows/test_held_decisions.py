"""Whatever is pulled, decided, edited and withdrawn in whatever order: a decision holds for its words, and nothing slips by."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.settings import Settings
from desk.held import discard, read_held
from desk.held_redaction import Terms
from desk.held_spans import find_said
from domain.errors import HearbackError
from domain.held import DISCARDED
from domain.receipt import Receipt
from domain.text import RawText
from flows.steps.prepare import cut
from nlp.redact import Redactor
from tests.flows.held_town import (
    WHO,
    WHY,
    all_comments,
    comment_id,
    held_town,
    is_anywhere,
    let_go,
    look_up,
    pull_answers,
)
from tests.flows.paper import AUTUMN
from warehouse.store import Store

SECRETS = ("umbrella", "kitchen", "жашыл")
WORDS = (
    "The bus stop by the mill has no light.",
    "We are the only Chechen family at Lincoln Elementary, and the umbrella remains.",
    "The kitchen is gone, and we are the only Chechen family at Lincoln Elementary.",
    "Жарык жок, биз коркобуз, жашыл тоолор.",
)
KEYS = ("1", "2", "3")
DECISIONS = ("release", "keep", "redact", "discard")
STEPS = st.one_of(
    st.tuples(st.sampled_from(DECISIONS), st.sampled_from(KEYS)),
    st.tuples(st.sampled_from(("say", "say")), st.sampled_from(KEYS), st.sampled_from(WORDS)),
    st.tuples(st.sampled_from(("withdraw", "look", "rules", "closed")), st.sampled_from(KEYS)),
    st.tuples(st.just("pull"), st.just("")),
)


@dataclass(slots=True)
class Model:
    """What must be the case: what people say at the source, what was pulled, and what was decided about which words."""

    source: dict[str, str]
    pulled: dict[str, str] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    rules: int = 1

    def pull(self) -> None:
        self.decided = {key: what for key, what in self.decided.items() if self.source.get(key) == self.pulled[key]}
        self.pulled = dict(self.source)

    def state(self, key: str) -> str:
        return self.decided.get(key) or ("ordinary" if self.pulled[key] == WORDS[0] else "waiting")

    def secret(self, key: str) -> str | None:
        return next((secret for secret in SECRETS if secret in self.pulled[key]), None)


@pytest.fixture(scope="module")
def version(request: pytest.FixtureRequest) -> dict[str, int]:
    """Stands for a new version of the redaction rules: everything is redacted again at the next pull."""
    number = {"rules": 1}
    patch = pytest.MonkeyPatch()
    patch.setattr(Redactor, "version", property(lambda _: f"rules={number['rules']}"))
    request.addfinalizer(patch.undo)
    return number


@given(start=st.lists(st.sampled_from(WORDS), min_size=3, max_size=3), steps=st.lists(STEPS, max_size=9))
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_decision_holds_for_its_words_and_nothing_slips_by(
    version: dict[str, int], start: list[str], steps: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as name, held_town(Path(name)) as (settings, store):
        model = Model(dict(zip(KEYS, start, strict=True)))
        take(store, settings, model)
        for step in steps:
            do(store, settings, model, version, *step)
            check(store, settings, model, Path(name))
        take(store, settings, model)
        check(store, settings, model, Path(name))
        before = store.fingerprint()
        take(store, settings, model)
        assert store.fingerprint() == before


def do(store: Store, settings: Settings, model: Model, version: dict[str, int], what: str, key: str, said: str = "") -> None:
    if what == "pull":
        take(store, settings, model)
    elif what == "say":
        model.source[key] = said
    elif what == "withdraw":
        model.source.pop(key, None)
    elif what == "rules":
        version["rules"] += 1
    elif what in (*DECISIONS, "look") and key in model.pulled:
        decide(store, settings, model, what, key)


def decide(store: Store, settings: Settings, model: Model, what: str, key: str) -> None:
    comment = comment_id(settings, key)
    if model.state(key) != "waiting":
        with pytest.raises(HearbackError):
            read_held(store, [look_up(store, comment)], actor=WHO, why=WHY)
        return
    if what == "discard":
        discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
        model.events["held words discarded"] += 1
        model.decided[key] = "discarded"
        return
    model.events["read raw words"] += 1
    if what == "look":
        (reading,) = read_held(store, [look_up(store, comment)], actor=WHO, why=WHY)
        assert reading.words.reveal() == model.pulled[key]
        return
    secret = model.secret(key)
    assert secret is not None
    taken = find_said(RawText(model.pulled[key]), RawText(secret), "PERSON") if what == "redact" else ()
    text = let_go(store, settings, comment, Terms("ru" if secret == "жашыл" else "", taken, what == "keep"))
    assert (secret in text) == (what != "redact")
    model.events["held words redacted and released" if taken else "held words released"] += 1
    model.decided[key] = f"released {what}"


def take(store: Store, settings: Settings, model: Model) -> None:
    model.pull()
    receipt = pull_answers(store, settings, {key: {"said": words} for key, words in model.source.items()})
    states = Counter(model.state(key) for key in model.pulled)
    assert receipt.read == len(model.pulled) == receipt.written + receipt.unchanged + receipt.held + receipt.skipped
    assert receipt.held == states["waiting"] == sum(count for _, count in receipt.held_for)


def check(store: Store, settings: Settings, model: Model, folder: Path) -> None:
    comments = all_comments(store)
    expected = {comment_id(settings, key): key for key in model.pulled}
    assert comments.keys() == expected.keys()
    for each, key in expected.items():
        check_one(comments[each].text, comments[each].held_reason, model, key)
    states = Counter(model.state(key).split()[0] for key in model.pulled)
    assert sum(each.comments for each in store.comments.held()) == len(store.comments.list_held()) == states["waiting"]
    assert sum(each.comments for each in store.comments.discarded()) == states["discarded"]
    assert sum(each.text is not None for each in comments.values()) == states["ordinary"] + states["released"]
    assert store.counts()["hold_decision"] == len(comments) - states["ordinary"]
    assert store.counts()["vault_entry"] == len(comments) - states["discarded"]
    check_log(store, model)
    check_files(model, folder)


def check_one(text: str | None, reason: str | None, model: Model, key: str) -> None:
    state, secret = model.state(key), model.secret(key)
    if state == "discarded":
        assert (text, reason) == (None, DISCARDED)
    elif state == "waiting":
        assert text is None and reason not in (None, DISCARDED)
    else:
        assert text and reason is None
        assert secret is None or (secret in text) == (state != "released redact")
        assert ("Chechen" in text) == (state == "released keep" and "Chechen" in model.pulled[key])


def check_log(store: Store, model: Model) -> None:
    """Each reading and each decision is one event, and none holds what was said."""
    events = store.audit.recent(1_000)
    assert Counter(each.action for each in events) == model.events
    told = json.dumps([[each.subject, each.why, dict(each.detail)] for each in events], ensure_ascii=False)
    assert not any(secret in told for secret in (*SECRETS, "Chechen", "Lincoln"))


def check_files(model: Model, folder: Path) -> None:
    """No byte of words that are held or discarded, or were taken out or withdrawn, in any file of the warehouse."""
    open_words = {model.secret(key) for key in model.pulled if model.state(key) in ("released release", "released keep")}
    for secret in set(SECRETS) - open_words:
        assert not is_anywhere(folder, secret)


def test_receipts_of_a_pull_count_what_was_discarded_as_unchanged(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, store):
        answers = {"1": {"said": WORDS[1]}}
        assert pull_answers(store, settings, answers).held == 1
        discard(store, [look_up(store, comment_id(settings, "1"))], actor=WHO, why=WHY)
        assert pull_answers(store, settings, answers) == Receipt(read=1, unchanged=1)


def test_a_decision_follows_its_words_to_another_question_of_the_response(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, {"1": {"said": WORDS[1]}})
        discard(store, [look_up(store, comment_id(settings, "1"))], actor=WHO, why=WHY)
        pull_answers(store, settings, {"1": {"renamed": WORDS[1]}})
        moved = comment_id(settings, "1", "renamed")
        assert {each: one.held_reason for each, one in all_comments(store).items()} == {moved: DISCARDED}
        assert store.counts()["vault_entry"] == 0


def test_one_more_answer_with_the_same_words_is_not_decided_about(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, {"1": {"said": WORDS[1]}})
        discard(store, [look_up(store, comment_id(settings, "1"))], actor=WHO, why=WHY)
        receipt = pull_answers(store, settings, {"1": {"said": WORDS[1], "other": WORDS[1]}, "2": {"said": WORDS[1]}})
        assert receipt.held == 2
        assert store.counts()["vault_entry"] == 2


def test_a_decision_made_while_a_pull_redacts_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, {"1": {"said": WORDS[1]}})
        redact_batch, chosen = Redactor.redact_batch, [comment_id(settings, "1")]

        def decide_then_redact(self: Redactor, *args: object, **options: object) -> object:
            if chosen:
                discard(store, [look_up(store, chosen.pop())], actor=WHO, why=WHY)
            return redact_batch(self, *args, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(Redactor, "redact_batch", decide_then_redact)
        pull_answers(store, settings, {"1": {"said": WORDS[1], "other": WORDS[0]}})
        assert not chosen
        assert all_comments(store)[comment_id(settings, "1")].held_reason == DISCARDED
        assert store.counts()["vault_entry"] == 1


def test_a_released_comment_is_cut_like_any_other_and_one_that_is_held_or_discarded_is_not(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, {"1": {"said": WORDS[1]}, "2": {"said": WORDS[2]}, "3": {"said": WORDS[3]}})
        let_go(store, settings, comment_id(settings, "1"))
        discard(store, [look_up(store, comment_id(settings, "2"))], actor=WHO, why=WHY)
        receipt = cut(settings, AUTUMN)
        assert receipt.read == 1
        heard = store.passages.of_rounds([each.id for each in store.rounds.all()])
        assert {each.passage.comment_id for each in heard} == {comment_id(settings, "1")}
