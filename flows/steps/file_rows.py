"""A CSV of comments, one a row -> passages that can be themed: told, redacted, translated, cut. All in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from config.settings import Settings
from domain.errors import BadFile
from domain.ids import PassageId, PersonId, stable_id
from domain.listening import BadRow, Translation
from domain.text import RawText, RedactedText
from flows.progress import report
from flows.steps.places import Places
from flows.steps.prepare import translate_all
from flows.steps.redaction import SafeWords, make_safe

BATCH = 256


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file, counted from 0: its words, the language it states, and who said it."""

    number: int
    words: RawText
    language: str
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class FilePassage:
    """A passage of a row: redacted, with its place `[start, end)` in the words of the file, in code points."""

    id: PassageId
    row: int
    start: int
    end: int
    text: RedactedText
    language: str
    translation: Translation | None
    comment: RedactedText  # the whole row


@dataclass(frozen=True, slots=True)
class Prepared:
    """The passages of a file in its order, and the rows that are held: reason -> row numbers."""

    passages: tuple[FilePassage, ...]
    held: Mapping[str, tuple[int, ...]]


def read_rows(file: Path, text_column: str, language_column: str | None, person_column: str | None) -> list[FileRow]:
    """The rows of a table of comments, numbered with the blank ones counted, which are left out. Raises BadFile, as for a column that is missing."""
    from surveys.files import read_file
    from surveys.mapping import Mapping as Columns

    columns = Columns(comments=(text_column,), language=language_column, respondent=person_column)
    rows = []
    for response in read_file(file, columns, timezone=ZoneInfo("UTC"), language=""):
        if isinstance(response, BadRow):
            raise BadFile(f"This row cannot be read: {response.reason}.", where=f"{file}, {response.where}", next_step="Mend the row.")
        number = int(response.external_id) - 1
        words = response.open_answers[0].words if response.open_answers else RawText("")
        person = stable_id("person", response.respondent.reveal()) if response.respondent else f"row-{number}"
        rows.append(FileRow(number, words, response.language, PersonId(person)))
    return rows


def prepare_rows(rows: Sequence[FileRow], settings: Settings) -> Prepared:
    """Redact, translate and cut every row that says something."""
    speaking = [row for row in rows if row.words]
    stated = _stated_languages(speaking, settings)
    passages: list[FilePassage] = []
    held: dict[str, list[int]] = {}
    for start in range(0, len(speaking), BATCH):
        chunk = speaking[start : start + BATCH]
        safe = make_safe([[(row.words, stated[row.number])] for row in chunk], settings)
        for row, (each,) in zip(chunk, safe, strict=True):
            if each.redaction.held_reason:
                held.setdefault(each.redaction.held_reason, []).append(row.number)
        kept = [(row, each) for row, (each,) in zip(chunk, safe, strict=True) if each.redaction.text is not None]
        passages += _cut(kept, settings)
        report("redact", start + len(chunk), len(speaking))
    return Prepared(tuple(passages), {reason: tuple(numbers) for reason, numbers in held.items()})


def _stated_languages(rows: Sequence[FileRow], settings: Settings) -> dict[int, str]:
    """The language that each row states; where none does, short answers are taken for the file's commonest language.

    Nothing of the words leaves this filter but names of themes, so a guess costs less here than a held row.
    """
    from nlp.language import tell_language

    allowed = settings.hearback.languages
    told = {row.number: tell_language(row.words.reveal(), stated=row.language or None, allowed=allowed).code for row in rows}
    commonest = Counter(code for code in told.values() if code).most_common(1)
    return {number: code or (commonest[0][0] if commonest else "") for number, code in told.items()}


def _cut(kept: Sequence[tuple[FileRow, SafeWords]], settings: Settings) -> list[FilePassage]:
    from nlp.passages import cut_passages

    translations = translate_all([(each.redaction.text or RedactedText(""), each.language.code) for _, each in kept], settings)
    return [
        FilePassage(
            id=PassageId(stable_id("passage", row.number, start)),
            row=row.number,
            start=place(start),
            end=place(end),
            text=RedactedText(text[start:end]),
            language=each.language.code,
            translation=translation,
            comment=RedactedText(text),
        )
        for (row, each), translation in zip(kept, translations, strict=True)
        for text, place in [(each.redaction.text or "", Places(each.redaction.text or "", each.redaction.spans))]
        for start, end in cut_passages(text, each.language.code)
    ]
