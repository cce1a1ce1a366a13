"""Plays a history on a real server, with the real pull and a real warehouse, beside a model of what it must hold."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

from sqlalchemy import update

from domain.errors import HearbackError
from domain.receipt import Receipt
from flows.progress import Step as Progress
from flows.progress import listening
from flows.steps.prepare import cut
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.flows.killed import die_at_write
from tests.sources.expected import Found, look
from tests.sources.model import Model
from tests.sources.place import ROUND, SID, SOURCE, Place, opened_place
from tests.sources.settle import settle_broken, settle_good
from tests.sources.steps import (
    Age,
    DataStep,
    Deactivate,
    Delete,
    Edit,
    ExpireKeys,
    Finish,
    History,
    Insert,
    Process,
    Pull,
    Reactivate,
    Step,
)
from warehouse.keys import load_keys
from warehouse.store import Store
from warehouse.tables_heard import vault_entry

MODEL = "tiny"
_SHORT_TIMEOUT_S = 0.25
_LONGEST_PULL_S = 60
_RAISED = 3


def play(history: History) -> None:
    """Play a history to its end in a place of its own; an AssertionError says what did not hold."""
    with opened_place(is_partial_taken=history.is_partial_taken, page_size=history.page_size) as place:
        Player(place, Model(place.settings.key_folder, history.is_partial_taken)).play(history)


@dataclass(slots=True)
class Player:
    """A history as far as it has been played."""

    place: Place
    model: Model

    def play(self, history: History) -> None:
        """Take all steps, then let everything be quiet: after one good pull both sides are equal."""
        for step in (*history.steps, Reactivate(), Pull(), Process()):
            self.take(step)
        self._compare_with_a_first_pull()
        self._look_for_what_must_be_nowhere()

    def take(self, step: Step) -> None:
        """Take one step, and after a pull hold the warehouse against the model."""
        match step:
            case Insert() | Edit() | Finish() | Delete():
                self._change(step)
            case Deactivate():
                self._deactivate()
            case Reactivate():
                self._reactivate()
            case ExpireKeys():
                self.place.server.expire_keys()
            case Age():
                self._age()
            case Process():
                self._process()
            case Pull():
                self._pull(step)
            case _:
                assert_never(step)

    def _change(self, step: DataStep) -> None:
        if self.model.rows is None:
            return
        if isinstance(step, Insert):
            number: int | None = self.place.server.insert(SID, step.answers.as_row())
            assert number is not None and number > self.model.last_id, "ids go on"
        else:
            number = self.model.choose(step)
        if number is None:
            return
        answers = self.model.change(number, step)
        if answers is None:
            self.place.server.delete(SID, number)
        elif not isinstance(step, Insert):
            self.place.server.update(SID, number, answers.as_row())

    def _deactivate(self) -> None:
        if self.model.rows is not None:
            self.place.server.deactivate(SID)
            self.model.archive()

    def _reactivate(self) -> None:
        if self.model.rows is None:
            self.place.server.reactivate(SID)
            self.model.rows = {}

    def _age(self) -> None:
        """Put the storing of all raw words far back: to wait until their days are over would take too long."""
        with opened_store(self.place.settings) as store, store._database.write() as connection:
            connection.execute(update(vault_entry).values(stored_at=datetime(2020, 1, 1, tzinfo=UTC)))
        self.model.is_aged |= self.model.has_raw

    def _process(self) -> None:
        cut(self.place.settings, ROUND)
        with opened_store(self.place.settings) as store:
            give_vectors(store)
        self.model.cut = self.model.comments_in_words()

    def _pull(self, step: Pull) -> None:
        met = self.model.table
        self.model.table = met.after(self.model.first_id)
        before = self.model.target(is_new_only=step.is_new_only)
        counts, must_end_well = self.model.wanted_counts(is_new_only=step.is_new_only), step.must_end_well and self._is_believable(step)
        receipt = None
        if step.dies_at:
            self._run_dying(step)
        else:
            receipt = self._run_listening(step)
        self.place.server.faults.waiting.clear()
        found = self._look()
        assert found.table in ((self.model.table,) if receipt else (met, self.model.table))
        if receipt is not None and not step.meanwhile:
            assert receipt.as_dict() == counts
            assert sum(count for _, count in receipt.held_for) == receipt.held
            assert sum(count for _, count in receipt.skipped_for) == receipt.skipped
            settle_good(self.model, found, before)
        else:
            assert receipt is not None or not must_end_well, "a pull that nothing stood in the way of has failed"
            after = self.model.target(is_new_only=step.is_new_only)
            settle_broken(self.model, found, [before, after] if step.meanwhile else [before])
        self.model.table = found.table

    def _is_believable(self, step: Pull) -> bool:
        return self.model.is_believable(is_new_only=step.is_new_only)

    def _run_listening(self, step: Pull) -> Receipt | None:
        """Pull, with what happens on the way; None where it failed."""
        for fault, times, method in step.faults:
            self.place.server.fail_next(fault, times, method=method)
        settings = self.place.settings_with(timeout_s=_SHORT_TIMEOUT_S) if step.is_slow else self.place.settings
        pages = 0

        def hear(progress: Progress) -> None:
            nonlocal pages
            pages += 1
            if step.meanwhile and pages == step.meanwhile[0]:
                self._change(step.meanwhile[1])
            if pages == step.keys_lapse_after:
                self.place.server.expire_keys()

        with listening(hear):
            try:
                return pull(settings, SOURCE, ROUND, is_new_only=step.is_new_only)
            except HearbackError as error:
                assert type(error) is not HearbackError, f"an error that nobody expected: {error}"
                return None

    def _run_dying(self, step: Pull) -> None:
        """Pull in a child that is killed at a write; where it came to its end first, the next pull will show it."""
        child = os.fork()
        if not child:
            _pull_and_die(self.place, step)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (-signal.SIGKILL, 0, _RAISED), f"the killed pull ended with {status}"

    def _look(self) -> Found:
        with opened_store(self.place.settings) as store:
            return look(store, load_keys(self.place.settings.key_folder))

    def _compare_with_a_first_pull(self) -> None:
        """What was pulled in many steps is what one pull into an empty warehouse gives."""
        model = self.model
        is_whole = model.holds.keys() == model.eligible().keys() and not model.table.number
        if not is_whole or model.has_raw != {name for name, each in model.holds.items() if each.words}:
            return  # an archived table, raw words whose time is over, or a survey that was emptied and not believed
        again = self.place.empty_copy()
        pull(again, SOURCE, ROUND)
        cut(again, ROUND)
        with opened_store(again) as fresh, opened_store(self.place.settings) as store:
            give_vectors(fresh)
            assert fresh.fingerprint() == store.fingerprint(), "one pull into an empty warehouse gives another one"

    def _look_for_what_must_be_nowhere(self) -> None:
        kept = b"".join(file.read_bytes() for file in self.place.folder.glob("*.db*")).lower()
        assert b"canary" not in kept and b"555-0147" not in kept, "raw words stand in the open"
        headings = {heading for entry in self.place.server.wire for heading in entry.headings}
        assert not headings & {"qname", "ipaddr", "refurl", "seed"}, "what is not mapped crossed the wire"


def give_vectors(store: Store) -> None:
    """A vector for each passage that has none: of what it is made does not matter here."""
    import numpy as np

    passages = store.passages.of_rounds([each.id for each in store.rounds.all()])
    waiting = store.vectors.missing(MODEL, [each.passage.text for each in passages])
    store.vectors.save(MODEL, {key: np.array([len(text), 0.5], dtype=np.float32) for key, text in waiting})


def _pull_and_die(place: Place, step: Pull) -> None:
    """In a child: pull, and be killed at a write. Never returns."""
    signal.alarm(_LONGEST_PULL_S)
    try:
        die_at_write(step.dies_at or 0)
        pull(place.settings, SOURCE, ROUND, is_new_only=step.is_new_only)
        os._exit(0)
    except HearbackError:
        os._exit(_RAISED)
    finally:
        os._exit(1)
