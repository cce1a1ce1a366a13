"""Sources, opened: a survey over the wire or a file, each as pages of rows to the same pull."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from config.settings import Settings
from config.source_tables import ColumnSettings, FileSettings, LimeSurveySettings
from domain.errors import WrongUse
from domain.listening import BadRow, Response
from domain.questions import Question
from flows.steps.secrets import read_password
from surveys.limesurvey import LimeSurveyAccess, Survey, open_survey
from surveys.mapping import Indicator, Mapping

FILE_PAGE = 500

Row = Response | BadRow


class OpenedSource(Protocol):
    """What a pull asks of a source."""

    def questions(self) -> tuple[Question, ...]:
        """The mapped questions as the source asks them now."""

    def codes_by_id(self) -> dict[str, str]:
        """The code of every question by the source's own id of it, by which one is known that was renamed."""

    def count(self) -> int | None:
        """How many rows will be read; None where that is not known before."""

    def pages(self, *, left_out: Collection[str] = (), above: int = 0) -> Iterator[tuple[Row, ...]]:
        """The rows in pages, without the answers to `left_out`; with `above`, only those with a higher id."""

    def first_id(self) -> int:
        """The lowest id that the table of responses can have: what is below lies in one that was archived."""

    def which_are_gone(self, ids: Collection[int]) -> set[int]:
        """Those of the responses, which the pages did not show, that the source truly no longer has."""


@contextmanager
def opened_source(settings: Settings, source_name: str) -> Iterator[OpenedSource]:
    """A source, ready to be pulled. Raises WrongUse for a folder of transcripts, which is imported."""
    kept = settings.source(source_name)
    if isinstance(kept, LimeSurveySettings):
        with opened_survey(settings, source_name, kept) as survey:
            yield _OpenedSurvey(survey)
    elif isinstance(kept, FileSettings):
        yield _OpenedFile(settings, source_name, kept)
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
        requests_at_once=kept.requests_at_once,
        is_local_allowed=kept.is_local_allowed,
    )
    with open_survey(
        access, mapping_of(kept.columns), timezone=settings.timezone_of(source_name), is_partial_taken=kept.is_partial_taken
    ) as survey:
        yield survey


def mapping_of(columns: ColumnSettings) -> Mapping:
    """The mapping that `surveys/` takes, from the columns of the settings."""
    return Mapping(
        comments=columns.comments,
        indicators=tuple(
            Indicator(each.question, each.title, each.lowest, each.highest, scores=tuple(each.scores.items()))
            for each in columns.indicators
        ),
        groups=tuple(columns.groups.items()),
        language=columns.language,
        quote_consent=columns.quote_consent,
        quote_consent_value=columns.quote_consent_value,
        submitted=columns.submitted,
        respondent=columns.respondent,
        id=columns.id,
    )


@dataclass(frozen=True, slots=True)
class _OpenedSurvey:
    """A LimeSurvey survey."""

    survey: Survey

    def questions(self) -> tuple[Question, ...]:
        return self.survey.questions()

    def codes_by_id(self) -> dict[str, str]:
        return self.survey.codes_by_id()

    def count(self) -> int | None:
        return self.survey.count()

    def pages(self, *, left_out: Collection[str] = (), above: int = 0) -> Iterator[tuple[Row, ...]]:
        return self.survey.pages(left_out=left_out, above=above)

    def first_id(self) -> int:
        return self.survey.first_id()

    def which_are_gone(self, ids: Collection[int]) -> set[int]:
        # An export that runs while somebody deletes can skip rows, so the silence is asked about once more.
        return set(ids) - self.survey.which_are_there(ids) if ids else set()


@dataclass(frozen=True, slots=True)
class _OpenedFile:
    """A file of answers: read whole, every time."""

    settings: Settings
    name: str
    kept: FileSettings

    def questions(self) -> tuple[Question, ...]:
        return ()

    def codes_by_id(self) -> dict[str, str]:
        return {}

    def count(self) -> int | None:
        return None

    def pages(self, *, left_out: Collection[str] = (), above: int = 0) -> Iterator[tuple[Row, ...]]:
        if above:
            raise WrongUse("A file is always read whole: it has no newest response.", next_step="Pull it without --new.")
        rows = iter(self._read())
        while page := tuple(islice(rows, FILE_PAGE)):
            yield page

    def first_id(self) -> int:
        return 0

    def which_are_gone(self, ids: Collection[int]) -> set[int]:
        return set(ids)  # the file is all there is

    def _read(self) -> Iterable[Row]:
        from surveys.files import read_file

        kept = self.kept
        timezone = self.settings.timezone_of(self.name)
        file, mapping = self.settings.path(kept.file), mapping_of(kept.columns)
        return read_file(file, mapping, timezone=timezone, language=kept.language or "", sheet=kept.sheet, dates=kept.dates)
