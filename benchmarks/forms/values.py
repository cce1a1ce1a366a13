"""Spellings of numbers, addresses and names of the net, and of street addresses: the ways in which people write or say them."""

from __future__ import annotations

from random import Random

from benchmarks.forms.making import (
    ARABIC,
    DEVANAGARI,
    PERSIAN,
    WIDE,
    Make,
    Style,
    make_area,
    make_digits,
    make_fill,
    make_line,
    make_shapes,
)
from benchmarks.forms.spoken import spell

_GIVEN = ("maribel", "tomas", "oksana", "abdirahman", "thuy", "fabiola", "selam", "ruben", "nadia", "kyaw")
_FAMILY = ("quintero", "warsame", "melnyk", "pham", "desrosiers", "haile", "castellanos", "okafor", "zin", "rahimi")
_STREETS = ("Larkspur", "Birchwood", "Tamarack", "Cedar Hollow", "Quarry", "Monroe", "14th", "3rd", "Martin Luther King Jr", "La Salle")


def _us(rng: Random, shape: str) -> str:
    return shape.format(a=make_area(rng), l=make_line(rng))


def _phone(shape: str) -> Style:
    return Style(shape, lambda rng: _us(rng, shape))


def _spoken_phone(language: str, count: int = 10) -> Style:
    return Style(f"spoken {language}", lambda rng: spell((make_area(rng) + "555" + make_line(rng))[-count:], language), (language,))


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
    *make_shapes(
        "+252 61 555 01##",
        "+44 20 7946 0###",
        "+52 55 5555 01##",
        "0044 20 7946 0###",
        "+33 1 99 00 12 ##",
        "+84 90 555 01 ##",
        "+251-91-155-01##",
    ),
    *make_shapes("06 99 00 12 ##", "01 99 00 12 ##", languages=("fr",)),
    *make_shapes("8 (495) 555-01-##", "+7 916 555 01 ##", languages=("ru", "uk")),
    *make_shapes("0712 555 1##", languages=("sw",)),
    *make_shapes("(11) 95555-01##", languages=("pt",)),
    *make_shapes("138 5550 01##", "021-5550-01##", languages=("zh",)),
    Style("arabic digits", lambda rng: ARABIC(_us(rng, "{a}-555-{l}")), ("ar",)),
    Style("arabic digits, no signs", lambda rng: ARABIC(_us(rng, "{a}555{l}")), ("ar",)),
    Style("persian digits", lambda rng: PERSIAN(_us(rng, "{a} 555 {l}")), ("fa",)),
    Style("devanagari digits", lambda rng: DEVANAGARI(_us(rng, "{a} 555 {l}")), ("en",)),
    Style("full-width digits", lambda rng: WIDE(_us(rng, "{a}-555-{l}")), ("zh", "en")),
    *map(_spoken_phone, ("en", "es", "fr", "pt", "so", "vi", "sw", "ht", "ru", "uk", "am", "ar", "fa", "tl")),
    Style("spoken, seven digits", lambda rng: spell("555" + make_line(rng), "en"), ("en",)),
    Style("spoken, commas", lambda rng: spell("555", "en") + ", " + spell(make_line(rng), "en"), ("en",)),
    Style("spoken, hyphens", lambda rng: spell(make_area(rng) + "555" + make_line(rng), "en").replace(" ", "-"), ("en",)),
    Style("spoken with double", lambda rng: f"six one two triple five oh one {spell(make_digits(rng, 2), 'en')}", ("en",)),
    Style("spoken in tens", lambda rng: "six twelve five fifty five zero one ninety " + rng.choice(("two", "four", "eight")), ("en",)),
    Style("words and figures", lambda rng: f"six one two 555 oh one {make_digits(rng, 2)}", ("en",)),
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
    return lambda rng: make_fill(shape.format(s=rng.choice(_STREETS), S=rng.choice(_STREETS[:6]).upper(), d=rng.choice("NSEW")))(rng)


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
        Style(shape, make_fill(shape), ("es",))
        for shape in ("Calle Olmo 4#", "Av. Juárez #1##, Col. Centro", "Calle 5 de Mayo número 1#, depto 3", "C/ Mayor, 1#, 2º B")
    ),
    *(
        Style(shape, make_fill(shape), ("fr",))
        for shape in ("1# rue des Lilas", "4# bis, avenue Jean Jaurès", "1## boulevard Voltaire, 750##")
    ),
    *(Style(shape, make_fill(shape), ("pt",)) for shape in ("Rua das Flores, 1##", "Av. Brasil nº 2##, apto 4#", "Travessa do Carmo 1#")),
    *(
        Style(shape, make_fill(shape), ("en",))
        for shape in ("Lindenstraße 1#", "Landhausstr. 1#", "Storgatan 2#", "Via Roma 4#", "ul. Polna 1#/3", "Keizersgracht 1##")
    ),
    *(Style(shape, make_fill(shape), ("vi",)) for shape in ("số 1# đường Lê Lợi", "12# Nguyễn Trãi, quận 5", "hẻm 2#/4 đường Hoa")),
    *(Style(shape, make_fill(shape), ("ru",)) for shape in ("улица Ленина, дом 1#, кв. 4#", "ул. Садовая 1#", "проспект Мира, д. 2#")),
    *(Style(shape, make_fill(shape), ("uk",)) for shape in ("вул. Шевченка, 1#", "вулиця Садова 2#, кв. 3")),
    *(Style(shape, make_fill(shape), ("zh",)) for shape in ("中山路1##号", "人民大街2#号3单元4##室")),
    *(Style(shape, make_fill(shape), ("ar",)) for shape in ("شارع النصر رقم 1#", "4# شارع الجمهورية")),
    *(Style(shape, make_fill(shape), ("ht",)) for shape in ("4# ri Kapwa", "nimewo 1#, ri Sen Jozèf")),
    *(Style(shape, make_fill(shape), ("so",)) for shape in ("jidka Maka al-Mukarama 1#",)),
    *(Style(shape, make_fill(shape), ("sw",)) for shape in ("Mtaa wa Uhuru namba 1#", "barabara ya Kenyatta 4#")),
    *(Style(shape, make_fill(shape), ("fa",)) for shape in ("خیابان آزادی پلاک 1#",)),
    *(Style(shape, make_fill(shape), ("tl",)) for shape in ("1## Mabini St., Brgy. 4",)),
    *(Style(shape, make_fill(shape), ("am",)) for shape in ("ቦሌ መንገድ ቁጥር 1#",)),
]


def _corner(shape: str) -> Make:
    return lambda rng: shape.format(a=rng.choice(_STREETS[:6]), b=rng.choice(("5th", "9th", "Cedar", "Oak")))


HOMES = [
    Style(shape, _corner(shape))
    for shape in ("corner of {a} and {b}", "corner of {a} & {b}", "intersection of {a} and {b}", "corner of {b} and {a} Street")
]
