"""Bring in what is new, changed or withdrawn at one source, for one round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from config.settings import Settings
from config.source_tables import FileSettings, LimeSurveySettings
from domain.errors import SourceError, WrongUse
from domain.listening import ResponseTable, Round, Source, SourceKind
from domain.receipt import Receipt
from flows.acting import current_actor
from flows.steps.ingest import Ingest
from flows.steps.keys import open_keys
from flows.steps.questions import keep_questions
from flows.steps.retention import destroy_old_words
from flows.steps.sources import OpenedSource, Row, mapping_of, opened_source
from flows.steps.stage import rounds_up_to, stage
from surveys.mapping import Mapping
from warehouse.store import Store

LEASE_S = 120.0


@stage("pull")
def pull(
    store: Store,
    settings: Settings,
    source_name: str,
    round_name: str,
    *,
    is_new_only: bool = False,
    is_emptying_accepted: bool = False,
) -> Receipt:
    """Read a survey whole, store what changed, and take out what is no longer there. One pull a source at a time.

    With `is_new_only` only responses above the last known id are read, and nothing is taken out. A source that shows
    nothing more of a round is not believed unless `is_emptying_accepted`.
    """
    source = settings.source_value(source_name)
    wanted_round = rounds_up_to(store, settings, round_name)[-1]
    store.sources.save(source)
    with store.lease(f"pull {source_name}", seconds=LEASE_S) as lease:
        destroy_old_words(store, settings)  # first: the promise holds also where the source cannot be read
        with opened_source(settings, source_name) as opened:
            ingest = _make_ingest(store, settings, source, source_name, wanted_round, _keep_table(store, source, opened))
            asked = keep_questions(store, source, opened, _mapping(settings, source_name))
            above = _last_id(store, ingest) if is_new_only else 0
            pages = opened.pages(left_out=asked.held, above=above)
            total = None if is_new_only else opened.count()
            receipt = replace(ingest.take(_renewing(pages, lease.renew), total), notes=asked.notes)
            if is_new_only:
                return receipt
            gone = _find_gone(store, ingest, opened)
        return replace(receipt, withdrawn=_withdraw(store, ingest, gone, is_accepted=is_emptying_accepted))


def _make_ingest(store: Store, settings: Settings, source: Source, source_name: str, wanted_round: Round, table: ResponseTable) -> Ingest:
    kept = settings.source(source_name)
    return Ingest(
        store=store,
        settings=settings,
        keys=open_keys(settings),
        source=source,
        round=wanted_round,
        rounds={each.id: each for each in store.rounds.all()},
        stated_language=kept.language or "",
        has_own_ids=isinstance(kept, FileSettings) and kept.columns.id is not None,
        table=table,
    )


def _keep_table(store: Store, source: Source, opened: OpenedSource) -> ResponseTable:
    """The source's table of responses; remembered, since a survey that was archived twice forgets its first ids."""
    before = store.sources.response_table(source.id)
    table = before.after(opened.first_id())
    if table != before:
        store.sources.save_response_table(source.id, table)
    return table


def _mapping(settings: Settings, source_name: str) -> Mapping:
    kept = settings.source(source_name)
    assert isinstance(kept, LimeSurveySettings | FileSettings)  # a folder of transcripts was refused when it was opened
    return mapping_of(kept.columns)


def _last_id(store: Store, ingest: Ingest) -> int:
    if ingest.source.kind is not SourceKind.LIMESURVEY:
        raise WrongUse("A file is always read whole: it has no newest response.", next_step="Pull it without --new.")
    numbers = map(ingest.table.number_of, store.responses.external_ids(ingest.source.id))
    return max((number for number in numbers if number is not None), default=0)


def _find_gone(store: Store, ingest: Ingest, opened: OpenedSource) -> list[str]:
    """Responses of the round that the source no longer has, or that are of another day now."""
    unmet = [each for each in store.responses.external_ids(ingest.source.id, ingest.round.id) if each not in ingest.seen]
    moved = [each for each in unmet if each in ingest.passed]
    silent = [each for each in unmet if each not in ingest.passed]
    if ingest.has_unknown_rows:
        return moved  # a row that cannot be read may be any of those that were not met
    if ingest.source.kind is not SourceKind.LIMESURVEY:
        return moved + silent
    numbers = {number: each for each in silent if (number := ingest.table.number_of(each)) is not None}
    return moved + [numbers[number] for number in sorted(opened.which_are_gone(numbers))]


def _withdraw(store: Store, ingest: Ingest, gone: list[str], *, is_accepted: bool) -> int:
    """Take out what the source no longer has. A source that shows nothing at all is not believed."""
    if not gone:
        return 0
    if not len(ingest.seen) and not is_accepted:
        raise SourceError(
            f"The source {ingest.source.name!r} shows no response of this round at all, and {len(gone)} are here from earlier pulls.",
            next_step="Nothing was taken out. Check that the survey was not emptied by mistake, and the dates of the round; "
            "if it is right so, pull again with --accept-withdrawals.",
        )
    action, why = ("withdrawals accepted", "--accept-withdrawals") if is_accepted else ("responses withdrawn", "gone at the source")
    with store.transaction():
        store.audit.append(current_actor(), action, ingest.source.id, why, {"responses": len(gone)})
        return store.responses.withdraw(ingest.source.id, gone)


def _renewing(pages: Iterable[tuple[Row, ...]], renew: Callable[[], object]) -> Iterator[tuple[Row, ...]]:
    """The pages, with the lease renewed before each."""
    for page in pages:
        renew()
        yield page
