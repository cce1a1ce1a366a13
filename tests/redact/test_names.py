"""Names: in any casing and language, by list, cue or grammar; spread over what belongs together; words that are names."""

from __future__ import annotations

import pytest

from config.packs import list_languages, load_packs
from domain.text import RawText
from nlp.redact import Redactor, open_redactor
from tests.redact.conftest import Pen

SENTENCES = [
    ("My name is {} and I clean offices.", "en"),
    ("my cousin {} was stopped twice", "en"),
    ("we told {} to wait", "en"),
    ("Me llamo {} y vivo aquí.", "es"),
    ("Je m'appelle {}, merci.", "fr"),
    ("Meu nome é {} e trabalho.", "pt"),
    ("Magacaygu waa {} mahadsanid.", "so"),
    ("Jina langu ni {} asante.", "sw"),
    ("Non mwen se {} mèsi.", "ht"),
    ("Tên tôi là {}, cảm ơn.", "vi"),
]
NAMES = ["Fowsiyo Warsame", "Thuy Nguyen", "Dieudonné Kasongo", "Maribel Quintanilla", "Shauna Kowalski", "Tesfalem Haile", "Oksana Melnyk"]


@pytest.mark.parametrize(("sentence", "language"), SENTENCES)
@pytest.mark.parametrize("change", [str, str.lower, str.upper], ids=["as written", "small", "capitals"])
def test_a_name_goes_in_every_casing(pen: Pen, sentence: str, language: str, change: type[str]) -> None:
    for name in NAMES:
        text = pen.write(change(sentence.format(name)), language).lower()
        left = [word for word in name.lower().split() if word in text]
        assert left == []


@pytest.mark.parametrize(
    ("words", "name", "language"),
    [
        ("اسمي سميرة الحداد وأعمل هنا", "سميرة", "ar"),
        ("我叫王淑芬，有两个孩子", "王淑芬", "zh"),
        ("ስሜ ተስፋዬ ግርማ ነው", "ተስፋዬ", "am"),
        ("Меня зовут Оксана Петрова", "Оксана Петрова", "ru"),
        ("Мене звати Тарас Бондаренко", "Тарас Бондаренко", "uk"),
        ("اسم من نسرین رحیمی است", "نسرین", "fa"),
        ("Ako si Luzviminda Dimaculangan", "Luzviminda Dimaculangan", "tl"),
    ],
)
def test_a_name_goes_in_every_script(pen: Pen, words: str, name: str, language: str) -> None:
    assert name not in pen.write(words, language)


def test_an_unheard_name_goes_by_its_cue(pen: Pen) -> None:
    assert "Zquibbla" not in pen.write("My name is Zquibbla Vornask.")


@pytest.mark.parametrize(
    "words",
    [
        "Will they ever hire more staff?",
        "In May the park was closed.",
        "Hope is not a plan.",
        "The frank answer is no.",
        "They grant permits to nobody.",
        "Grant Street and Harrison Avenue flood.",
        "More patrols around Mercy Hospital.",
        "The sergeant was kind.",
        "the tip line should speak dari and pashto",
    ],
)
def test_words_that_are_names_too_stay_words(pen: Pen, words: str) -> None:
    assert pen.write(words) == words


@pytest.mark.parametrize(
    ("words", "name"),
    [("my neighbor Hope Tolliver saw it", "Hope"), ("I told Will Kowalski about it", "Will"), ("Mrs Grant helped me", "Grant")],
)
def test_a_name_that_is_a_word_goes_where_it_is_a_name(pen: Pen, words: str, name: str) -> None:
    assert name not in pen.write(words)


def test_a_name_found_once_goes_everywhere_with_one_number(redactor: Redactor) -> None:
    texts = [(RawText("My name is Zquibbla Vornask."), "en"), (RawText("they shouted at zquibbla, and ZQUIBBLA's car was towed"), "en")]
    first, second = redactor.redact_together(texts)
    assert first.text == "My name is [PERSON 1]."
    assert second.text == "they shouted at [PERSON 1], and [PERSON 1]'s car was towed"


def test_known_speakers_go_from_what_is_said(redactor: Redactor) -> None:
    redaction = redactor.redact_together([(RawText("as vornask said before"), "en")], known_names=[RawText("Zquibbla Vornask")])[0]
    assert redaction.text == "as [PERSON 1] said before"


def test_different_people_have_different_numbers(pen: Pen) -> None:
    assert pen.write("I saw Fowsiyo Warsame and then Oksana Melnyk.") == "I saw [PERSON 1] and then [PERSON 2]."


def test_a_named_officer_is_replaced_or_kept_as_set(pen: Pen) -> None:
    words = "Officer Kowalski helped my cousin Fowsiyo."
    assert pen.write(words) == "Officer [OFFICER 1] helped my cousin [PERSON 1]."
    keeping = open_redactor(load_packs(list_languages()), officers="keep")
    assert keeping.redact_together([(RawText(words), "en")])[0].text == "Officer Kowalski helped my cousin [PERSON 1]."


def test_marks_written_apart_hide_no_name(pen: Pen) -> None:
    assert "Vorna" not in pen.write("My name is Ze\u0301lia Vorna\u200bsk.")
