"""Addresses are e-mail or the name of a channel, and nothing that could become a header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.addresses import MAIL, mail_address_of, mask, read_address


@pytest.mark.parametrize(
    "words", ["jo@riverton.example", "mailto:jo@riverton.example", "jo.o'neill+board@mail.riverton.example", "works-chat"]
)
def test_an_address_is_taken(words: str) -> None:
    kept = read_address(words)
    assert read_address(kept) == kept


@pytest.mark.parametrize(
    "words",
    [
        *("", "jo@", "@riverton.example", "jo doe@riverton.example", "jo@riverton.example,sam@riverton.example", "jo@river_ton.example"),
        *(
            "jo@riverton.example\r\nBcc: all@riverton.example",
            "mailto:jo@riverton.example?cc=all@riverton.example",
            "jo@riverton.example\n",
        ),
        *(
            "json://riverton.example",
            "works chat",
            "mailto:",
            "Jo <jo@riverton.example>",
            "jo..doe@riverton.example",
            "jö@riverton.example",
        ),
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(words: str) -> None:
    with pytest.raises(ValueError, match="e-mail address") as caught:
        read_address(words)
    assert "riverton" not in str(caught.value)


@given(st.text())
def test_nothing_with_a_line_break_or_a_blank_is_ever_an_address(words: str) -> None:
    try:
        kept = read_address(words)
    except ValueError:
        return
    assert kept.isascii() and not any(each.isspace() or not each.isprintable() for each in kept)
    assert (mail_address_of(kept) is not None) == kept.startswith(MAIL)


def test_an_address_is_shown_in_part() -> None:
    assert mask("mailto:jo.doe@riverton.example") == "mailto:j…@riverton.example" and mask("works-chat") == "works-chat"
