from __future__ import annotations

import re
from dataclasses import replace

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from domain.kinds import Kind, KindsHeard, Leaning
from tests.digest.example import make_facts


def make_page(heard: KindsHeard) -> DigestPage:
    facts = make_facts()
    return build_digest(
        replace(facts, kinds={each.theme_id: heard for each in facts.findings}), texts=load_texts("en"), policy=DisclosurePolicy()
    )


def read_kinds(page: DigestPage) -> list[str]:
    """The lists of kinds of the first card, as they read."""
    html = render_digest(page, load_texts("en"))
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in re.findall(r'<dl class="kinds">.*?</dl>', html, re.DOTALL)]


def hear(page_people: int, leaning: int, **kinds: int) -> KindsHeard:
    return KindsHeard(page_people, {kind: kinds.get(kind.value, 0) for kind in Kind}, {Leaning.MORE: leaning, Leaning.LESS: leaning})


def test_a_card_says_each_kind_and_what_is_not_shown() -> None:
    page = make_page(hear(130, 15, concern=90, suggestion=60, praise=3))
    first = page.themes[0]
    assert {row.kind: row.shown for row in first.kinds} == {
        "concern": 90,
        "suggestion": 60,
        "praise": None,
        "question": None,
        "unclear": None,
    }
    assert {row.kind: row.shown for row in first.leanings} == {"more": 15, "less": 15}
    assert "about 90 people" in read_kinds(page)[0] and "about 15 people" in read_kinds(page)[1]


def test_what_most_said_is_not_said_of_what_few_said() -> None:
    page = make_page(hear(10_000, 0, concern=10_000, suggestion=20))
    kinds = read_kinds(page)[0]
    assert kinds.count("most of them") == 1 and kinds.count("Not shown") == 1
    assert kinds.index("most of them") < kinds.index("praise")


def test_no_exact_count_of_a_kind_is_on_the_page() -> None:
    html = render_digest(make_page(hear(60, 13, concern=41, suggestion=33, praise=7, question=2)), load_texts("en"))
    cards = " ".join(re.findall(r'<dl class="kinds">.*?</dl>', html, re.DOTALL))
    assert not re.search(r"\b(41|33|7|2|13)\b", re.sub(r"<[^>]+>", " ", cards))


def test_a_page_says_how_kinds_are_told_only_where_it_shows_them() -> None:
    facts = make_facts()
    without = build_digest(facts, texts=load_texts("en"), policy=DisclosurePolicy())
    assert not any(card.kinds or card.leanings for card in without.themes)
    assert "how-kinds" not in {each.anchor for each in without.how}
    assert "how-kinds" in {each.anchor for each in make_page(hear(40, 15, concern=25, suggestion=20)).how}
