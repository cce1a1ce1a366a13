"""The town's files are as its README says."""

from __future__ import annotations

from collections import Counter

import pytest

from demo.play import TOWN
from demo.town.comments import read_comments, read_marks
from demo.town.people import ROUNDS, gather_people
from demo.town.survey import LANGUAGES
from domain.listening import Span


def test_marks_become_spans() -> None:
    text, spans = read_marks("Ask {{PERSON|Ana}} or call {{PHONE|555-0101}}.")
    assert text == "Ask Ana or call 555-0101."
    assert spans == (Span(4, 7, "PERSON"), Span(16, 24, "PHONE"))


def test_there_are_enough_different_comments_in_enough_languages() -> None:
    comments = read_comments()
    assert len({comment.text for comment in comments}) == len(comments) >= 600
    assert len({comment.language for comment in comments}) >= 8
    assert {comment.language for comment in comments} <= set(LANGUAGES)


def test_every_round_is_one_of_ours_and_every_comment_is_somebodys() -> None:
    names = {each.name for each in ROUNDS}
    assert {comment.round for comment in read_comments()} == names
    said = Counter(answer.key for person in gather_people() for answer in person.answers)
    assert set(said.values()) == {1}
    assert len(said) == len(read_comments())


def test_concerns_grow_fade_and_begin_as_told() -> None:
    counts = {
        name: Counter(c for comment in read_comments() if comment.round == name for c in comment.concerns)
        for name in (r.name for r in ROUNDS)
    }
    first, second, third = (counts[each.name] for each in ROUNDS)
    assert third["papers"] > second["papers"] > first["papers"]
    assert first["traffic"] > second["traffic"] > third["traffic"]
    assert first["scams"] == second["scams"] == 0 < third["scams"]
    assert third["interpreter-call"] and third["interpreter-letters"] and not third["interpreter"]


@pytest.mark.parametrize("suffix", [".vtt", ".txt", ".srt", ".docx"])
def test_sessions_come_in_different_formats(suffix: str) -> None:
    assert any(file.suffix == suffix for file in (TOWN / "sessions").iterdir())
