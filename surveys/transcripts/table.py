"""CSV and TSV transcripts: a row a turn, with columns of speaker, time and words under any usual heading."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadFile
from surveys.transcripts.pieces import Parsed, Piece
from surveys.transcripts.roles import fold_name, is_role

_DELIMITERS = (",", "\t", ";", "|")
_FIRST_ROWS = 10  # a heading may stand below a title
_LONGEST_CELL = 1_000_000


def _heads(names: str) -> frozenset[str]:
    return frozenset(name for name in names.split(", ") if name)


_SPEAKERS = _heads(
    "speaker, speaker name, speaker label, name, who, participant, person, hablante, orador, nombre, quién, quien, "
    "persona, participante, intervenant, locuteur, nom, qui, personne, participant·e, falante, nome, quem, "
)
_WORDS = _heads(
    "text, transcript, transcription, words, utterance, comment, comments, said, content, sentence, caption, note, "
    "texto, transcripción, transcripcion, palabras, comentario, comentarios, contenido, intervención, nota, frase, "
    "texte, propos, parole, paroles, commentaire, commentaires, contenu, phrase, fala, comentário, "
)
_STARTS = _heads(
    "start, start time, starttime, start_time, time, timestamp, begin, from, in, offset, inicio, hora, tiempo, "
    "comienzo, desde, début, debut, temps, heure, de, início, tempo, "
)
_ROLES = _heads("role, rol, rôle, papel, función, fonction, ")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Places of the columns in a row; None where there is none."""

    words: int
    speaker: int | None
    starts: int | None
    role: int | None
    is_in_ms: bool
    count: int


def read_table(text: str, path: Path) -> Parsed:
    """A piece a row. Rows without words, and words without a column, are skipped and counted.

    Raises BadFile where no column of words is found, or a row is no CSV, naming the line.
    """
    text = text.removeprefix("\ufeff")
    first_line, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first_line)  # as Excel writes it
    text = "\n" + rest if told else text
    for delimiter in [told[1]] if told else _DELIMITERS:
        found = _find_columns(text, delimiter, path)
        if found is not None:
            return _read_rows(text, delimiter, *found, path)
    what = "No column of words was found in the first lines."
    next_step = "Name the columns in the first line, as in: speaker,start,text"
    raise BadFile(what, where=f"{path}, line 1", next_step=next_step)


def _rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins."""
    csv.field_size_limit(_LONGEST_CELL)
    # Whisper's and subtitle tools' tab-separated files quote nothing: a quotation mark there is a word's.
    is_plain = delimiter == "\t" and '\t"' not in text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"A row cannot be read ({error})."
        raise BadFile(what, where=f"{path}, line {line}", next_step="Export the file again as CSV.") from None


def _find_columns(text: str, delimiter: str, path: Path) -> tuple[int, _Columns] | None:
    """The number of the heading's row and its columns; None where this delimiter shows no column of words."""
    for number, (_, row) in enumerate(_rows(text, delimiter, path)):
        if number >= _FIRST_ROWS:
            return None
        heads = [fold_name(re.sub(r"\(.*?\)", " ", cell)) for cell in row]
        words = _place(heads, _WORDS)
        if words is not None:
            starts = _place(heads, _STARTS)
            is_in_ms = starts is not None and "end" in heads and delimiter == "\t"  # Whisper's own, in milliseconds
            is_in_ms = is_in_ms or (starts is not None and "ms" in row[starts].casefold())
            return number, _Columns(words, _place(heads, _SPEAKERS), starts, _place(heads, _ROLES), is_in_ms, len(heads))
    return None


def _place(heads: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if head in wanted or head.replace("_", " ") in wanted), None)


def _read_rows(text: str, delimiter: str, head: int, columns: _Columns, path: Path) -> Parsed:
    pieces: list[Piece] = []
    skipped: list[int] = []
    for number, (line, row) in enumerate(_rows(text, delimiter, path)):
        words = _words(row, columns, delimiter) if number > head else ""
        if words:
            speaker = _speaker(row, columns)
            starts_s = _seconds(_cell(row, columns.starts), is_in_ms=columns.is_in_ms)
            pieces.append(Piece(line, words, speaker, starts_s, is_new=speaker is None))
        elif number != head and any(cell.strip() for cell in row):
            skipped.append(line)
    return Parsed(tuple(pieces), len(skipped), skipped[0] if skipped else 0)


def _words(row: Sequence[str], columns: _Columns, delimiter: str) -> str:
    """The words; where they are the last column and hold the delimiter unquoted, all that follows is theirs."""
    if len(row) > columns.count:
        if columns.words != columns.count - 1:
            return ""
        return " ".join(delimiter.join(row[columns.words :]).split())
    return " ".join(_cell(row, columns.words).split())


def _speaker(row: Sequence[str], columns: _Columns) -> str | None:
    name, role = " ".join(_cell(row, columns.speaker).split()), _cell(row, columns.role).strip()
    if role and is_role(role) and not is_role(name):
        return f"{name} ({role})" if name else role
    return name or None


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _seconds(cell: str, *, is_in_ms: bool) -> float | None:
    clock = _CLOCK.fullmatch(cell.strip())
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3].replace(",", "."))
    number = re.fullmatch(r"\d{1,9}(?:[.,]\d{1,6})?", cell.strip())
    return float(number[0].replace(",", ".")) / (1000 if is_in_ms else 1) if number else None
