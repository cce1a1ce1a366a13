"""Telling the language of what somebody wrote."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.language import ToldLanguage, normalise_tag, scripts_of, tell_language

ALLOWED = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru")

ENGLISH = "The bus never comes on Sundays and nobody tells us why"
SPANISH = "La renta sube cada año y nadie contesta el teléfono"
SOMALI = "Basku ma yimaado habeenkii, carruurtuna way baqayaan"
HAITIAN = "Bis la pa janm vini alè e pa gen limyè nan lari a"
ARABIC = "الإيجار مرتفع جدا والشرطة لا تستمع إلينا"
PERSIAN = "اجاره خانه خیلی گران است و کسی کمک نمی‌کند"
AMHARIC = "አውቶቡሱ በሰዓቱ አይመጣም"
TIGRINYA = "ኣብ ከተማና ጸጥታ የለን ኣውቶቡስ እውን ኣይመጽእን"
DUTCH = "De bussen rijden niet in het weekend en de huur is te hoog"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("eng", "en"),
        ("eng_Latn", "en"),
        ("EN-us", "en"),
        ("en_US.UTF-8", "en"),
        ("pt-BR", "pt"),
        ("Spanish", "es"),
        ("español", "es"),
        ("Kreyòl", "ht"),
        ("zh-Hans", "zh"),
        ("cmn_Hans", "zh"),
        ("arb_Arab", "ar"),
        ("swh", "sw"),
        ("prs", "fa"),
        ("fil", "tl"),
        ("ksw", "ksw"),
        (" so ", "so"),
    ],
)
def test_a_tag_of_any_kind_becomes_its_short_code(tag: str, code: str) -> None:
    assert normalise_tag(tag) == code


@pytest.mark.parametrize("tag", ["", "und", "mul", "zxx", "other", "n/a", "12", "qaa", "x-foo", "xx", "\ud800", "a" * 300])
def test_what_is_no_language_has_no_code(tag: str) -> None:
    assert normalise_tag(tag) == ""


@given(st.text(max_size=40))
@settings(deadline=None)
def test_normalising_a_code_again_changes_nothing(tag: str) -> None:
    code = normalise_tag(tag)
    assert normalise_tag(code) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [(ENGLISH, "en"), (SPANISH, "es"), (SOMALI, "so"), (HAITIAN, "ht"), (ARABIC, "ar"), (AMHARIC, "am"), ("公交车晚上没有", "zh")],
)
def test_the_words_tell_the_language_where_none_is_stated(text: str, code: str) -> None:
    told = tell_language(text, stated=None, allowed=ALLOWED)
    assert (told.code, told.made_by) == (code, "told")
    assert told.probability >= 0.5


def test_a_stated_language_stands_where_nothing_contradicts_it() -> None:
    assert tell_language("housing", stated="spa", allowed=ALLOWED) == ToldLanguage("es", 1.0, "stated")
    assert tell_language(SOMALI, stated="so", allowed=ALLOWED) == ToldLanguage("so", 1.0, "stated")


def test_a_name_alone_does_not_overrule_the_stated_language() -> None:
    assert tell_language("Abdirahman Warsame Jimcaale", stated="en", allowed=ALLOWED).made_by == "stated"


def test_another_script_overrules_the_stated_language_however_short() -> None:
    assert tell_language("الإيجار", stated="en", allowed=ALLOWED).code == "ar"
    assert tell_language("房租", stated="en", allowed=ALLOWED).code == "zh"


@pytest.mark.parametrize(("text", "code"), [(SPANISH, "es"), (SOMALI, "so"), (HAITIAN, "ht"), (SPANISH.upper(), "es")])
def test_a_good_length_of_another_language_overrules_the_stated_one(text: str, code: str) -> None:
    told = tell_language(text, stated="en", allowed=ALLOWED)
    assert (told.code, told.made_by) == (code, "told")


def test_words_in_a_language_that_is_not_allowed_are_undetermined() -> None:
    for stated in (None, "en"):
        told = tell_language(DUTCH, stated=stated, allowed=ALLOWED)
        assert (told.code, told.made_by) == ("", "undetermined")


def test_a_stated_language_that_is_not_allowed_is_not_taken_for_a_neighbour() -> None:
    assert tell_language(DUTCH, stated="nl", allowed=ALLOWED).code == ""
    assert tell_language("bus", stated="nl", allowed=ALLOWED).code == ""
    assert tell_language(ENGLISH, stated="nl", allowed=ALLOWED).code == "en"


def test_persian_is_not_taken_for_arabic() -> None:
    assert tell_language(PERSIAN, stated=None, allowed=ALLOWED).code == ""
    assert tell_language(PERSIAN, stated="ar", allowed=ALLOWED).code == ""
    assert tell_language(PERSIAN, stated="en", allowed=("en", "ar", "fa")).code == "fa"
    assert tell_language(PERSIAN, stated="prs", allowed=("en", "ar", "fa")) == ToldLanguage("fa", 1.0, "stated")


def test_tigrinya_is_told_from_amharic_by_its_letters() -> None:
    assert tell_language(TIGRINYA, stated=None, allowed=ALLOWED).code == ""
    assert tell_language(TIGRINYA, stated="am", allowed=(*ALLOWED, "ti")).code == "ti"
    assert tell_language(AMHARIC, stated="am", allowed=(*ALLOWED, "ti")) == ToldLanguage("am", 1.0, "stated")
    assert tell_language("ሰላም", stated="ti", allowed=(*ALLOWED, "ti")) == ToldLanguage("ti", 1.0, "stated")


def test_a_script_that_only_one_allowed_language_has_decides() -> None:
    assert tell_language("버스", stated=None, allowed=("en", "ko", "zh")) == ToldLanguage("ko", 1.0, "told")
    assert tell_language("รถเมล์", stated="en", allowed=("en", "th")) == ToldLanguage("th", 1.0, "told")
    assert tell_language("버스", stated=None, allowed=("en", "zh")).code == ""


def test_placeholders_addresses_and_digits_are_no_evidence() -> None:
    for text in ("[PERSON 1] [STREET_ADDRESS 2]", "https://town.example/what-the-board-heard", "12 / 3", "desk@town.example", "😀 !!", ""):
        assert tell_language(text, stated="so", allowed=ALLOWED) == ToldLanguage("so", 1.0, "stated")
        assert tell_language(text, stated=None, allowed=ALLOWED).code == ""
    padded = f"[PERSON 1] [OFFICER 1] {SPANISH} https://town.example/what-the-board-heard-and-what-it-did"
    assert tell_language(padded, stated=None, allowed=ALLOWED).code == "es"


@given(
    st.text(max_size=200),
    st.sampled_from([None, "en", "arb", "zh-Hans", "nl", "nonsense", ""]),
    st.lists(st.sampled_from([*ALLOWED, "ti", "eng", "nowhere"]), max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_the_answer_is_an_allowed_language_or_undetermined(text: str, stated: str | None, allowed: list[str]) -> None:
    told = tell_language(text, stated=stated, allowed=allowed)
    assert told.code in {"", *map(normalise_tag, allowed)}
    assert (told.code == "") == (told.made_by == "undetermined")
    assert 0 <= told.probability <= 1
    if told.made_by == "stated":
        assert told.code == normalise_tag(stated or "")


def test_languages_know_their_scripts() -> None:
    assert scripts_of("zh") == {"Hani"}
    assert scripts_of("ar") == {"Arab"}
    assert scripts_of("sr") == {"Cyrl", "Latn"}
    assert scripts_of("ko") == {"Hang", "Hani"}


def test_importing_the_module_loads_no_model() -> None:
    check = "import sys, nlp.language; sys.exit(any(name in sys.modules for name in ('py3langid', 'langcodes', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_what_is_kept_of_a_text_shows_no_words() -> None:
    from nlp.language.evidence import read_evidence

    assert "renta" not in repr(read_evidence(SPANISH))
