"""Streets as other countries write them: "Landhausstr. 12", "Via Roma 4", "12 rue des Lilas", "số 8 đường Hoa", "中山路12号"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.redact.recognisers.address.marks import NUMBER_EDGE, UNIT, WORDS
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View, fold_word

_HOUSE = rf"\d{{1,5}}(?:\s?/\s?\d{{1,4}}|\s?-\s?\d{{1,4}})?\s?[a-z]?{EDGE_AFTER}(?![:%፡]|[.,/]\d)"
_NAME = r"[^\W\d_][\w'.-]{0,24}"
_FIRST = "|".join(sorted((re.escape(fold_word(word)) for word in WORDS["street_first"]), key=len, reverse=True))
_STREET_FIRST = re.compile(
    rf"(?:{NUMBER_EDGE}\d{{1,5}}\s)?{EDGE_BEFORE}(?P<word>{_FIRST})\s(?P<name>(?:[\w'.-]{{1,24}},?\s){{1,5}}?)(?:n[°ºo.]{{1,2}}\s?|№\s?)?{_HOUSE}"
)
_NUMBER_FIRST = re.compile(
    rf"(?:{NUMBER_EDGE}\d{{1,5}}\s)?{NUMBER_EDGE}\d{{1,5}}(?:\s(?:bis|ter))?,?\s(?P<word>{_FIRST})\s(?P<name>[\w'.-]{{1,24}}(?:\s[\w'.-]{{1,24}}){{0,3}})"
)
_ENDINGS = "|".join(sorted(map(re.escape, WORDS["street_endings"]), key=len, reverse=True))
_COMPOUND = re.compile(
    rf"(?:{NUMBER_EDGE}\d{{1,5}}\s)?{EDGE_BEFORE}(?:{_NAME}\s){{0,2}}?[^\W\d_][\w'-]{{0,24}}?\s?(?P<ending>{_ENDINGS})(?!\w)\s?{_HOUSE}"
)
_HAN = re.compile(
    r"(?:(?![在到去住于是来从])[\u4e00-\u9fff]){1,8}(?:路|街|大道|巷|弄|胡同)\s?\d{1,5}\s?(?:号|號)(?:\s?\d{1,4}\s?(?:室|楼|層|层|單元|单元|号楼|栋)){0,4}"
)
_GENERIC = re.compile(
    rf"(?:(?<!\w)(?:at|on|in|to|of|near|outside|from|is|for)\s|(?:address|location)\s?:?\s{{1,6}})(?P<value>(?:{NUMBER_EDGE}\d{{1,5}}\s)?(?P<name>{_NAME}(?:\s{_NAME}){{0,3}})\s\d{{2,5}}[a-z]?)"
    rf"(?=\s?(?:$|[.,;?!\n]|st{EDGE_AFTER}|{UNIT}))(?![.,]\d)"
)
# "12/4 Nguyễn Trãi, quận 5": a number, a name and a district.
_DISTRICT = re.compile(
    rf"{NUMBER_EDGE}\d{{1,4}}(?:/\d{{1,4}}){{0,3}}[a-z]?\s(?:[^\W\d_]{{1,12}}\s?){{1,4}},\s(?:phường|quận|huyện|p\.|q\.)\s?\w{{1,12}}"
)
# "Storgarden 52 Trajanka Forks, Suite 894": a name on both sides of the number, and a unit.
_BOTH_SIDES = re.compile(
    rf"(?:(?<!\w)(?:at|on|in|to|of|near|outside|from|is|for|with|and)\s|:\s{{1,6}}|^|\n[> ?]{{0,6}})(?P<value>(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})\s\d{{1,5}}(?:\s{_NAME}){{1,3}})(?=\s{{0,3}}{UNIT})"
)
_NAME_BEFORE = frozenset({"am", "ti"})  # languages in which the word for street follows its name
_NUMBER_BEFORE = frozenset({"vi"})  # languages that never write the house number after the street
_YEAR = re.compile(r"(?:19|20)\d{2}$")


def find_foreign(view: View, rules: Rules) -> Iterator[tuple[int, int]]:
    """Streets in the forms of other countries."""
    lower = view.lower
    for pattern in (_HAN, _DISTRICT):
        yield from (match.span() for match in pattern.finditer(lower))
    if rules.own.code not in ("en", "und"):
        streets = _own_street(rules.own.street_words, rules.own.code in _NAME_BEFORE)
        yield from (match.span() for match in streets.finditer(lower) if _has_name(view, match, rules))
    for pattern in (_STREET_FIRST, _NUMBER_FIRST):
        yield from ((match.start(), _name_end(view, match)) for match in pattern.finditer(lower) if _begins_name(view, match))
    for match in _COMPOUND.finditer(lower):
        if match["ending"] not in WORDS["ambiguous_endings"] or view.text[match.start() : match.end("ending")].split()[-1][0].isupper():
            yield _skip_lower(view, match.start(), match.end()), match.end()
    for match in _BOTH_SIDES.finditer(lower):
        if _is_name(view, match):
            yield match.span("value")
    for match in _GENERIC.finditer(lower):
        if _is_name(view, match):
            yield match.span("value")


def _has_name(view: View, match: re.Match[str], rules: Rules) -> bool:
    """True where the street has a name: by a capital in texts that have any, and never a distance or a count after it."""
    if match["last"] and rules.own.code in _NUMBER_BEFORE:
        return False
    said = view.text[match.start() : match.end()]
    words = [word for word in said.split()[1:] if word.lower() not in WORDS["particles"]]
    if any(word[0].isupper() for word in words) or any(map(str.isdigit, "".join(words[:-1]))):
        return True
    has_case = any(map(str.isupper, view.text)) and any(map(str.islower, said))
    return not has_case and not (match["last"] and rules.pattern("unit_words").match(view.lower, match.end() + 1))


def _skip_lower(view: View, start: int, end: int) -> int:
    """Where the name begins in a stretch that may begin with other words: "is on Villacher Strasse 89"."""
    capital = re.search(r"[^\W\d_a-z]|\d", view.text[start:end])
    return start + capital.start() if capital and view.text[start].islower() else start


def _begins_name(view: View, match: re.Match[str]) -> bool:
    words = view.text[match.start("name") : match.end("name")].split()
    name = next((word for word in words if word.lower() not in WORDS["particles"]), "a")
    return name[0].isupper() or view.text[match.start("word")].isupper() or name[0].isdigit()


def _name_end(view: View, match: re.Match[str]) -> int:
    """The end of a street whose name comes last: its words with a capital, and small words between them."""
    if match.end() != match.end("name"):
        return match.end()
    end = match.end("word")
    for word in re.finditer(r"\S+", view.text[match.start("name") : match.end("name")]):
        bare = word[0].rstrip(".,")
        if bare[:1].isupper() or bare[:1].isdigit() or re.match(r"[dl]'", bare):
            end = match.start("name") + word.start() + len(bare)
        elif bare.lower() not in WORDS["particles"]:
            break
        if bare != word[0]:
            break
    return end


def _is_name(view: View, match: re.Match[str]) -> bool:
    """True for a name with a capital before a number that is no year, where the name is not one of things that have numbers."""
    words = view.text[match.start("name") : match.end("name")].split()
    lower = [word.lower().strip(".,") for word in words]
    if not WORDS["numbered_things"].isdisjoint(lower) or lower[0] in WORDS["not_a_street"] or _YEAR.search(match["value"]):
        return False
    return words[-1][0].isupper() and all(word[0].isupper() or low in WORDS["particles"] for word, low in zip(words, lower, strict=True))


@cache
def _own_street(street_words: tuple[str, ...], is_name_before: bool) -> re.Pattern[str]:
    """ "calle Olmo 12", "12 rue des Lilas", "số 8 đường Hoa": a street word, its name and a number on either side."""
    words = "|".join(sorted((re.escape(fold_word(word)) for word in street_words), key=len, reverse=True)) or r"(?!)"
    name = r"(?:\s[\w'.-]{1,20}){1,5}?"
    sign = r"(?:#|n[°ºo.]{1,2}|no\.?|núm\.?|número|numéro|numero|nimewo|namba|дом|д\.|буд\.|số|رقم|شماره|پلاک|ቁጥር)?\s?"
    lead = r"(?:\w{1,20}\s)?" if is_name_before else ""
    before = r"(?:(?:số|nimewo|namba|дом|رقم)\s)?"
    return re.compile(
        rf"{EDGE_BEFORE}(?:{lead}(?:{words})\.?{name},?\s{sign}(?P<last>{_HOUSE})|{before}\d{{1,5}}(?:/\d{{1,4}})?(?:\s(?:bis|ter))?,?\s(?:{words})(?!\w)\.?(?:\s[\w'.-]{{1,20}}){{1,3}}"
        rf"|(?:{words})\s\d{{1,5}}(?:/\d{{1,4}})?(?:\s(?:{words}))?(?:\s[\w'.-]{{1,20}}){{1,2}})"
    )
