"""Text that hides, imitates or spreads what it holds."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.text import RawText
from nlp.redact import Redactor, redact_lines
from tests.redact.conftest import Pen

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HIDDEN = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2066\u2069\u206a\ufe0e\ufe0f\ufeff\U000e0061"


def together(redactor: Redactor, *turns: str, language: str = "en") -> list[str | None]:
    return [each.text for each in redactor.redact_together([(RawText(turn), language) for turn in turns])]


@FEW
@given(
    value=st.sampled_from(["612-555-0147", "quincy.tolliver@example.org", "A204551118", "219-09-9999"]),
    sign=st.sampled_from(HIDDEN),
    place=st.integers(1, 9),
)
def test_a_sign_that_is_not_seen_hides_nothing(pen: Pen, value: str, sign: str, place: int) -> None:
    assert re.fullmatch(r"please note \[[A-Z_]+ 1\] here", pen.write(f"please note {value[:place]}{sign}{value[place:]} here"))


@pytest.mark.parametrize(
    "words",
    [
        "quincу.tolliver@example.org",  # Cyrillic у
        "quincy.tоlliver@examрle.org",  # Cyrillic о and р
        "quincy.tοlliver@example.org",  # Greek ο
        "ｑｕｉｎｃｙ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "𝗾𝘂𝗶𝗻𝗰𝘆@example.org",
        "qui\u0301ncy@example.org",
        "６１２-５５５-０１４７",
        "٦١٢٥٥٥٠١٤٧",
        "۶۱۲ ۵۵۵ ۰۱۴۷",
        "६१२-५५५-०१४७",
        "𝟔𝟏𝟐-𝟓𝟓𝟓-𝟎𝟏𝟒𝟕",
        "①②③④⑤⑥⑦⑧⑨①",
        "612‒555‒0147",
        "612—555—0147",
        "612․555․0147",
        "@quіncy_t77",  # Ukrainian і
        "А204551118",  # Cyrillic А
    ],
)
def test_letters_and_digits_in_disguise_go_whole(pen: Pen, words: str) -> None:
    assert re.fullmatch(r"it is \[[A-Z_]+ 1\] now", pen.write(f"it is {words} now"))


def test_an_imitated_placeholder_does_not_collide_with_ours(pen: Pen) -> None:
    text = pen.write("[PHONE 1] rang, call 612-555-0147")
    assert text == "[PHONE 1] rang, call [PHONE 2]"


@pytest.mark.parametrize(
    "words",
    ["[PHONE 612] [PHONE 555] [PHONE 0147]", "[PHONE 6125550147]", "[PERSON 219] [PERSON 09] [PERSON 9999]", "[PHONE 612-555-0147]"],
)
def test_an_imitated_placeholder_carries_no_number(pen: Pen, words: str) -> None:
    text = pen.write(f"note {words} please")
    assert not any(part in text for part in ("612", "555", "0147", "219", "9999"))


@pytest.mark.parametrize("words", ["[MARIBEL QUINTANILLA 1]", "[PERSON Maribel Quintanilla]", "[PERSON maribel quintanilla 1]"])
def test_an_imitated_placeholder_carries_no_name(pen: Pen, words: str) -> None:
    text = pen.write(f"I told {words} to wait").lower()
    assert "maribel" not in text
    assert "quintanilla" not in text


@pytest.mark.parametrize(
    ("turns", "language"),
    [
        (("my number is five five five", "zero one nine", "two, thanks"), "en"),
        (("555-", "01", "92"), "en"),
        (("you reach me at 612", "mm-hm", "555", "0147 okay"), "en"),
        (("seis uno dos", "cinco cinco cinco", "cero uno cuatro siete"), "es"),
        (("it's six one two five five", "five oh one four seven"), "en"),
        (("612", "555", "0147"), "en"),
        (("رقمي ٦١٢", "٥٥٥", "٠١٤٧"), "ar"),
    ],
)
def test_a_number_spread_over_turns_goes(redactor: Redactor, turns: tuple[str, ...], language: str) -> None:
    texts = "|".join(text or "" for text in together(redactor, *turns, language=language))
    assert not any(part in texts for part in ("five", "zero", "612", "555", "0147", "01", "92", "seis", "cinco", "cero", "٦١٢", "٥٥٥"))
    assert "mm-hm" in texts or "mm-hm" not in turns


def test_an_address_cut_between_turns_goes(redactor: Redactor) -> None:
    texts = together(redactor, "so my mail is quincy dot tolliver", "at gmail dot com, write me")
    assert texts == ["so my mail is [EMAIL 1]", "[EMAIL 2], write me"]


@pytest.mark.parametrize(
    "turns",
    [
        ("I was stopped 3", "times in 2021", "and 4 in 2022"),
        ("we have 5 kids", "12 officers came", "30 minutes late"),
        ("bus 21", "bus 5", "bus 14"),
        ("9 out of 10", "7 out of 10", "8"),
        ("it took one", "two", "three calls"),
    ],
)
def test_counts_in_turns_that_follow_one_another_stay(redactor: Redactor, turns: tuple[str, ...]) -> None:
    assert together(redactor, *turns) == list(turns)


@FEW
@given(turns=st.lists(st.text(alphabet="five 5-1at.dot@ \u200b", max_size=30), min_size=1, max_size=6))
def test_what_is_spread_has_spans_inside_its_texts(redactor: Redactor, turns: list[str]) -> None:
    for turn, redaction in zip(turns, redactor.redact_together([(RawText(turn), "en") for turn in turns]), strict=True):
        last = 0
        for span in redaction.spans:
            assert last <= span.start < span.end <= len(turn)
            last = span.end


def test_the_same_number_is_one_however_it_is_written(pen: Pen) -> None:
    text = pen.write("call 612-555-0147 or six one two five five five oh one four seven or 555-0147 or +1 (612) 555 0147, not 612-555-0199")
    assert text == "call [PHONE 1] or [PHONE 1] or [PHONE 1] or [PHONE 1], not [PHONE 2]"


def test_the_same_mail_is_one_however_it_is_written(pen: Pen) -> None:
    assert pen.write("quincy.t@example.org, or quincy dot t at example dot org") == "[EMAIL 1], or [EMAIL 1]"


def test_half_a_character_does_no_harm(pen: Pen) -> None:
    text = pen.write("so \ud83d call 612-555-0147 \udc00")
    assert text == "so \ufffd call [PHONE 1] \ufffd"
    assert text.encode()


@pytest.mark.parametrize("words", ["nul \0 612-555-0147", "\x1b[31m612-555-0147", "612-555-0147\r\n", "\u2028612-555-0147"])
def test_signs_of_control_do_no_harm(pen: Pen, words: str) -> None:
    assert "0147" not in pen.write(words)


def tell(text: str, stated: str | None) -> str:
    return stated or "und"


def test_the_filter_takes_half_a_character_and_writes_what_can_be_written(redactor: Redactor) -> None:
    (line,) = redact_lines(['{"id": "1", "text": "\\ud83d 612-555-0147 \\u0000", "lang": "en"}'], redactor, tell)
    assert json.loads(line)["redacted_text"] == "\ufffd [PHONE 1] \0"
    assert line.encode()


@pytest.mark.parametrize(
    "bad", ['{"id": "\\ud83d", "text": "secretword", "lang": "en"}', "[" * 100_000, '{"id": true, "text": "secretword"}', "NaN"]
)
def test_the_filter_refuses_what_it_could_not_answer(redactor: Redactor, bad: str) -> None:
    with pytest.raises(BadFile, match="line 1") as caught:
        list(redact_lines([bad], redactor, tell))
    assert "secretword" not in str(caught.value)
