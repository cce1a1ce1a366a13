"""How people were asked stands beside the figures, and a question that changed is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from tests.digest.example import make_facts

ASKED = "How safe do you feel <b>after dark</b>?"


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_the_question_stands_with_its_figures_and_as_text(language: str) -> None:
    facts = make_facts()
    indicators = tuple(replace(each, question=ASKED) for each in facts.indicators)
    texts = load_texts(language)
    html = render_digest(build_digest(replace(facts, indicators=indicators), texts=texts, policy=DisclosurePolicy()), texts)
    assert "How safe do you feel &lt;b&gt;after dark&lt;/b&gt;?" in html
    assert "<b>after dark" not in html


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_a_question_that_changed_is_told_in_the_method(language: str) -> None:
    texts = load_texts(language)
    facts = make_facts()
    without = build_digest(facts, texts=texts, policy=DisclosurePolicy())
    page = build_digest(replace(facts, held_questions=("Where do you live?",)), texts=texts, policy=DisclosurePolicy())
    assert [line for line in page.method if "Where do you live?" in line]
    assert len(page.method) == len(without.method) + 1
