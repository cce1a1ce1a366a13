"""Translations of what leaves say: a table that goes out to whoever translates, and comes back checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from string import Formatter

from desk.said import SaidTerms, list_sentences
from desk.tables import Row, hash_file, read_rows
from digest.telling.said_words import is_phrase
from digest.telling.wording import show_plainly
from domain.errors import BadFile, WrongUse
from domain.receipt import Receipt
from domain.translations import StaffTranslation, hash_source
from warehouse.store import Store

COLUMNS = ("place", "state", "source", "translation")
_LONGEST = 4000  # signs of a translation
_MOST_NAMED = 5
_FORMULA = "=+-@"  # signs by which a spreadsheet takes a cell for a formula

Drafting = Callable[[list[str]], list[str | None]]
"""Texts -> rough translations by a machine, in order; None where it could not."""


class SentenceState(StrEnum):
    """How a sentence stands: to be translated, translated, written anew since it was, or drafted by a machine and not approved."""

    MISSING = "missing"
    TRANSLATED = "translated"
    CHANGED = "changed"
    ROUGH = "rough"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the table: where it stands, how, what staff wrote, and its translation, empty where there is none."""

    place: str
    state: SentenceState
    source: str
    translation: str


def list_to_translate(store: Store, terms: SaidTerms, language: str, *, draft: Drafting | None = None) -> tuple[Sentence, ...]:
    """Every sentence of the leaves, those that are to be done first. `draft` fills what is missing, marked as rough.

    Of one that was written anew the old translation stands there, to be changed.
    """
    known = store.staff_translations.of_language(language)
    found = [_state(place, words, known.get(place)) for place, words in list_sentences(store, terms, language).items()]
    if draft is not None:
        found = list(_add_drafts(found, draft))
    order = {state: number for number, state in enumerate(_ORDER)}
    return tuple(sorted(found, key=lambda each: (order[each.state], each.place)))


_ORDER = (SentenceState.CHANGED, SentenceState.ROUGH, SentenceState.MISSING, SentenceState.TRANSLATED)


