"""A codebook or a project leaves the building: with a reason, an audit event, and a file that only its owner may read."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

from desk.codebook_codes import list_codes
from desk.codebook_project import ORIGIN, ProjectTerms, make_project
from desk.refi import Project, write_qdc, write_qdpx
from domain.errors import BadFile, WrongUse
from warehouse.store import Store

_NO_WHY = "no reason was given"


def export_codebook(store: Store, file: Path, *, actor: str, why: str = "") -> int:
    """Write every living theme to a .qdc, with an audit event: how many. Nobody's words are in it but those of titles and
    descriptions. Raises BadFile where the file is there or cannot be written."""
    codes = list_codes(store).codes
    content = write_qdc(codes, origin=ORIGIN)
    count = sum(1 for code in codes for _ in code.walk())
    with store.transaction():
        facts: dict[str, str | int] = {"themes": count, "file": hashlib.sha256(content).hexdigest()}
        store.audit.append(actor, "codebook exported", "codebook", why.strip() or _NO_WHY, facts)
        write_private(file, content)  # last: what cannot be written is not told as done
    return count


def export_project(store: Store, file: Path, terms: ProjectTerms, *, name: str, now: datetime, actor: str, why: str) -> Project:
    """Write redacted comments with their themes to a .qdpx, with an audit event; the project that was written.

    Raises WrongUse without a reason, BadFile where the file is there or cannot be written.
    """
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Redacted words leave the building; say for whom and what: --why "..."')
    project = make_project(store, terms, name=name, now=now)
    content = write_qdpx(project)
    with store.transaction():
        facts: dict[str, str | int] = {
            "comments": len(project.sources),
            "codings": sum(len(each.codings) for source in project.sources for each in source.selections),
            "rounds": len(terms.rounds),
            "of": "everybody" if terms.has_everybody else "those who agreed to be quoted",
            "people": "told apart" if terms.has_people else "not told apart",
            "file": hashlib.sha256(content).hexdigest(),
        }
        store.audit.append(actor, "redacted comments exported", "codebook", why.strip(), facts)
        write_private(file, content)
    return project


def write_private(file: Path, content: bytes) -> None:
    """Write a new file that only its owner may read. Raises BadFile; then nothing is left of it."""
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadFile(
            f"This file cannot be made ({error.strerror}).", where=str(file), next_step="Choose another name or folder."
        ) from None
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        raise BadFile(f"This file cannot be written ({error.strerror}).", where=str(file), next_step="Make room, then try again.") from None
