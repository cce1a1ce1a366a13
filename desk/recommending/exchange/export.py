"""Export: recommendations with everything that is theirs, to files that can be edited and brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from desk.recommending.exchange.lay_out import lay_out
from desk.recommending.exchange.write_file import write_tables
from digest.rendering.save import save_together
from domain.errors import WrongUse
from warehouse.store import Store


def export_recommendations(store: Store, file: Path, *, who: str, why: str = "", references: Collection[str] = ()) -> tuple[Path, ...]:
    """Write recommendations (those of these references, else all), with the audit event; the files, the one that was named first.

    Each file is whole or not written at all. Raises WrongUse where there is nothing to write, BadFile where it cannot be written.
    """
    with store.transaction():
        values = store.recommendations.referred(references) if references else store.recommendations.all()
        missing = sorted(set(references) - {each.reference for each in values})
        if missing or not values:
            what = f"There is no recommendation {missing[0]!r}." if missing else "There are no recommendations."
            raise WrongUse(what, next_step="See: hearback recommendations list")
        contents = write_tables(lay_out(values), file)
        digest = hashlib.sha256(b"".join(contents.values())).hexdigest()
        facts: dict[str, str | int] = {"recommendations": len(values), "file": digest}
        store.audit.append(who, "recommendations exported", "recommendations", why or "asked for", facts)
        save_together(file.parent, contents)
    return tuple(file.parent / name for name in contents)
