"""Two kinds of words that must never be mixed up: as spoken, and as redacted."""

from __future__ import annotations

import re
from typing import Any, NewType, NoReturn, final

RedactedText = NewType("RedactedText", str)
"""Words after redaction: the only form in which text may be stored in the open, shown or logged about."""

PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]{0,40} \d{1,6}\]")
"""What redaction leaves where something stood, such as `[PERSON 1]`."""


def without_placeholders(text: str) -> str:
    """The words around placeholders: what a model should see, or `[PERSON 1]` would become a meaning of its own."""
    return " ".join(PLACEHOLDER.sub(" ", text).split()) or text


@final
class RawText:
    """Words as they were said. Shows itself nowhere: not in `repr`, `str`, `format`, logs, JSON, copies of state or pickles.

    `reveal()` is the one way in; only redaction and the vault call it. It has a length and can be compared for being equal,
    and is neither sorted, gone through nor changed.
    """

    __slots__ = ("_words",)

    _words: str

    def __init__(self, words: str) -> None:
        object.__setattr__(self, "_words", words)

    def reveal(self) -> str:
        """The words themselves."""
        return self._words

    def __len__(self) -> int:
        """Length in code points."""
        return len(self._words)

    def __bool__(self) -> bool:
        return bool(self._words.strip())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawText) and other._words == self._words

    def __hash__(self) -> int:
        return hash((RawText, self._words))

    def __repr__(self) -> str:
        return "RawText(…)"

    def __str__(self) -> str:
        return "[raw words]"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    # Hypothesis would else print the call that made it, with its argument.
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("RawText does not change.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("RawText does not change.")

    # Itself, since it does not change: `dataclasses.asdict` copies what it meets, and a copy by state would be open.
    def __copy__(self) -> RawText:
        return self

    def __deepcopy__(self, memo: object) -> RawText:
        return self

    def __getstate__(self) -> NoReturn:
        raise TypeError("RawText has no state to hand over: hand over the id of the row instead.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("RawText cannot be pickled: hand over the id of the row instead.")
