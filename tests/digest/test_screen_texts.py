from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

import digest
from config.screen_texts import FOLDER, list_text_codes, load_texts
from digest.disclosing.policy import Shown, ShownShare
from digest.telling.wording import Wording
from domain.errors import BadSettings

ENGLISH = load_texts("en")
OTHERS = [code for code in list_text_codes() if code != "en"]
# Plural categories that only millions ("1 000 000 de personas") have; people of a town are fewer.
ONLY_MILLIONS = {"es": {"many"}, "fr": {"many"}}


def find_placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def test_the_pages_speak_at_least_four_languages() -> None:
    assert {"ar", "en", "es", "fr"} <= set(list_text_codes())


@pytest.mark.parametrize("code", OTHERS)
def test_all_catalogues_have_the_same_keys(code: str) -> None:
    texts = load_texts(code)
    assert texts.phrases.keys() == ENGLISH.phrases.keys()
    assert texts.plurals.keys() == ENGLISH.plurals.keys()


@pytest.mark.parametrize("code", OTHERS)
def test_all_phrases_have_the_same_placeholders(code: str) -> None:
    texts = load_texts(code)
    wrong = [key for key, phrase in texts.phrases.items() if find_placeholders(phrase) != find_placeholders(ENGLISH.phrases[key])]
    assert wrong == []


@pytest.mark.parametrize("code", list_text_codes())
def test_plural_forms_may_leave_out_the_number_and_nothing_else(code: str) -> None:
    for key, forms in load_texts(code).plurals.items():
        expected = find_placeholders(ENGLISH.plurals[key]["other"])
        assert find_placeholders(forms["other"]) == expected, key
        for category, form in forms.items():
            missing = expected - find_placeholders(form)
            assert missing <= ({"n"} if category in ("zero", "one", "two") else set()) or category == "zero", (key, category)


@pytest.mark.parametrize("code", list_text_codes())
def test_every_plural_form_of_the_language_is_written(code: str) -> None:
    wanted = {*Locale.parse(code).plural_form.tags, "other"} - ONLY_MILLIONS.get(code, set())
    for key, forms in load_texts(code).plurals.items():
        assert set(forms) == wanted, key


@pytest.mark.parametrize("code", list_text_codes())
def test_the_direction_is_that_of_the_language(code: str) -> None:
    assert load_texts(code).direction == Locale.parse(code).text_direction


@pytest.mark.parametrize("code", list_text_codes())
def test_the_machinery_is_never_named_on_screen(code: str) -> None:
    words = (FOLDER / f"{code}.toml").read_text(encoding="utf-8").lower()
    assert not re.search(r"cluster|embedding|outlier|topic model|\bnlp\b|bertopic", words)


def test_every_key_is_used_by_a_page() -> None:
    folder = Path(digest.__file__).parent
    source = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.suffix in (".py", ".html"))
    built = (
        "ask.",
        "standing.",
        "standing_count.",
        "solidity.",
        "mark.",
        "helped.theme_",
        "helped.question_",
        "helped.before",
        "helped.during",
        "helped.after",
        "helped.unknown",
        "leaf.",
        "reply.",
        "state.",
        "board.",
        "story.theme",
        "story.owner",
        "story.state",
        "story.place",
        "counts.",
        "how.",
        "sheet.",
        "reason.",
        "whom.less_",
        "whom.hidden_",
        "change.more",
        "change.less",
    )
    unused = [key for key in (*ENGLISH.phrases, *ENGLISH.plurals) if f'"{key}"' not in source and f"'{key}'" not in source]
    assert [key for key in unused if not key.startswith(built)] == []


def test_an_unknown_language_lists_those_there_are() -> None:
    with pytest.raises(BadSettings, match="Known: ar, en, es, fr"):
        load_texts("tlh")


def test_a_regional_code_falls_back_to_its_language() -> None:
    assert load_texts("es-MX").code == "es"


def test_arabic_numbers_stand_in_arabic_digits_and_plural_forms() -> None:
    wording = Wording(load_texts("ar"))
    assert wording.count("people.about", 15) == "نحو ١٥ شخصًا"
    assert wording.number(1234.5, decimals=1) == "١٬٢٣٤٫٥"
    assert wording.day(date(2026, 11, 3)) == "٣ نوفمبر ٢٠٢٦"


def test_french_and_english_write_percentages_their_own_way() -> None:
    share = ShownShare(30, 27, 34)
    assert Wording(ENGLISH).share(share) == "about 3 in 10 people (27 to 34%)"
    assert Wording(load_texts("fr")).interval(share).replace("\u202f", " ").replace("\xa0", " ") == "27 à 34 %"


def test_a_moment_is_told_in_universal_time() -> None:
    assert Wording(ENGLISH).instant(datetime(2026, 11, 15, 9, 30, tzinfo=UTC)) == "November 15, 2026, 09:30 UTC"


def test_a_withheld_count_says_why() -> None:
    words = Wording(ENGLISH).people(Shown(None), threshold=10)
    assert words == "Fewer than 10 people: not shown, so that nobody can be recognised"


@pytest.mark.parametrize(("code", "name"), [("so", "Somali"), ("pt-BR", "Portuguese (Brazil)"), ("", "Language not told"), ("xx9", "xx9")])
def test_languages_stand_by_their_names(code: str, name: str) -> None:
    assert Wording(ENGLISH).language_name(code) == name
