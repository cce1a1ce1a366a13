"""Spellings: for each type the ways in which people write or say it, each a function of a seeded generator."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.forms.spoken import spell

Make = Callable[[Random], str]
_GIVEN = ("maribel", "tomas", "oksana", "abdirahman", "thuy", "fabiola", "selam", "ruben", "nadia", "kyaw")
_FAMILY = ("quintero", "warsame", "melnyk", "pham", "desrosiers", "haile", "castellanos", "okafor", "zin", "rahimi")
_STREETS = ("Larkspur", "Birchwood", "Tamarack", "Cedar Hollow", "Quarry", "Monroe", "14th", "3rd", "Martin Luther King Jr", "La Salle")


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write a value; `languages` in whose sentences it stands, none for all."""

    name: str
    make: Make
    languages: tuple[str, ...] = ()


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(count))


def _letters(rng: Random, count: int) -> str:
    return "".join(rng.choice("BCDFGHJKLMNPRSTVWXZ") for _ in range(count))


def _line(rng: Random) -> str:
    return f"01{_digits(rng, 2)}"


def _area(rng: Random) -> str:
    return rng.choice(("612", "651", "415", "718", "305", "206", "713"))


def _fill(shape: str) -> Make:
    """A value by its shape: # a digit, @ a capital, \u2116 the sign #, everything else as it stands."""

    def make(rng: Random) -> str:
        filled = (rng.choice(string.digits) if c == "#" else _letters(rng, 1) if c == "@" else c for c in shape)
        return "".join(filled).replace("\u2116", "#")

    return make


def _shapes(*shapes: str, languages: tuple[str, ...] = ()) -> list[Style]:
    return [Style(shape, _fill(shape), languages) for shape in shapes]


def _mapped(digits: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(string.digits, digits))


