"""What titles are made of: words as they are written, things and not verbs, and nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.themes.names.casing import learn_casing, write_phrase
from nlp.themes.names.gerund import to_gerund
from nlp.themes.names.han import cut_han, find_han_phrases
from nlp.themes.names.people import names_a_group, names_a_person
from nlp.themes.names.runs import find_runs
from nlp.themes.names.sentences import describe_phrases, join_phrases
from nlp.themes.names.tagged import find_tagged
from nlp.themes.words import overlap

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("lemma", "gerund"),
    [("raise", "raising"), ("cut", "cutting"), ("tie", "tying"), ("repair", "repairing"), ("open", "opening"), ("permit", "permitting"), ("fix", "fixing"), ("free", "freeing"), ("quit", "quitting"), ("bring", "bringing")],
)  # fmt: skip
def test_what_is_to_be_done_becomes_a_thing(lemma: str, gerund: str) -> None:
    assert to_gerund(lemma) == gerund


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("Somali families", "en"),
        ("Immigrants and refugees", "en"),
        ("Refugee crime", "en"),
        ("Mexican food", "en"),
        ("Muslims", "en"),
        ("English", "en"),
        ("Young people", "en"),
        ("Familias somalíes", "es"),
        ("Crimen de inmigrantes", "es"),
        ("Familles somaliennes", "fr"),
        ("Les réfugiés", "fr"),
        ("العائلات الصومالية", "ar"),
        ("اللاجئين", "ar"),
        ("移民犯罪", "zh"),
        ("索马里人", "zh"),
        ("Qoysaska soomaaliyeed", "so"),
        ("беженцы", "ru"),
    ],
)
def test_a_people_or_a_group_is_no_title(phrase: str, language: str) -> None:
    words = " ".join(word for word in phrase.split() if word.lower() not in ("and", "de", "les"))
    assert names_a_group(words, language)


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("English classes", "en"),
        ("Spanish interpreters", "en"),
        ("Homeless shelters", "en"),
        ("Sidewalks children", "en"),
        ("Street lights", "en"),
        ("Clases inglés", "es"),
        ("Autobuses nocturnos", "es"),
        ("Cours anglais", "fr"),
        ("دروس اللغة الإنجليزية", "ar"),
        ("英语翻译", "zh"),
        ("路灯", "zh"),
        ("Đèn đường", "vi"),
        ("Nalalka waddada", "so"),
    ],
)
def test_a_concern_is_a_title_and_so_is_a_language_that_is_needed(phrase: str, language: str) -> None:
    assert not names_a_group(phrase, language)


def test_further_names_of_peoples_come_from_the_language_packs() -> None:
    assert not names_a_group("Zorbian shops", "en")
    assert names_a_group("Zorbian shops", "en", frozenset({"zorbian"}))


@pytest.mark.parametrize("phrase", ["Wilkerson", "Jackson street", "Ask Maria", "Paul"])
def test_a_name_that_is_written_as_one_is_told(phrase: str) -> None:
    assert names_a_person(phrase)


@pytest.mark.parametrize("phrase", ["Green spaces", "Main Street", "Bowling Green", "ICE raids", "mark the crossing", "Kentucky", "hope"])
def test_words_and_places_that_are_names_elsewhere_are_not(phrase: str) -> None:
    assert not names_a_person(phrase)


def test_capitals_are_kept_where_people_write_them_within_sentences() -> None:
    casing = learn_casing(
        ["We fear ICE raids.", "The ICE vans came", "Police stop us", "They call the police", "on Main Street and main roads"], "en"
    )
    assert write_phrase("ice raids", casing) == "ICE raids"
    assert write_phrase("police", casing) == "police"
    assert write_phrase("main street", casing) == "Main Street"
    assert write_phrase("main roads", casing) == "main roads"
    assert write_phrase("english classes", casing) == "English classes"


def test_who_shouts_teaches_no_capitals() -> None:
    casing = learn_casing(["WE NEED MORE STREET LIGHTS", "more street lights please"], "en")
    assert write_phrase("street lights", casing) == "street lights"


def test_english_phrases_are_things_things_of_things_and_deeds() -> None:
    (found,) = find_tagged(
        ["We need interpreters at the police station and you should repair the sidewalks."], "en", frozenset({"need", "should"})
    )
    texts = set(found.values())
    assert {"interpreters at the police station", "police station", "sidewalks", "repairing sidewalks"} <= texts


def test_inflections_are_one_phrase() -> None:
    one, other = find_tagged(["A street light is out.", "The street lights are out."], "en", NONE)
    assert "street light" in one.keys() & other.keys()


def test_part_of_a_longer_name_counts_and_is_not_shown() -> None:
    (found,) = find_tagged(["The minimum wage law passed."], "en", NONE)
    assert found["minimum wage"] == ""
    assert found["minimum wage law"] == "minimum wage law"


def test_half_of_a_joined_word_is_no_thing() -> None:
    (found,) = find_tagged(["Self-exclusion limits work."], "en", NONE)
    assert not {"self", "exclusion"} & found.keys()


def test_french_things_keep_what_stands_between_them() -> None:
    (found,) = find_tagged(["Le manque de logements est grave."], "fr", NONE)
    assert "manque de logements" in found.values()


def test_spanish_phrases_reach_over_small_words_and_are_no_verbs() -> None:
    found = find_runs("Necesitamos acceso a la salud porque llegaron tarde", "es", frozenset({"necesitamos", "porque", "a", "la"}))
    assert "acceso a la salud" in found.values()
    assert not any("llegaron" in text.split() for text in found.values())


def test_an_arabic_article_and_a_plural_s_make_no_other_phrase() -> None:
    assert find_runs("الشوارع", "ar", NONE).keys() == find_runs("شوارع", "ar", NONE).keys()
    assert find_runs("parques", "es", NONE).keys() == find_runs("parque", "es", NONE).keys()


def test_chinese_is_cut_into_words() -> None:
    assert cut_han("希望警察局有中文翻译服务")[-2:] == ["翻译", "服务"]
    phrases = find_han_phrases("我们需要翻译服务", frozenset({"我们", "需要"}))
    assert "翻译服务" in phrases
    assert not any(phrase.startswith(("我们", "需要", "要")) for phrase in phrases)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="路灯坏了公园的很暗我们需要翻译服务警察", max_size=30))
def test_cutting_chinese_loses_no_sign(signs: str) -> None:
    assert "".join(cut_han(signs)) == signs


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["en", "es", "fr", "ar", "zh", "am", "so", "xx"]), st.lists(st.text("abcdef ", min_size=1, max_size=12), max_size=4), st.lists(st.text("abcdef ", min_size=1, max_size=12), max_size=3))  # fmt: skip
def test_a_description_holds_all_its_phrases_or_nothing(language: str, phrases: list[str], parts: list[str]) -> None:
    sentence = describe_phrases(phrases, parts, language)
    assert bool(sentence) is bool(phrases)
    assert all(phrase[1:] in sentence for phrase in phrases + parts if phrases)


def test_spanish_says_e_before_its_own_sound() -> None:
    assert join_phrases(["padres", "hijos"], "es") == "padres e hijos"
    assert join_phrases(["agua", "hielo"], "es") == "agua y hielo"


def test_phrases_that_share_an_inflected_word_overlap() -> None:
    assert overlap("street lights", "a light")
    assert not overlap("street lights", "bus stops")
