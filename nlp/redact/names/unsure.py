"""Where a name was announced and nothing was taken out: a person must look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.redact.found import Found
from nlp.redact.names.cues import Due
from nlp.redact.names.listed import is_listed
from nlp.redact.names.words import Word


def misses_name(words: Sequence[Word], dues: Iterable[Due], found: Sequence[Found]) -> bool:
    """True where "my name is" or its like stands before a word that is a name too, and that word is still there."""
    return any(
        due.is_naming and is_listed(words[due.index].bare) and not _is_taken(words[due.index], found) and len(words[due.index].bare) > 2
        for due in dues
    )


def _is_taken(word: Word, found: Sequence[Found]) -> bool:
    return any(each.start < word.end and word.start < each.end for each in found)
