"""The words that never title a theme."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from nlp.stop_words import stop_words_of

FOLDER = Path(__file__).resolve().parents[2] / "config" / "languages"
LANGUAGES = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru")
NAMES = {
    *(
        "will",
        "may",
        "mark",
        "hope",
        "grace",
        "bill",
        "don",
        "said",
        "ali",
        "ana",
        "paz",
        "luz",
        "mercedes",
        "aurore",
        "maya",
        "nina",
        "leo",
    ),
    *(
        "ayaan",
        "weli",
        "hana",
        "amal",
        "isla",
        "hadi",
        "juma",
        "neema",
        "bahati",
        "amani",
        "santi",
        "jan",
        "toàn",
        "minh",
        "anh",
        "mai",
        "an",
    ),
    *("أمل", "رجاء", "نور", "كريم", "በላይ", "ተስፋ", "вера", "надежда", "любовь", "王", "何", "于", "方", "常"),
} - {"an"}


def own_words(code: str) -> list[str]:
    return (FOLDER / code / "stop_words.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", LANGUAGES)
def test_own_lists_are_clean(code: str) -> None:
    words = own_words(code)
    assert len(words) >= 100
    assert words == sorted(set(words))
    for word in words:
        assert word == unicodedata.normalize("NFC", word.strip().lower()) != ""
        assert " " not in word and "_" not in word


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_own_stop_word_is_a_common_name_since_redaction_trusts_them(code: str) -> None:
    assert not NAMES.intersection(own_words(code))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("the", "please", "need", "want", "also", "because", "don't", "dont", "whereupon")),
        ("es", ("necesitamos", "también", "porque", "aquél")),
        ("fr", ("voudrais", "aussi", "parce", "lesquelles")),
        ("so", ("iyo", "waxaan", "laakiin", "baahannahay")),
        ("sw", ("tunahitaji", "lakini", "kwa")),
        ("vi", ("và", "nhưng", "cảm")),
        ("zh", ("的", "我们", "需要", "谢谢")),
        ("am", ("እና", "ስለዚህ", "ያስፈልጋል")),
        ("ar", ("نحتاج", "لأن", "الذي")),
        ("ht", ("bezwen", "paske")),
        ("ru", ("нужно", "потому")),
        ("pt", ("precisamos", "também")),
    ],
)
def test_function_words_and_survey_speak_are_stop_words(code: str, words: tuple[str, ...]) -> None:
    assert set(words) <= stop_words_of(code, frozenset(own_words(code)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("housing", "police", "bus", "people", "rent")),
        ("es", ("vivienda", "policía", "renta")),
        ("so", ("guri", "booliis")),
        ("zh", ("房租", "警察")),
    ],
)
def test_what_people_raise_is_no_stop_word(code: str, words: tuple[str, ...]) -> None:
    assert not set(words) & stop_words_of(code, frozenset(own_words(code)))


def test_a_language_that_spacy_does_not_have_keeps_our_own_words() -> None:
    assert stop_words_of("so", frozenset({"iyo"})) == {"iyo"}
    assert stop_words_of("../en", frozenset({"x"})) == {"x"}
    assert stop_words_of("", frozenset()) == frozenset()


def test_importing_the_module_does_not_load_spacy() -> None:
    check = "import sys, nlp.stop_words; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
