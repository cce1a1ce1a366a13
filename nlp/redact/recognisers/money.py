"""Bank cards and accounts: cards by the Luhn sum, IBANs by their check digits (ISO 13616), accounts by a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_CARD = re.compile(r"(?<![\d+-])\d(?:[ -]?\d){12,18}(?![\d-])")
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,4})?(?![a-z0-9])")
_CUED_CARD = re.compile(
    r"(?<!\w)(?:card|credit card|debit card|cc|visa|mastercard|tarjeta|carte|cartão|karta|карта|карты|بطاقة|卡号)(?!\w)[^\d\n.;]{0,12}(?P<value>\d(?:[ -]?\d){11,18})(?!\d)"
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:account|acct|routing|bank account|cuenta|compte|conta|konte|счет|счёт|рахунок|账号|账户|حساب|الحساب|tài khoản)(?!\w)"
    r"[^\d\n.;]{0,20}(?P<value>\d(?:[ -]?\d){5,16})(?!\d)"
)


def find_bank_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """Card numbers, IBANs and account numbers."""
    for match in _CARD.finditer(view.lower):
        if passes_luhn(re.sub(r"\D", "", match[0])):
            yield Found(*match.span(), Kind.BANK_CARD)
    yield from (Found(*match.span("value"), Kind.BANK_CARD) for match in _CUED_CARD.finditer(view.lower))
    for match in _IBAN.finditer(view.lower):
        end = _iban_end(match[0])
        if end:
            yield Found(match.start(), match.start() + end, Kind.IBAN)
    yield from (Found(*match.span("value"), Kind.BANK_ACCOUNT) for match in _ACCOUNT.finditer(view.lower))


def passes_luhn(digits: str) -> bool:
    """True where the last digit is the Luhn check digit of those before it."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def passes_iban(text: str) -> bool:
    """True where the number moved behind its country and read as base 36 leaves 1 modulo 97."""
    compact = text.replace(" ", "").replace("-", "")
    return 15 <= len(compact) <= 34 and int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _iban_end(text: str) -> int:
    """The length of the IBAN at the start of `text`, 0 for none: words after it may have been taken for its groups."""
    while len(text) >= 15:
        if passes_iban(text):
            return len(text)
        text = re.split(r"[ -](?=[^ -]*$)", text)[0] if re.search(r"[ -]", text) else ""
    return 0
