"""What the page for managers says about states is what the fold does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.course import ALLOWED
from domain.recommendations import UpdateState

PAGE = Path(__file__).parents[2] / "docs" / "recommendations.md"
TABLE = PAGE.read_text(encoding="utf-8").partition("## What can follow what")[2].partition("\n## ")[0]
ROWS = {state: following for state, following in re.findall(r"^\| ([a-z ]+) \| ([a-z, ]+) \|$", TABLE, re.M) if state != "after"}


def test_the_table_of_states_names_every_state() -> None:
    assert ROWS.keys() == {each.value for each in UpdateState}


@pytest.mark.parametrize("state", list(UpdateState))
def test_the_table_of_states_is_what_may_follow(state: UpdateState) -> None:
    assert ROWS[state.value].split(", ") == [each.value for each in UpdateState if each in ALLOWED[state]]
