"""Numbers that a state gives a person: social security, alien registration, USCIS receipts, passports and consular cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_BEFORE, Rules
from nlp.redact.view import View

_SSN = re.compile(r"(?<![\d-])\d{3}([- .])\d{2}\1\d{4}(?![\d-])")
_SSN_CUED = re.compile(
    r"(?<!\w)(?:ssn|social security|social|itin|tax id|taxpayer|seguro social|numéro de sécurité sociale|сnn|社会安全号|社安号|ضمان اجتماعي|الضمان الاجتماعي)(?!\w)"
    r"[^\d\n]{0,30}(?P<value>\d{3}[- .]?\d{2}[- .]?\d{4})(?!\d)"
)
_A_NUMBER = re.compile(rf"{EDGE_BEFORE}a(?:\s?#\s?|\s?-\s?|\s)?\d{{3}}[- ]?\d{{3}}[- ]?\d{{2,3}}(?![\d-])")
_A_CUED = re.compile(
    r"(?<!\w)(?:a-?number|a number|alien number|alien registration|alien|registration number|número a|número de extranjero|uscis number|uscis)(?!\w)"
    r"[^\d\n]{0,30}(?P<value>(?:a[-# ]{0,2})?\d{3}[- ]?\d{3}[- ]?\d{2,3})(?!\d)"
)
_RECEIPT = re.compile(
    r"(?<![^\W_])(?:eac|wac|lin|src|msc|ioe|nbc|ysc|vsc|csc|tsc|nsc|psc|mct|zar|mia|nyc|wsc|esc)[- #:]{0,2}(?:\d{10}|\d{2}[- ]\d{3}[- ]\d{5})(?!\d)"
)
_PASSPORT = re.compile(
    r"(?<!\w)(?:passport|pasaporte|passeport|passaporte|paspò|baasaboor|pasipoti|hộ chiếu|护照|護照|جواز|جواز السفر|جواز سفر|паспорт|паспорта|ፓስፖርት|پاسپورت|pasaporte|"
    r"consular id|consular card|matrícula consular|matricula consular|matrícula|matricula|consular|cédula|cedula|curp|driver's license|drivers license|driver license|licencia|permis de conduire|"
    r"national id|id card|tazkira|تذکره|kitambulisho|dni|dui)(?!\w)"
    r"[^\d\n.;]{0,20}?(?<![^\W_])(?P<value>[a-z]{0,4}[- ]?\d(?:[- ]?\d){5,14}[a-z0-9]{0,9})(?!\w)"
)


def find_identity_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """SSN and ITIN, A-numbers, receipt numbers, passports and other papers, in any case."""
    lower = view.lower
    yield from (Found(*match.span(), Kind.SSN) for match in _SSN.finditer(lower))
    yield from (Found(*match.span("value"), Kind.SSN) for match in _SSN_CUED.finditer(lower))
    yield from (Found(*match.span(), Kind.A_NUMBER) for match in _A_NUMBER.finditer(lower))
    yield from (Found(*match.span("value"), Kind.A_NUMBER) for match in _A_CUED.finditer(lower))
    yield from (Found(*match.span(), Kind.USCIS_RECEIPT) for match in _RECEIPT.finditer(lower))
    yield from (Found(*match.span("value"), Kind.PASSPORT) for match in _PASSPORT.finditer(lower))
