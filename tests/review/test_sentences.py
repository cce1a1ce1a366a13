"""Sentences of staff: what is taken, and what is refused without being repeated."""

from __future__ import annotations

import pytest

from config.screen_texts import load_texts
from config.settings import FILE_NAME, load_settings
from desk.sentences import LONGEST, check_sentence
from digest.rendering.render import render_digest
from domain.errors import WrongUse
from flows.steps.redaction import redactor_of
from nlp.redact import Redactor
from tests.review.town import LAMPS as TITLE
from tests.review.town import SETTINGS, Town, theme_id


@pytest.fixture(scope="module")
def redactor(tmp_path_factory: pytest.TempPathFactory) -> Redactor:
    folder = tmp_path_factory.mktemp("sentences")
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    return redactor_of(load_settings(folder / FILE_NAME))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Where the lamps are out, people stop walking to the bus after dark."),
        ("es", "Sin luz nadie espera el autobús de noche."),
        ("ar", "من لا يرى الطريق لا يمشي فيه."),
        ("en", "A <b>bold</b> claim & an = sign."),
    ],
)
def test_a_sentence_is_kept_as_it_was_written(redactor: Redactor, code: str, words: str) -> None:
    assert check_sentence(f"  {words}\n ", redactor, code).words == words


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "says nothing"),
        (" \n ", "says nothing"),
        ("…!?", "says nothing"),
        ("a" * 2000, "2,000 letters"),
        ("Nobody\u202e waits there.", "does not show"),
        ("Nobody \u2066waits\u2069 there.", "does not show"),
        ("Nobody\u0007 waits there.", "does not show"),
        ("Call 312-555-0147 about it.", "may point to a person"),
        ("Maria Delgado told us so.", "may point to a person"),
    ],
)
def test_a_sentence_that_says_nothing_hides_something_or_points_to_somebody_is_refused(redactor: Redactor, said: str, why: str) -> None:
    with pytest.raises(WrongUse, match=why) as caught:
        check_sentence(said, redactor, "en")
    assert not any(word in str(caught.value) for word in ("Delgado", "0147", "Nobody"))


def test_the_longest_sentence_is_taken(redactor: Redactor) -> None:
    words = ("light " * LONGEST)[:LONGEST].strip()
    assert check_sentence(words, redactor, "en").words == words


def test_markup_in_a_sentence_is_shown_and_does_nothing(town: Town, redactor: Redactor) -> None:
    from desk.review import say_headline, say_why

    words = "<script>alert(1)</script> <b>bold</b> =cmd & more"
    checked = check_sentence(words.replace("(1)", "()"), redactor, "en")
    say_why(town.store, town.terms, town.round, theme_id(TITLE), checked, actor="Ana")
    say_headline(town.store, town.terms, town.round, checked, actor="Ana")
    shown = render_digest(town.prepare().page, load_texts("en"))
    assert shown.count("&lt;script&gt;alert()&lt;/script&gt;") >= 2
    assert "<script>alert" not in shown and "<b>bold" not in shown
