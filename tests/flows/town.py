"""A small town for tests: some of Alder Falls' answers to one round, on a local server, with settings and keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from demo.limesurvey.server import DEMO_ACCOUNT, LocalLimeSurvey
from demo.play import TOWN
from demo.settings import PASSWORD_FILE, write_settings
from demo.town.survey import make_survey
from warehouse.keys import create_keys

ROUND = "autumn-2025"


@dataclass(frozen=True, slots=True)
class SmallTown:
    settings: Settings
    server: LocalLimeSurvey
    file: Path


@contextmanager
def small_town(folder: Path, *, languages: tuple[str, ...] = ("en", "es", "ar"), people: int = 70) -> Iterator[SmallTown]:
    """The first `people` of the first round who answered in these languages."""
    whole = make_survey()
    rows = [row for row in whole.rows if row["startlanguage"] in languages and str(row["submitdate"]) < "2026"]
    with LocalLimeSurvey([replace(whole, rows=tuple(rows[:people]))]) as server:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PASSWORD_FILE).write_text(DEMO_ACCOUNT.password, encoding="utf-8")
        (folder / PASSWORD_FILE).chmod(0o600)
        file = write_settings(folder, url=server.url, sessions=TOWN / "sessions")
        create_keys(folder / "keys")
        yield SmallTown(load_settings(folder / FILE_NAME), server, file)
