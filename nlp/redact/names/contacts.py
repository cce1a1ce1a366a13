"""Names right before a number or an address at which somebody can be reached: "Wanda, 555-0100"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.redact.found import Found, Kind
from nlp.redact.names.words import Sort, Word
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_CONTACTS = frozenset({Kind.PHONE, Kind.EMAIL, Kind.SOCIAL_HANDLE})
_BETWEEN = re.compile(r"(?:,|:|\s-|\s?\()?\s?")


def find_contact_names(view: View, words: Sequence[Word], forms: Iterable[Found], rules: Rules) -> Iterator[Found]:
    """A word with a capital that is no ordinary word, directly before a phone number, an e-mail address or a handle."""
    ends = {word.end: word for word in words}
    for form in forms:
        if form.kind not in _CONTACTS:
            continue
        word = next((ends[end] for end in range(form.start, max(form.start - 4, 0), -1) if end in ends), None)
        if word is not None and _BETWEEN.fullmatch(view.text[word.end : form.start]) and _may_be_name(word, rules):
            yield Found(word.start, word.end, Kind.PERSON)


def _may_be_name(word: Word, rules: Rules) -> bool:
    if not word.is_capital or word.is_cue or word.is_acronym or word.lower in rules.own.phone_cues:
        return False
    return word.sort in (Sort.STRONG, Sort.TOWN) or (
        word.sort is Sort.UNKNOWN and not word.lower.endswith(rules.own.verb_endings or ("\0",))
    )
