"""Recognisers of what has a form: one kind a file, each `(view, rules) -> finds`. Names are in `nlp/redact/names/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp.redact.found import Found
from nlp.redact.recognisers.address import find_addresses
from nlp.redact.recognisers.birth import find_birth_dates
from nlp.redact.recognisers.email import find_emails
from nlp.redact.recognisers.handle import find_handles
from nlp.redact.recognisers.identity import find_identity_numbers, find_said_identity
from nlp.redact.recognisers.money import find_bank_numbers, find_last_four
from nlp.redact.recognisers.official import find_official_numbers, find_said_numbers
from nlp.redact.recognisers.phone import find_phones
from nlp.redact.recognisers.place import find_positions, find_three_words
from nlp.redact.recognisers.rules import Rules
from nlp.redact.recognisers.small_group import find_small_groups
from nlp.redact.recognisers.status import find_status
from nlp.redact.recognisers.url import find_urls
from nlp.redact.view import View

Recogniser = Callable[[View, Rules], Iterator[Found]]

_NEED_DIGITS: tuple[Recogniser, ...] = (find_identity_numbers, find_official_numbers, find_bank_numbers, find_last_four, find_positions)
_ALWAYS: tuple[Recogniser, ...] = (
    find_emails,
    find_urls,
    find_handles,
    find_phones,
    find_said_numbers,
    find_said_identity,
    find_birth_dates,
    find_three_words,
    find_addresses,
    find_status,
    find_small_groups,
)
RECOGNISERS = _ALWAYS + _NEED_DIGITS


def find_forms(view: View, rules: Rules) -> Iterator[Found]:
    """Everything that has a form of its own, overlaps and all."""
    for recogniser in _ALWAYS:
        yield from recogniser(view, rules)
    if any(map(str.isdigit, view.lower)):
        for recogniser in _NEED_DIGITS:
            yield from recogniser(view, rules)
