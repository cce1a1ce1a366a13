"""One redactor for all tests here: its models and lists load once."""

from __future__ import annotations

import pytest

from config.packs import list_languages, load_packs
from domain.listening import Redaction
from domain.text import RawText
from nlp.redact import Redactor, open_redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return open_redactor(load_packs(list_languages()))


class Pen:
    """Redacts one text and shows what a test wants to look at."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def redact(self, words: str, language: str = "en") -> Redaction:
        return self._redactor.redact_together([(RawText(words), language)])[0]

    def write(self, words: str, language: str = "en") -> str:
        text = self.redact(words, language).text
        assert text is not None
        return text

    def kinds(self, words: str, language: str = "en") -> list[tuple[str, str]]:
        return [(span.type, words[span.start : span.end]) for span in self.redact(words, language).spans]


@pytest.fixture(scope="session")
def pen(redactor: Redactor) -> Pen:
    return Pen(redactor)
