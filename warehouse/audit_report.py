"""A whole verification: the chain of a log, and every head that was kept elsewhere held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.audit_chain import AuditCheck, follow_chain
from warehouse.audit_export import open_export
from warehouse.audit_head import AuditHead, HeadCheck, check_head, check_paper, read_head
from warehouse.audit_key import read_public_key
from warehouse.audit_paper import PaperHead
from warehouse.audit_read import AuditLog
from warehouse.audit_releases import ReleasesCheck, check_releases


@dataclass(frozen=True, slots=True)
class Kept:
    """What an auditor kept: heads by the names of their files, heads in short, and the public key that ought to have signed."""

    heads: tuple[tuple[str, AuditHead], ...] = ()
    papers: tuple[PaperHead, ...] = ()
    public_key: str | None = None

    @property
    def numbers(self) -> set[int]:
        """The numbers of the events that are asked for."""
        return {head.number for _, head in self.heads} | {paper.number for paper in self.papers}


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was found: in a log, of each head, and of the releases, where a database was looked at and its log can be read."""

    where: str
    check: AuditCheck
    heads: tuple[HeadCheck, ...]
    releases: ReleasesCheck | None = None

    @property
    def is_right(self) -> bool:
        """True where the chain is whole, every head agrees, and every release is as it was published."""
        is_published = self.releases is None or not self.releases.problems
        return self.check.is_intact and is_published and all(each.is_right for each in self.heads)


def read_kept(heads: Sequence[Path], papers: Sequence[str], public_key: str | None) -> Kept:
    """Read what was kept. Raises BadFile or WrongUse naming what is no head and no key."""
    return Kept(
        heads=tuple((str(file), read_head(file)) for file in heads),
        papers=tuple(map(PaperHead.read, papers)),
        public_key=None if public_key is None else read_public_key(public_key),
    )


def verify_log(log: AuditLog, kept: Kept) -> AuditReport:
    """Verify the log of a database, and the releases in it."""
    report = _report(log.where, log.installation(), log.verify(kept.numbers), kept)
    return replace(report, releases=check_releases(log)) if report.check.is_intact else report


def verify_export(file: Path, kept: Kept) -> AuditReport:
    """Verify an exported log. Raises BadFile where the file is none."""
    with open_export(file) as exported:
        return _report(str(file), exported.installation, follow_chain(exported.records, wanted=kept.numbers), kept)


def _report(where: str, installation: str, check: AuditCheck, kept: Kept) -> AuditReport:
    signed = (check_head(head, check, named=named, installation=installation, public_key=kept.public_key) for named, head in kept.heads)
    return AuditReport(where, check, (*signed, *(check_paper(each, check) for each in kept.papers)))
