"""The digest shows closed questions, trainings and other records, in every language, and what others wrote is inert."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from config.screen_texts import load_texts
from digest.counting.indicators import IndicatorFacts, IndicatorPoint, IndicatorSplit, SplitValue, Weighted
from digest.counting.outcomes import SpanKind, count_outcome, list_spans
from digest.counting.trainings import PairCount, SideCount, TrainingCount, TrainingFacts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.rendering.amounts import fit_amounts, lay_out
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from domain.action import Change
from domain.ids import OutcomeId
from domain.outcomes import Outcome, OutcomeKind, OutcomeValue
from tests.digest.example import ROUNDS, make_facts

HOSTILE = '"><script>alert(1)</script>\u202e=1+1'
SPLIT = IndicatorSplit("Neighbourhood", (SplitValue("Harbor", 90, 40), SplitValue("Old Mill", 90, 31)))
POINTS = tuple(
    IndicatorPoint(each.id, 180, 71 - 15 * place, 3.2, 23, (3.0, 3.4), splits=(SPLIT,)) for place, each in enumerate(ROUNDS[::-1])
)[::-1]
COUNT = TrainingCount(0, "Trust", SideCount(ROUNDS[1].id, 180, 56), SideCount(ROUNDS[2].id, 180, 71), PairCount(0, 0, 0, 0, 0))


def build(code: str, place: str = "Harbor") -> DigestPage:
    values = tuple(OutcomeValue(date(2026, month, 1), where, "", 20 + month) for month in (1, 4, 7) for where in (place, "Old Mill"))
    outcome = Outcome(
        OutcomeId("o"), "o", "Complaints", "complaints", OutcomeKind.COUNT, "Board", datetime(2026, 11, 1, tzinfo=UTC), values
    )
    spans = list_spans(SpanKind.QUARTER, ROUNDS, [outcome], until=date(2026, 10, 31))
    facts = make_facts(
        indicators=(IndicatorFacts("Trust", 1, 5, POINTS, "Do you trust?", Change.MORE, weighted=Weighted(0.4, 160, ("Neighbourhood",))),),
        trainings=(TrainingFacts("Workshop", date(2026, 6, 12), date(2026, 6, 12), (COUNT,)),),
        outcomes=(count_outcome(outcome, spans),),
    )
    return build_digest(facts, texts=load_texts(code), policy=DisclosurePolicy())


@pytest.mark.parametrize("code", ["en", "es", "fr", "ar"])
def test_all_three_parts_stand_on_the_page(code: str) -> None:
    page = build(code)
    html = render_digest(page, load_texts(code))
    for anchor in ("indicators", "trainings", "outcomes"):
        assert f'<section id="{anchor}"' in html and f'href="#{anchor}"' in html
    assert page.indicators[0].words[1] in html
    assert page.trainings[0].note in html and page.outcomes[0].note in html
    assert not re.search(r"\{[a-z]+\}", html[html.index('<section id="indicators"') :])  # every phrase is filled


def test_what_others_wrote_is_shown_literally() -> None:
    html = render_digest(build("en", HOSTILE), load_texts("en"))
    assert "<script>" not in html and "\u202e" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_each_picture_has_its_words_and_each_series_its_table() -> None:
    page = build("en")
    html = render_digest(page, load_texts("en"))
    part = html[html.index('<section id="outcomes"') : html.index('<section id="recommendations"')]
    assert part.count("<svg") == part.count("<title>") == 4  # three spans and the axis
    for point in page.outcomes[1].points:
        assert point.words in part


def test_an_axis_begins_at_zero_and_holds_every_value() -> None:
    (laid,) = lay_out(build("en").outcomes)
    assert [each.place for each in laid.parts] == ["Harbor", "Old Mill"]
    scale = fit_amounts(laid.whole, is_mirrored=False)
    highest = max(point.value for point in laid.whole.points if point.value is not None)
    assert scale.ticks[0] == 0 and scale.ticks[-1] >= highest and len(scale.ticks) <= 6
    assert scale.x(0) == "0%" and fit_amounts(laid.whole, is_mirrored=True).x(0) == "100%"
