"""A digest in which every field of every shape says something: what all forms of a release are tried with."""

from __future__ import annotations

from dataclasses import replace

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy, ShownShare
from digest.gathering.facts import HeldAgainst
from digest.pages.cards import KindCount, Quote, RaisedRow, RaisedTable, ThemeCard
from digest.pages.digest_page import DigestPage, Tile
from digest.pages.helped import Helped
from digest.pages.tables import (
    HeardTable,
    How,
    IndicatorGroup,
    IndicatorTable,
    IndicatorValue,
    OutcomePoint,
    OutcomeSeries,
    RecommendationRow,
    SaidDone,
    ShownDifference,
    TrainingRow,
    TrainingSide,
    TrainingTable,
    WeightedShare,
)
from digest.telling.build import build_digest
from digest.telling.helped import describe_helped
from digest.telling.wording import Wording
from domain.action import Change
from domain.screen import ScreenTexts
from tests.digest.example import make_full_facts

POLICY = DisclosurePolicy()


def fill_page(code: str = "en") -> DigestPage:
    """The third round of the invented town in one language of the catalogues, with all that a page can hold."""
    texts = load_texts(code)
    wording = Wording(texts)
    page = build_digest(make_full_facts(), texts=texts, policy=POLICY)
    filled = replace(
        page,
        headline="People spoke most about being asked for papers, and about street lights that stay broken.",
        notice=wording.say("page.corrects", n=wording.number(1)),
        themes_note=page.themes_note or wording.count("theme.withheld_more", 1),
        themes=tuple(_fill_card(card, number, wording) for number, card in enumerate(page.themes)),
        tiles=_make_tiles(wording),
        heard=tuple(map(_fill_heard, page.heard)),
        indicators=tuple(_fill_indicator(each, wording) for each in page.indicators),
        trainings=_make_trainings(),
        not_heard=("People who speak Amharic are 6 in 100 residents. How many of them we heard is not shown, to protect them.",),
        recommendations=tuple(map(_fill_row, page.recommendations)),
        outcomes=_make_outcomes(texts),
        said_done=tuple(
            SaidDone(card.anchor, card.title, tuple(f"{link.reference} {link.title}: {link.words}" for link in card.answered_by))
            for card in page.themes
            if card.answered_by
        ),
        how=page.how or (How("how-people", "How people are counted", ("Each person counts once.",)),),
        reviews=("Looked at by two people of the staff on 14 November 2026.",),
        corrected=("“Cars that race past the school” was called “Speeding” in release 1.",),
    )
    return replace(filled, helped=_tell_helped(filled, wording))


def _fill_row(row: RecommendationRow) -> RecommendationRow:
    """A recommendation of which everything is told."""
    return replace(
        row,
        answers=row.answers or "Answers what people said of the street.",
        reply=row.reply or "Partly accepted on May 12, 2026: the money is there for half of it.",
        moved_why=row.moved_why or "Why: the poles came late",
        verified=row.verified or 50,
        waits=row.waits or "Waits for: R-02",
    )


def _tell_helped(page: DigestPage, wording: Wording) -> tuple[Helped, ...]:
    """What people said before and after, of the page's own figures; every recommendation should move the closed question."""
    facts = make_full_facts()
    asked = tuple(each.title for each in facts.indicators)
    recommendations = tuple(replace(each, indicators=asked) for each in facts.recommendations)
    against = {each.id: HeldAgainst((), tuple(() for _ in asked)) for each in facts.earlier_rounds}
    return describe_helped(page, replace(facts, recommendations=recommendations), against=against, wording=wording)


def _make_tiles(wording: Wording) -> tuple[Tile, ...]:
    return (
        Tile("people", wording.count("people.about", 420), "heard in their own words", "how-people", 420),
        Tile("sessions", wording.number(2), "sessions", "heard"),
        Tile("themes", wording.number(7), "themes", "themes"),
    )


def _fill_heard(table: HeardTable) -> HeardTable:
    """With residents and something hidden, so that the last fields speak as well."""
    return replace(
        table, rows=tuple(replace(row, residents=5 * (2 + number)) for number, row in enumerate(table.rows)), is_part_hidden=True
    )


def _fill_indicator(table: IndicatorTable, wording: Wording) -> IndicatorTable:
    rows = tuple(
        replace(
            row, shown=380, top=135 + 20 * number, unscored=25, unscored_words="About 25 people did not say.", mean_tenths=29 + number,
            mean_interval=wording.say("share.interval", low=wording.number(2.8 + number / 10, decimals=1), high=wording.number(3.1, decimals=1)),
        )
        for number, row in enumerate(table.rows)
    )  # fmt: skip
    values = (("Riverside", 120, 60), ("Northgate", 110, 45), ("Harbor", None, None), ("Not told", 30, 15))
    group = IndicatorGroup(
        "Neighbourhood",
        "en",
        tuple(
            IndicatorValue(label, shown, top, _share(top, shown) if shown and top else None, _say_people(shown, wording))
            for label, shown, top in values
        ),
    )
    return replace(
        table,
        rows=rows,
        question="How much do you agree: I feel safe when I walk alone after dark?",
        words=("About 4 in 10 people feel safe. That is about the same as in spring.",),
        change=Change.SAME,
        lowest=1.5,
        highest=4.5,
        groups=(group,),
        weighted=WeightedShare(
            ShownShare(43, 38, 48), 290, ("Neighbourhood",), "Were those who answered made up like the town: 43 in 100."
        ),
    )