def write_table(sentences: tuple[Sentence, ...]) -> bytes:
    """The sentences as CSV that spreadsheets open as UTF-8; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((each.place, each.state.value, _guard(each.source), _guard(each.translation)) for each in sentences)
    return out.getvalue().encode("utf-8-sig")


def take_translations(store: Store, terms: SaidTerms, file: Path, language: str, *, who: str) -> Receipt:
    """Take a table back: all of its rows that are filled in and approved, or nothing where one is wrong.

    Rows without a translation and rough drafts that nobody approved are skipped, and counted. The receipt counts rows.
    Raises BadFile naming the rows that are wrong.
    """
    with store.transaction():
        now = list_sentences(store, terms, language)
        rows = list(read_rows(file, COLUMNS))
        _refuse_twice(rows)
        _refuse_wrong(file, [problem for row in rows if (problem := _find_problem(row, now))])
        known = store.staff_translations.of_language(language)
        filled = [row for row in rows if _is_filled(row)]
        fresh = [made for row in filled if (made := _make(row, now, language, who)) and _is_new(made, known.get(made.place))]
        if fresh:
            store.staff_translations.save(fresh)
            facts: dict[str, str | int] = {"language": language, "rows": len(rows), "taken": len(fresh), "file": hash_file(file)}
            store.audit.append(who, "staff words translated", language, "a file was handed over", facts)
    return Receipt(read=len(rows), written=len(fresh), unchanged=len(filled) - len(fresh), skipped=len(rows) - len(filled))


def _state(place: str, words: str, known: StaffTranslation | None) -> Sentence:
    if known is None:
        return Sentence(place, SentenceState.MISSING, words, "")
    state = SentenceState.TRANSLATED if known.holds_for(words) else SentenceState.CHANGED
    return Sentence(place, state, words, known.words)


def _add_drafts(sentences: list[Sentence], draft: Drafting) -> Iterator[Sentence]:
    """Rough drafts for what is missing; one that lost a placeholder is left out."""
    open_ = [each for each in sentences if each.state is SentenceState.MISSING]
    drafts = dict(zip((each.place for each in open_), draft([each.source for each in open_]), strict=True))
    for each in sentences:
        made = drafts.get(each.place)
        is_sound = made and not (is_phrase(each.place) and _find_names(made) != _find_names(each.source))
        yield Sentence(each.place, SentenceState.ROUGH, each.source, made) if made and is_sound else each


def _is_filled(row: Row) -> bool:
    return bool(row.cells.get("translation")) and row.cells.get("state", "").casefold() != SentenceState.ROUGH


def _make(row: Row, now: Mapping[str, str], language: str, who: str) -> StaffTranslation:
    place = row.cells["place"]
    words = show_plainly(_unguard(row.cells["translation"]))
    return StaffTranslation(language, place, hash_source(now[place]), words, who, datetime.now(UTC))


def _is_new(made: StaffTranslation, known: StaffTranslation | None) -> bool:
    return known is None or (known.words, known.source_hash) != (made.words, made.source_hash)


def _find_problem(row: Row, now: Mapping[str, str]) -> str:
    """What is wrong with a row, with its line; empty where it is right, or says nothing."""
    place, state = row.cells.get("place", ""), row.cells.get("state", "").casefold()
    if place not in now:
        return f"line {row.line}: no leaf has the place {place!r} any more; take the row out"
    if state not in {"", "approved", *SentenceState}:
        return f"line {row.line}: the state {state!r} is not known; write approved, or leave rough what nobody looked at"
    if not _is_filled(row):
        return ""
    if hash_source(_unguard(row.cells.get("source", ""))) != hash_source(now[place]):
        return f"line {row.line}: the source is not what stands there now; write the table anew"
    return _find_problem_of_words(row, _unguard(row.cells["translation"]), now[place])


def _find_problem_of_words(row: Row, words: str, source: str) -> str:
    if not show_plainly(words):
        return f"line {row.line}: the translation has no sign that can be seen"
    if len(words) > _LONGEST:
        return f"line {row.line}: the translation has {len(words):,} signs; at most {_LONGEST:,}"
    if is_phrase(row.cells["place"]) and _find_names(words) != _find_names(source):
        wanted = ", ".join("{" + name + "}" for name in sorted(_find_names(source) or ())) or "no braces"
        return f"line {row.line}: the translation must hold {wanted}, as the source does"
    return ""


def _find_names(phrase: str) -> frozenset[str] | None:
    """The names that stand in a phrase between braces; None where the braces are no such names."""
    try:
        parts = [(name, form, conversion) for _, name, form, conversion in Formatter().parse(phrase) if name is not None]
    except ValueError:
        return None
    is_plain = all(name.isidentifier() and not form and conversion is None for name, form, conversion in parts)
    return frozenset(name for name, _, _ in parts) if is_plain else None


def _refuse_twice(rows: list[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        place = row.text("place")
        if place in seen:
            raise row.wrong(f"The place {place!r} stands on line {seen[place]}, too.", "Leave one of the two.")
        seen[place] = row.line


def _refuse_wrong(file: Path, problems: list[str]) -> None:
    if problems:
        more = f"; and {len(problems) - _MOST_NAMED} more" if len(problems) > _MOST_NAMED else ""
        raise BadFile(
            "; ".join(problems[:_MOST_NAMED]) + more + ".", where=str(file), next_step="Nothing was taken in. Mend these and try again."
        )


def refuse_overwriting(file: Path) -> None:
    """Raises WrongUse where the file is there already: somebody's translations may stand in it."""
    if file.exists():
        raise WrongUse(
            "There is a file of this name already, and translations may stand in it.",
            where=str(file),
            next_step="Take it in first (hearback said translated), or choose another name.",
        )


def _guard(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA and cell else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1:2] in _FORMULA else cell
