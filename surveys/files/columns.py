"""Where the columns stand that a mapping names. Nothing else of a row is ever looked at."""

from __future__ import annotations

from collections.abc import Mapping as Places
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import BadFile
from surveys.files.head import Head
from surveys.mapping import Mapping, find_nearest, fold_code
from surveys.proposal.candidate import ColumnKind

_NEVER_CONTENT = frozenset((ColumnKind.IDENTITY, ColumnKind.METADATA))


@dataclass(frozen=True, slots=True)
class Layout:
    """Places (counted from 0) by code: single columns, the written part of "other", and the options of spread questions."""

    width: int
    places: Places[str, int]
    others: Places[str, int]
    spread: Places[str, tuple[tuple[int, str], ...]]


def find_columns(head: Head, mapping: Mapping, path: Path) -> Layout:
    """Raises BadFile for a code that the file lacks, has twice or keeps for itself, naming those there are and the nearest."""
    groups = {code for _, code in mapping.groups}
    families = _find_families(head)
    spread = {code: families[code] for code in groups if code in families}
    only_spread = spread.keys() - set(replace(mapping, groups=()).codes)
    places = {code: _find(code, head, mapping, path) for code in mapping.codes if code not in only_spread}
    codes = [each.code for each in head.headings]
    others = {code: codes.index(f"{code}[other]") for code in mapping.comments if f"{code}[other]" in codes}
    return Layout(len(codes), places, others, spread)


def _find_families(head: Head) -> dict[str, tuple[tuple[int, str], ...]]:
    """Columns and what they say, by the question whose options they are; a question is named by any of its names."""
    families: dict[str, list[tuple[int, str]]] = {}
    for place, each in enumerate(head.headings):
        if each.family:
            families.setdefault(each.family, []).append((place, each.option))
    for each in head.headings:
        families.update({alias: families[each.code] for alias in each.aliases if each.code in families})
    return {code: tuple(options) for code, options in families.items() if len(options) > 1}


def _find(code: str, head: Head, mapping: Mapping, path: Path) -> int:
    place = _place_of(code, head, path)
    is_told_apart = code in (mapping.respondent, mapping.submitted, mapping.id)
    content = {*mapping.comments, *(each.question for each in mapping.indicators), *(each for _, each in mapping.groups)}
    if head.headings[place].kind in _NEVER_CONTENT and (not is_told_apart or code in content):
        what = f"{code!r} is what {head.shape} keeps about a person, and it is not read."
        raise BadFile(what, where=str(path), next_step="Take it out of the columns in the settings.")
    return place


def _place_of(code: str, head: Head, path: Path) -> int:
    rankings = (
        lambda each: each.code == code,
        lambda each: code in (*each.aliases, each.text),
        lambda each: fold_code(each.code) == fold_code(code),
    )
    for fits in rankings:
        same = [place for place, each in enumerate(head.headings) if fits(each)]
        if len(same) == 1:
            return same[0]
        if same:
            raise _ambiguous(code, [head.headings[place].code for place in same], path)
    # A heading that is there twice was given codes of its own: the bare name means neither.
    twins = [each.code for each in head.headings if each.code.startswith(f"{code} [") and each.code[len(code) + 2 : -1].isdigit()]
    if twins:
        raise _ambiguous(code, twins, path)
    raise _absent(code, [each.code for each in head.headings], path)


def _ambiguous(code: str, twins: Sequence[str], path: Path) -> BadFile:
    named = ", ".join(repr(twin) for twin in twins)
    return BadFile(f"The column {code!r} is there {len(twins)} times.", where=f"{path}, line 1", next_step=f"Name one of them: {named}.")


def _absent(code: str, codes: Sequence[str], path: Path) -> BadFile:
    # The headings are not listed: where a file has none, its first line is what somebody said.
    near = find_nearest(code, codes)
    what = f"There is no column {code!r} among the {len(codes)} that the first line names."
    look = f"See which there are with: hearback source guess {path.name}"
    return BadFile(what, where=f"{path}, line 1", next_step=f"Did you mean {near!r}? {look}" if near else look)
