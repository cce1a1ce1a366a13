"""Names that are on no list are known by their sound, their build, their place in the sentence, or what announces them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fresh_names import HALVES, make_rows
from domain.text import RawText
from nlp.redact import Redactor, open_redactor
from nlp.redact.names.known_forms import keys_of
from nlp.redact.names.listed import is_listed
from nlp.redact.names.origins import load_names
from nlp.redact.names.sounds import sounds_like_name
from nlp.redact.view import fold_word, strip_accents
from tests.redact.conftest import Pen


@pytest.mark.parametrize("name", ["zrebratullah", "kvintenko", "gebretsehaye", "harvinpreet", "tshikomba", "mirzazada"])
def test_a_name_that_nobody_listed_is_known_by_its_build_or_sound(pen: Pen, name: str) -> None:
    assert name not in load_names()
    assert is_listed(name) or sounds_like_name(name)
    assert name not in pen.write(f"yesterday {name} waited at the counter")


@pytest.mark.parametrize("word", ["streetlight", "carjacking", "neighborhod", "encampment", "harrassment", "sidewalk", "dispatchers"])
def test_words_and_slips_do_not_sound_like_names(pen: Pen, word: str) -> None:
    assert not sounds_like_name(word)
    assert pen.write(f"the {word} was a problem") == f"the {word} was a problem"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the officers laughed at zquibbla because of it", "zquibbla"),
        ("why did they handcuff zquibbla in the street", "zquibbla"),
        ("they took zquibbla's phone", "zquibbla"),
        ("after saw eh ler was arrested we left", "saw eh ler"),
        ("i met nu nu hlaing at the shop", "nu nu hlaing"),
        ("thank you Tú Anh for walking us home", "Tú Anh"),
        ("my name is hope and i live here", "hope"),
        ("Mr. Baker never called back", "Baker"),
        ("after marina was arrested nobody came", "marina"),
    ],
)
def test_a_name_goes_by_its_place_in_the_sentence(pen: Pen, words: str, name: str) -> None:
    assert name not in pen.write(words)


@pytest.mark.parametrize(
    ("words", "name", "language"),
    [
        ("gracias a zquibbla vornask por todo", "zquibbla vornask", "es"),
        ("MERCI À ZQUIBBLA VORNASK QUI NOUS A AIDÉS", "ZQUIBBLA VORNASK", "fr"),
        ("markii cabdifataax tagay cidna ma soo wicin", "cabdifataax", "so"),
        ("я бачила соломію біля школи", "соломію", "uk"),
        ("مع رحمت‌الله نوری گپ زدیم", "رحمت‌الله", "fa"),
        ("ለተስፋዬ ነገርኩት", "ተስፋዬ", "am"),
        ("我昨天和庄志强谈过", "庄志强", "zh"),
        ("sau khi nguyễn thị hoa đi, không ai gọi", "nguyễn thị hoa", "vi"),
        ("takot ang pinsan kong si grace ann", "grace", "tl"),
    ],
)
def test_a_name_written_small_goes_in_other_languages(pen: Pen, words: str, name: str, language: str) -> None:
    assert name not in pen.write(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("thanks to everyone who came", "en"),
        ("hello neighbors, the lights are out", "en"),
        ("people were arrested for nothing", "en"),
        ("the officer said wait", "en"),
        ("my name is known to the police", "en"),
        ("gracias a la policía por venir", "es"),
        ("merci à la police", "fr"),
        ("asante kwa msaada wenu", "sw"),
        ("mahadsanid dhammaantiin", "so"),
        ("наші діти бояться темряви", "uk"),
        ("我们要和平安全，谢谢", "zh"),
    ],
)
def test_cues_take_no_ordinary_words(pen: Pen, words: str, language: str) -> None:
    assert pen.write(words, language) == words


def test_a_name_that_was_announced_and_is_still_there_is_held(pen: Pen) -> None:
    redaction = pen.redact("my name is will and i saw it")
    assert redaction.text is None or "will" not in redaction.text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "M"]), max_size=12))
def test_any_letters_can_be_asked_about(word: str) -> None:
    bare = strip_accents(fold_word(word))
    assert is_listed(bare) in (True, False)
    assert sounds_like_name(bare) in (True, False)
    assert all(keys_of(bare))


@pytest.mark.parametrize("half", HALVES)
def test_fresh_rows_are_the_same_each_time_and_mark_their_names(half: str) -> None:
    rows = list(make_rows("dev" if half == "dev" else "test"))
    assert rows == list(make_rows("dev" if half == "dev" else "test"))
    assert len(rows) > 1000
    assert all(row.text[row.start : row.start + len(row.name)] == row.name for row in rows)


def test_the_halves_share_no_sentence_and_no_name() -> None:
    dev, test = ({row.name.lower() for row in make_rows(half) if row.origin and row.language == "en"} for half in HALVES)
    assert not dev & test


def test_redaction_is_the_same_in_a_new_redactor(redactor: Redactor) -> None:
    from config.packs import list_languages, load_packs

    texts = [(RawText("they took zquibbla's phone and Obaidullah's car"), "en")]
    again = open_redactor(load_packs(list_languages())).redact_together(texts)
    assert json.dumps(again[0].text) == json.dumps(redactor.redact_together(texts)[0].text)
