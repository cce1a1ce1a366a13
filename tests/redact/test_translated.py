"""Redaction after translation: what only the translation shows goes too, and what would be held is not kept."""

from __future__ import annotations

from config.settings import Settings
from domain.listening import Translation
from domain.text import RedactedText
from flows.steps.prepare import _redacted_again


def test_a_translation_is_redacted_again_and_dropped_where_it_would_be_held() -> None:
    found = [
        Translation(RedactedText("Call 612-555-0147, says [PERSON 1]."), "en", "an engine"),
        Translation(RedactedText("We are the only Eritrean family at Larkspur School."), "en", "an engine"),
        None,
        Translation(RedactedText("The lights are out."), "en", "an engine"),
    ]
    made = _redacted_again(found, Settings())
    assert [each.text if each else None for each in made] == ["Call [PHONE 1], says [PERSON 1].", None, None, "The lights are out."]
    assert all(each is None or each.made_by == "an engine" for each in made)
