"""From answers as they were given to what may be stored: language told, words redacted, or held with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from config.packs import load_packs
from config.settings import Settings
from domain.held import SAID_BY_PERSON, Judgement
from domain.listening import Redaction
from domain.text import RawText
from nlp.language import ToldLanguage, tell_language

if TYPE_CHECKING:
    from nlp.redact import Redactor


@dataclass(frozen=True, slots=True)
class SafeWords:
    """One text after redaction: its language and who told it, and what redaction made of it."""

    language: ToldLanguage
    redaction: Redaction

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many identifiers of each type were taken out, by type as placeholders tell it."""
        from nlp.redact.found import Kind

        return tuple(sorted(Counter(Kind(span.type).shown for span in self.redaction.spans).items()))


@cache
def redactor_for(languages: tuple[str, ...], officers: str) -> Redactor:
    """The redaction engine for these languages; made once a process, since its models take seconds to load."""
    from nlp.embed.open import prepare_environment
    from nlp.redact import open_redactor

    prepare_environment()  # before spaCy imports torch, or its threads spin
    return open_redactor(load_packs(languages), officers="keep" if officers == "keep" else "replace")


def redactor_of(settings: Settings) -> Redactor:
    """The redaction engine of these settings."""
    return redactor_for(settings.hearback.languages, settings.redaction.officers)


def make_safe(
    groups: Sequence[Sequence[tuple[RawText, str]]],
    settings: Settings,
    *,
    known_names: Sequence[RawText] = (),
    judged: Sequence[Mapping[int, Judgement]] = (),
) -> list[list[SafeWords]]:
    """Redact texts in groups (the answers of one response, the turns of one session), each with its stated language.

    Names found in one text of a group are taken out of all of it, and `known_names` wherever they stand. `judged` says of
    each group what a person decided about texts of it, by their place.
    """
    decided = judged or [{} for _ in groups]
    told = [
        [_tell(words, stated, judgements.get(place), settings) for place, (words, stated) in enumerate(group)]
        for group, judgements in zip(groups, decided, strict=True)
    ]
    asked = [
        [(words, language.code) for (words, _), language in zip(group, tongues, strict=True)]
        for group, tongues in zip(groups, told, strict=True)
    ]
    redactor = redactor_of(settings)
    if known_names:
        redactions = [
            redactor.redact_together(group, known_names=known_names, judged=judgements)
            for group, judgements in zip(asked, decided, strict=True)
        ]
    else:
        redactions = redactor.redact_batch(asked, judged=decided)
    return [
        [SafeWords(language, redaction) for language, redaction in zip(tongues, made, strict=True)]
        for tongues, made in zip(told, redactions, strict=True)
    ]


def _tell(words: RawText, stated: str, judgement: Judgement | None, settings: Settings) -> ToldLanguage:
    """The language that a person named, else the one that the words and the statement tell."""
    if judgement is not None and judgement.language:
        return ToldLanguage(judgement.language, 1.0, SAID_BY_PERSON)
    return tell_language(words.reveal(), stated=stated or None, allowed=settings.hearback.languages)
