"""Hashes as letters that fit on paper and can be typed again: Crockford's base 32, which has no I, L, O and U."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import WrongUse

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_COUNT = 20  # 100 bits: nobody finds another event with the same
_GROUP = 5
_HEX = frozenset("0123456789abcdef")
_EXAMPLE = "1042-K7QF3-M2PX9-TD8HW-C4N2A"


def to_letters(hashed: bytes) -> str:
    """The first 100 bits of a hash: four groups of five letters, `K7QF3-M2PX9-TD8HW-C4N2A`."""
    number = int.from_bytes(hashed[:13], "big") >> 4
    letters = "".join(_LETTERS[number >> (5 * place) & 31] for place in reversed(range(_COUNT)))
    return _group(letters)


def _group(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, _COUNT, _GROUP))


def is_hash(text: str) -> bool:
    """True for a SHA-256 as this program writes it: 64 hex digits."""
    return len(text) == 64 and set(text) <= _HEX


@dataclass(frozen=True, slots=True)
class PaperHead:
    """A head in short: the number of an event and the letters of its hash."""

    number: int
    letters: str

    @classmethod
    def of(cls, number: int, hashed: str) -> PaperHead:
        """The short form of an event's number and hash (64 hex digits)."""
        return cls(number, to_letters(bytes.fromhex(hashed)))

    @classmethod
    def read(cls, typed: str) -> PaperHead:
        """What was typed, in any case, with or without spaces and dashes between the groups. Raises WrongUse for anything else."""
        number, _, rest = typed.strip().replace(" ", "-").partition("-")
        letters = rest.upper().translate(_READ_AS)
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        if not (is_number and len(letters) == _COUNT and set(letters) <= set(_LETTERS)):
            raise WrongUse("This is not the short form of a head.", where=typed[:60], next_step=f"Write it as in: {_EXAMPLE}")
        return cls(int(number), _group(letters))

    def __str__(self) -> str:
        return f"{self.number}-{self.letters}"