def _make_trainings() -> tuple[TrainingTable, ...]:
    before, after = TrainingSide("Before", 60, 20, _share(20, 60)), TrainingSide("After", 60, 35, _share(35, 60))
    withheld = TrainingSide("After", None, None, None)
    return (
        TrainingTable(
            "Interpreters at the front desk",
            "12 June 2026",
            (
                TrainingRow(
                    "Was it easy to get help?",
                    "Everybody",
                    before,
                    after,
                    ShownDifference(25, 10, 38),
                    True,
                    20,
                    10,
                    "More said yes after it.",
                ),
                TrainingRow(
                    "Was it easy to get help?", "Northgate", before, withheld, None, False, None, None, "Not shown: too few people."
                ),
            ),
            ("Those who had it changed by about 20 in 100 more than the others.",),
            "This is no proof of what the training did.",
        ),
    )


def _fill_card(card: ThemeCard, number: int, wording: Wording) -> ThemeCard:
    """The first two cards say everything, the others what they said."""
    if number > 1:
        return card
    return replace(
        card,
        shown=card.shown or 130,
        why=card.why or "People told us that they no longer go out in the evening.",
        reviewed=card.reviewed or "Looked at by staff on 14 November 2026.",
        kinds=card.kinds or _make_counts(wording, concern=95, suggestion=25, praise=None, question=15),
        leanings=card.leanings or _make_counts(wording, more=40, less=15),
        raised_by=card.raised_by or (_make_raised(wording),),
        quotes=card.quotes or QUOTES,
    )


def _make_counts(wording: Wording, **counts: int | None) -> tuple[KindCount, ...]:
    return tuple(KindCount(kind, shown, _say_people(shown, wording)) for kind, shown in counts.items())


def _say_people(shown: int | None, wording: Wording) -> str:
    return wording.say("people.hidden") if shown is None else wording.count("people.about", shown)


def _make_raised(wording: Wording) -> RaisedTable:
    shares = (("Riverside", 55, 130, "above"), ("Northgate", 25, 120, "alike"), ("Old Mill", 10, 95, "below"), ("Harbor", None, None, ""))
    rows = tuple(
        RaisedRow(
            label,
            raised,
            heard,
            None if raised is None or heard is None else _share(raised, heard),
            standing,
            _say_people(raised, wording),
        )
        for label, raised, heard, standing in shares
    )
    return RaisedTable("Neighbourhood", "en", ShownShare(31, 27, 36), rows)


def _share(part: int, whole: int) -> ShownShare:
    value = round(100 * part / whole)
    return ShownShare(value, max(value - 6, 0), min(value + 7, 100))


def _make_outcomes(texts: ScreenTexts) -> tuple[OutcomeSeries, ...]:
    """A series as a whole, and the same of one place and category."""
    whole = _make_series((("Autumn 2025", 45.0), ("Spring 2026", 50.0), ("Autumn 2026", 60.0)), Wording(texts))
    part = _make_series((("Autumn 2025", 20.0), ("Spring 2026", None), ("Autumn 2026", 25.0)), Wording(texts))
    return replace(whole, note="Nobody can tell from this what caused it."), replace(part, place="Riverside", category="Upheld")


def _make_series(points: tuple[tuple[str, float | None], ...], wording: Wording) -> OutcomeSeries:
    shown = tuple(
        OutcomePoint(when, value, _say_people(None if value is None else int(value), wording), None if value is None else int(value))
        for when, value in points
    )
    return OutcomeSeries(
        "Complaints about conduct", "complaints", "Office of professional standards", "", shown, kind="rate", language="en"
    )


QUOTES = (
    Quote(
        ("Van seis meses sin luz en la parada,", "y mi hija vuelve sola."),
        "es",
        "ltr",
        "Six months without light at the stop, and my daughter comes home alone.",
        "Machine translation (Apertium), rough",
        "central",
        "What many said",
    ),
    Quote(
        ("الشارع عندنا مضاء جيدًا ولا نخاف.",),
        "ar",
        "rtl",
        "Our street is well lit and we are not afraid.",
        "Translated by a person",
        "disagrees",
        "Somebody who disagrees",
    ),
    Quote(("መብራቱ ለወራት ጠፍቷል።",), "am", "ltr", "The light has been out for months.", "Translated by a person", "central", "What many said"),
    Quote(
        ("路灯坏了好几个月。",),
        "zh",
        "ltr",
        "The street lights have been broken for months.",
        "Translated by a person",
        "central",
        "What many said",
    ),
)