ARABIC, PERSIAN, DEVANAGARI, WIDE = (_mapped(each) for each in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"))


def _us(rng: Random, shape: str) -> str:
    return shape.format(a=_area(rng), l=_line(rng))


def _phone(shape: str) -> Style:
    return Style(shape, lambda rng: _us(rng, shape))


def _spoken_phone(language: str, count: int = 10) -> Style:
    return Style(f"spoken {language}", lambda rng: spell((_area(rng) + "555" + _line(rng))[-count:], language), (language,))


PHONES = [
    *map(
        _phone,
        ("{a}-555-{l}", "({a}) 555-{l}", "{a}.555.{l}", "{a} 555 {l}", "{a}555{l}", "+1 {a} 555 {l}", "1-{a}-555-{l}", "+1({a})555-{l}"),
    ),
    *map(
        _phone,
        (
            "555-{l}",
            "{a}/555-{l}",
            "{a}-555-{l} ext. 22",
            "({a})555{l}",
            "{a} - 555 - {l}",
            "001 {a} 555 {l}",
            "{a}–555–{l}",
            "{a} . 555 . {l}",
        ),
    ),
    *map(
        _phone,
        ("tel:{a}555{l}", "{a}-555-{l}", "{a}\u200b-555-\u200b{l}", "{a}\u00ad555\u00ad{l}", "{a}_555_{l}", "{a}·555·{l}", "{a}, 555, {l}"),
    ),
    *_shapes(
        "+252 61 555 01##",
        "+44 20 7946 0###",
        "+52 55 5555 01##",
        "0044 20 7946 0###",
        "+33 1 99 00 12 ##",
        "+84 90 555 01 ##",
        "+251-91-155-01##",
    ),
    *_shapes("06 99 00 12 ##", "01 99 00 12 ##", languages=("fr",)),
    *_shapes("8 (495) 555-01-##", "+7 916 555 01 ##", languages=("ru", "uk")),
    *_shapes("0712 555 1##", languages=("sw",)),
    *_shapes("(11) 95555-01##", languages=("pt",)),
    *_shapes("138 5550 01##", "021-5550-01##", languages=("zh",)),
    Style("arabic digits", lambda rng: ARABIC(_us(rng, "{a}-555-{l}")), ("ar",)),
    Style("arabic digits, no signs", lambda rng: ARABIC(_us(rng, "{a}555{l}")), ("ar",)),
    Style("persian digits", lambda rng: PERSIAN(_us(rng, "{a} 555 {l}")), ("fa",)),
    Style("devanagari digits", lambda rng: DEVANAGARI(_us(rng, "{a} 555 {l}")), ("en",)),
    Style("full-width digits", lambda rng: WIDE(_us(rng, "{a}-555-{l}")), ("zh", "en")),
    *map(_spoken_phone, ("en", "es", "fr", "pt", "so", "vi", "sw", "ht", "ru", "uk", "am", "ar", "fa", "tl")),
    Style("spoken, seven digits", lambda rng: spell("555" + _line(rng), "en"), ("en",)),
    Style("spoken, commas", lambda rng: spell("555", "en") + ", " + spell(_line(rng), "en"), ("en",)),
    Style("spoken, hyphens", lambda rng: spell(_area(rng) + "555" + _line(rng), "en").replace(" ", "-"), ("en",)),
    Style("spoken with double", lambda rng: f"six one two triple five oh one {spell(_digits(rng, 2), 'en')}", ("en",)),
    Style("spoken in tens", lambda rng: "six twelve five fifty five zero one ninety " + rng.choice(("two", "four", "eight")), ("en",)),
    Style("words and figures", lambda rng: f"six one two 555 oh one {_digits(rng, 2)}", ("en",)),
    Style("one by one", lambda rng: " ".join(_us(rng, "{a}555{l}")), ()),
    Style("one by one, dashes", lambda rng: "-".join(_us(rng, "{a}555{l}")), ("en",)),
    Style("spanish in pairs", lambda rng: "seis doce cinco cincuenta y cinco cero uno noventa y " + rng.choice(("dos", "ocho")), ("es",)),
    Style(
        "french in pairs", lambda rng: "zéro six quatre-vingt-dix-neuf zéro zéro douze trente-" + rng.choice(("quatre", "huit")), ("fr",)
    ),
    Style("han numerals", lambda rng: "".join("〇一二三四五六七八九"[int(c)] for c in _us(rng, "{a}555{l}")), ("zh",)),
]


def _mail(shape: str) -> Make:
    return lambda rng: shape.format(g=rng.choice(_GIVEN), f=rng.choice(_FAMILY), n=rng.randrange(10, 99))


EMAILS = [
    *(
        Style(shape, _mail(shape))
        for shape in ("{g}.{f}@example.org", "{g}_{f}{n}@example.com", "{f}{n}@mail.example.co.uk", "{g}+news@example.net")
    ),
    *(
        Style(shape, _mail(shape))
        for shape in ("{g}.{f} @ example.org", "{g}.{f}@example . org", "{g}{n}(at)example.com", "{g}{n}[at]example[dot]com")
    ),
    *(
        Style(shape, _mail(shape))
        for shape in (
            "{g}{n} {{at}} example {{dot}} org",
            "{g}.{f}@\u200bexample.org",
            "{g}\u00ad.{f}@example.org",
            "{g}.{f}\u202e@example.org",
        )
    ),
    Style("upper", lambda rng: _mail("{g}.{f}@example.org")(rng).upper()),
    Style("full-width", lambda rng: "".join(chr(ord(c) + 0xFEE0) for c in _mail("{g}{n}@example.com")(rng))),
    Style("cyrillic letters", lambda rng: _mail("{g}.{f}@example.org")(rng).translate(str.maketrans("aeo", "аео")), ("en", "es")),
    Style("cyrillic sign", _mail("{g}{n} собака example точка com"), ("ru",)),
    Style("combining mark", lambda rng: _mail("{g}.{f}@example.org")(rng).replace("a", "a\u0301", 1), ("en", "es")),
    *(
        Style(shape, _mail(shape), ("en",))
        for shape in (
            "{g} dot {f} at example dot org",
            "{g} underscore {f} at gmail dot com",
            "{g} dash {f} at example dot co dot uk",
            "{g} {f} {n} at gmail dot com",
            "{g}{f} at yahoo dot com",
            "{g}{n} at gmail",
            "{g}.{f}@gmail",
            "{g} DOT {f} AT EXAMPLE DOT ORG",
            "{g} period {f} at sign example period org",
            "mailto:{g}.{f}@example.org",
        )
    ),
    Style("spelled", lambda rng: " ".join(rng.choice(_GIVEN)) + " at gmail dot com", ("en",)),
    Style(
        "spelled with hyphens", lambda rng: "-".join(rng.choice(_GIVEN)) + "-" + str(rng.randrange(2, 9)) + " at example dot com", ("en",)
    ),
    Style("spanish", _mail("{g} punto {f} arroba gmail punto com"), ("es",)),
    Style("spanish, underscore", _mail("{g} guion bajo {f} arroba example punto com"), ("es",)),
    Style("french", _mail("{g} point {f} arobase example point fr"), ("fr",)),
    Style("french, dash", _mail("{g} tiret {f} arobase gmail point com"), ("fr",)),
    Style("portuguese", _mail("{g} ponto {f} arroba gmail ponto com"), ("pt",)),
    Style("vietnamese", _mail("{g}{n} a còng gmail chấm com"), ("vi",)),
    Style("creole", _mail("{g} pwen {f} at gmail pwen com"), ("ht",)),
    Style("chinese", _mail("{g}{n}艾特gmail点com"), ("zh",)),
    Style("arabic", _mail("{g}{n} آت gmail نقطة com"), ("ar",)),
]


def _user(shape: str, *languages: str) -> Style:
    return Style(shape, _mail(shape), languages)


HANDLES = [*map(_user, ("@{g}_{f}", "@{g}.{f}{n}", "@{g}{n}", "@_{g}_", "@{f}{g}", "@{g}\u200b_{f}", "＠{g}{n}", "@{g}{f}.official"))]
BARE_HANDLES = [
    *map(_user, ("{g}_{f}", "{g}{n}", "{g}.{f}.{n}", "{g}{f}_", "its_{g}{n}", "the.real.{g}", "{g} underscore {f}", "x{g}x{n}"))
]
URLS = [
    *map(
        _user,
        (
            "https://www.facebook.com/{g}.{f}.{n}",
            "facebook.com/{g}{f}",
            "t.me/{g}_{f}",
            "linktr.ee/{g}{f}",
            "wa.me/16125550{n}1",
            "instagram.com/{g}.{f}",
            "www.gofundme.com/f/help-{g}-{f}",
            "http://{g}{f}.wordpress.com/about",
            "https://youtu.be/{g}{n}",
            "linkedin.com/in/{g}-{f}-{n}",
            "fb.me/{g}{f}",
            "m.facebook.com/profile.php?id=1000{n}",
            "tiktok.com/@{g}{n}",
            "HTTPS://EXAMPLE.ORG/{g}",
            "hxxp://example.org/{g}",
            "{g}{f}.com",
            "https://exa\u200bmple.org/{g}",
            "cash.app/${g}{n}",
            "venmo.com/u/{g}-{f}",
            "{g}-{f}.blogspot.com",
        ),
    ),
    Style("spoken", _mail("facebook dot com slash {g} dot {f}"), ("en",)),
    Style("spoken, w", _mail("w w w dot {g}{f} dot com"), ("en",)),
    Style("cyrillic", _mail("https://пример.рф/{g}"), ("ru",)),
]


def _street(shape: str) -> Make:
    return lambda rng: _fill(shape.format(s=rng.choice(_STREETS), S=rng.choice(_STREETS[:6]).upper(), d=rng.choice("NSEW")))(rng)


ADDRESSES = [
    *(
        Style(shape, _street(shape))
        for shape in (
            "2### {s} Street",
            "4## {d}. {s} Ave Apt #",
            "1## {s} St. \u21162B",
            "73## {s} Blvd, Unit 1#",
            "1#### {s} Rd NE",
            "5## {s} Lane, Minneapolis, MN 554##",
            "2### {S} AVE SE APT 4##",
            "18## 1/2 {s} St",
            "1#-## {s} Avenue, Apt. 3F",
            "9## County Road 1#",
            "44## Highway 5#",
            "P.O. Box 1##",
            "PO Box 4##, Larkspur, MN 551##",
            "3## {s} Ct., Bldg C, Apt 1##",
            "6## {s} Terrace lot 2#",
            "2## {s} Trailer Park \u21161#",
        )
    ),
    Style("lower", lambda rng: _street("21## {s} ave apt 3")(rng).lower()),
    Style("spoken number", _street("twenty-four eighteen {s} Avenue"), ("en",)),
    Style("spoken number and unit", _street("one twenty three {s} Street apartment four"), ("en",)),
    *(
        Style(shape, _fill(shape), ("es",))
        for shape in ("Calle Olmo 4#", "Av. Juárez #1##, Col. Centro", "Calle 5 de Mayo número 1#, depto 3", "C/ Mayor, 1#, 2º B")
    ),
    *(Style(shape, _fill(shape), ("fr",)) for shape in ("1# rue des Lilas", "4# bis, avenue Jean Jaurès", "1## boulevard Voltaire, 750##")),
    *(Style(shape, _fill(shape), ("pt",)) for shape in ("Rua das Flores, 1##", "Av. Brasil nº 2##, apto 4#", "Travessa do Carmo 1#")),
    *(
        Style(shape, _fill(shape), ("en",))
        for shape in ("Lindenstraße 1#", "Landhausstr. 1#", "Storgatan 2#", "Via Roma 4#", "ul. Polna 1#/3", "Keizersgracht 1##")
    ),
    *(Style(shape, _fill(shape), ("vi",)) for shape in ("số 1# đường Lê Lợi", "12# Nguyễn Trãi, quận 5", "hẻm 2#/4 đường Hoa")),
    *(Style(shape, _fill(shape), ("ru",)) for shape in ("улица Ленина, дом 1#, кв. 4#", "ул. Садовая 1#", "проспект Мира, д. 2#")),
    *(Style(shape, _fill(shape), ("uk",)) for shape in ("вул. Шевченка, 1#", "вулиця Садова 2#, кв. 3")),
    *(Style(shape, _fill(shape), ("zh",)) for shape in ("中山路1##号", "人民大街2#号3单元4##室")),
    *(Style(shape, _fill(shape), ("ar",)) for shape in ("شارع النصر رقم 1#", "4# شارع الجمهورية")),
    *(Style(shape, _fill(shape), ("ht",)) for shape in ("4# ri Kapwa", "nimewo 1#, ri Sen Jozèf")),
    *(Style(shape, _fill(shape), ("so",)) for shape in ("jidka Maka al-Mukarama 1#",)),
    *(Style(shape, _fill(shape), ("sw",)) for shape in ("Mtaa wa Uhuru namba 1#", "barabara ya Kenyatta 4#")),
    *(Style(shape, _fill(shape), ("fa",)) for shape in ("خیابان آزادی پلاک 1#",)),
    *(Style(shape, _fill(shape), ("tl",)) for shape in ("1## Mabini St., Brgy. 4",)),
    *(Style(shape, _fill(shape), ("am",)) for shape in ("ቦሌ መንገድ ቁጥር 1#",)),
]


def _corner(shape: str) -> Make:
    return lambda rng: shape.format(a=rng.choice(_STREETS[:6]), b=rng.choice(("5th", "9th", "Cedar", "Oak")))


HOMES = [
    Style(shape, _corner(shape))
    for shape in ("corner of {a} and {b}", "corner of {a} & {b}", "intersection of {a} and {b}", "corner of {b} and {a} Street")
]
SSNS = [
    *_shapes("2##-##-####", "2## ## ####", "3##.##.####", "4########", "2##–##–####", "2## - ## - ####", "9##-7#-####"),
    Style("spoken", lambda rng: spell("3" + _digits(rng, 8), "en"), ("en",)),
    Style("spoken es", lambda rng: spell("3" + _digits(rng, 8), "es"), ("es",)),
    Style("one by one", lambda rng: " ".join("4" + _digits(rng, 8))),
    Style("full-width", lambda rng: WIDE(_fill("2##-##-####")(rng)), ("zh",)),
    Style("arabic digits", lambda rng: ARABIC(_fill("2##-##-####")(rng)), ("ar",)),
]
LAST_FOURS = _shapes("4###", "0###")
A_NUMBERS = _shapes(
    "A2########",
    "A-2########",
    "A\u2116 2##-###-###",
    "A 0## ### ###",
    "a2########",
    "A\u21162########",
    "A2## ### ###",
    "A0########",
    "2##-###-###",
    "A-2## ### ###",
)
A_NUMBERS += [
    Style("spoken", lambda rng: "A " + spell("2" + _digits(rng, 8), "en"), ("en",)),
    Style("cyrillic A", _fill("А2########"), ("ru",)),
]
RECEIPTS = _shapes(
    "IOE09########",
    "MSC21########",
    "EAC-21-###-#####",
    "lin 22 ### #####",
    "WAC22########",
    "SRC 2190######",
    "ioe-09########",
    "NBC*22########",
)
CASES = [
    *_shapes(
        "24-1#####",
        "MP2025-8#####",
        "27-CR-21-7###",
        "25-80####",
        "CV-2024-00####",
        "2024-CR-0#####",
        "IR24-0####",
        "24CV0####",
        "B24-1####",
        "1##.4##/24",
    ),
    *_shapes("24-00-1####", "KA-2025/04##", "\u21160024####", "202400####", "C-24-1####"),
    Style("spoken", lambda rng: "twenty four dash " + spell(_digits(rng, 5), "en"), ("en",)),
]
PLATES = [
    *_shapes("@@@ ###", "@@@-####", "#@@@###", "@@@####", "### @@@", "@@# ###", "@@##@@@", "#@@ @##"),
    Style("lower", lambda rng: _fill("@@@ ###")(rng).lower()),
    Style("spelled", lambda rng: " ".join(_letters(rng, 3)) + " " + " ".join(_digits(rng, 3))),
    Style("spelled by words", lambda rng: "A as in alpha, B as in bravo, C as in charlie, " + " ".join(_digits(rng, 3)), ("en",)),
    Style("code words", lambda rng: "bravo kilo delta " + spell(_digits(rng, 3), "en"), ("en",)),
    Style("letters and said digits", lambda rng: " ".join(_letters(rng, 3)) + " " + spell(_digits(rng, 3), "en"), ("en",)),
    Style("cyrillic", _fill("А###ВС77"), ("ru",)),
    Style("han", _fill("京A·####8"), ("zh",)),
]
BADGES = [
    *_shapes("4###", "#7##", "B-4##", "#1##", "2####"),
    Style("spoken", lambda rng: spell(_digits(rng, 4), "en"), ("en",)),
    Style("spoken es", lambda rng: spell(_digits(rng, 4), "es"), ("es",)),
]
CARDS = [
    Style("groups", lambda rng: "4539 1488 0343 6467"),
    Style("dashes", lambda rng: "5425-2334-3010-9903"),
    Style("run", lambda rng: "4916338506082832"),
    Style("amex", lambda rng: "3782 822463 10005"),
    Style("one by one", lambda rng: " ".join("4539148803436467")),
    Style("spoken", lambda rng: spell("4539148803436467", "en"), ("en",)),
]
ACCOUNTS = _shapes("0######", "4####-####", "1#########", "00 1234 ####", "2## ### ###")
IBANS = [
    Style(each, lambda rng, each=each: each)
    for each in (
        "GB82 WEST 1234 5698 7654 32",
        "DE89370400440532013000",
        "fr14 2004 1010 0505 0001 3m02 606",
        "ES91-2100-0418-4502-0005-1332",
    )
]
PAPERS = {
    "passport": _shapes("K44#####", "A########", "4########", "XN 45####", "P44#####"),
    "consular": _shapes("1#######", "MC-44####", "12 34 56##"),
    "cédula": _shapes("1.0##.###.###", "001-1######-1", "4#######"),
    "CURP": _shapes("QUMM810304MDFNRR0#"),
    "DNI": _shapes("4#######", "4#.###.###", "4#######Z"),
    "NIE": _shapes("X4######L", "Y-4######-K"),
    "driver's license": _shapes("S###-###-###-###", "D4######", "N44 #### ####"),
    "tazkira": _shapes("14##-0###-#####", "4#######"),
    "national ID": _shapes("4########", "ETH-44####", "1##-##-####"),
    "FAN": _shapes("6### 4### 1### 2###"),
}
POSITIONS = [
    *_shapes(
        "44.97###, -93.26###",
        "44.97#### -93.26####",
        "44.97###° N, 93.26###° W",
        "44°58'4#\"N 93°15'5#\"W",
        "44° 58.4##' N, 93° 15.9##' W",
        "86P8XPGG+4V",
        "X8Q7+2R",
    ),
    *_shapes(
        "N44.97### W93.26###",
        "///tulip.lantern.orbit",
        "(44.97###,-93.26###)",
        "lat 44.97###, long -93.26###",
        "what3words: tulip.lantern.orbit",
    ),
]
IPS = [
    *_shapes("203.0.113.4#", "198.51.100.2#", "2001:db8:85a3::8a2e:370:7334", "fe80::1ff:fe23:4567:890a"),
    *_shapes("00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001B.4411.3AB7"),
]
