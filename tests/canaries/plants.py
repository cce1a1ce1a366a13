"""Values planted where Hearback must never read, or may only hash: they may be found nowhere at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.canaries.seeds import hidden_names


@dataclass(slots=True, repr=False)
class Plants:
    """Hands out invented names and contacts, and remembers at which place each was planted."""

    planted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _names: Iterator[str] = field(default_factory=hidden_names)

    def name(self, place: str) -> str:
        """A name for this place; each of its words is looked for."""
        name = next(self._names)
        self._keep(place, (name, *name.split()))
        return name

    def email(self, place: str) -> str:
        """An address for this place."""
        address = f"{next(self._names).lower().replace(' ', '-')}@mail.example.org"
        self._keep(place, (address,))
        return address

    def number(self, place: str) -> str:
        """A number in digits for this place, of a bank account's length."""
        number = f"77{len(self.planted) * 104_729 % 10_000_000_000:010}"
        self._keep(place, (number,))
        return number

    def word(self, place: str) -> str:
        """One word for this place, as in an access code or the name of a file."""
        word = next(self._names).replace(" ", "").lower()
        self._keep(place, (word,))
        return word

    def _keep(self, place: str, texts: tuple[str, ...]) -> None:
        self.planted[f"{place} ({len(self.planted)})"] = texts
