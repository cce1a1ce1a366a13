"""A source's password, from where the settings say it is; never from the settings themselves."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from config.settings import Settings
from domain.errors import BadSettings
from domain.text import RawText

BlockReader = Callable[[str], str | None]
"""What a Prefect Secret block of this name holds; None where there is none."""

_block_readers: list[BlockReader] = []


class PasswordPlace(Protocol):
    """Where a password is: one of the three is named. A LimeSurvey source's settings are one."""

    @property
    def password_env(self) -> str | None:
        """The environment variable."""

    @property
    def password_file(self) -> Path | None:
        """The file."""

    @property
    def password_block(self) -> str | None:
        """The Prefect Secret block."""


def use_block_reader(reader: BlockReader) -> None:
    """Read Prefect's Secret blocks by `reader` from now on: the steps themselves know no Prefect."""
    _block_readers[:] = [reader]


def read_password(settings: Settings, source_name: str, place: PasswordPlace) -> RawText:
    """The password of a source: see `read_secret`."""
    return read_secret(settings, f"the source {source_name!r}", place)


def read_secret(settings: Settings, whose: str, place: PasswordPlace) -> RawText:
    """The password of a thing, which is named in words ("the mail server"), in a type that shows itself nowhere.

    Raises BadSettings that says where it was looked for, and for a file that others than its owner may read.
    """
    value, looked = _look(settings, place)
    if not value:
        raise BadSettings(
            f"The password of {whose} is missing: {looked} is not there or empty.",
            next_step="Set it there, and run this again.",
        )
    return RawText(value)


def _look(settings: Settings, place: PasswordPlace) -> tuple[str, str]:
    """What was found, and in words where."""
    if place.password_env:
        return os.environ.get(place.password_env, ""), f"the environment variable {place.password_env}"
    if place.password_file:
        file = settings.path(place.password_file)
        return _read_file(file), f"the file {file}"
    assert place.password_block is not None  # the settings make sure that one of the three is named
    return read_block(place.password_block) or "", f"the Prefect Secret block {place.password_block!r}"


def _read_file(file: Path) -> str:
    try:
        mode = file.stat().st_mode
        content = file.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadSettings(f"The password's file cannot be read ({reason}).", where=str(file), next_step="Check the file.") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSettings("Others than its owner may read this password.", where=str(file), next_step=f"Close it with: chmod 600 {file}")
    return content.strip("\r\n")


def read_block(name: str) -> str | None:
    """What a Prefect Secret block holds, None where there is none. Raises BadSettings where no reader of blocks is set."""
    if not _block_readers:
        raise BadSettings(
            f"The Prefect Secret block {name!r} cannot be read here.", next_step="Run this by the hearback command, or as a Prefect flow."
        )
    return _block_readers[0](name)


def password_file_of(settings: Settings, source_name: str) -> Path:
    """The file in which a password that was typed is kept: in `secrets` beside the keys."""
    return settings.key_folder.parent / "secrets" / f"{source_name}-password"


def keep_password(settings: Settings, source_name: str, password: RawText) -> Path:
    """Write a password into a new file that only its owner may read, in `secrets` beside the keys. Returns the file.

    Raises BadSettings where there is such a file already: it is never overwritten.
    """
    file = password_file_of(settings, source_name)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise BadSettings(
            "There is a password here already, and it stays as it is.",
            where=str(file),
            next_step="Use it (--password-file), or move it away first.",
        ) from None
    except OSError as error:
        raise BadSettings(f"The password cannot be kept ({error.strerror}).", where=str(file), next_step="Check the folder.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(password.reveal() + "\n")
    return file
