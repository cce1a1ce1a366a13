"""Spellings of numbers that states, courts, police and banks give, and of positions."""

from __future__ import annotations

from benchmarks.forms.making import (
    ARABIC,
    WIDE,
    Style,
    always,
    make_digits,
    make_fill,
    make_letters,
    make_shapes,
)
from benchmarks.forms.spoken import spell

SSNS = [
    *make_shapes("2##-##-####", "2## ## ####", "3##.##.####", "4########", "2##–##–####", "2## - ## - ####", "9##-7#-####"),
    Style("spoken", lambda rng: spell("3" + make_digits(rng, 8), "en"), ("en",)),
    Style("spoken es", lambda rng: spell("3" + make_digits(rng, 8), "es"), ("es",)),
    Style("one by one", lambda rng: " ".join("4" + make_digits(rng, 8))),
    Style("full-width", lambda rng: WIDE(make_fill("2##-##-####")(rng)), ("zh",)),
    Style("arabic digits", lambda rng: ARABIC(make_fill("2##-##-####")(rng)), ("ar",)),
]
A_NUMBERS = make_shapes(
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
    Style("spoken", lambda rng: "A " + spell("2" + make_digits(rng, 8), "en"), ("en",)),
    Style("cyrillic A", make_fill("А2########"), ("ru",)),
]
RECEIPTS = make_shapes(
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
    *make_shapes(
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
    *make_shapes("24-00-1####", "KA-2025/04##", "\u21160024####", "202400####", "C-24-1####"),
    Style("spoken", lambda rng: "twenty four dash " + spell(make_digits(rng, 5), "en"), ("en",)),
]
PLATES = [
    *make_shapes("@@@ ###", "@@@-####", "#@@@###", "@@@####", "### @@@", "@@# ###", "@@##@@@", "#@@ @##"),
    Style("lower", lambda rng: make_fill("@@@ ###")(rng).lower()),
    Style("spelled", lambda rng: " ".join(make_letters(rng, 3)) + " " + " ".join(make_digits(rng, 3))),
    Style("spelled by words", lambda rng: "A as in alpha, B as in bravo, C as in charlie, " + " ".join(make_digits(rng, 3)), ("en",)),
    Style("code words", lambda rng: "bravo kilo delta " + spell(make_digits(rng, 3), "en"), ("en",)),
    Style("letters and said digits", lambda rng: " ".join(make_letters(rng, 3)) + " " + spell(make_digits(rng, 3), "en"), ("en",)),
    Style("cyrillic", make_fill("А###ВС77"), ("ru",)),
    Style("han", make_fill("京A·####8"), ("zh",)),
]
BADGES = [
    *make_shapes("4###", "#7##", "B-4##", "#1##", "2####"),
    Style("spoken", lambda rng: spell(make_digits(rng, 4), "en"), ("en",)),
    Style("spoken es", lambda rng: spell(make_digits(rng, 4), "es"), ("es",)),
]
CARDS = [
    Style("groups", lambda rng: "4539 1488 0343 6467"),
    Style("dashes", lambda rng: "5425-2334-3010-9903"),
    Style("run", lambda rng: "4916338506082832"),
    Style("amex", lambda rng: "3782 822463 10005"),
    Style("one by one", lambda rng: " ".join("4539148803436467")),
    Style("spoken", lambda rng: spell("4539148803436467", "en"), ("en",)),
]
ACCOUNTS = make_shapes("0######", "4####-####", "1#########", "00 1234 ####", "2## ### ###")
IBANS = [
    Style(each, always(each))
    for each in (
        "GB82 WEST 1234 5698 7654 32",
        "DE89370400440532013000",
        "fr14 2004 1010 0505 0001 3m02 606",
        "ES91-2100-0418-4502-0005-1332",
    )
]
PAPERS = {
    "passport": make_shapes("K44#####", "A########", "4########", "XN 45####", "P44#####"),
    "consular": make_shapes("1#######", "MC-44####", "12 34 56##"),
    "cédula": make_shapes("1.0##.###.###", "001-1######-1", "4#######"),
    "CURP": make_shapes("QUMM810304MDFNRR0#"),
    "DNI": make_shapes("4#######", "4#.###.###", "4#######Z"),
    "NIE": make_shapes("X4######L", "Y-4######-K"),
    "driver's license": make_shapes("S###-###-###-###", "D4######", "N44 #### ####"),
    "tazkira": make_shapes("14##-0###-#####", "4#######"),
    "national ID": make_shapes("4########", "ETH-44####", "1##-##-####"),
    "FAN": make_shapes("6### 4### 1### 2###"),
}
POSITIONS = [
    *make_shapes(
        "44.97###, -93.26###",
        "44.97#### -93.26####",
        "44.97###° N, 93.26###° W",
        "44°58'4#\"N 93°15'5#\"W",
        "44° 58.4##' N, 93° 15.9##' W",
        "86P8XPGG+4V",
        "X8Q7+2R",
    ),
    *make_shapes(
        "N44.97### W93.26###",
        "///tulip.lantern.orbit",
        "(44.97###,-93.26###)",
        "lat 44.97###, long -93.26###",
        "what3words: tulip.lantern.orbit",
    ),
]
IPS = [
    *make_shapes("203.0.113.4#", "198.51.100.2#", "2001:db8:85a3::8a2e:370:7334", "fe80::1ff:fe23:4567:890a"),
    *make_shapes("00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001B.4411.3AB7"),
]
