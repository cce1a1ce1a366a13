"""Addresses of contacts: e-mail as in `mailto:jo@example.org`, or the name of a channel of the settings."""

from __future__ import annotations

import re

MAIL = "mailto:"
# RFC 5321's dot-atom and a domain of labels, without quoted local parts, which nobody is given and which hide much.
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_LONGEST = 254


def read_address(words: str) -> str:
    """An address as it is kept; `jo@example.org` becomes `mailto:jo@example.org`. Raises ValueError that repeats no address."""
    plain = words.strip(" ")
    if "@" in plain and not plain.startswith(MAIL):
        plain = MAIL + plain
    if plain.startswith(MAIL):
        if len(plain) - len(MAIL) > _LONGEST or not _MAIL.fullmatch(plain.removeprefix(MAIL)):
            raise ValueError("it is no e-mail address; one is written as in mailto:jo@example.org")
        return plain
    if not _CHANNEL.fullmatch(plain):
        raise ValueError("it is neither an e-mail address (mailto:jo@example.org) nor the name of a channel (letters, digits, - and _)")
    return plain


def mail_address_of(address: str) -> str | None:
    """What stands after `mailto:`, None where it is a channel. Raises ValueError for what `read_address` would not have let in."""
    return read_address(address).removeprefix(MAIL) if address.startswith(MAIL) else None


def mask(address: str) -> str:
    """An address in part, as it is shown: `mailto:j…@example.org`. The name of a channel tells nothing and is shown."""
    if not address.startswith(MAIL):
        return address
    name, _, host = address.removeprefix(MAIL).partition("@")
    return f"{MAIL}{name[:1]}…@{host}"
