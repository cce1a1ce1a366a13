"""What an invented town says on four concerns in three languages, made of parts so that there is enough of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import Theme
from nlp.themes import PassageToTheme, Previous, Space, Theming, theme_passages

STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "at",
        "in",
        "is",
        "are",
        "and",
        "to",
        "our",
        "we",
        "for",
        "from",
        "with",
        "my",
        "too",
        "no",
        "not",
        "les",
        "des",
        "une",
        "est",
        "dans",
        "pour",
        "los",
        "las",
        "del",
        "una",
    ]
)

# Concern -> language -> (beginnings, endings).
PARTS: dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "lights": {
        "en": (
            ("The street lights", "Broken lamps", "Dark street lights"),
            ("on our road stay off at night", "near the park make walking home scary", "were never repaired", "leave the path in the dark"),
        ),
        "fr": (
            ("Les lampadaires", "Les lumières de la rue"),
            ("sont éteints la nuit", "ne sont jamais réparés", "laissent le chemin dans le noir"),
        ),
        "es": (
            ("Las farolas", "Las luces de la calle"),
            ("están apagadas por la noche", "nunca se reparan", "dejan el camino a oscuras"),
        ),
    },
    "bus": {
        "en": (
            ("The bus", "Our bus line", "Evening bus service"),
            ("is always late", "stops running too early for workers", "does not come on Sundays", "costs too much per ticket"),
        ),
        "fr": (("Le bus", "La ligne de bus"), ("est toujours en retard", "s'arrête trop tôt le soir", "ne passe pas le dimanche")),
        "es": (("El autobús", "La línea de autobús"), ("siempre llega tarde", "termina muy temprano", "no pasa los domingos")),
    },
    "rent": {
        "en": (
            ("The rent", "Apartment rent", "Monthly rent"),
            ("went up again this year", "takes half of our wages", "is too high for families", "is raised by landlords without notice"),
        ),
        "fr": (("Le loyer", "Le prix du logement"), ("a encore augmenté", "prend la moitié du salaire", "est trop cher pour les familles")),
        "es": (("El alquiler", "La renta del piso"), ("subió otra vez este año", "se lleva medio sueldo", "es muy caro para las familias")),
    },
    "doctor": {
        "en": (
            ("The clinic", "Our family doctor", "The health center"),
            ("has no appointments for weeks", "needs interpreters for patients", "closes before we finish work", "turns sick people away"),
        ),
        "fr": (("La clinique", "Le médecin"), ("n'a pas de rendez-vous", "manque d'interprètes", "ferme avant la fin du travail")),
        "es": (("La clínica", "El médico"), ("no tiene citas en semanas", "necesita intérpretes", "cierra antes de que salgamos")),
    },
}


@dataclass(frozen=True, slots=True)
class Said:
    """Passages, the concern of each, and their vectors."""

    passages: tuple[PassageToTheme, ...]
    truth: tuple[str, ...]
    vectors: np.ndarray

    def only(self, rows: Sequence[int]) -> Said:
        return Said(tuple(self.passages[row] for row in rows), tuple(self.truth[row] for row in rows), self.vectors[list(rows)])


def say_everything() -> tuple[list[PassageToTheme], list[str]]:
    passages, truth = [], []
    for concern, languages in PARTS.items():
        for language, (beginnings, endings) in languages.items():
            for number, (beginning, ending) in enumerate(product(beginnings, endings)):
                passages.append(PassageToTheme(PassageId(f"{concern}-{language}-{number}"), f"{beginning} {ending}.", language))
                truth.append(concern)
    return passages, truth


def theme(
    said: Said,
    *,
    living: Sequence[Theme] = (),
    previous: Previous | Mapping[PassageId, ThemeId] | None = None,
    bindings: Bindings | None = None,
    round_name: str = "round-1",
    claimed: Mapping[PassageId, ThemeId] | None = None,
) -> Theming:
    return theme_passages(
        said.passages,
        [Space("town", said.vectors)],
        living=living,
        previous=previous if isinstance(previous, Previous) else Previous(dict(previous or {})),
        bindings=bindings or Bindings(),
        round_id=RoundId(round_name),
        run_id=RunId(f"run-{round_name}"),
        stop_words=STOP_WORDS,
        smallest=None,
        language="en",
        claimed=claimed,
    )


def owners(theming: Theming) -> dict[PassageId, ThemeId]:
    """Which theme each themed passage has."""
    return {each.passage_id: each.theme_id for each in theming.assignments if each.theme_id is not None}


def all_owners(theming: Theming) -> dict[PassageId, ThemeId | None]:
    """Which theme each passage has, None for unthemed."""
    return {each.passage_id: each.theme_id for each in theming.assignments}
