"""What rows are held against: the warehouse as it stands, the contacts, the day, and what whoever imports said."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desk.recommending.exchange.terms import Owners, Terms
from desk.recommending.problems import Problem, show_safely
from desk.recommending.references import suggest
from domain.contacts import Contact
from domain.ids import RecommendationId
from domain.recommendations import FieldChange, Recommendation


@dataclass(frozen=True, slots=True)
class Context:
    """`known` are the recommendations that rows name or that those need, by reference; `references` those of file and warehouse.

    `whose` says to which recommendation an id belongs that a row gives, where the warehouse has it.
    """

    terms: Terms
    contacts: tuple[Contact, ...]
    today: date
    who: str
    known: Mapping[str, Recommendation]
    references: Collection[str]
    whose: Mapping[str, RecommendationId] = field(default_factory=dict)
    past_of: Callable[[RecommendationId], tuple[FieldChange, ...]] = lambda _: ()

    def find_unknown_owners(self, value: Recommendation) -> Iterator[Problem]:
        """Owner and deputy who are nobody, where contacts have been entered and unknown owners are held."""
        if not self.contacts or self.terms.owners is Owners.AS_THEY_STAND:
            return
        known = {each.name for each in self.contacts} | {each.body for each in self.contacts if each.body}
        for role, name in (("owner", value.owner), ("deputy", value.deputy)):
            if name and name not in known:
                what = f"The {role} {show_safely(name)} is no contact.{suggest(name, known)}"
                yield Problem(role, what, f"Add it (hearback contacts add {show_safely(name)}) and import again.")

    def contacts_for(self, value: Recommendation) -> tuple[Contact, ...]:
        """The contacts, and the owners of this recommendation where those count as they stand."""
        if not self.contacts or self.terms.owners is not Owners.AS_THEY_STAND:
            return self.contacts
        known = {each.name for each in self.contacts}
        return self.contacts + tuple(Contact(name) for name in {value.owner, value.deputy} - known if name)

    def owns(self, own_id: str, recommendation_id: RecommendationId) -> bool:
        """Whether an id is free, or belongs to this recommendation."""
        return self.whose.get(own_id, recommendation_id) == recommendation_id


def resolve_references(words: Collection[str], references: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each word as the reference that it means, and notes on those that are written otherwise: a list by commas, `1` for R-01."""
    found: list[str] = []
    notes: list[str] = []
    for word in words:
        if word in references:
            found.append(word)
            continue
        parts = [each.strip() for each in word.split(",") if each.strip()]
        meant = [_resolve(each, references) for each in parts]
        found += meant
        notes += [f"“{part}” was taken for {each}." for part, each in zip(parts, meant, strict=True) if part != each]
    return tuple(dict.fromkeys(found)), tuple(notes)


def _resolve(word: str, references: Collection[str]) -> str:
    """The one reference that has this number; the word itself where there is none, or several."""
    if word in references or not word.isdigit():
        return word
    same = [each for each in references if re.sub(r"\D", "", each).lstrip("0") == word.lstrip("0")]
    return same[0] if len(same) == 1 else word
