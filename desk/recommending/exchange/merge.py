"""A row against what the warehouse has: which fields change, and which ones both sides changed since the row went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk.recommending.exchange.cells import write_cell
from desk.recommending.exchange.outcomes import Clash
from desk.recommending.exchange.terms import Take
from desk.recommending.exchange.versions import hash_cell
from domain.recommendations import FieldChange, Milestone, Recommendation


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields that a row changes, with their new values, and those about which nobody has decided."""

    values: Mapping[str, Any]
    clashes: tuple[Clash, ...] = ()


def merge(
    mine: Mapping[str, Any],
    theirs: Recommendation | Milestone | None,
    version: Mapping[str, str] | None,
    take: Take,
    past: Iterable[FieldChange] = (),
) -> Merged:
    """What of a row holds. Without a version nobody can tell what the file changed, and all that differs is a change."""
    if theirs is None:
        return Merged(dict(mine))
    differing = {name: value for name, value in mine.items() if write_cell(value) != write_cell(getattr(theirs, name))}
    if version is None:
        return Merged(differing)
    changed = {name: value for name, value in differing.items() if hash_cell(write_cell(value)) != version.get(name)}
    both = [name for name in changed if hash_cell(write_cell(getattr(theirs, name))) != version.get(name)]
    if take is Take.MINE or not both:
        return Merged(changed)
    if take is Take.THEIRS:
        return Merged({name: value for name, value in changed.items() if name not in both})
    known = list(past)
    clashes = (
        Clash(name, write_cell(changed[name]), write_cell(getattr(theirs, name)), _find_before(name, version[name], known)) for name in both
    )
    return Merged({}, tuple(clashes))


def _find_before(name: str, hashed: str, past: Sequence[FieldChange]) -> str | None:
    """What stood in a field when the row went out, from the field's past."""
    return next((each.before for each in reversed(past) if each.field == name and _looks_so(each.before, hashed)), None)


def _looks_so(words: str, hashed: str) -> bool:
    """The past keeps several things a line each and whole numbers with a point; a cell has semicolons, and no point."""
    return hashed in {hash_cell(write_cell(each)) for each in (words, words.removesuffix(".0"), tuple(words.split("\n")))}
