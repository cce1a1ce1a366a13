"""Names that are known of a response or session go everywhere in it, in any case, form, spelling and script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import RawText
from nlp.redact import Redactor
from nlp.redact.names.known_forms import find_forms_of, keys_of


def _write(redactor: Redactor, words: str, *speakers: str, language: str = "en") -> str:
    redaction = redactor.redact_together([(RawText(words), language)], known_names=[RawText(name) for name in speakers])[0]
    assert redaction.text is not None
    return redaction.text


@pytest.mark.parametrize(
    "words",
    [
        "as dana said before",
        "dana's idea was good",
        "FIELD IS RIGHT ABOUT THE LIGHTS",
        "I agree with Field's point",
        "ask dana field about it",
        "i heard it from field myself",
        "J. Field is not known here but D. Field is",
        "as D.F. wrote in the chat",
        "thank you Dana F. for that",
    ],
)
def test_a_speakers_name_goes_in_any_case_and_form(redactor: Redactor, words: str) -> None:
    written = _write(redactor, words, "Dana Field")
    for name in ("dana", "DANA", "D. Field", "D.F.", "Dana F."):
        assert name not in written
    assert "[PERSON" in written


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("will they come back in may", "Will Young"),
        ("the field behind the school is dark", "Dana Field"),
        ("i hope it will get better", "Hope Tolliver"),
        ("young people need a place to go", "Tom Young"),
        ("a rose garden would be nice", "Rose Diaz"),
    ],
)
def test_a_speakers_name_that_is_a_word_stays_where_it_is_the_word(redactor: Redactor, words: str, speaker: str) -> None:
    assert _write(redactor, words, speaker) == words


@pytest.mark.parametrize(
    ("words", "speaker", "name"),
    [
        ("thank you will for saying so", "Will Young", "will"),
        ("hope's car was towed", "Hope Tolliver", "hope"),
        ("we told rose to wait", "Rose Diaz", "rose"),
        ("will young said it first", "Will Young", "will"),
    ],
)
def test_a_speakers_name_that_is_a_word_goes_where_it_is_the_name(redactor: Redactor, words: str, speaker: str, name: str) -> None:
    assert name not in _write(redactor, words, speaker).split("[PERSON")[0].split() + _write(redactor, words, speaker).split()


@pytest.mark.parametrize(
    ("words", "language", "speaker", "left"),
    [
        ("Я согласна: Арина права.", "ru", "Arina Belova", "Арина"),
        ("كلام محمد صحيح", "ar", "Mohamed Warsame", "محمد"),
        ("ተስፋዬ ትክክል ነው", "am", "Tesfaye Girma", "ተስፋዬ"),
        ("as bill said before", "en", "William Kowalski", "bill"),
        ("Como dijo Pepe antes", "es", "José Quintanilla", "Pepe"),
        ("Mo is right about that", "en", "Mohamed Warsame", "Mo "),
        ("Саша правильно говорит", "ru", "Александр Белов", "Саша"),
        ("la señora Cárdenas ya lo dijo", "es", "Araceli Cárdenas Maldonado", "Cárdenas"),
        ("maldonado tiene razón", "es", "Araceli Cárdenas Maldonado", "maldonado"),
    ],
)
def test_a_known_name_goes_in_other_scripts_and_short_forms(redactor: Redactor, words: str, language: str, speaker: str, left: str) -> None:
    assert left not in _write(redactor, words, speaker, language=language)


@pytest.mark.parametrize("label", ["Speaker 2", "Resident", "Moderator", "Participant 11", "Unknown Speaker"])
def test_what_speakers_are_called_without_a_name_is_not_looked_for(redactor: Redactor, label: str) -> None:
    words = "every resident and speaker asked the moderator, the participant and the unknown man"
    assert _write(redactor, words, label) == words


def test_nicknames_hide_nothing_where_no_such_name_is_known(redactor: Redactor) -> None:
    words = "the bill passed and they rob us"
    assert _write(redactor, words) == words


def test_spellings_of_one_name_share_a_key() -> None:
    for name, other in (("mohamed", "محمد"), ("arina", "арина"), ("oksana", "оксана"), ("tesfaye", "ተስፋዬ"), ("fowsiyo", "fawsiya")):
        assert keys_of(name) & keys_of(other), name
    assert not keys_of("amina") & keys_of("simon")
    assert "bill" in find_forms_of("william")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="bdfgklmnprstvz", min_size=3, max_size=5), st.sampled_from([str.lower, str.upper, str.title]))
def test_an_unheard_speakers_name_goes_in_every_casing(redactor: Redactor, core: str, change: type[str]) -> None:
    name = "a".join(core) + "oqu"  # no word of any language
    written = _write(redactor, f"we saw {change(name)} and went on", name.title())
    assert change(name) not in written
