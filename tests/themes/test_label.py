from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import PassageId
from nlp.embed import Encoder, centre_by_language
from nlp.themes import PassageToTheme
from nlp.themes.label import Label, label_themes, quotes_a_passage
from nlp.themes.names.term import Wording
from nlp.themes.words import are_alike, find_phrases, split_words

STOP = frozenset(
    [
        "the",
        "a",
        "is",
        "are",
        "in",
        "at",
        "of",
        "and",
        "to",
        "on",
        "we",
        "our",
        "no",
        "not",
        "very",
        "too",
        "el",
        "la",
        "los",
        "las",
        "de",
        "en",
        "un",
        "una",
        "es",
        "son",
        "و",
        "في",
        "من",
        "على",
        "的",
        "了",
        "很",
        "在",
        "是",
    ]
)


def passages(texts: list[str], language: str = "en", translations: list[str] | None = None) -> list[PassageToTheme]:
    translated = translations or [None] * len(texts)
    return [
        PassageToTheme(PassageId(f"{language}-{number}-{hash(text)}"), text, language, other)
        for number, (text, other) in enumerate(zip(texts, translated, strict=True))
    ]


def name(*themes: list[PassageToTheme], language: str = "en", kept: dict[int, str] | None = None) -> list[Label]:
    return label_themes(themes, [], language=language, wording=Wording(STOP), kept=kept or {})


LIGHTS = ["The street lights are broken", "Street lights in the park are off", "We need street lights and a safe path"]
BUSES = ["The evening bus is late", "No evening bus on the weekend", "An evening bus to the hospital would help"]


def test_a_title_says_what_several_people_named() -> None:
    lights, buses = name(passages(LIGHTS), passages(BUSES))
    assert "street lights" in lights.title.casefold()
    assert "evening bus" in buses.title.casefold()
    assert lights.description.startswith("People spoke of street lights")


def test_a_translation_names_a_theme_in_the_language_of_the_digest() -> None:
    spanish = passages(["Las farolas están rotas", "Faltan farolas en el parque", "Queremos farolas"], "es", LIGHTS)
    (label,) = name([*spanish, *passages(["Calle oscura"], "es")])
    assert "street lights" in label.title.casefold()
    assert "farolas" not in (label.title + label.description + " ".join(label.keywords)).casefold()


@pytest.mark.parametrize(
    ("language", "texts", "word"),
    [
        ("es", ["Faltan autobuses nocturnos", "Los autobuses nocturnos son caros", "Más autobuses nocturnos"], "autobuses nocturnos"),
        ("ar", ["إنارة الشوارع في الحي ضعيفة", "نريد إنارة الشوارع", "إنارة الشوارع معطلة"], "إنارة الشوارع"),
        ("zh", ["路灯坏了", "公园的路灯很暗", "我们需要路灯"], "路灯"),
        ("so", ["Nalalka waddada ma shaqeeyaan", "Nalalka waddada waa jabeen", "Waxaan rabnaa nalalka waddada"], "nalalka waddada"),
    ],
)
def test_without_translations_a_title_is_in_the_theme_s_own_language(language: str, texts: list[str], word: str) -> None:
    (label,) = name(passages(texts, language))
    assert word in label.title.casefold()


def test_two_themes_of_the_same_words_have_two_titles() -> None:
    labels = name(passages(LIGHTS), passages([text + " now" for text in LIGHTS]), passages(LIGHTS))
    assert len({label.title for label in labels}) == 3


def test_a_living_title_is_kept_and_no_other_theme_takes_it() -> None:
    first, second = name(passages(LIGHTS), passages(LIGHTS), kept={0: "Street lights and safe path"})
    assert first.title == "Street lights and safe path"
    assert second.title != first.title


@pytest.mark.parametrize("mark", ["[PERSON]", "<PHONE>", "{EMAIL}", "STREET_ADDRESS", "PERSON", "[NAME 1]"])
def test_what_redaction_left_never_names_a_theme(mark: str) -> None:
    (label,) = name(passages([f"{mark} said that the street lights are broken {mark}" for _ in range(5)]))
    said = (label.title + label.description + " ".join(label.keywords)).casefold()
    assert not any(part in said for part in ("person", "phone", "email", "address", "name"))
    assert "street lights" in said


def test_words_of_one_person_alone_are_not_taken_while_others_share_some() -> None:
    (label,) = name(passages([*LIGHTS, *BUSES, "My cousin the beekeeper lost his zeppelin licence"]))
    assert "zeppelin" not in (label.title + " ".join(label.keywords)).casefold()


def test_a_description_that_would_quote_is_shortened() -> None:
    text = "evening bus street lights safe path river park"
    (label,) = name(passages([text] * 5))
    assert label.title
    assert not quotes_a_passage(label.description, [text])


def test_words_that_differ_in_their_ending_are_alike() -> None:
    assert are_alike("tax", "taxes")
    assert are_alike("vote", "voting")
    assert are_alike("homeless", "homelessness")
    assert not are_alike("city", "citizen")
    assert not are_alike("bus", "rent")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_cuts_into_words_and_phrases_of_its_own(text: str) -> None:
    words = {word for run in split_words(text) for word in run}
    assert all(word in text for word in words)
    for phrase in find_phrases(text, STOP):
        assert not {phrase.split()[0].casefold(), phrase.split()[-1].casefold()} & STOP
        assert all(any(part in word for word in words) for part in phrase.split())


def said_by(person: str, texts: list[str]) -> list[PassageToTheme]:
    return [PassageToTheme(PassageId(f"{person}-{number}"), text, "en", None, person) for number, text in enumerate(texts)]


def all_words(label: Label) -> str:
    return " ".join([label.title, label.description, *label.keywords]).casefold()


