"""The words of a codebook, checked before they are kept: titles that name nobody, and texts with nobody in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.codebook_rows import CodebookRow
from desk.theme_titles import check_title
from domain.errors import WrongUse
from domain.text import RawText

if TYPE_CHECKING:
    from nlp.redact import Redactor

# A team's codes are often one word, and sometimes a clause; what a digest shows can be renamed: hearback theme rename.
WORDS = (1, 12)
LONGEST = 2_000
MOST_EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row whose words may be kept, and in how many of its texts something was taken out."""

    row: CodebookRow
    redacted: int


def check_words(row: CodebookRow, redactor: Redactor, language: str) -> CheckedRow:
    """The row with its language told, and with description and examples redacted. Raises BadFile that names the row.

    What somebody said is often copied into a codebook as an example, so it is treated as what people say.
    """
    code = row.language or language
    if code not in redactor.languages:
        known = ", ".join(sorted(redactor.languages))
        raise row.wrong(f"The language {code!r} is none of this installation's.", f"Known: {known}. See [hearback] languages.")
    try:
        title = check_title(row.title, redactor, code, words=WORDS)
    except WrongUse as error:
        raise row.wrong(error.what, error.next_step) from None
    texts = [row.description, *row.examples]
    _refuse_long(row, texts)
    made = _redact(row, texts, redactor, code)
    changed = sum(before != after for before, after in zip(texts, made, strict=True))
    examples = tuple(dict.fromkeys(made[1:]))
    return CheckedRow(replace(row, title=title.words, description=made[0], examples=examples, language=code), changed)


def _refuse_long(row: CodebookRow, texts: Sequence[str]) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise row.wrong(f"A text has more than {LONGEST:,} letters.", "Say what the theme is about in a few sentences.")
    if len(texts) - 1 > MOST_EXAMPLES:
        raise row.wrong(f"There are {len(texts) - 1} examples.", f"Leave the {MOST_EXAMPLES} that say most.")


def _redact(row: CodebookRow, texts: Sequence[str], redactor: Redactor, language: str) -> list[str]:
    """The texts without what could find a person; those without words stay as they are."""
    said = [text for text in texts if text]
    made = iter(redactor.redact_together([(RawText(text), language) for text in said])) if said else iter(())
    redacted = []
    for text in texts:
        redaction = next(made) if text else None
        if redaction is not None and redaction.text is None:
            raise row.wrong(f"A text is such as is held back where people say it: {redaction.held_reason}.", "Say it without that.")
        redacted.append(text if redaction is None or redaction.text is None else str(redaction.text))
    return redacted
