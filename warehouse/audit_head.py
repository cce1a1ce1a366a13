"""Heads: the number and hash of the last event at a moment, signed, to be kept where nobody can change them with the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import BadFile
from warehouse.audit_chain import AuditCheck
from warehouse.audit_key import AuditKey, is_signed, name_key
from warehouse.audit_paper import PaperHead, is_hash
from warehouse.columns import write_json

_LONGEST = 10_000  # bytes of a file that is a head; a real one has about 400


@dataclass(frozen=True, slots=True)
class AuditHead:
    """A signed head. `made_at` is in ISO 8601, UTC; `public_key` and `signature` are base64."""

    installation: str
    number: int
    hash: str
    made_at: str
    public_key: str
    signature: str

    @property
    def on_paper(self) -> PaperHead:
        """Number and hash in short."""
        return PaperHead.of(self.number, self.hash)

    @property
    def is_signature_right(self) -> bool:
        """True where the key that it names signed it."""
        content = _content(self.installation, self.number, self.hash, self.made_at)
        return is_signed(content, signature=self.signature, public_key=self.public_key)

    def to_json(self) -> str:
        """As it is kept: one JSON object, its keys sorted, in lines."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class HeadCheck:
    """What a head says of a log: whether they agree, and what is wrong in sentences.

    `since` is how many events came after; `signed_by` the short name of the key, empty for a head on paper.
    """

    named: str
    number: int
    since: int
    problems: tuple[str, ...]
    made_at: str = ""
    signed_by: str = ""

    @property
    def is_right(self) -> bool:
        """True where nothing is wrong."""
        return not self.problems


def sign_head(key: AuditKey, *, installation: str, number: int, hashed: str) -> AuditHead:
    """The signed head of an event, made now."""
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    signature = key.sign(_content(installation, number, hashed, made_at))
    return AuditHead(installation, number, hashed, made_at, key.public, signature)


def _content(installation: str, number: int, hashed: str, made_at: str) -> bytes:
    """What is signed. The first line keeps a signature of anything else from being taken for a head's."""
    facts = {"hash": hashed, "installation": installation, "made_at": made_at, "number": number}
    return f"hearback audit head 1\n{write_json(facts)}".encode()


def read_head(file: Path) -> AuditHead:
    """A head from its file. Raises BadFile for what is none."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST + 1)
        head = AuditHead(**json.loads(content if len(content) <= _LONGEST else b""))
    except OSError as error:
        raise BadFile(f"This head cannot be read ({error.strerror}).", where=str(file), next_step="Check its name and rights.") from None
    except (ValueError, TypeError, RecursionError):
        raise _no_head(file) from None
    words = (head.installation, head.hash, head.made_at, head.public_key, head.signature)
    is_typed = type(head.number) is int and head.number >= 0 and all(type(each) is str for each in words)
    if not (is_typed and is_hash(head.hash)):
        raise _no_head(file)
    return head


def _no_head(file: Path) -> BadFile:
    return BadFile("This file is no head of an audit log.", where=str(file), next_step="Name one that `hearback audit head` wrote.")


def check_head(head: AuditHead, check: AuditCheck, *, named: str, installation: str, public_key: str | None = None) -> HeadCheck:
    """Hold a head against a log whose check was asked for the head's number; `public_key` is the key that ought to have signed."""
    problems = []
    if not head.is_signature_right:
        problems.append("Its signature is wrong: this head was changed, or was not made by the key that it names.")
    if public_key is not None and head.public_key != public_key:
        problems.append(f"It names the key {name_key(head.public_key)}, and the key you gave is {name_key(public_key)}.")
    if head.installation != installation:
        problems.append("It is the head of another installation's log.")
    problems += _compare(head.number, check, is_same=check.hashes.get(head.number) == head.hash)
    return HeadCheck(named, head.number, check.number - head.number, tuple(problems), head.made_at, name_key(head.public_key))


def check_paper(paper: PaperHead, check: AuditCheck) -> HeadCheck:
    """Hold the short form of a head against a log whose check was asked for its number."""
    found = check.hashes.get(paper.number, "")
    is_same = is_hash(found) and PaperHead.of(paper.number, found) == paper
    return HeadCheck(str(paper), paper.number, check.number - paper.number, tuple(_compare(paper.number, check, is_same=is_same)))


def _compare(number: int, check: AuditCheck, *, is_same: bool) -> Sequence[str]:
    if number > check.number:
        return [f"The log ends with event {check.number}, and had {number} when this head was made: its end was cut off."]
    if not is_same:
        return [f"Event {number} is not the one that this head was made of: the log was written anew."]
    return []
