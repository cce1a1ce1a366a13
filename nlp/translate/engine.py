"""What every translator answers to, and which one serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from domain.errors import BadSettings
from domain.listening import Translation
from domain.text import RedactedText

ENGINES: Final = ("apertium", "none")


class Translator(Protocol):
    """Turns redacted words into another language.

    `made_by` names the engine for readers ("Apertium 3.8.3"; each translation adds the way it went, "fr-es-en"),
    `quality` is a word for how far to trust it ("rough", "good", "human"), `languages` are the codes it can start from.
    """

    @property
    def made_by(self) -> str:
        """The engine's name and version, as shown to readers."""
        ...

    @property
    def quality(self) -> str:
        """One word on how far to trust it."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages it translates from."""
        ...

    def translate(self, texts: Sequence[RedactedText], source: str, target: str) -> list[Translation | None]:
        """One answer a text, in order; None where it could not. Raises no error over a text."""
        ...


@dataclass(frozen=True, slots=True)
class NoTranslator:
    """Serves no language: every text stays untranslated, and is shown as that."""

    made_by: str = ""
    quality: str = ""
    languages: frozenset[str] = frozenset()

    def translate(self, texts: Sequence[RedactedText], source: str, target: str) -> list[Translation | None]:
        """None for every text."""
        return [None] * len(texts)


def open_translator(engine: str, *, target: str) -> Translator:
    """The translator of this name into `target`; one of no languages where the engine is not installed.

    Raises BadSettings for an engine that is not known.
    """
    if engine == "apertium":
        from nlp.translate.apertium import open_apertium

        return open_apertium(target=target) or NoTranslator()
    if engine == "none":
        return NoTranslator()
    raise BadSettings(
        f"There is no translation engine {engine!r}.", where="[translation] engine", next_step=f"Choose one of: {', '.join(ENGINES)}."
    )
