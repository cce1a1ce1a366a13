"""Numbers that a state gives a person: social security, alien registration, USCIS receipts, passports, cards and licences.

Sources of the forms: ssa.gov (SSN), uscis.gov (A-number of seven to nine digits, receipt of three letters and ten digits);
the papers of other countries by a word for them and any number of six digits or more, and by form where theirs is its own
(Mexico's CURP, Spain's NIE, Brazil's CPF).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules, compile_phrases, skip_gap
from nlp.redact.recognisers.said import find_runs, starts_number
from nlp.redact.view import View

_SSN = re.compile(r"(?<![\d-])\d{3}(\s?[- .]\s?)\d{2}\1\d{4}(?![\d-])")
_SOCIAL = (
    "ssn", "social security", "social", "itin", "tax id", "taxpayer", "seguro social", "numéro de sécurité sociale", "snn",
    "社会安全号", "社会安全号码", "社安号", "社安号码", "ضمان اجتماعي", "الضمان الاجتماعي", "số an sinh xã hội", "an sinh xã hội",
)  # fmt: skip
_ALIEN = (
    "a#", "a #", "a-#", "alien #", "a-number", "a number", "alien number", "alien registration", "alien", "registration number", "número a", "número de extranjero",
    "numéro a", "uscis number", "uscis", "uscis #", "lambarka a", "số a", "a nimewo", "nimewo a",
)  # fmt: skip
_SSN_VALUE = r"[^\d\n]{0,30}(?P<value>\d{3}\s?[- .]?\s?\d{2}\s?[- .]?\s?\d{4})(?!\d)"
_ALIEN_VALUE = r"[^\d\n]{0,30}?(?P<value>(?:(?<!\w)[aа][-# ]{0,2})?\d{3}[- .]?\d{3}[- .]?\d{1,3})(?!\d)"
_A_NUMBER = re.compile(rf"{EDGE_BEFORE}[aа](?:\s?#\s?|\s?-\s?|\s|\s?no\.?\s?)?\d{{3}}[- .]?\d{{3}}[- .]?\d{{2,3}}(?![\d-])")
_RECEIPT = re.compile(
    r"(?<![^\W_])(?:eac|wac|lin|src|msc|ioe|nbc|ysc|vsc|csc|tsc|nsc|psc|mct|zar|mia|nyc|wsc|esc)[- #:*]{0,2}(?:\d{10}|\d{2}[- ]\d{3}[- ]\d{5})(?!\d)"
)
_PAPER_VALUE = r"(?:[^\d\n.;]|(?<=no)\.|(?<=nr)\.|(?<=núm)\.){0,20}?(?<![a-z0-9])(?P<value>(?:[a-z]{0,4}[- ]?)?\d(?:[- ./]?\d){5,15}(?:-?[a-z0-9]{1,9})?)(?![a-z0-9])"
_OWN_FORMS = re.compile(
    r"(?<!\w)(?:[a-z]{4}\d{6}[hmx][a-z]{5}[a-z0-9]\d|[xyz]-?\d{7}-?[a-z]|\d{3}\.\d{3}\.\d{3}-\d{2}|[a-z]\d{3}-\d{3}-\d{3}-\d{3})(?![\w-])"
)
_SAID_CUE = re.compile(rf"(?<!\w)a(?=\s[^\W\d_])|(?P<social>{EDGE_BEFORE}(?:{'|'.join(map(re.escape, _SOCIAL))}){EDGE_AFTER})")
_FEWEST_SAID = 7  # digits


def find_identity_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """SSN and ITIN, A-numbers, receipt numbers, passports and other papers, in any case."""
    lower = view.lower
    yield from (Found(*match.span(), Kind.SSN) for match in _SSN.finditer(lower))
    yield from (Found(*match.span(), Kind.A_NUMBER) for match in _A_NUMBER.finditer(lower))
    yield from (Found(*match.span(), Kind.USCIS_RECEIPT) for match in _RECEIPT.finditer(lower))
    yield from (Found(*match.span(), Kind.PASSPORT) for match in _OWN_FORMS.finditer(lower))
    for cues, value, kind in (
        (_SOCIAL, _SSN_VALUE, Kind.SSN),
        (_ALIEN, _ALIEN_VALUE, Kind.A_NUMBER),
        (_papers(), _PAPER_VALUE, Kind.PASSPORT),
    ):
        yield from (Found(*span, kind) for span in _find_after(lower, cues, value))


def find_said_identity(view: View, rules: Rules) -> Iterator[Found]:
    """A-numbers and social security numbers that are said digit by digit, after "a" or their own words."""
    for cue in _SAID_CUE.finditer(view.lower):
        start = skip_gap(view.lower, cue.end())
        if not starts_number(view.lower, start, rules):
            continue
        run = next(find_runs(view.lower[start : start + 120], rules), None)
        if run and run.start == 0 and run.digits >= _FEWEST_SAID and run.said:
            is_social = cue["social"] is not None
            yield Found(start if is_social else cue.start(), start + run.end, Kind.SSN if is_social else Kind.A_NUMBER)


def _find_after(lower: str, cues: tuple[str, ...], value: str) -> Iterator[tuple[int, int]]:
    for cue in compile_phrases(cues).finditer(lower):
        match = _compile(value).match(lower, cue.end())
        if match:
            yield match.span("value")


@cache
def _compile(value: str) -> re.Pattern[str]:
    return re.compile(value)


@cache
def _papers() -> tuple[str, ...]:
    """Words for passports, cards and licences, from `papers.toml`."""
    content = tomllib.loads((Path(__file__).parent / "papers.toml").read_text(encoding="utf-8"))
    return tuple(word for words in content.values() for word in words)
