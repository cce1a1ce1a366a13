"""Errors. One base; the facts are attributes; the text says what is wrong, where, and what to do next.

No error ever carries what a person said: only ids, names of settings, files, lines and counts.
"""

from __future__ import annotations


class HearbackError(Exception):
    """Something Hearback can explain. `str(error)` is one or two sentences for the person at the keyboard."""

    def __init__(self, what: str, *, next_step: str = "", where: str = "") -> None:
        self.what = what
        self.next_step = next_step
        self.where = where
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, next_step) if part))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by parts: Prefect carries exceptions between processes."""
        return (_rebuild, (type(self), self.what, self.next_step, self.where))


def _rebuild(kind: type[HearbackError], what: str, next_step: str, where: str) -> HearbackError:
    return kind(what, next_step=next_step, where=where)


class WrongUse(HearbackError):
    """The command, a setting or a file is not as it must be: exit code 2. Nothing was changed."""


class BadSettings(WrongUse):
    """`hearback.toml` or an environment variable is wrong; `where` names the file and the key."""


class BadFile(WrongUse):
    """A file that was handed over cannot be read; `where` names the file and, where known, the line."""


class SourceError(HearbackError):
    """A source answered with a refusal that will not pass by waiting."""


class SourceUnavailable(HearbackError):
    """A source cannot be reached, or failed in passing: trying again later may help."""


class WarehouseError(HearbackError):
    """The warehouse cannot be opened, read or written (a full disk, a lost connection)."""


class VaultError(HearbackError):
    """The vault is without its key, or a row does not open with it."""


class Busy(HearbackError):
    """Another run holds what this one needs."""
