"""Every recogniser on the writings that people use, in figures and in words; and the plain figures that it must leave alone."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.forms import Row, make_rows
from config.packs import list_languages, load_packs
from nlp.redact.found import Kind
from nlp.redact.recognisers import find_forms
from nlp.redact.recognisers.rules import merge_rules
from nlp.redact.view import fold

PACKS = load_packs(list_languages())
RULES = {code: merge_rules(PACKS.values(), pack) for code, pack in PACKS.items()}

FOUND = [
    # Street addresses: American, and as other countries write them.
    ("STREET_ADDRESS", "en", "we had 1840 1/2 Larkspur St searched", "1840 1/2 Larkspur St"),
    ("STREET_ADDRESS", "en", "at 590 Martin Luther King Jr Blvd, Unit 14 again", "590 Martin Luther King Jr Blvd, Unit 14"),
    ("STREET_ADDRESS", "en", "they came to twenty-four eighteen tamarack avenue at night", "twenty-four eighteen tamarack avenue"),
    ("STREET_ADDRESS", "en", "to one twenty three Quarry Street apartment four, twice", "one twenty three Quarry Street apartment four"),
    ("STREET_ADDRESS", "en", "at 596 Cedar Hollow Lane, Larkspur, MN 55411 twice", "596 Cedar Hollow Lane, Larkspur, MN 55411"),
    ("STREET_ADDRESS", "en", "mail to PO Box 482, Larkspur, MN 55105 please", "PO Box 482, Larkspur, MN 55105"),
    ("STREET_ADDRESS", "en", "mail PSC 1234, Box 5678\nAPO AE 09012 is his", "PSC 1234, Box 5678\nAPO AE 09012"),
    ("STREET_ADDRESS", "en", "she lives at Lindenstraße 14 now", "Lindenstraße 14"),
    ("STREET_ADDRESS", "en", "it was Landhausstr. 12\n4710 Grieskirchen\nAustria, I think", "Landhausstr. 12\n4710 Grieskirchen\nAustria"),
    ("STREET_ADDRESS", "en", "his mother at Via Roma 49, Torino", "Via Roma 49, Torino"),
    (
        "STREET_ADDRESS",
        "en",
        "write to 6750 Koskikatu 25 Apt. 864, Turku, Finland 20100",
        "6750 Koskikatu 25 Apt. 864, Turku, Finland 20100",
    ),
    ("STREET_ADDRESS", "en", "the corner of Pachergasse 64 and Mill Harbour", "the corner of Pachergasse 64 and Mill Harbour"),
    ("STREET_ADDRESS", "es", "vivo en C/ Mayor, 19 desde mayo", "C/ Mayor, 19"),
    ("STREET_ADDRESS", "es", "vivo en 458 N. Larkspur Ave Apt 5 hace años", "458 N. Larkspur Ave Apt 5"),
    ("STREET_ADDRESS", "fr", "au 108 boulevard Voltaire, 75011 Paris", "108 boulevard Voltaire, 75011 Paris"),
    ("STREET_ADDRESS", "ru", "живу: ул. Садовая, д. 12, кв. 4 давно", "ул. Садовая, д. 12, кв. 4"),
    ("STREET_ADDRESS", "zh", "我住在人民大街24号3单元413室很久了", "人民大街24号3单元413室"),
    ("STREET_ADDRESS", "vi", "nhà ở 125 Nguyễn Trãi, quận 5 lâu rồi", "125 Nguyễn Trãi, quận 5"),
    ("STREET_ADDRESS", "en", "we live at 2718 larkspur with kids", "2718 larkspur"),
    ("STREET_ADDRESS", "en", "apt 4B at 2718 Larkspur was empty", "apt 4B at 2718 Larkspur"),
    ("STREET_ADDRESS", "en", "I stay at the corner of 5th and Cedar", "the corner of 5th and Cedar"),
    ("STREET_ADDRESS", "es", "vivo en la esquina de la 5 y Cedar hace años", "la esquina de la 5 y Cedar"),
    ("STREET_ADDRESS", "pt", "moro na esquina da Rua das Flores com a Brasil", "esquina da Rua das Flores com a Brasil"),
    # Numbers that are said.
    (
        "PHONE",
        "es",
        "marque seis doce cinco cincuenta y cinco cero uno noventa y dos ya",
        "seis doce cinco cincuenta y cinco cero uno noventa y dos",
    ),
    (
        "PHONE",
        "fr",
        "le zéro six quatre-vingt-dix-neuf zéro zéro douze trente-huit",
        "zéro six quatre-vingt-dix-neuf zéro zéro douze trente-huit",
    ),
    ("PHONE", "so", "lix hal laba shan shan shan eber hal afar toddoba", "lix hal laba shan shan shan eber hal afar toddoba"),
    ("PHONE", "en", "on 612, 555, 0147 daily", "612, 555, 0147"),
    ("PHONE", "en", "on 612_555_0147 daily", "612_555_0147"),
    ("A_NUMBER", "en", "it reads A two oh four five five one one one eight there", "A two oh four five five one one one eight"),
    ("SSN", "en", "my social is two one nine oh nine nine nine nine nine ok", "two one nine oh nine nine nine nine nine"),
    ("CASE_NUMBER", "en", "report number twenty four dash eight nine nine seven nine", "twenty four dash eight nine nine seven nine"),
    ("BADGE_NUMBER", "en", "badge number five eight two six laughed", "five eight two six"),
    ("BADGE_NUMBER", "es", "su número de placa cinco uno cuatro tres, creo", "cinco uno cuatro tres"),
    (
        "LICENSE_PLATE",
        "en",
        "plate H as in hotel, J as in juliet, K as in kilo, 4 8 2 maybe",
        "H as in hotel, J as in juliet, K as in kilo, 4 8 2",
    ),
    ("LICENSE_PLATE", "en", "license plate hotel juliet kilo four eight two", "hotel juliet kilo four eight two"),
    ("LICENSE_PLATE", "zh", "那辆京A·00318又来了", "京A·00318"),
    ("DATE_OF_BIRTH", "en", "born march fourth nineteen eighty one there", "march fourth nineteen eighty one"),
    ("DATE_OF_BIRTH", "es", "nací el cuatro de marzo de mil novecientos ochenta y uno", "cuatro de marzo de mil novecientos ochenta y uno"),
    ("DATE_OF_BIRTH", "ru", "родился четвёртого марта восемьдесят первого", "четвёртого марта восемьдесят первого"),
    ("DATE_OF_BIRTH", "zh", "我的生日是一九八一年三月四日", "一九八一年三月四日"),
    ("DATE_OF_BIRTH", "ht", "mwen fèt 4 mas 1981 laba", "4 mas 1981"),
    # Addresses on the net, and positions.
    ("EMAIL", "en", "on q u i n c y at gmail dot com", "q u i n c y at gmail dot com"),
    ("EMAIL", "en", "on quincy underscore t at example dot co dot uk", "quincy underscore t at example dot co dot uk"),
    ("EMAIL", "es", "es quincy guion bajo t arroba gmail punto com", "quincy guion bajo t arroba gmail punto com"),
    ("EMAIL", "en", "try quincy77@gmail ok", "quincy77@gmail"),
    ("URL", "en", "on facebook dot com slash quincy dot tolliver", "facebook dot com slash quincy dot tolliver"),
    ("URL", "en", "all on linktr.ee/quincyt and there", "linktr.ee/quincyt"),
    ("URL", "en", "t.me/quincy_t has it", "t.me/quincy_t"),
    ("SOCIAL_HANDLE", "en", "I'm quincy.tolliver.77 on facebook", "quincy.tolliver.77"),
    ("SOCIAL_HANDLE", "ru", "мой телеграм quincy77 пишите", "quincy77"),
    ("SOCIAL_HANDLE", "en", "look for quincy_tolliver there", "quincy_tolliver"),
    ("GPS", "en", "at lat 44.97525, long -93.26086 now", "lat 44.97525, long -93.26086"),
    ("GPS", "en", "at N44.97316 W93.26025 now", "N44.97316 W93.26025"),
    ("GPS", "en", "at ///tulip.lantern.orbit now", "///tulip.lantern.orbit"),
    ("IP_ADDRESS", "en", "device 00:1B:44:11:3A:B7 was listed", "00:1B:44:11:3A:B7"),
    # Last digits, plates near a car, other words for papers.
    ("SSN", "en", "the last four of my social are 4471", "4471"),
    ("BANK_ACCOUNT", "en", "my card, ending in 4471, was kept", "4471"),
    ("LICENSE_PLATE", "en", "the car was a silver sedan, KLM 482, tinted", "KLM 482"),
    ("LICENSE_PLATE", "es", "placas ABC-12-34 enfrente", "ABC-12-34"),
    ("A_NUMBER", "en", "my A# is 204551118", "204551118"),
    ("IBAN", "es", "a ES91-2100-0418-4502-0005-1332 ayer", "ES91-2100-0418-4502-0005-1332"),
    # Papers.
    ("PASSPORT", "es", "mi CURP es QUMM810304MDFNRR05", "QUMM810304MDFNRR05"),
    ("PASSPORT", "es", "NIE X4827109L", "X4827109L"),
    ("PASSPORT", "pt", "CPF 123.456.789-09", "123.456.789-09"),
    ("PASSPORT", "en", "my matrícula consular no. 4471829 was kept", "4471829"),
    ("PASSPORT", "fa", "تذکره 1400-0123-45678 است", "1400-0123-45678"),
    ("PASSPORT", "sw", "kitambulisho namba 44718290", "44718290"),
    ("USCIS_RECEIPT", "en", "notice NBC*2271087404 came", "NBC*2271087404"),
    ("CASE_NUMBER", "zh", "案号是24CV02980一直没消息", "24CV02980"),
]
LEFT = [
    ("en", "World War 2 and Formula 1 were on."),
    ("en", "Enforce 2 hr parking around fountain sq."),
    ("en", "It was rated Class 10. Water lines are close by."),
    ("en", "On 12 June 2025 at 6:30 we met in Room 214."),
    ("en", "In 2024 Minneapolis had 311 calls."),
    ("en", "In Ward 12. At Station 19. On Channel 45."),
    ("en", "The one way street needs two lane roads."),
    ("en", "Write to me at work, not at home."),
    ("en", "My page on facebook is full of lies."),
    ("en", "I was born in 1981 and moved in 2004."),
    ("en", "Born and raised here, 3 kids in 2 schools."),
    ("en", "The only Asian city to host it."),
    ("en", "Only one officer speaks Somali."),
    ("en", "The first family to complain was ignored."),
    ("en", "The only person who helped was a nurse."),
    ("en", "My car was 500 dollars and the van hit 200 people."),
    ("en", "We live in 300 square feet."),
    ("en", "The meeting ends in 2026."),
    ("es", "La esquina de la 5 y Cedar necesita luz."),
    ("en", "one two three four, I declare"),
    ("en", "From 1894-1895 and (1894-1895) too."),
    ("es", "Llegaron 80 policías a la plaza."),
    ("es", "La única persona que ayudó fue ella."),
    ("es", "Un punto de vista geográfico."),
    ("fr", "80 policiers se trouvaient sur place."),
    ("fr", "La seule personne qui a aidé."),
    ("fr", "Un point de contrôle est arrivé."),
    ("vi", "Thành phố khoảng 800 người."),
    ("ru", "в 220 км отсюда"),
    ("sw", "kesi 400,000 zinazojulikana"),
    ("ht", "Li te premye moun ki ede."),
]


def kinds(language: str, words: str) -> set[tuple[str, str]]:
    view = fold(words)
    spans = [(each.kind.value, view.to_spoken(each.start, each.end)) for each in find_forms(view, RULES[language])]
    return {(kind, words[start:end].strip()) for kind, (start, end) in spans}


@pytest.mark.parametrize(("kind", "language", "words", "value"), FOUND, ids=range(len(FOUND)))
def test_what_identifies_is_found_whole(kind: str, language: str, words: str, value: str) -> None:
    assert (kind, value) in kinds(language, words)


@pytest.mark.parametrize(("language", "words"), LEFT)
def test_what_identifies_nobody_is_left(language: str, words: str) -> None:
    assert kinds(language, words) == set()


def is_covered(row: Row) -> bool:
    view = fold(row.text)
    spans = [view.to_spoken(each.start, each.end) for each in find_forms(view, RULES[row.language])]
    places = {place for place in range(row.start, row.end) if row.text[place].isalnum()}
    taken = {place for start, end in spans for place in range(start, end)}
    return bool(places & taken) if row.type in ("IMMIGRATION_STATUS", "SMALL_GROUP_ID") else places <= taken


def test_fresh_rows_are_many_the_same_each_time_and_their_halves_share_no_sentence() -> None:
    rows = make_rows()
    assert rows == make_rows()
    assert len(rows) > 3_000
    sentences = {
        half: {row.text[: row.start] + row.text[row.end :] or row.text for row in rows if row.half == half} for half in ("dev", "test")
    }
    assert not sentences["dev"] & sentences["test"]
    assert {row.type for row in rows} >= {kind.value for kind in Kind} - {"PERSON", "OFFICER"}


@pytest.mark.parametrize("half", ["dev", "test"])
def test_fresh_rows_are_caught_by_type(half: str) -> None:
    rows = [row for row in make_rows() if row.half == half and row.end]
    found, total = Counter(row.type for row in rows if is_covered(row)), Counter(row.type for row in rows)
    assert {kind: found[kind] for kind in total if found[kind] < 0.95 * total[kind]} == {}
    assert found.total() >= 0.99 * total.total()
