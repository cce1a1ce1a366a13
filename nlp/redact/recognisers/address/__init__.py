"""Street addresses: a number and a street in the forms of many countries, or a corner that somebody calls home.

A street as the topic stays ("lights on Larkspur Street").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.address.foreign import find_foreign
from nlp.redact.recognisers.address.home import find_homes
from nlp.redact.recognisers.address.numbered import find_numbered
from nlp.redact.recognisers.address.post import find_boxes, find_tail_end
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View


def find_addresses(view: View, rules: Rules) -> Iterator[Found]:
    """Addresses with a house number, boxes, and corners or streets where somebody says they live; with unit, town and code."""
    cores = chain(find_numbered(view, rules), find_foreign(view, rules), find_boxes(view.lower))
    yield from (Found(start, find_tail_end(view, end), Kind.STREET_ADDRESS) for start, end in set(cores))
    yield from (Found(start, end, Kind.STREET_ADDRESS) for start, end in find_homes(view, rules))
