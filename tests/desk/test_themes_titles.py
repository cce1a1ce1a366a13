"""Titles that staff give: short, nobody's name, and not another theme's; checked with the real redactor."""

from __future__ import annotations

import pytest

from config.packs import load_packs
from desk.theme_titles import check_title, count_words, refuse_taken
from domain.errors import WrongUse
from nlp.redact import Redactor, open_redactor
from tests.desk.theme_town import LAMPS, NOISE, title


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return open_redactor(load_packs(("en", "es", "zh")))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Broken lights on Mill Road", "en"),
        ("  Trust   in the police ", "en"),
        ("Bus route 22 is late", "en"),
        ("Miedo a la policía", "es"),
        ("夜间照明", "zh"),
    ],
)
def test_titles_that_people_would_give_are_taken(redactor: Redactor, said: str, language: str) -> None:
    assert check_title(said, redactor, language).words == " ".join(said.split())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mrs Garcia and the lights", "holds person"),
        ("Officer Miller stops us", "holds officer"),
        ("Call 555-123-4567 at night", "holds phone"),
        ("Ask ana.lopez@example.org about it", "holds email"),
    ],
)
def test_a_title_that_names_somebody_is_refused_without_its_words(redactor: Redactor, said: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told) as caught:
        check_title(said, redactor, "en")
    assert not {"Garcia", "Miller", "555", "ana"} & set(str(caught.value).replace(".", " ").split())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Lights", "1 word"),
        ("", "0 words"),
        ("—— ——", "0 words"),
        ("one two three four five six seven", "7 words"),
        ("照明", "1 word"),
        ("wide\u202etitle here", "does not show"),
        ("lights " + "a" * 80, "87 letters"),
    ],
)
def test_a_title_that_nobody_could_read_is_refused(redactor: Redactor, said: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        check_title(said, redactor, "en")


def test_words_are_counted_as_each_script_counts_them() -> None:
    counts = {"Bus stops": 2, "夜间照明": 2, "公交车站的照明": 4, "الخوف من الشرطة": 3, "ไฟถนนที่ป้ายรถเมล์": 4, "A – B": 2, "WC 公园": 2}
    assert {each: count_words(each) for each in counts} == counts


def test_a_title_that_another_theme_has_is_refused_in_whatever_order_and_case() -> None:
    with pytest.raises(WrongUse, match=LAMPS.id):
        refuse_taken(title("lamps, DARK"), [LAMPS, NOISE])
    refuse_taken(title("lamps, DARK"), [LAMPS, NOISE], LAMPS.id)
    refuse_taken(title("Dark lamps at stops"), [LAMPS, NOISE])
