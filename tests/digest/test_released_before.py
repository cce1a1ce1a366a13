"""Releases that were frozen before pages told of sub-themes and how solid themes are: they load, render and keep their hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import PartHeard
from digest.pages.digest_page import DigestPage, Made
from digest.pages.write import hash_page, to_json
from digest.rendering.render import keep_whole, render_digest
from digest.telling.build import build_digest
from domain.ids import ThemeId
from domain.themes import Solidity
from tests.digest.example import THEMES, make_facts

ENGLISH = load_texts("en")
BEFORE = Path(__file__).parent / "released" / "page.json"  # of the example, as the first version of these pages froze it
HASH_BEFORE = "d273837b82305f99e9be255037fd7573d25c66fee097e6a1d9d6c23fbe1bea38"


def load(content: str) -> DigestPage:
    return TypeAdapter(DigestPage).validate_python(json.loads(content) | {"made": {"number": "Release 1", "at": "Written then"}})


def test_a_release_from_before_renders_and_keeps_its_hash() -> None:
    page = load(BEFORE.read_text(encoding="utf-8"))
    assert hash_page(page) == HASH_BEFORE
    assert [each.parts for each in page.themes] == [()] * len(page.themes)
    shown = render_digest(page, ENGLISH)
    assert all(each.title in shown for each in page.themes)


def test_a_release_of_today_comes_back_as_it_was_frozen() -> None:
    facts = make_facts(
        parts=(PartHeard(THEMES[0].id, ThemeId("part-1"), "At stops", 40),),
        solidity={THEMES[0].id: Solidity.SOLID, THEMES[1].id: Solidity.TENTATIVE},
        same_words={THEMES[0].id: 40},
        hid=frozenset({THEMES[4].id}),
    )
    page = build_digest(facts, texts=ENGLISH, policy=DisclosurePolicy())
    assert load(to_json(page)) == replace(page, made=Made("Release 1", "Written then"))


def test_what_a_page_says_beside_the_counts_is_part_of_its_hash() -> None:
    pages = [
        build_digest(make_facts(solidity=solidity), texts=ENGLISH, policy=DisclosurePolicy())
        for solidity in ({}, {THEMES[0].id: Solidity.SOLID}, {THEMES[0].id: Solidity.FAIR})
    ]
    assert len({hash_page(each) for each in pages}) == 3


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Late: R-01, R-07.", 'Late: <span class="whole">R-01</span>, <span class="whole">R-07</span>.'),
        ("المتأخر: R-01 وR-07.", 'المتأخر: <span class="whole">R-01</span> و<span class="whole">R-07</span>.'),
        ("xR-01 R-012", "xR-01 R-012"),
        ("<b> R-010 & R-01", '&lt;b&gt; R-010 &amp; <span class="whole">R-01</span>'),
    ],
)
def test_references_in_a_sentence_do_not_break_at_their_hyphen(line: str, shown: str) -> None:
    assert str(keep_whole(line, ["R-01", "R-07"])) == shown
