"""Translation with the Apertium that is installed; where there is none, these are skipped and the rest still holds."""

from __future__ import annotations

import logging
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import BadSettings
from domain.listening import Translation
from domain.text import RedactedText
from nlp.translate import Translator, apertium, open_translator
from nlp.translate.apertium import ApertiumTranslator
from nlp.translate.routes import Route

needs_apertium = pytest.mark.skipif(shutil.which("apertium") is None, reason="Apertium is not installed.")

ODD = "@*^$<>[]{}\\/~#+|_&%"
FRAGMENTS = (
    *("casa", "la policía", "Necesitamos más autobuses", "[PERSON 1]", "[IBAN 12]", "https://town.example/a?b=1", "desk@town.example"),
    *(
        *ODD,
        "[[t:b:x]]",
        "<STREAMCMD>",
        "\\0",
        "^a/b<n>$",
        "[0]",
        ".[]",
        "\n",
        "\r\n",
        "\u2028",
        "\t",
        " ",
        ".",
        "..",
        "¿",
        "?",
        "1)",
        "3,5",
    ),
    *("\0", "\x01", "\x7f", "\ufeff", "\u200b", "e\u0301", "住房", "الأمن", "👍", "\ud800", "Zqx", "zqxbq", "'", '"'),
)
ODD_TEXTS = st.lists(st.one_of(st.text(max_size=20), st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join)), max_size=30)


@pytest.fixture(scope="module")
def english() -> Translator:
    return open_translator("apertium", target="en")


def translate(translator: Translator, texts: list[str], source: str) -> list[Translation | None]:
    return translator.translate([RedactedText(text) for text in texts], source, "en")


def words_of(translation: Translation | None) -> str:
    assert translation is not None
    return translation.text


@needs_apertium
def test_spanish_goes_straight_and_french_through_spanish(english: Translator) -> None:
    assert english.languages >= {"es", "fr", "pt"}
    (spanish,) = translate(english, ["La casa es cara."], "es")
    (french,) = translate(english, ["La maison est chère."], "fr")
    assert words_of(spanish) == "The house is expensive."
    assert words_of(french) == "The house is expensive."
    assert spanish is not None and spanish.made_by == f"{english.made_by} es-en" and spanish.language == "en"
    assert french is not None and french.made_by == f"{english.made_by} fr-es-en"
    assert english.made_by.startswith("Apertium ") and english.quality == "rough"


@needs_apertium
def test_placeholders_and_addresses_survive_exactly(english: Translator) -> None:
    text = (
        "El hijo de [PERSON 1] y l'[OFFICER 2] vive en [STREET_ADDRESS 12]; [IBAN 1], desk@casa.example, https://casa.example/la-casa?x=1."
    )
    for source in ("es", "fr", "pt"):
        translated = words_of(translate(english, [text], source)[0])
        for kept in (
            "[PERSON 1]",
            "[OFFICER 2]",
            "[STREET_ADDRESS 12]",
            "[IBAN 1]",
            "desk@casa.example",
            "https://casa.example/la-casa?x=1",
        ):
            assert translated.count(kept) == 1


@needs_apertium
def test_lines_indents_and_final_stops_stay(english: Translator) -> None:
    text = "La casa.\n  - El perro\n\n  - El gato...\n"
    assert words_of(translate(english, [text], "es")[0]) == "The house.\n  - The dog\n\n  - The cat...\n"


@needs_apertium
def test_words_that_are_not_known_carry_no_mark(english: Translator) -> None:
    assert "*" not in words_of(translate(english, ["La xyzkwq es cara"], "es")[0])
    assert "*casa*" not in words_of(translate(english, ["*casa*"], "es")[0])
    assert words_of(translate(english, ["*casa*"], "es")[0]).count("*") == 2


