"""How comments are cut, by example."""

from __future__ import annotations

import pytest

from benchmarks.passage_scores import add_up
from benchmarks.passages import read_written
from nlp.passages import cut_passages


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in cut_passages(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "passages"),
    [
        ("The rent is too high. Buses are late!", "en", ["The rent is too high.", "Buses are late!"]),
        ("房租太贵了。公交车太少！", "zh", ["房租太贵了。", "公交车太少！"]),
        ("هل يوجد مترجم؟ الإيجار مرتفع", "ar", ["هل يوجد مترجم؟", "الإيجار مرتفع"]),
        ("ቤት ውድ ነው። አውቶቡስ የለም፡፡ መብራት የለም", "am", ["ቤት ውድ ነው።", "አውቶቡስ የለም፡፡", "መብራት የለም"]),
        ("fix the roads.Stop the noise", "en", ["fix the roads.", "Stop the noise"]),
        ("the lights are out; the park is dark", "en", ["the lights are out", "the park is dark"]),
        ("La rue est sombre ! Le bus est en retard.", "fr", ["La rue est sombre !", "Le bus est en retard."]),
    ],
)
def test_sentences_are_cut_in_every_script(text: str, language: str, passages: list[str]) -> None:
    assert cut(text, language) == passages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mr. Lee of St. Mary waited until 5 p.m. at 3.50 a ride.", "en"),
        ("We wrote to the U.S. office, e.g. about rent.", "en"),
        ("En EE. UU. el Sr. Ruiz paga mucho, p. ej. la renta.", "es"),
        ("Живу на ул. Садовой, т. е. в центре.", "ru"),
        ("Look at www.town.example/a.b and write to desk@town.example.org today", "en"),
        ("[OFFICER 1] and [PERSON 2] came to [STREET_ADDRESS 1] twice", "en"),
        ("Dr. J. P. Ruiz retired", "en"),
        ("well... maybe a youth center", "en"),
        ("It said “stop!” and we left", "en"),
        ("ከ 1998 ዓ.ም ጀምሮ እዚህ እንኖራለን", "am"),
    ],
)
def test_abbreviations_numbers_addresses_and_placeholders_are_not_cut(text: str, language: str) -> None:
    assert cut(text, language) == [text]


def test_an_abbreviation_at_the_end_of_a_sentence_ends_it() -> None:
    assert cut("It closes at 5 p.m. We work until six.") == ["It closes at 5 p.m.", "We work until six."]
    assert cut("They live in the U.S. They pay rent.") == ["They live in the U.S.", "They pay rent."]


@pytest.mark.parametrize(
    ("text", "language", "passages"),
    [
        ("1) housing 2) crime 3) litter", "en", ["housing", "crime", "litter"]),
        ("a) cheaper rent b) more buses", "en", ["cheaper rent", "more buses"]),
        ("1、修路2、多开公交车", "zh", ["修路", "多开公交车"]),
        ("١) إصلاح الطرق ٢) مدارس أفضل", "ar", ["إصلاح الطرق", "مدارس أفضل"]),
        ("① lights ② parks", "en", ["lights", "parks"]),
        ("My list: 1) housing 2) crime", "en", ["My list: 1) housing", "crime"]),
        ("- no sidewalks\n• cars speed\n\n3. nobody answers", "en", ["no sidewalks", "cars speed", "nobody answers"]),
        ("- buses - lights - rent", "en", ["buses", "lights", "rent"]),
        ("First, the clinic is far, second, it closes early", "en", ["First, the clinic is far", "second, it closes early"]),
        ("Во-первых, темно, во-вторых, грязно", "ru", ["Во-первых, темно", "во-вторых, грязно"]),
        ("第一，路灯坏了，第二，看病太慢", "zh", ["第一，路灯坏了", "第二，看病太慢"]),
    ],
)
def test_items_that_the_writer_counted_are_cut(text: str, language: str, passages: list[str]) -> None:
    assert cut(text, language) == passages


@pytest.mark.parametrize(
    ("text", "language", "passages"),
    [
        ("housing, crime, litter", "en", ["housing", "crime", "litter"]),
        ("Housing, crime and litter.", "en", ["Housing", "crime", "litter."]),
        ("We need more buses, better lights, and safer crossings.", "en", ["We need more buses", "better lights", "safer crossings."]),
        ("vivienda, basura y seguridad", "es", ["vivienda", "basura", "seguridad"]),
        ("住房、治安、交通", "zh", ["住房", "治安", "交通"]),
        ("السكن، المواصلات، الأمان", "ar", ["السكن", "المواصلات", "الأمان"]),
        ("guriyo, caafimaad, waxbarasho", "so", ["guriyo", "caafimaad", "waxbarasho"]),
        ("Problems: noise, trash, speeding, etc.", "en", ["Problems: noise", "trash", "speeding, etc."]),
    ],
)
def test_lists_of_short_things_are_cut(text: str, language: str, passages: list[str]) -> None:
    assert cut(text, language) == passages


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, who came late, left early.",
        "On Monday, March 3, 2025, I waited.",
        "It is at 12 Main Street, Springfield, Illinois",
        "My wife, my son, and I waited for hours.",
        "No, no, no",
        "Well, you know, it happens",
        "When it rains, the street floods, and nobody comes",
    ],
)
def test_ordinary_commas_are_not_cut(text: str) -> None:
    assert cut(text) == [text]


