"""Options of contacts, and what they make of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import WrongUse
from domain.recommendations import Role

if TYPE_CHECKING:
    from domain.contacts import Contact

Name = Annotated[str, typer.Argument(help="The contact's name.")]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="What they may do; give it once for each.")]
Body = Annotated[str | None, typer.Option("--body", help="The department or board that they belong to.")]
Addresses = Annotated[
    list[str] | None,
    typer.Option("--address", help='Where reminders go: "mailto:jo@example.org" or the name of a channel; once for each, "" for none.'),
]
Manager = Annotated[str | None, typer.Option("--manager", help="The name of the contact who hears next.")]
Language = Annotated[str | None, typer.Option("--language", help="As in es.")]
Zone = Annotated[str | None, typer.Option("--time-zone", help="As in America/Chicago; by default the town's.")]
Quiet = Annotated[str | None, typer.Option("--quiet", help='Local hours without messages, as in 20:00-08:00, or "none".')]
Why = Annotated[str, typer.Option("--why", help="Why, for the audit log.")]
ShowAddresses = Annotated[bool, typer.Option("--addresses", help="Show addresses whole.")]


def change_fields(value: Contact, roles: list[Role] | None, addresses: list[str] | None, **words: str | None) -> Contact:
    """The contact with what was given in place of what it had. Raises WrongUse for an address that is none."""
    from dataclasses import replace

    given: dict[str, Any] = {name: each for name, each in words.items() if each is not None}
    if roles is not None:
        given["roles"] = tuple(dict.fromkeys(roles))
    if addresses is not None:
        given["addresses"] = tuple(dict.fromkeys(_read(each) for each in addresses if each))
    return replace(value, **given)


def _read(words: str) -> str:
    from domain.addresses import read_address

    try:
        return read_address(words)
    except ValueError as problem:
        raise WrongUse(f"An address is wrong: {problem}.", next_step="Mend it.") from None
