"""`hearback` as the canaries run it: with the trouble that CANARY_TROUBLE names, and a list of every file it wrote.

python -m tests.canaries.inside ARGUMENTS     what `hearback ARGUMENTS` does
CANARY_TROUBLE=raise       redaction fails on every text, and its error repeats the words
CANARY_TROUBLE=careless    a programmer's slips, each of which the search must find
CANARY_TROUBLE=die:7       SIGKILL at the seventh write to the warehouse
CANARY_TROUBLE=small-disk  no file may grow above 400 kB
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.text import RawText

Text = tuple[RawText, str]

WRITTEN = "CANARY_WRITTEN"
"""The file in which the paths of all files that were opened for writing are listed; none where it is not set."""

_SMALL_DISK = 400_000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def list_written(place: str) -> None:
    """List every path that is opened for writing or made a database, as the interpreter tells it."""
    listing = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hear(event: str, told: tuple[Any, ...]) -> None:
        is_written = event == "open" and isinstance(told[2], int) and told[2] & _WRITING
        if (is_written or event in ("sqlite3.connect", "os.mkdir", "os.rename")) and isinstance(told[0], str | bytes | os.PathLike):
            os.write(listing, os.fsencode(told[0]) + b"\n")

    sys.addaudithook(hear)


def before_redaction(act: Callable[[Sequence[str]], None]) -> None:
    """Call `act` with the words of every text that is about to be redacted."""
    from nlp.redact import Redactor

    batch, together = Redactor.redact_batch, Redactor.redact_together

    def redact_batch(self: Redactor, groups: Sequence[Sequence[Text]], *more: Any, **named: Any) -> Any:
        act([words.reveal() for group in groups for words, _ in group])
        return batch(self, groups, *more, **named)

    def redact_together(self: Redactor, texts: Sequence[Text], *more: Any, **named: Any) -> Any:
        act([words.reveal() for words, _ in texts])
        return together(self, texts, *more, **named)

    setattr(Redactor, "redact_batch", redact_batch)  # noqa: B010 - a method of the class, in this process only
    setattr(Redactor, "redact_together", redact_together)  # noqa: B010


def raise_with_words(said: Sequence[str]) -> None:
    """Fail with an error that repeats what was said, as a library's own would."""
    raise ValueError(f"cannot read {said!r}")


def slip(said: Sequence[str]) -> None:
    """What people do when they are in a hurry."""
    for each in SLIPS.values():
        each(said)


def die_at_write(nth: int) -> None:
    """Kill this process without warning: at odd numbers before the write is committed, at even ones just after."""
    from warehouse.database import Database

    write, count = Database.write, 0

    @contextmanager
    def counted(self: Database) -> Iterator[Any]:
        nonlocal count
        with write(self) as connection:
            yield connection
            count += 1
            if count == nth and nth % 2:
                os.kill(os.getpid(), signal.SIGKILL)
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(Database, "write", counted)  # noqa: B010


def make_disk_small() -> None:
    """Let no file grow above 400 kB: writing more fails as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL_DISK, _SMALL_DISK))


def _log(said: Sequence[str]) -> None:
    logging.getLogger("hearback.slip").info("redacting %d texts: %s", len(said), said)


def _leave_packed(said: Sequence[str]) -> None:
    with gzip.open(Path(tempfile.gettempdir()) / "slip-packed.gz", "at", encoding="utf-16") as file:
        file.write("\n".join(said))


def _leave_unlinked_name(said: Sequence[str]) -> None:
    for number, each in enumerate(said):
        (Path(tempfile.gettempdir()) / f"slip-{number}-{each[:40].replace('/', ' ').replace(chr(0), ' ')}").touch()


def _leave_hash(said: Sequence[str]) -> None:
    words = sorted({word.strip(".,。") for each in said for word in each.split()})
    with (Path(tempfile.gettempdir()) / "slip-hashes").open("a") as file:
        file.writelines(f"{hashlib.sha256(word.encode()).hexdigest()}\n" for word in words)


SLIPS: dict[str, Callable[[Sequence[str]], None]] = {
    "log": _log,
    "packed": _leave_packed,
    "name": _leave_unlinked_name,
    "hash": _leave_hash,
}
"""What is done with the words before they are redacted, by name."""

TROUBLES: dict[str, Callable[[str], None]] = {
    "raise": lambda _: before_redaction(raise_with_words),
    "careless": lambda _: before_redaction(slip),
    "small-disk": lambda _: make_disk_small(),
    "die": lambda nth: die_at_write(int(nth)),
}
"""What may go wrong inside, by name."""


def main() -> None:
    """Prepare the trouble, then do what the command line does."""
    if place := os.environ.get(WRITTEN):
        list_written(place)
    if trouble := os.environ.get("CANARY_TROUBLE"):
        name, _, told = trouble.partition(":")
        TROUBLES[name](told)
    import cli.main

    sys.argv = ["hearback", *sys.argv[1:]]
    cli.main.main()


if __name__ == "__main__":
    main()
