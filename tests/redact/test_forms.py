"""Recognisers of what has a form: found in its usual and unusual writings, and left alone where it is the topic."""

from __future__ import annotations

import pytest

from tests.redact.conftest import Pen

FOUND = [
    ("EMAIL", "Write to quincy.tolliver@example.org please", "quincy.tolliver@example.org", "en"),
    ("EMAIL", "Write to quincy.toll\u200biver@exa\u200bmple.org please", "quincy.toll\u200biver@exa\u200bmple.org", "en"),
    ("EMAIL", "it is quincy dot tolliver at example dot org thanks", "quincy dot tolliver at example dot org", "en"),
    ("EMAIL", "quincy (at) example (dot) com", "quincy (at) example (dot) com", "en"),
    ("EMAIL", "mi correo es quincy arroba example punto com", "quincy arroba example punto com", "es"),
    ("EMAIL", "Write to quincу@examрle.org now", "quincу@examрle.org", "en"),  # Cyrillic у and р
    ("PHONE", "call 612-555-0147", "612-555-0147", "en"),
    ("PHONE", "call (612) 555 0147 tonight", "(612) 555 0147", "en"),
    ("PHONE", "call 555-0147", "555-0147", "en"),
    ("PHONE", "ring +252 61 555 0147", "+252 61 555 0147", "en"),
    ("PHONE", "رقمي ٦١٢-٥٥٥-٠١٤٧", "٦١٢-٥٥٥-٠١٤٧", "ar"),
    ("PHONE", "मेरा 612.555.0147", "612.555.0147", "en"),
    ("PHONE", "it's six one two five five five oh one four seven ok", "six one two five five five oh one four seven", "en"),
    ("PHONE", "seis uno dos cinco cinco cinco cero uno", "seis uno dos cinco cinco cinco cero uno", "es"),
    ("PHONE", "area code 612, then 555, and 0147", "612, then 555, and 0147", "en"),
    ("PHONE", "6 1 2 5 5 5 0 1 4 7", "6 1 2 5 5 5 0 1 4 7", "en"),
    ("PHONE", "电话 六一二五五五零一四七", "六一二五五五零一四七", "zh"),
    ("BANK_ACCOUNT", "我的账号88471234567没有了", "88471234567", "zh"),
    ("PASSPORT", "我的护照QK8847123没有了", "QK8847123", "zh"),
    ("SOCIAL_HANDLE", "follow @quincy_t77 there", "@quincy_t77", "en"),
    ("SOCIAL_HANDLE", "my instagram is quincy_t77", "quincy_t77", "en"),
    ("URL", "see https://example.org/u/quincy?x=1.", "https://example.org/u/quincy?x=1", "en"),
    ("URL", "see www.example.org/quincy, ok", "www.example.org/quincy", "en"),
    ("STREET_ADDRESS", "I was at 2718 N Larkspur Ave Apt 4B when", "2718 N Larkspur Ave Apt 4B", "en"),
    ("STREET_ADDRESS", "vivo en calle Olmo 45", "calle Olmo 45", "es"),
    ("STREET_ADDRESS", "j'habite au 12 rue des Lilas", "12 rue des Lilas", "fr"),
    ("STREET_ADDRESS", "We live at the corner of Birch and 9th.", "the corner of Birch and 9th", "en"),
    ("SSN", "my ssn is 219-09-9999", "219-09-9999", "en"),
    ("SSN", "social security number 219099999", "219099999", "en"),
    ("A_NUMBER", "my A-number is A204 551 118", "A204 551 118", "en"),
    ("A_NUMBER", "a#204551118", "a#204551118", "en"),
    ("USCIS_RECEIPT", "notice IOE0912345678 came", "IOE0912345678", "en"),
    ("CASE_NUMBER", "case number is 24-118822", "24-118822", "en"),
    ("CASE_NUMBER", "docket 62-CR-19-4401", "62-CR-19-4401", "en"),
    ("LICENSE_PLATE", "a van with plate HJK 482 waits", "HJK 482", "en"),
    ("BADGE_NUMBER", "badge number 4471 shouted", "4471", "en"),
    ("DATE_OF_BIRTH", "I was born on March 4, 1981 there", "March 4, 1981", "en"),
    ("DATE_OF_BIRTH", "nací el 4 de marzo de 1981", "4 de marzo de 1981", "es"),
    ("DATE_OF_BIRTH", "DOB: 03/04/1981", "03/04/1981", "en"),
    ("BANK_CARD", "card 4539 1488 0343 6467 was", "4539 1488 0343 6467", "en"),
    ("IBAN", "to GB82 WEST 1234 5698 7654 32 they", "GB82 WEST 1234 5698 7654 32", "en"),
    ("PASSPORT", "my passport number is K4471829", "K4471829", "en"),
    ("GPS", "at 44.97781, -93.26502 tonight", "44.97781, -93.26502", "en"),
    ("GPS", "I wait at 44.97781, -93.26502. It is dark.", "44.97781, -93.26502", "en"),
    ("IP_ADDRESS", "from 203.0.113.77 again", "203.0.113.77", "en"),
    ("IP_ADDRESS", "from 2001:db8::8a2e:370:7334 again", "2001:db8::8a2e:370:7334", "en"),
    ("IMMIGRATION_STATUS", "my husband is undocumented", "my husband is undocumented", "en"),
    ("IMMIGRATION_STATUS", "no tengo papeles", "no tengo papeles", "es"),
    ("IMMIGRATION_STATUS", "mi esposo es indocumentado", "mi esposo es indocumentado", "es"),
    ("IMMIGRATION_STATUS", "我没有合法身份", "我没有合法身份", "zh"),
]

LEFT = [
    ("Undocumented workers get robbed and keep silent.", "en"),
    ("The lights on Larkspur Street are broken.", "en"),
    ("The corner of Birch and 9th is dark.", "en"),
    ("On 03/04/2021 they closed the road.", "en"),
    ("It was open 2019-2023.", "en"),
    ("We waited 50 minutes and paid $1,250.00 for it.", "en"),
    ("Call 911 or 311.", "en"),
    ("Meet @ 5pm.", "en"),
    ("I give it 8 out of 10.", "en"),
    ("The only way is to talk.", "en"),
    ("Facebook is full of rumours.", "en"),
    ("La policía no debe pedir papeles.", "es"),
]


@pytest.mark.parametrize(("kind", "words", "value", "language"), FOUND, ids=range(len(FOUND)))
def test_what_has_a_form_is_found_whole(pen: Pen, kind: str, words: str, value: str, language: str) -> None:
    assert (kind, value) in pen.kinds(words, language)


@pytest.mark.parametrize(("words", "language"), LEFT)
def test_topics_and_plain_figures_stay(pen: Pen, words: str, language: str) -> None:
    assert pen.write(words, language) == words


def test_a_wrong_check_digit_is_no_card(pen: Pen) -> None:
    assert "BANK_CARD" not in {kind for kind, _ in pen.kinds("order 4539 1488 0343 6468 came")}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("We are the only Eritrean family at Larkspur School.", "en"),
        ("I am the Burundian crossing guard at Larkspur Elementary", "en"),
        ("Somos la única familia mam del edificio", "es"),
    ],
)
def test_the_only_one_of_a_kind_is_held_for_a_person(pen: Pen, words: str, language: str) -> None:
    redaction = pen.redact(words, language)
    assert redaction.text is None
    assert redaction.held_reason == "may point to one person"
    assert "SMALL_GROUP_ID" in {span.type for span in redaction.spans}
