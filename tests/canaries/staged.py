"""A scratch machine with everything on it: inputs full of canaries, settings, keys and a LimeSurvey that answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.packs import list_languages
from config.settings import FILE_NAME
from demo.limesurvey import DEMO_ACCOUNT, LocalLimeSurvey
from tests.canaries.machine import Machine
from tests.canaries.papers import WRITERS, write_papers
from tests.canaries.plants import Plants
from tests.canaries.seeds import Canary, make_canaries
from tests.canaries.town import SID, make_survey, write_filter_inputs, write_tables
from tests.canaries.verdict import Places
from warehouse.keys import create_keys

ROUND = "autumn"
PLACES = Places(("work/hearback.db", "work/broken.db", "work/backup.db", "work/digest/", "work/themes/", "printed/redact.out"))
"""Where redacted words may stand on this machine."""

_SETTINGS = """\
[hearback]
town = "Alder Falls"
languages = [{languages}]
timezone = "America/Chicago"
warehouse = "{warehouse}"

[[rounds]]
name = "{round}"

[sources.survey]
kind = "limesurvey"
url = "{url}"
survey_id = {sid}
user = "{user}"
is_local_allowed = true
password_file = "password.txt"

[sources.survey.columns]
comments = ["qworry"]
indicators = [{{ question = "qtrust", title = "Trust in the city" }}]
groups = {{ ward = "qward" }}
language = "startlanguage"

[sources.sessions]
kind = "transcripts"
folder = "{sessions}"
"""
_TABLE = """
[sources.{name}]
kind = "file"
file = "{file}"

[sources.{name}.columns]
comments = ["worry"]
indicators = [{{ question = "trust", title = "Trust in the city" }}]
groups = {{ ward = "ward" }}
language = "language"
respondent = "who"
id = "id"
submitted = "when"
"""


@dataclass(slots=True, repr=False)
class Stage:
    """A machine, the canaries that are on it and what else was planted."""

    machine: Machine
    canaries: Sequence[Canary]
    server: LocalLimeSurvey
    texts: Path
    table: Path
    plants: Plants = field(default_factory=Plants)

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.machine.work / FILE_NAME


@contextmanager
def staged(root: Path, count: int, *, warehouse: str = "sqlite:///hearback.db") -> Iterator[Stage]:
    """A machine with that many canaries: half in the LimeSurvey, a quarter in files, a quarter in transcripts."""
    machine, plants, canaries = Machine(root), Plants(), make_canaries(count)
    in_files, in_sessions = canaries[1::4], canaries[3::4]
    assert len(in_sessions) >= len(WRITERS)
    write_papers(machine.inputs / "sessions", in_sessions, plants)
    tables = write_tables(machine.inputs / "files", in_files, plants)
    texts, table = write_filter_inputs(machine.inputs, canaries)
    with LocalLimeSurvey([make_survey(canaries[::2], plants)]) as server:
        _write_settings(machine, server.url, tables, warehouse)
        yield Stage(machine, canaries, server, texts, table, plants)


def _write_settings(machine: Machine, url: str, tables: dict[str, Path], warehouse: str) -> None:
    told = _SETTINGS.format(
        languages=", ".join(f'"{code}"' for code in list_languages()),
        warehouse=warehouse,
        round=ROUND,
        url=url,
        sid=SID,
        user=DEMO_ACCOUNT.user,
        sessions=machine.inputs / "sessions",
    )
    told += "".join(_TABLE.format(name=name, file=file) for name, file in tables.items())
    (machine.work / FILE_NAME).write_text(told, encoding="utf-8")
    password = machine.work / "password.txt"
    password.write_text(DEMO_ACCOUNT.password, encoding="utf-8")
    password.chmod(0o600)
    create_keys(machine.work / "keys")
