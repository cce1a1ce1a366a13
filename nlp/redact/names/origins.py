"""Lists of names by origin: faker's providers for many locales (MIT), and the project's own for those that faker lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module, util
from pathlib import Path

from nlp.redact.view import fold_word, strip_accents

_OWN = Path(__file__).parent / "own_names.toml"
_FIELDS = ("first_names", "first_names_male", "first_names_female", "first_names_unisex", "first_names_nonbinary", "last_names",
           "last_names_male", "last_names_female", "last_names_common", "first_romanized_names", "last_romanized_names", "middle_names")  # fmt: skip
# Romanised as passports do it, roughly: with the other lists it finds most spellings.
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъ",
        ["a", "b", "v", "g", "g", "d", "e", "ye", "zh", "z", "i", "i", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "yu", "ya", "y", "e", ""],
        strict=True,
    )
)  # fmt: skip
_UKRAINIAN = {**_CYRILLIC, "г": "h", "и": "y", "ю": "iu", "я": "ia", "є": "ie", "й": "i"}


@cache
def load_names() -> frozenset[str]:
    """All names, each word of a name by itself, lower case and without Latin accents."""
    return load_own_names() | frozenset(_clean(_faker_names()))


@cache
def load_han_names() -> tuple[frozenset[str], frozenset[str]]:
    """Chinese family names and given names in Han characters."""
    family: set[str] = set()
    given: set[str] = set()
    for locale in ("zh_CN", "zh_TW"):
        provider = import_module(f"faker.providers.person.{locale}").Provider
        family.update(provider.last_names)
        given.update(provider.first_names)
    return frozenset(name for name in family if len(name) == 1), frozenset(given)


@cache
def load_own_names() -> frozenset[str]:
    """The names written for this project, each word by itself, in the same form."""
    return frozenset().union(*map(load_origin, _read_own()))


@cache
def load_origin(origin: str) -> frozenset[str]:
    """The names written for this project of one origin, a key of own_names.toml, in the same form."""
    return frozenset(_clean(_read_own()[origin].split()))


@cache
def _read_own() -> dict[str, str]:
    return tomllib.loads(_OWN.read_text(encoding="utf-8"))


def _clean(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for word in name.replace("-", " ").split():
            folded = strip_accents(fold_word(word)).strip(".'")
            if len(folded) >= 2:
                yield folded


def _faker_names() -> Iterator[str]:
    for locale in _locales():
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for field in _FIELDS:
            names = getattr(provider, field, ())
            for name in () if isinstance(names, property) else names:
                yield name
                if locale in ("ru_RU", "uk_UA"):
                    yield from _romanise(name)


def romanise(name: str) -> str:
    """A Russian or Ukrainian name in Latin letters, roughly as passports write it."""
    return next(_romanise(name))


def romanise_both_ways(name: str) -> frozenset[str]:
    """The same as Russian and as Ukrainian passports write it."""
    return frozenset(_romanise(name))


def _romanise(name: str) -> Iterator[str]:
    for table in (_CYRILLIC, _UKRAINIAN):
        yield "".join(table.get(letter, letter) for letter in fold_word(name))


def _locales() -> list[str]:
    spec = util.find_spec("faker.providers.person")
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else Path()
    return sorted(entry.name for entry in folder.iterdir() if (entry / "__init__.py").exists())
