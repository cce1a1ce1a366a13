"""Try a source without bringing anything in: what works, and for what does not, what to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from config.settings import Settings
from config.source_tables import FileSettings, LimeSurveySettings, TranscriptSettings
from domain.errors import BadFile, HearbackError
from domain.listening import BadRow
from flows.steps.keys import open_keys
from flows.steps.session_files import without_name
from flows.steps.session_names import SessionNamer
from flows.steps.sessions import find_transcripts
from flows.steps.sources import mapping_of

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was tried; `is_warning` says that it works, and that somebody should look at it all the same."""

    name: str
    is_good: bool
    word: str
    is_warning: bool = False

    @property
    def state(self) -> str:
        """Whether it works, in a word."""
        if not self.is_good:
            return "NO"
        return "yes, but" if self.is_warning else "yes"


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
    points: list[Point] = []
    try:
        if isinstance(kept, LimeSurveySettings):
            from flows.steps.check_survey import check_survey

            for point in check_survey(settings, name, kept):  # one by one: what worked is kept where a later one fails
                points.append(point)
        elif isinstance(kept, TranscriptSettings):
            points.extend(_check_folder(settings, kept))
        else:
            points.extend(_check_file(settings, name, kept))
    except HearbackError as error:
        points.append(Point("connection" if isinstance(kept, LimeSurveySettings) else "file", False, str(error)))
    return SourceCheck(name, tuple(points))


def _check_folder(settings: Settings, kept: TranscriptSettings) -> list[Point]:
    folder = settings.path(kept.folder)
    if not folder.is_dir():
        return [Point("folder", False, f"{folder} is not there. Make it, or mend the settings.")]
    files = find_transcripts(folder)
    refused = [point for file in files if (point := _try_transcript(settings, file, kept))]
    count = f"{len(files)} {'transcript' if len(files) == 1 else 'transcripts'} in {folder}"
    summary = f"{count}, {len(files) - len(refused)} of them can be read" if files else f"{count} yet"
    return [Point("folder", True, summary, is_warning=not files), *refused]


def _try_transcript(settings: Settings, file: Path, kept: TranscriptSettings) -> Point | None:
    """What is wrong with a transcript, named as an import would name it; None for one that can be read."""
    from surveys.transcripts import read_transcript

    try:
        read_transcript(file, facilitators=kept.facilitators, language=kept.language or "")
    except BadFile as error:
        namer = SessionNamer(settings, open_keys(settings), frozenset())
        return Point("transcript", False, str(without_name(namer, file, error)))
    return None


def _check_file(settings: Settings, name: str, kept: FileSettings) -> list[Point]:
    """Every row is read and forgotten: nothing else tells whether all of them can be."""
    from surveys.files import read_file

    file, timezone = settings.path(kept.file), settings.timezone_of(name)
    rows = read_file(file, mapping_of(kept.columns), timezone=timezone, language=kept.language or "", sheet=kept.sheet, dates=kept.dates)
    counts: Counter[bool] = Counter()
    bad: list[BadRow] = []
    for row in rows:
        counts[isinstance(row, BadRow)] += 1
        if isinstance(row, BadRow) and len(bad) < SHOWN_ROWS:
            bad.append(row)
    told = f"{file.name}: the columns are there; {counts[False]} rows can be read" + (f", {counts[True]} cannot" if counts[True] else "")
    return [
        Point("file", bool(counts[False]), told, is_warning=bool(bad)),
        *(Point("row", True, f"{row.where}: {row.reason}", is_warning=True) for row in bad),
    ]