def test_what_one_person_said_over_and_over_names_no_theme() -> None:
    """Redaction misses some names; one that only one or two people used must not get onto a page."""
    many = said_by("a", ["Ask Brannigan at the desk"] * 6) + said_by("b", ["Brannigan at the desk again"] * 3)
    (label,) = name([*many, *said_by("c", ["The desk opens late"]), *said_by("d", ["Nobody at the desk"])])
    assert "brannigan" not in all_words(label)
    assert "desk" in all_words(label)


def test_a_theme_without_shared_words_waits_for_a_person_to_name_it() -> None:
    first, second = name(said_by("a", ["Brannigan Quillfeather"]), said_by("b", ["Vornask Tirrelby"]))
    assert {first.title, second.title} == {"Not yet named", "Not yet named (2)"}
    assert not first.keywords
    assert not second.keywords


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["brannigan", "vornask", "quillfeather"])), min_size=1, max_size=20))
def test_an_unusual_word_is_shown_only_when_three_people_used_it(said: list[tuple[int, str]]) -> None:
    passages_ = [PassageToTheme(PassageId(str(n)), f"{word} and the bus", "en", None, str(who)) for n, (who, word) in enumerate(said)]
    (label,) = name(passages_)
    for word in {word for _, word in said}:
        if len({who for who, each in said if each == word}) < 3:
            assert word not in all_words(label)


def test_a_community_is_never_the_title_of_what_is_complained_of() -> None:
    texts = [
        "Somali families make noise at night",
        "The noise of Somali families",
        "Noise at night from Somali families",
        "Somali families and noise",
    ]
    (label,) = name(passages(texts))
    assert "somali" not in label.title.casefold()
    assert "famil" not in label.title.casefold()
    assert "noise" in label.title.casefold()
    assert "Somali" not in label.description


def test_a_theme_that_speaks_of_nothing_but_a_people_waits_for_a_person() -> None:
    (label,) = name(passages([f"Somali families {ending}" for ending in ("", "!", "?", "...")]))
    assert label.title == "Not yet named"


def test_a_sub_theme_says_something_else_than_its_theme_and_its_siblings() -> None:
    bulbs = [f"{start} street lights need new bulbs." for start in ("Our", "The", "Those", "Many", "All")]
    paths = [f"{start} street lights along the river path." for start in ("Our", "The", "Those", "Many", "All")]
    themes = [passages(bulbs + paths), passages(bulbs), passages(paths)]
    labels = label_themes(themes, [], language="en", wording=Wording(STOP), kept={}, parents=[None, 0, 0])
    titles = [label.title.casefold() for label in labels]
    assert len(set(titles)) == 3
    assert "bulbs" in titles[1]
    assert "river path" in titles[2]
    assert "mostly about" in labels[0].description


def test_a_phrase_of_one_in_the_theme_is_taken_when_three_of_all_used_it() -> None:
    rare = said_by("a", ["The zeppelin hangar is loud"]) + said_by("b", ["Awful place"]) + said_by("c", ["Terrible, simply"])
    others = said_by("d", ["A zeppelin hangar, really"]) + said_by("e", ["Near the zeppelin hangar"])
    alone, _ = name(rare, LONG_BUSES)
    assert "zeppelin" not in all_words(alone)
    shared, _ = name(rare, [*LONG_BUSES, *others])
    assert "zeppelin hangar" in shared.title.casefold()


LONG_BUSES = passages([f"The evening bus was late {day}" for day in ("today", "yesterday", "again", "twice", "on Monday", "in March") * 3])


def test_a_translation_into_another_language_than_asked_for_names_nothing() -> None:
    texts = [
        "Las farolas de la calle están rotas",
        "Faltan farolas en la calle",
        "Queremos farolas en toda la calle",
        "Sin farolas no salgo",
    ]
    spanish = passages(
        texts, "es", ["The street lights are broken here", "There are no street lights here", "We want street lights", "No lights, no walk"]
    )
    (label,) = label_themes([spanish], [], language="fr", wording=Wording({"es": STOP, "fr": STOP, "en": STOP}), kept={})
    assert "light" not in all_words(label)
    assert "farolas" in label.title.casefold()


def test_the_order_of_themes_and_passages_changes_no_title() -> None:
    forward = name(passages(LIGHTS), passages(BUSES))
    backward = name(passages(BUSES[::-1]), passages(LIGHTS[::-1]))
    assert forward == backward[::-1]


def test_stop_words_of_one_language_are_words_of_another() -> None:
    texts = ["Car parks are full", "The car park fills early", "No car park near work"]
    wording = Wording({"fr": frozenset({"car"}), "en": STOP})
    (label,) = label_themes([passages(texts)], [], language="en", wording=wording, kept={})
    assert "car park" in label.title.casefold()


def test_phrases_near_the_middle_of_a_theme_come_first(encoder: Encoder) -> None:
    """Both phrases are as common; the vectors say which one the theme is about."""
    starts = ("Broken", "Dark", "Old", "Dim")
    lights = [f"{start} street lights beside purple bananas" for start in starts]
    lights += [
        "At night it is dark without lamps",
        "A lamp went out",
        "I cannot see the path in the dark",
        "Walks without light are unsafe",
    ]
    themes = [passages(lights), passages(BUSES), passages([f"{start} school lunches taste of cardboard" for start in starts])]
    vectors = centre_by_language(encoder.encode([each.text for theme in themes for each in theme]), ["en"] * sum(map(len, themes)))
    parts = np.split(vectors, np.cumsum([len(theme) for theme in themes])[:-1])
    labels = label_themes(themes, [], language="en", wording=Wording(STOP, embed=encoder.encode), kept={}, vectors=parts)
    assert labels[0].title.casefold().startswith("street lights")