def test_a_single_comma_with_a_connector_is_oftener_a_sentence() -> None:
    text = "Wakati wa mvua, watoto wanatembea na wazazi wao"
    assert cut(text, "sw") == [text]
    text = "Improve the traffic downtown, specifically, Grant Avenue and Oak Road"
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Yes. The rent is too high. Thank you.", ["Yes. The rent is too high. Thank you."]),
        ("Thanks!\nThe rent is too high.", ["Thanks!\nThe rent is too high."]),
        ("The bus is late.\nThank you.", ["The bus is late.\nThank you."]),
        ("I saw [OFFICER 1]. [PERSON 1].", ["I saw [OFFICER 1]. [PERSON 1]."]),
        ("Yes.", ["Yes."]),
        ("Yes. Thank you.", ["Yes. Thank you."]),
        ("Crime. Litter.", ["Crime.", "Litter."]),
        ("", []),
        (" \n-\n", []),
        ("...", []),
        ("👍", ["👍"]),
    ],
)
def test_what_says_nothing_alone_joins_its_neighbour(text: str, passages: list[str]) -> None:
    assert cut(text) == passages


def test_a_line_that_was_only_wrapped_stays_whole() -> None:
    text = "Nobody has repaired the lamp at the corner\nsince the storm. It is dark."
    assert cut(text) == ["Nobody has repaired the lamp at the corner\nsince the storm.", "It is dark."]


def test_speech_without_full_stops_is_cut_where_a_part_may_begin() -> None:
    text = " and ".join(["we waited at the stop for an hour with the children", "nobody told us why"] * 12)
    passages = cut(text)
    assert len(passages) > 1
    assert max(map(len, passages)) <= 400
    assert all(passage.startswith(("we waited", "and ")) for passage in passages)


def test_boundaries_agree_with_the_sentences_written_for_them() -> None:
    score = add_up(read_written(), cut_passages).as_dict()
    assert score["precision"] >= 0.95
    assert score["recall"] >= 0.95


@pytest.mark.parametrize(
    ("text", "language", "passages"),
    [
        ("speeding, broken lights, no sidewalk on the river side", "en", ["speeding", "broken lights", "no sidewalk on the river side"]),
        ("20 limit at the school, a camera, real fines", "en", ["20 limit at the school", "a camera", "real fines"]),
        ("clean parks, a pool that opens early, benches", "en", ["clean parks", "a pool that opens early", "benches"]),
        ("Nou bezwen plis limyè, lari pwòp ak lekòl ki bon", "ht", ["Nou bezwen plis limyè", "lari pwòp", "lekòl ki bon"]),
    ],
)
def test_an_item_may_be_longer_or_say_more_of_its_noun(text: str, language: str, passages: list[str]) -> None:
    assert cut(text, language) == passages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The future of our natural environment, ecosystems and biodiversity seems hopeless", "en"),
        ("Tourism burdens our infrastructure (roads, sewerage, water, health)", "en"),
        ("Merging the two schools should greatly reduce expenses, duplicate services, competition", "en"),
        ("Clear and concise", "en"),
        ("ሌባ ገብቶ ደወልን፣ ከሶስት ሰዓት በኋላ መጡ፣ ያኔ ምን ዋጋ አለው", "am"),
    ],
)
def test_a_sentence_with_a_list_in_it_stays_whole(text: str, language: str) -> None:
    assert cut(text, language) == [text]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Every week they stop my brother here. Every. Week.", ["Every week they stop my brother here. Every. Week."]),
        (
            "He shouted at my mother on the bus. Broad daylight. We walk now.",
            ["He shouted at my mother on the bus. Broad daylight.", "We walk now."],
        ),
        ("The mayor promised a language line in March. When?", ["The mayor promised a language line in March. When?"]),
        ("The buses stop too early at night. More benches.", ["The buses stop too early at night.", "More benches."]),
        ("Clean water. Safe schools. Jobs.", ["Clean water.", "Safe schools.", "Jobs."]),
        ("Ask the tenants about the lights. Her number is [PHONE 1]", ["Ask the tenants about the lights. Her number is [PHONE 1]"]),
        ("The rent is too high for us. This is a big issue.", ["The rent is too high for us. This is a big issue."]),
    ],
)
def test_an_aside_of_a_word_or_two_stays_with_what_it_is_about(text: str, passages: list[str]) -> None:
    assert cut(text) == passages


def test_a_smile_ends_a_sentence() -> None:
    assert cut("Love the market :) but parking is terrible") == ["Love the market :)", "but parking is terrible"]
