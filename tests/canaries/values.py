"""Invented values of every type that redaction knows: each can be told by its bytes, and none is anybody's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from domain.languages import LanguagePack
from nlp.redact.found import Kind
from nlp.redact.recognisers.money import passes_iban, passes_luhn

_AREAS = ("612", "651", "763", "952", "507", "218", "320", "414", "608", "715")
_DIGITS = {"ar": 0x660, "fa": 0x6F0, "ps": 0x6F0}
_ACCOUNT = {"es": "cuenta", "fr": "compte", "pt": "conta", "ru": "счёт", "uk": "рахунок", "zh": "账号", "ar": "حساب", "vi": "tài khoản"}
_PASSPORT = {
    "am": "ፓስፖርት",
    "ar": "جواز السفر",
    "es": "pasaporte",
    "fa": "پاسپورت",
    "fr": "passeport",
    "ht": "paspò",
    "pt": "passaporte",
    "ru": "паспорт",
    "so": "baasaboor",
    "vi": "hộ chiếu",
    "zh": "护照",
}


@cache
def load_words() -> dict[str, dict[str, Any]]:
    """The sounds of names, and what is said in each language, by its code."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def make_name(number: int, script: str) -> str:
    """An invented name in a script: no two numbers below 2,000 have the same, and each of its words is unmistakable."""
    if script == "han":
        families, signs = load_words()["sounds"]["han_families"], load_words()["sounds"]["han"]
        return str(families[number % 6] + signs[number // 6 % 14] + signs[(number // 84 + number * 5) % 14])
    sounds = load_words()["sounds"][script]
    own = [sounds[number % 14], sounds[number // 14 % 14], sounds[(number * 3 + number // 196) % 14]]
    family = [sounds[(number * 5 + 3) % 14], sounds[(number // 14 + 7) % 14], sounds[(number + number // 196 + 1) % 14]]
    return " ".join("".join(word).capitalize() for word in (own, family))


def make_value(kind: Kind, number: int, pack: LanguagePack) -> str:
    """The value of a type, as it would be written in a language."""
    script = load_words()[pack.code]["script"]
    latin = make_name(number, "latin")
    plain = latin.lower()
    written: dict[Kind, Callable[[], str]] = {
        Kind.PERSON: lambda: make_name(number, script),
        Kind.OFFICER: lambda: make_name(number + 1000, script),
        Kind.EMAIL: lambda: f"{plain.replace(' ', '.')}.{number}@example.org",
        Kind.SOCIAL_HANDLE: lambda: f"@{plain.replace(' ', '_')}_{number}",
        Kind.URL: lambda: f"https://people.example.org/{plain.replace(' ', '-')}/{number}",
        Kind.STREET_ADDRESS: lambda: _address(number, latin.partition(" ")[0], pack.code),
        Kind.IMMIGRATION_STATUS: lambda: _nth(pack.status_statements, number),
        Kind.SMALL_GROUP_ID: lambda: _small_group(number, latin.partition(" ")[2], pack),
        Kind.PHONE: lambda: _in_digits(f"{_AREAS[number // 100 % 10]}-555-{100 + number % 100:04}", pack.code),
    }
    return written[kind]() if kind in written else _number(kind, number)


def cue_of(kind: Kind, pack: LanguagePack) -> str:
    """The words that come before a value of this type; empty where people say none."""
    cues: dict[Kind, tuple[str, ...]] = {
        Kind.PERSON: pack.name_cues,
        Kind.OFFICER: pack.officer_titles,
        Kind.PHONE: pack.phone_cues,
        Kind.STREET_ADDRESS: pack.home_cues,
        Kind.DATE_OF_BIRTH: pack.birth_cues or ("born",),
        Kind.CASE_NUMBER: pack.case_cues or ("case",),
        Kind.LICENSE_PLATE: pack.plate_cues or ("plate",),
        Kind.BADGE_NUMBER: pack.badge_cues or ("badge",),
        Kind.BANK_ACCOUNT: (_ACCOUNT.get(pack.code, "account"),),
        Kind.PASSPORT: (_PASSPORT.get(pack.code, "passport"),),
    }
    return next(iter(cues.get(kind, ())), "")


def _address(number: int, street: str, language: str) -> str:
    house = 1000 + number * 7
    forms = {"es": f"calle {street} {house}", "fr": f"{house} rue {street}", "pt": f"rua {street}, {house}"}
    return forms.get(language, f"{house} {street} Street Apt {number % 9 + 1}B")


def _nth(phrases: Sequence[str], number: int) -> str:
    """Another phrase for each canary of one type and language: of 198 in a row no two are of the same."""
    return phrases[number // 198 % len(phrases)]


def _small_group(number: int, place: str, pack: LanguagePack) -> str:
    people = _nth(pack.peoples, number) if pack.peoples else ""
    gap = " " if pack.has_spaces else ""
    said = gap.join(part for part in (pack.small_group_cues[0], people, _nth(pack.group_nouns, number)) if part)
    return f"{said} at {place} School" if pack.code == "en" else said


def _number(kind: Kind, number: int) -> str:
    spread = number * 7919 % 100_000  # so that neighbours do not look alike
    written = {
        Kind.SSN: f"666-{number % 90 + 10}-{spread % 10_000:04}",  # an area that is never given out
        Kind.A_NUMBER: f"A204 {number % 1000:03} {spread % 1000:03}",
        Kind.USCIS_RECEIPT: f"IOE09{number:03}{spread:05}",
        Kind.CASE_NUMBER: f"KV-24-{spread:05}{number % 10}",
        Kind.LICENSE_PLATE: f"Q{chr(65 + number % 26)}{chr(65 + number // 26 % 26)} {1000 + spread % 900:04}",
        Kind.BADGE_NUMBER: f"qx-{100_000 + spread}",
        Kind.DATE_OF_BIRTH: f"{number % 28 + 1:02}/{number // 28 % 12 + 1:02}/{1931 + number % 50}",
        Kind.BANK_CARD: _card(number, spread),
        Kind.BANK_ACCOUNT: f"8847{number:03}{spread:05}",
        Kind.IBAN: _iban(number, spread),
        Kind.PASSPORT: f"QK{number:03}{spread:05}",
        Kind.GPS: f"44.{10_000 + spread % 90_000}, -93.{10_000 + spread * 3 % 90_000}",
        Kind.IP_ADDRESS: f"198.51.{100 + number % 150}.{100 + spread % 150}",
    }
    return written[kind]


def _in_digits(number: str, language: str) -> str:
    zero = _DIGITS.get(language)
    return number if zero is None else "".join(chr(zero + int(sign)) if sign.isdigit() else sign for sign in number)


def _card(number: int, spread: int) -> str:
    body = f"45391488{number:03}{spread % 10_000:04}"
    whole = next(body + str(last) for last in range(10) if passes_luhn(body + str(last)))
    return " ".join(whole[place : place + 4] for place in range(0, 16, 4))


def _iban(number: int, spread: int) -> str:
    body = f"WEST{123_456:06}{number:03}{spread:05}"
    whole = next(text for check in range(2, 99) if passes_iban((text := f"GB{check:02}{body}").lower()))
    return " ".join(whole[place : place + 4] for place in range(0, len(whole), 4))
