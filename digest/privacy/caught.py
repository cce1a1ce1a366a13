"""What redaction keeps back, said in plain words with 95 % intervals, from counts on marked sentences. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from digest.counting.shares import measure_share
from digest.pages.tables import CountTable
from digest.privacy.facts import PrivacyFacts
from digest.telling.wording import Wording
from domain.measured import Caught, MarkedSet, MeasuredRedaction, Split

NOT_MEASURED = "not measured"
NAMES = "PERSON"
_WORTH_TELLING = 5  # of 100
TYPE_WORDS = {
    "PERSON": "names of people",
    "OFFICER": "names of officers (measured among names of people)",
    "PHONE": "phone numbers",
    "EMAIL": "e-mail addresses",
    "SOCIAL_HANDLE": "names on social networks",
    "URL": "web addresses",
    "STREET_ADDRESS": "home addresses",
    "SSN": "Social Security numbers",
    "A_NUMBER": "alien registration numbers",
    "USCIS_RECEIPT": "immigration receipt numbers",
    "CASE_NUMBER": "case and report numbers",
    "LICENSE_PLATE": "number plates",
    "DATE_OF_BIRTH": "dates of birth",
    "BADGE_NUMBER": "badge numbers",
    "IMMIGRATION_STATUS": "statements of immigration status",
    "SMALL_GROUP_ID": "words that fit one family or person",
    "BANK_CARD": "card numbers",
    "BANK_ACCOUNT": "bank accounts",
    "IBAN": "international bank accounts",
    "PASSPORT": "passport and consular numbers",
    "GPS": "positions on a map",
    "IP_ADDRESS": "internet addresses",
}
ORIGIN_WORDS = {
    "afghan_persian": "Afghan and Persian",
    "anglo": "English",
    "arabic": "Arabic",
    "chinese": "Chinese",
    "congolese": "Congolese",
    "ethiopian_eritrean": "Ethiopian and Eritrean",
    "filipino": "Filipino",
    "haitian": "Haitian",
    "hispanic": "Hispanic",
    "karen_burmese": "Karen and Burmese",
    "somali": "Somali",
    "south_asian": "South Asian",
    "ukr_rus": "Ukrainian and Russian",
    "vietnamese": "Vietnamese",
}
CASING_WORDS = {"title": "With Capitals", "lower": "in lower case", "upper": "IN UPPER CASE", "none": "in scripts without capitals"}
_HEADS = ("Of these", "Out of 100, kept back", "95% interval", "Counted on")


def is_measured_version(facts: PrivacyFacts) -> bool:
    """True where the rules, models and lists here are those that were measured."""
    return facts.redaction_version == facts.measured.version


def type_words(kind: str) -> str:
    """A type in plain words."""
    return TYPE_WORDS.get(kind, kind.replace("_", " ").lower())


def say_caught(facts: PrivacyFacts, wording: Wording) -> tuple[str, ...]:
    """What is missed, in a few sentences: names, the way of writing that is missed most, and the worst language here."""
    asked = ((Split.TYPE, NAMES, "names"), (Split.NAME_CASING, "lower", "names in lower case"))
    found = [(_best(facts.measured, split, name), words) for split, name, words in asked]
    lines = tuple(_say_hundred(caught, words) for caught, words in found if caught is not None)
    if not lines:
        return ("It has not been measured.",)
    return (*lines, *_say_worst(facts, wording), "That was measured on synthetic sentences; real text will be worse.")


def _say_worst(facts: PrivacyFacts, wording: Wording) -> Iterator[str]:
    counted = [(code, caught) for code in facts.languages if (caught := _best(facts.measured, Split.NAME_LANGUAGE, code))]
    if len(counted) > 1:
        code, caught = min(counted, key=lambda each: each[1].kept_back / each[1].marked)
        yield _say_hundred(caught, f"names in {wording.language_name(code)}, the worst of the languages here,")
    unknown = [wording.language_name(code) for code in facts.languages if code not in dict(counted)]
    if unknown:
        yield f"Not measured: names in {wording.listing(unknown)}."


def describe_caught(facts: PrivacyFacts, wording: Wording) -> tuple[tuple[str, ...], tuple[CountTable, ...], tuple[CountTable, ...]]:
    """Sentences, tables, and the tables with every figure."""
    measured = facts.measured
    tables = (
        _table(measured, "By type", Split.TYPE, [(kind, type_words(kind)) for kind in measured.types]),
        _table(measured, "Names, by the way they are written", Split.NAME_CASING, list(CASING_WORDS.items())),
        _table(measured, "Names, by the language of the sentence", Split.NAME_LANGUAGE, _languages(facts, Split.NAME_LANGUAGE, wording)),
        _table(measured, "All types, by the language of the sentence", Split.LANGUAGE, _languages(facts, Split.LANGUAGE, wording)),
        _table(measured, "Names, by where they come from", Split.NAME_ORIGIN, _origins(measured)),
    )
    folded = (_table(measured, "Every type in every language", Split.TYPE_LANGUAGE, _pairs(measured, wording)),)
    return tuple(_say_method(facts, wording)), tables, folded


def _say_method(facts: PrivacyFacts, wording: Wording) -> Iterator[str]:
    measured = facts.measured
    if not is_measured_version(facts):
        yield "These figures are of other rules than those in use here: they say what an earlier or later version kept back."
    yield f"Counted on {wording.day(measured.measured_on)} by: {measured.command} ({measured.version})."
    yield (
        "“Kept back” is taken out whole (of a statement or description: some of it), or left in a comment that is held for a person. If 100 more places like these came, the share "
        "would mostly lie within the interval."
    )
    for each in measured.sets:
        yield f"{each.texts:,} {each.title}. {_say_clean(each)}"
    yield "Real text will be worse: people write what nobody who makes sentences thinks of. No native speaker has checked those outside English."
    if facts.are_officers_kept:
        yield "Names of officers are left in by a setting."


def _say_clean(each: MarkedSet) -> str:
    if not each.clean:
        return ""
    share = measure_share(each.clean_touched, each.clean)
    return (
        f"Of 100 sentences with nothing to take out, about {_down(share.value)} lost something all the same "
        f"(between {_down(share.low)} and {_up(share.high)})."
    )


def _say_hundred(caught: Caught, words: str) -> str:
    value, low, high = _of_hundred(caught)
    return f"Of 100 {words} about {value} are taken out or held (between {low} and {high})."


def _of_hundred(caught: Caught) -> tuple[int, int, int]:
    """Kept back out of 100, rounded against us: 100 only where none was missed."""
    share = measure_share(caught.kept_back, caught.marked)
    return _down(share.value), _down(share.low), _up(share.high)


def _down(share: float) -> int:
    return math.floor(share * 100 + 1e-9)


def _up(share: float) -> int:
    return math.ceil(share * 100 - 1e-9)


def _best(measured: MeasuredRedaction, split: Split, name: str) -> Caught | None:
    chosen = _choose(measured, split, name)
    return chosen[1] if chosen else None


def _choose(measured: MeasuredRedaction, split: Split, name: str) -> tuple[MarkedSet, Caught] | None:
    """The count of a part: from sentences that were set aside where there are any, since those that were seen flatter."""
    for each in sorted(measured.sets, key=lambda one: one.is_in_view):
        caught = each.find(split, name)
        if caught is not None and caught.marked:
            return each, caught
    return None


def _table(measured: MeasuredRedaction, title: str, split: Split, parts: Sequence[tuple[str, str]]) -> CountTable:
    return CountTable(title, _HEADS, tuple(_row(_choose(measured, split, name), words) for name, words in parts))


def _row(chosen: tuple[MarkedSet, Caught] | None, words: str) -> tuple[str, ...]:
    if chosen is None:
        return (words, NOT_MEASURED, "", "0 places")
    source, caught = chosen
    value, low, high = _of_hundred(caught)
    by_holding = round(100 * caught.held / caught.marked)
    held = f", {by_holding} of them by holding" if by_holding >= _WORTH_TELLING else ""
    seen = "seen before" if source.is_in_view else "set aside"
    return (words, f"about {value}{held}", f"{low} to {high}", f"{caught.marked:,} places, {seen}")


def _languages(facts: PrivacyFacts, split: Split, wording: Wording) -> list[tuple[str, str]]:
    """The languages that are served here, measured or not, then others that were measured."""
    codes = dict.fromkeys((*facts.languages, *_names(facts.measured, split)))
    return [(code, wording.language_name(code)) for code in codes]


def _origins(measured: MeasuredRedaction) -> list[tuple[str, str]]:
    return [(name, ORIGIN_WORDS.get(name, name.replace("_", " "))) for name in _names(measured, Split.NAME_ORIGIN)]


def _pairs(measured: MeasuredRedaction, wording: Wording) -> list[tuple[str, str]]:
    return [
        (name, f"{type_words(kind)}, {wording.language_name(code)}")
        for name in _names(measured, Split.TYPE_LANGUAGE)
        for kind, _, code in [name.partition(" ")]
    ]


def _names(measured: MeasuredRedaction, split: Split) -> list[str]:
    return sorted({one.name for each in measured.sets for one in each.caught if one.split is split})
