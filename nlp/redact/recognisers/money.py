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
    r"(?:(?<!\w)(?:card|credit card|debit card|cc|visa|mastercard|tarjeta|carte|cartão|karta|карта|карты|بطاقة)(?!\w)|卡号)[^\d\n.;]{0,12}(?P<value>\d(?:[ -]?\d){11,18})(?!\d)"
)
_ACCOUNT = re.compile(
    r"(?:(?<!\w)(?:account|acct|routing|bank account|cuenta|compte|conta|konte|счет|счёт|рахунок|حساب|الحساب|tài khoản)(?!\w)|账号|账户|帳號|帳戶)"
    r"[^\d\n.;]{0,20}(?P<value>\d(?:[ -]?\d){5,16})(?!\d)"
)
_NEAR = 40  # characters on either side in which it is said of what the digits are the last
_LAST_FOUR = re.compile(
    r"(?<!\w)(?:last (?:four|4)|ends? (?:in|with)|ending(?: in| with)?|últimos (?:cuatro|4)|termina(?:da|do)? (?:en|con)|se termine par|terminam? em)(?!\w)"
    r"[^\d\n.;]{0,40}(?P<value>\d{4})(?!\d)"
)
_OF_SOCIAL = re.compile(r"(?<!\w)(?:ssn|social|itin|seguro)(?!\w)")
_OF_MONEY = re.compile(r"(?<!\w)(?:card|account|acct|visa|mastercard|debit|credit|tarjeta|cuenta|carte|compte|cartão|conta)(?!\w)")


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


def find_last_four(view: View, rules: Rules) -> Iterator[Found]:
    """The last digits of a card, an account or a social security number: "my card, ending in 4471"."""
    for match in _LAST_FOUR.finditer(view.lower):
        near = view.lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _OF_SOCIAL.search(near):
            yield Found(*match.span("value"), Kind.SSN)
        elif _OF_MONEY.search(near):
            yield Found(*match.span("value"), Kind.BANK_ACCOUNT)


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
