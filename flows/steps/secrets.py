"""A source's password, from where the settings say it is; never from the settings themselves."""

from __future__ import annotations

import os

from config.settings import LimeSurveySettings, Settings
from domain.errors import BadSettings
from domain.text import RawText


def read_password(settings: Settings, source_name: str, kept: LimeSurveySettings) -> RawText:
    """The password, in a type that shows itself nowhere. Raises BadSettings that lists where it was looked for."""
    if kept.password_env:
        value = os.environ.get(kept.password_env, "")
        looked = f"the environment variable {kept.password_env}"
    else:
        assert kept.password_file is not None  # the settings make sure that one of both is named
        file = settings.path(kept.password_file)
        looked = f"the file {file}"
        value = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    if not value:
        raise BadSettings(
            f"The password of the source {source_name!r} is missing: {looked} is not there or empty.",
            next_step="Set it there, and run this again.",
        )
    return RawText(value)
