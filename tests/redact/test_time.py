"""No recogniser takes more than linear time, whatever somebody writes: text of twice the length takes about twice as long."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _parser as parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
from typing import Any

import pytest

import nlp.redact.recognisers as package
from config.packs import list_languages, load_packs
from domain.text import RawText
from nlp.redact import Redactor
from nlp.redact.across import find_across
from nlp.redact.found import Found, Kind, settle
from nlp.redact.recognisers import RECOGNISERS, Recogniser
from nlp.redact.recognisers.rules import Rules, merge_rules
from nlp.redact.recognisers.status import _compile_frame
from nlp.redact.view import fold

PACKS = load_packs(list_languages())
RULES = merge_rules(PACKS.values(), PACKS["en"])
SHORT, LONG = 3_000, 6_000  # characters
FLOOR_S = 0.06  # what takes less than this is not judged: noise would decide
GROWTH = 3.0  # twice the text may take three times as long; time squared would take four times
PIECES = (
    "a", "1", "A", "a.", "@", "a@", "a@a@", "a@a.", "+1 ", "A1-", "dot ", "a dot ", "a at gmail ", "一", "五", "年", "'", "(", "[", "-", "--", " ",
    "\n", "\n\n1", "_", "a_", "a-", "a-b@c.", "1 ", "1,", "1/", "1.1.", "1:", "::", "0:", "00:", "$1 ", "555-", "555 ", "+", "1 a ", "1 A ", "A b ",
    "a b c d ", "A 1 ", "B c, ", "///a.", "////", "http://", "www.", "a.a.a/", "w w w dot ", "slash ", "apt ", "apt 1 ", "1 apt 1 ", "po box 1 ",
    "unit 1 box 1 ", "st. ", "1 st ", "10 oak ", "10 Oak Ave, ", "Oak 12, ", "via Roma ", "rue ", "12 rue a ", "the only ", "the only family ",
    "the somali ", "nobody else ", "corner of ", "corner of a and b ", "i live at ", "badge ", "badge number ", "case ", "case number is ", "plate ",
    "my car ", "a as in ", "one ", "one and ", "double ", "i ", "my son ", "my visa ", "no papers ", "born ", "born on march ", "march 4 ",
    "instagram is ", "passport no. ", "account ", "card ", "ab12 ", "gb82 west ", "social ", "а", "аa", "[PERSON 1]", "[PHONE 612]", "\u200b", "a\u0301",
)  # fmt: skip


def measure(recogniser: Recogniser, words: str, rules: Rules) -> float:
    """Seconds of this process's own time to find everything in these words."""
    view = fold(words)
    started = time.process_time()
    for _ in recogniser(view, rules):
        pass
    return time.process_time() - started


def grows_too_fast(recogniser: Recogniser, piece: str) -> bool:
    times = {size: measure(recogniser, (piece * size)[:size], RULES) for size in (SHORT, LONG)}
    for _ in range(3):  # measured again where it looks bad, so that a busy machine is not taken for a bad pattern
        if times[LONG] < FLOOR_S or times[LONG] < GROWTH * times[SHORT]:
            return False
        times = {size: min(measure(recogniser, (piece * size)[:size], RULES), seconds) for size, seconds in times.items()}
    return True


@pytest.mark.parametrize("recogniser", RECOGNISERS, ids=lambda each: each.__name__)
def test_twice_the_text_takes_about_twice_the_time(recogniser: Recogniser) -> None:
    assert [piece for piece in PIECES if grows_too_fast(recogniser, piece)] == []


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the recognisers holds, and those made of the packs."""
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module = importlib.import_module(info.name)
        yield from ((f"{info.name}.{name}", value) for name, value in vars(module).items() if isinstance(value, re.Pattern))
    for code, pack in PACKS.items():
        yield from ((f"frame of {code}", _compile_frame(frame, pack.kin_words)) for frame in pack.status_frames)


def has_nested_repeat(parsed: Any, *, inside: bool = False) -> bool:
    """True where a repeat without an end stands inside another one: the way to time that explodes."""
    for _, value in parsed:
        parts = list(value) if isinstance(value, list | tuple) else [value]
        repeats = isinstance(value, tuple) and len(value) == 3 and value[1] is parser.MAXREPEAT
        if repeats and inside:
            return True
        for part in parts:
            inner = part if isinstance(part, list) else [part]
            for each in inner:
                if isinstance(each, parser.SubPattern) and has_nested_repeat(each, inside=inside or repeats):
                    return True
    return False


def test_the_check_sees_a_repeat_in_a_repeat() -> None:
    assert has_nested_repeat(parser.parse(r"(?:a+b?)+c"))
    assert has_nested_repeat(parser.parse(r"x(?:y|(?:a*)*)"))
    assert not has_nested_repeat(parser.parse(r"(?:a{1,3}b?)+c"))


def test_no_pattern_has_an_endless_repeat_in_another() -> None:
    found = dict(patterns())
    assert len(found) > 60
    assert [name for name, pattern in found.items() if has_nested_repeat(parser.parse(pattern.pattern))] == []


def test_many_finds_are_settled_in_little_more_than_linear_time() -> None:
    def seconds(count: int) -> float:
        found = [Found(place, place + 7, Kind.EMAIL if place % 2 else Kind.PHONE) for place in range(0, count * 5, 5)]
        started = time.process_time()
        settle(found, [], "a" * (count * 5 + 10))
        return time.process_time() - started

    assert min(seconds(20_000) for _ in range(3)) < max(0.3, GROWTH * min(seconds(10_000) for _ in range(3)))


@pytest.mark.parametrize("turn", ["five", "5", "-", "five five five five", "at", "a dot"])
def test_a_session_of_many_short_turns_is_read_in_linear_time(turn: str) -> None:
    started = time.process_time()
    find_across([(fold(turn), RULES)] * 2_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("piece", ["7", "a@a@a@", "+1 ", "五", "\u200b1", "555 "])
def test_fifty_thousand_characters_end_within_seconds(redactor: Redactor, piece: str) -> None:
    started = time.process_time()
    redactor.redact_together([(RawText((piece * 50_000)[:50_000]), "en")])
    assert time.process_time() - started < 20
