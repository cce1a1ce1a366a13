"""Which question becomes what. What is not named in a mapping is never asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Indicator:
    """A closed question that is followed over rounds, with both ends of its scale (inclusive).

    `scores` say where an answer in words stands on the scale; without them an answer is a number, or a code that ends in one.
    """

    question: str
    title: str
    lowest: float = 1
    highest: float = 5
    scores: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Codes as LimeSurvey's headings show them (`qfeel[SQ001]`, `qservices[other]`), or a CSV file's column names.

    `groups` are pairs of a group's name and its code. `submitted` and `id` name a CSV file's columns;
    `respondent` is what tells people apart (LimeSurvey: `token`).
    """

    comments: tuple[str, ...]
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    quote_consent: str | None = None
    quote_consent_value: str = "Y"
    submitted: str | None = None
    respondent: str | None = None
    id: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that is named, once, in order."""
        single = (self.language, self.quote_consent, self.submitted, self.respondent, self.id)
        named = [*self.comments, *(each.question for each in self.indicators), *(code for _, code in self.groups)]
        return tuple(dict.fromkeys([*named, *(code for code in single if code)]))

    def without(self, codes: Collection[str]) -> Mapping:
        """The mapping as if these codes had never been named."""

        def keep(code: str | None) -> str | None:
            return None if code in codes else code

        return replace(
            self,
            comments=tuple(code for code in self.comments if code not in codes),
            indicators=tuple(each for each in self.indicators if each.question not in codes),
            groups=tuple((name, code) for name, code in self.groups if code not in codes),
            language=keep(self.language),
            quote_consent=keep(self.quote_consent),
            submitted=keep(self.submitted),
            respondent=keep(self.respondent),
            id=keep(self.id),
        )


def fold_code(code: str) -> str:
    """The code as LimeSurvey keeps it: underscores vanish from the question's part, not from `[…]`."""
    question, bracket, row = code.partition("[")
    return question.replace("_", "") + bracket + row


def find_nearest(code: str, known: Iterable[str]) -> str | None:
    """The known code that looks most like `code`, whatever its case; None where none is near."""
    by_folded = {fold_code(each).casefold(): each for each in known}
    wanted = fold_code(code).casefold()
    rows = [each for each in by_folded if each.startswith(f"{wanted}[")]
    near = rows or get_close_matches(wanted, by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None
