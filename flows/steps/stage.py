"""What every stage shares: its store, its place in the ledger, and errors that carry no words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Concatenate, ParamSpec

from config.settings import Settings
from domain.errors import HearbackError
from domain.listening import Round
from domain.receipt import Receipt
from flows.acting import current_actor
from flows.no_dumps import forbid_core_dumps
from flows.progress import report
from flows.steps.keys import open_keys
from flows.steps.settings_told import note_settings
from flows.unknown import describe_unknown
from warehouse.store import Store, open_store

P = ParamSpec("P")
StageBody = Callable[Concatenate[Store, Settings, P], Receipt]


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The warehouse of these settings, with its keys, for the time of one stage."""
    with open_store(settings.warehouse_url, open_keys(settings)) as store:
        yield store


def stage(name: str) -> Callable[[StageBody[P]], Callable[Concatenate[Settings, P], Receipt]]:
    """Make a stage of a function `(store, settings, scope, …) -> Receipt`: opens the store, writes the ledger, and
    in the audit log what is set otherwise than at the last run.

    The first argument after the settings is the scope: a round's or a source's name. An error that Hearback does not
    know is replaced by one that names its type and place only, since its text might quote what somebody said.
    """

    def decorate(body: StageBody[P]) -> Callable[Concatenate[Settings, P], Receipt]:
        @functools.wraps(body)
        def run(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> Receipt:
            scope = " ".join(str(arg) for arg in args if isinstance(arg, str))
            report(name, 0)
            forbid_core_dumps()  # here too: a scheduled run starts at Prefect, and not at the command line
            with wordless_errors(name), opened_store(settings) as store:
                note_settings(store, settings, actor=current_actor())
                return _run_recorded(store, name, scope, lambda: body(store, settings, *args, **kwargs))

        return run

    return decorate


def _run_recorded(store: Store, name: str, scope: str, work: Callable[[], Receipt]) -> Receipt:
    started_at = datetime.now(UTC)
    try:
        with wordless_errors(name):
            receipt = work()
    except HearbackError as error:
        store.ledger.record(name, scope, Receipt(), started_at, datetime.now(UTC), "failed", error.what)
        raise
    store.ledger.record(name, scope, receipt, started_at, datetime.now(UTC), "done")
    report(name, receipt.read, receipt.read)
    return receipt


@contextmanager
def wordless_errors(stage_name: str) -> Iterator[None]:
    """Let Hearback's own errors pass; turn any other into one that tells its type and place, and no words."""
    try:
        yield
    except (HearbackError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:  # the boundary: what escapes from here is printed and kept by Prefect
        raise HearbackError(describe_unknown(error), where=f"stage {stage_name!r}") from None


def rounds_up_to(store: Store, settings: Settings, round_name: str) -> tuple[Round, ...]:
    """The round of this name and all that began before it, in time order; the rounds are saved if they are new."""
    for each in settings.rounds:
        store.rounds.save(each.to_round())
    wanted = settings.round(round_name).id
    rounds = store.rounds.all()
    last = next(number for number, each in enumerate(rounds) if each.id == wanted)
    return rounds[: last + 1]