@needs_apertium
@given(texts=ODD_TEXTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_odd_text_gets_its_own_answer(english: Translator, texts: list[str]) -> None:
    marked = [f"{text} Lugar{'abcdefghij'[index // 10]}{'abcdefghij'[index % 10]}xq" for index, text in enumerate(texts)]
    answers = translate(english, marked, "es")
    assert len(answers) == len(texts)
    for index, answer in enumerate(answers):
        translated = words_of(answer)
        assert f"lugar{'abcdefghij'[index // 10]}{'abcdefghij'[index % 10]}xq" in translated.lower()
        assert translated.lower().count("lugar") == marked[index].lower().count("lugar")
        for sign in ODD:
            assert translated.count(sign) == marked[index].count(sign)


@needs_apertium
@given(texts=ODD_TEXTS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_does_not_depend_on_the_texts_beside_it(english: Translator, texts: list[str]) -> None:
    together = translate(english, texts, "es")
    assert together == translate(english, texts[::-1], "es")[::-1]


@needs_apertium
def test_texts_without_words_come_back_as_they_are(english: Translator) -> None:
    texts = ["", " \n", "12/3", "[PERSON 1]", "👍"]
    assert [words_of(answer) for answer in translate(english, texts, "es")] == texts


@needs_apertium
def test_a_language_without_a_route_gets_none_for_every_text(english: Translator) -> None:
    assert translate(english, ["Guri", "Wadada"], "so") == [None, None]
    assert translate(english, ["House"], "en") == [None]
    assert english.translate([RedactedText("casa")], "es", "so") == [None]


def test_without_apertium_no_language_is_served_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    apertium._say_once.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    with caplog.at_level(logging.WARNING):
        translators = [open_translator("apertium", target="en") for _ in range(3)]
    assert {translator.languages for translator in translators} == {frozenset()}
    assert translate(translators[0], ["casa"], "es") == [None]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_the_engine_none_serves_nothing_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    assert open_translator("none", target="en").languages == frozenset()
    assert not caplog.records


def test_an_unknown_engine_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(BadSettings, match="apertium, none"):
        open_translator("oracle", target="en")


def program(folder: Path, script: str) -> ApertiumTranslator:
    """A translator over a program of our own, which answers as `script` says."""
    path = folder / "apertium"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return ApertiumTranslator(str(path), "Apertium", "en", {"es": Route(("es", "en"), ("spa-eng",))})


def test_one_text_that_breaks_the_pipeline_takes_no_other_with_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    breaks = program(
        tmp_path, 'content=$(cat | tr "\\0" "\\n"); case "$content" in *poison*) exit 3;; esac; echo "$content" | tr "\\n" "\\0"'
    )
    texts = ["uno", "dos", "poison palabra", "cuatro", "cinco"]
    answers = translate(breaks, texts, "es")
    assert [answer and answer.text for answer in answers] == ["uno", "dos", None, "cuatro", "cinco"]
    assert "palabra" not in caplog.text and "exit code 3" in caplog.text


def test_a_pipeline_that_mixes_up_its_answers_is_not_believed(tmp_path: Path) -> None:
    mixes = program(tmp_path, 'cat > /dev/null; printf "[1]uno.[]\\0[0]dos.[]\\0"')
    assert translate(mixes, ["primero", "segundo"], "es") == [None, None]


def test_a_pipeline_that_loses_a_placeholder_is_not_believed(tmp_path: Path) -> None:
    loses = program(tmp_path, 'cat > /dev/null; printf "[0]the house of.[]\\0"')
    assert translate(loses, ["la casa de [PERSON 1]"], "es") == [None]


def test_a_pipeline_that_hangs_is_ended_with_all_its_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apertium, "_PATIENCE_S", 0.3)
    left = tmp_path / "left"
    hangs = program(tmp_path, f"(sleep 2; touch {left}) & cat > /dev/null; sleep 60 | cat")
    assert translate(hangs, ["casa"], "es") == [None]
    import time

    time.sleep(2.2)
    assert not left.exists()


def test_a_program_that_cannot_be_started_is_no_translation(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    gone = program(tmp_path, "cat")
    (tmp_path / "apertium").unlink()
    assert translate(gone, ["casa"], "es") == [None]
    assert "could not be started" in caplog.text


def test_words_reach_neither_the_command_line_nor_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_SECRET", "key")
    seen = tmp_path / "seen"
    watches = program(tmp_path, f'{{ echo "$@"; env; }} > {seen}; cat')
    assert translate(watches, ["palabra"], "es")[0] is not None
    assert "palabra" not in seen.read_text() and "HEARBACK_SECRET" not in seen.read_text()
