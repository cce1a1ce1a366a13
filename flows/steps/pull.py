"""Bring in what is new, changed or withdrawn at one source, for one round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from config.settings import AnySource, ColumnSettings, FileSettings, LimeSurveySettings, Settings
from domain.errors import SourceError, WrongUse
from domain.listening import Response, Source
from domain.receipt import Receipt
from flows.steps.ingest import Ingest
from flows.steps.retention import destroy_old_words
from flows.steps.secrets import read_password
from flows.steps.stage import rounds_up_to, stage
from surveys.limesurvey import LimeSurveyAccess, Survey, open_survey
from surveys.mapping import Indicator, Mapping
from warehouse.keys import load_keys
from warehouse.store import Store

LEASE_S = 120.0


@stage("pull")
def pull(store: Store, settings: Settings, source_name: str, round_name: str) -> Receipt:
    """Read a survey whole, store what changed, and take out what is no longer there. One pull a source at a time."""
    source, kept = settings.source_value(source_name), settings.source(source_name)
    wanted_round = rounds_up_to(store, settings, round_name)[-1]
    store.sources.save(source)
    with store.lease(f"pull {source_name}", seconds=LEASE_S) as lease:
        destroy_old_words(store, settings, source)  # first: the promise holds also where the source cannot be read
        known = store.responses.known(source.id)
        ingest = Ingest(
            store=store,
            settings=settings,
            keys=load_keys(settings.key_folder),
            source=source,
            round=wanted_round,
            known=known,
            rounds={each.id: each for each in store.rounds.all()},
            stated_language=kept.language or "",
            has_own_ids=isinstance(kept, FileSettings) and kept.columns.id is not None,
        )
        with pages_of(settings, source_name) as pages:
            receipt = ingest.take(_renewing(pages, lease.renew))
        gone = [name for name, each in known.items() if each.round_id == wanted_round.id and name not in ingest.seen]
        return replace(receipt, withdrawn=_withdraw(store, source, gone, seen=len(ingest.seen)))


def _withdraw(store: Store, source: Source, gone: list[str], *, seen: int) -> int:
    """Take out what the source no longer has. A source that shows nothing at all is not believed."""
    if gone and not seen:
        raise SourceError(
            f"The source {source.name!r} shows no response of this round at all, and {len(gone)} are here from earlier pulls.",
            next_step="Nothing was taken out. Check that the survey is active and was not emptied by mistake, and the dates of the round.",
        )
    return store.responses.withdraw(source.id, gone) if gone else 0


def _renewing(pages: Iterable[tuple[Response, ...]], renew: Callable[[], object]) -> Iterator[tuple[Response, ...]]:
    """The pages, with the lease renewed before each."""
    for page in pages:
        renew()
        yield page


@contextmanager
def pages_of(settings: Settings, source_name: str) -> Iterator[Iterable[tuple[Response, ...]]]:
    """A source's responses, page by page."""
    kept = settings.source(source_name)
    if isinstance(kept, LimeSurveySettings):
        with opened_survey(settings, source_name, kept) as survey:
            yield survey.pages()
    elif isinstance(kept, FileSettings):
        yield _csv_pages(settings, source_name, kept)
    else:
        raise WrongUse(
            f"The source {source_name!r} is a folder of transcripts; there is nothing to pull.",
            next_step=f"Bring its files in with: hearback run, or hearback import FILE… --session {source_name}",
        )


@contextmanager
def opened_survey(settings: Settings, source_name: str, kept: LimeSurveySettings) -> Iterator[Survey]:
    """A LimeSurvey survey, logged in once; the key is released at the end."""
    access = LimeSurveyAccess(
        url=kept.url,
        user=kept.user,
        password=read_password(settings, source_name, kept),
        survey_id=kept.survey_id,
        timeout_s=kept.timeout_s,
        page_size=kept.page_size,
        is_local_allowed=kept.is_local_allowed,
    )
    with open_survey(
        access, mapping_of(kept), timezone=settings.timezone_of(source_name), is_partial_taken=kept.is_partial_taken
    ) as survey:
        yield survey


def mapping_of(kept: AnySource) -> Mapping:
    """The mapping that `surveys/` takes, from the columns of the settings."""
    columns: ColumnSettings = kept.columns  # type: ignore[union-attr]  # only sources with columns are mapped
    return Mapping(
        comments=columns.comments,
        indicators=tuple(Indicator(each.question, each.title, each.lowest, each.highest) for each in columns.indicators),
        groups=tuple(columns.groups.items()),
        language=columns.language,
        quote_consent=columns.quote_consent,
        quote_consent_value=columns.quote_consent_value,
        submitted=columns.submitted,
        respondent=columns.respondent,
        id=columns.id,
    )


def _csv_pages(settings: Settings, source_name: str, kept: FileSettings, size: int = 500) -> Iterator[tuple[Response, ...]]:
    from surveys.csv_file import read_csv

    page: list[Response] = []
    rows = read_csv(settings.path(kept.file), mapping_of(kept), timezone=settings.timezone_of(source_name), language=kept.language or "")
    for response in rows:
        page.append(response)
        if len(page) == size:
            yield tuple(page)
            page = []
    if page:
        yield tuple(page)
