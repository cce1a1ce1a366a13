"""The settings of Alder Falls, written out as a person would write them."""

from __future__ import annotations

from pathlib import Path

from config.settings import FILE_NAME
from demo.limesurvey.server import DEMO_ACCOUNT
from demo.town.people import ROUNDS
from demo.town.survey import LANGUAGES, SURVEY_ID

PASSWORD_FILE = "limesurvey-password.txt"  # noqa: S105 - the name of a file, not a password

_TEXT = """\
# Alder Falls: the settings of Hearback's demo. The survey's address is that of a local server, made anew at each run.

[hearback]
town = "Alder Falls"
language = "en"
languages = [{languages}]
timezone = "America/Chicago"
warehouse = "sqlite:///hearback.db"
key_folder = "keys"

[digest]
title = "What people in Alder Falls told us"
weights = true

{rounds}
[[trainings]]
name = "interpreters"
title = "Training: how to work with an interpreter"
held_on = 2026-06-12
indicators = ["qtrust"]

[sources.survey]
kind = "limesurvey"
title = "Safety in Alder Falls"
url = "{url}"
survey_id = {survey_id}
user = "{user}"
is_local_allowed = true
password_file = "{password_file}"
schedule = "0 6 * * MON"

[sources.survey.columns]
comments = ["qworry", "qidea"]
indicators = [
  {{ question = "qtrust", title = "Trust in the police", lowest = 1, highest = 5 }},
  {{ question = "qnight", title = "Feeling safe after dark", lowest = 1, highest = 5 }},
]
groups = {{ neighbourhood = "qhood", age = "qage" }}
language = "startlanguage"
quote_consent = "qquote"

[sources.sessions]
kind = "transcripts"
title = "Listening sessions"
folder = "{sessions}"
"""

_ROUND = """\
[[rounds]]
name = "{name}"
title = "{title}"
starts_on = {starts_on}
ends_on = {ends_on}
"""


def write_settings(folder: Path, *, url: str, sessions: Path) -> Path:
    """Write `hearback.toml` under `folder` for a survey at `url` and transcripts in `sessions`."""
    rounds = "\n".join(_ROUND.format(name=r.name, title=r.title, starts_on=r.starts_on, ends_on=r.ends_on) for r in ROUNDS)
    text = _TEXT.format(
        languages=", ".join(f'"{code}"' for code in LANGUAGES),
        rounds=rounds,
        url=url,
        survey_id=SURVEY_ID,
        user=DEMO_ACCOUNT.user,
        password_file=PASSWORD_FILE,
        sessions=sessions.absolute().as_posix(),
    )
    file = folder / FILE_NAME
    file.write_text(text, encoding="utf-8")
    return file
