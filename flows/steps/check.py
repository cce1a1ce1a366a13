"""Try a source without bringing anything in: what works, and for what does not, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from config.settings import FileSettings, LimeSurveySettings, Settings, TranscriptSettings
from domain.errors import HearbackError
from domain.listening import BadRow
from flows.steps.sessions import find_transcripts
from flows.steps.sources import mapping_of, opened_survey


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was tried."""

    name: str
    is_good: bool
    word: str


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What was tried of one source."""

    name: str
    points: tuple[Point, ...]

    @property
    def is_ready(self) -> bool:
        """True when everything that was tried works."""
        return all(point.is_good for point in self.points)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "is_ready": self.is_ready}


def check_source(settings: Settings, name: str) -> SourceCheck:
    """Try one source. A refusal is a point that does not work, not an error; an unknown name is an error."""
    kept = settings.source(name)
    try:
        if isinstance(kept, LimeSurveySettings):
            points = _check_survey(settings, name, kept)
        elif isinstance(kept, TranscriptSettings):
            points = _check_folder(settings, kept)
        else:
            points = _check_file(settings, name, kept)
    except HearbackError as error:
        points = (Point("connection" if isinstance(kept, LimeSurveySettings) else "file", False, str(error)),)
    return SourceCheck(name, points)


def _check_survey(settings: Settings, name: str, kept: LimeSurveySettings) -> tuple[Point, ...]:
    with opened_survey(settings, name, kept) as survey:
        facts = survey.check()
    return (
        Point("login", True, f"as {kept.user}"),
        Point(
            "survey", facts.is_active, f"{facts.title!r}, {'active' if facts.is_active else 'not active'}, in {', '.join(facts.languages)}"
        ),
        *(Point("mapping", False, problem) for problem in facts.problems),
        Point("questions", True, f"{len(facts.mapped)} mapped, {len(facts.unmapped)} never asked for"),
    )


def _check_folder(settings: Settings, kept: TranscriptSettings) -> tuple[Point, ...]:
    folder = settings.path(kept.folder)
    if not folder.is_dir():
        return (Point("folder", False, f"{folder} is not there. Make it, or mend the settings."),)
    files = find_transcripts(folder)
    return (Point("folder", True, f"{len(files)} {'transcript' if len(files) == 1 else 'transcripts'} in {folder}"),)


def _check_file(settings: Settings, name: str, kept: FileSettings) -> tuple[Point, ...]:
    from surveys.files import read_file

    file, timezone = settings.path(kept.file), settings.timezone_of(name)
    rows = read_file(file, mapping_of(kept.columns), timezone=timezone, language=kept.language or "", sheet=kept.sheet, dates=kept.dates)
    first = list(islice(rows, 100))
    bad = [row for row in first if isinstance(row, BadRow)]
    told = f"{file.name}: the columns are there, {len(first) - len(bad)} of the first {len(first)} rows can be read"
    return (Point("file", True, told), *(Point("row", False, f"{row.where}: {row.reason}") for row in bad[:5]))
