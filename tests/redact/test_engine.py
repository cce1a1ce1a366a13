"""What must always hold, whatever is written."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.packs import list_languages, load_packs
from domain.errors import BadSettings
from domain.listening import Redaction
from domain.text import RawText
from nlp.redact import Redactor
from nlp.redact.placeholders import PLACEHOLDER
from tests.redact.conftest import Pen

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = "abcXYZ áñşđ '’-@.,:;()[]#+0123456789٣५ \u200b\u0301\n我王 اسم имя"
WORDS = st.text(alphabet=LETTERS, max_size=80) | st.text(max_size=60)
CASINGS = st.sampled_from([str, str.lower, str.upper, str.title])
FRAMES = st.sampled_from(["please write {} ok", "{}", "so, {}. Thanks", "my things: {} (old)", "¿{}?"])


def rebuild(words: str, redaction: Redaction) -> list[str]:
    """The words outside the spans, which must stand unchanged in the redacted text."""
    kept, last = [], 0
    for span in redaction.spans:
        kept.append(words[last : span.start])
        last = span.end
    return [*kept, words[last:]]


@FEW
@given(words=WORDS, language=st.sampled_from(["en", "es", "ar", "zh", "fr", "so"]))
def test_spans_lie_in_the_text_in_order_and_all_else_is_kept(pen: Pen, words: str, language: str) -> None:
    redaction = pen.redact(words, language)
    last = 0
    for span in redaction.spans:
        assert last <= span.start < span.end <= len(words)
        last = span.end
    if redaction.text is not None:
        rest = str(redaction.text)
        for index, kept in enumerate(rebuild(words, redaction)):
            if index:
                placeholder = PLACEHOLDER.match(rest)
                assert placeholder
                rest = rest[placeholder.end() :]
            assert rest.startswith(kept)
            rest = rest.removeprefix(kept)
        assert rest == ""


@FEW
@given(frame=FRAMES, change=CASINGS, local=st.from_regex(r"[a-z]{2,9}[._]?[a-z0-9]{2,9}", fullmatch=True))
def test_no_email_survives_in_any_casing(pen: Pen, frame: str, change: type[str], local: str) -> None:
    email = f"{local}@example.org"
    assert email not in (pen.redact(change(frame.format(email))).text or "").lower()


@FEW
@given(
    frame=FRAMES,
    area=st.integers(201, 989),
    line=st.integers(100, 199),
    shape=st.sampled_from(["{}-555-0{}", "({}) 555-0{}", "{}.555.0{}", "+1 {} 555 0{}"]),
)
def test_no_phone_number_survives(pen: Pen, frame: str, area: int, line: int, shape: str) -> None:
    assert f"0{line}" not in (pen.redact(frame.format(shape.format(area, line))).text or "")


@FEW
@given(frame=FRAMES, change=CASINGS, number=st.integers(200_000_000, 299_999_999), shape=st.sampled_from(["A{}", "A-{}", "A# {}"]))
def test_no_a_number_survives_in_any_casing(pen: Pen, frame: str, change: type[str], number: int, shape: str) -> None:
    assert str(number) not in (pen.redact(change(frame.format(shape.format(number)))).text or "")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("My name is Fowsiyo Warsame, call 612-555-0147 or write fw@example.org.", "en"),
        ("my cousin thuy nguyen was stopped at 2718 larkspur ave by officer kowalski", "en"),
        ("then I saw Daw Khin Hnin and Chị Yến Phung", "en"),
        ("ME LLAMO MARIBEL QUINTANILLA Y MI ESPOSO ES INDOCUMENTADO", "es"),
        ("اسمي سميرة الحداد ورقمي ٦١٢-٥٥٥-٠١٤٧", "ar"),
    ],
)
def test_redacting_twice_changes_nothing_more(pen: Pen, words: str, language: str) -> None:
    once = pen.write(words, language)
    assert once != words
    assert pen.write(once, language) == once


def test_text_that_imitates_placeholders_is_told_from_ours(pen: Pen) -> None:
    text = pen.write("[PERSON 1] told Fowsiyo Warsame about [PHONE 2]")
    assert text == "[PERSON 1] told [PERSON 2] about [PHONE 2]"


def test_spans_count_code_points_of_the_words_as_spoken(pen: Pen) -> None:
    words = "\u200bة🙂 اسمي سميرة، 612-555-0147"
    assert ("PHONE", "612-555-0147") in pen.kinds(words, "ar")


@pytest.mark.parametrize("language", ["", "und", "xx", "tlh"])
def test_a_language_that_is_not_served_is_held(redactor: Redactor, language: str) -> None:
    redaction = redactor.redact_together([(RawText("qapla'"), language)])[0]
    assert redaction.text is None
    assert redaction.held_reason == "language not known"


def test_a_regional_tag_is_served_by_its_language(pen: Pen) -> None:
    assert pen.write("Me llamo Maribel Quintanilla.", "es-MX") == "Me llamo [PERSON 1]."


def test_a_batch_gives_what_each_group_gives_alone(redactor: Redactor) -> None:
    groups = [
        [(RawText("we told Oksana Melnyk to wait"), "en")],
        [(RawText("Je m'appelle Dieudonné Kasongo"), "fr"), (RawText("merci"), "fr")],
    ]
    assert redactor.redact_batch(groups) == [redactor.redact_together(group) for group in groups]


@pytest.mark.parametrize("piece", ["a", "1", "a.", "@", "A1-", "dot ", "五", "'", "(", "a-b@c."])
def test_fifty_thousand_characters_do_not_hang(redactor: Redactor, piece: str) -> None:
    words = (piece * 50_000)[:50_000]
    started = time.monotonic()
    redactor.redact_together([(RawText(words), "en")])
    assert time.monotonic() - started < 30


def test_the_version_names_rules_and_models(redactor: Redactor) -> None:
    assert "rules=" in redactor.version
    assert "en=" in redactor.version


def test_an_unknown_language_has_no_pack() -> None:
    with pytest.raises(BadSettings, match="tlh"):
        load_packs(["en", "tlh"])
    assert {"en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru"} <= set(list_languages())


def test_a_placeholder_does_not_tell_of_anybodys_status(redactor: Redactor) -> None:
    said = "My husband is undocumented, his A-number is A204771938 and our receipt is MSC2190123456."
    redaction = redactor.redact_together([(RawText(said), "en")])[0]
    assert redaction.text == "[PRIVATE 1], his A-number is [ID_NUMBER 1] and our receipt is [ID_NUMBER 2]."
    assert {span.type for span in redaction.spans} == {"IMMIGRATION_STATUS", "A_NUMBER", "USCIS_RECEIPT"}
    again = redactor.redact_together([(RawText(redaction.text), "en")])[0]
    assert again.text == redaction.text
