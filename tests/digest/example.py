"""An invented town with three rounds: the facts that the tests of the pages stand on."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from functools import cache

from digest.counting.findings import Voice, count_findings
from digest.gathering.facts import DigestFacts, GroupHeard, IndicatorFacts, IndicatorPoint, PartHeard
from digest.pages.digest_page import DigestPage
from domain.action import Finding
from domain.course import JUDGED
from domain.ids import (
    MilestoneId,
    PassageId,
    PersonId,
    RecommendationId,
    RoundId,
    RunId,
    SessionId,
    SourceId,
    ThemeId,
    UpdateId,
)
from domain.listening import Round, Session
from domain.receipt import Receipt
from domain.recommendations import Milestone, Recommendation, Role, StatusUpdate, ThemeLink, UpdateState
from domain.themes import MadeBy, Solidity, Theme

RUN = RunId("run-1")
ROUNDS = (
    Round(RoundId("round-1"), "autumn-2025", "Autumn 2025", date(2025, 10, 1), date(2025, 10, 31)),
    Round(RoundId("round-2"), "spring-2026", "Spring 2026", date(2026, 4, 1), date(2026, 4, 30)),
    Round(RoundId("round-3"), "autumn-2026", "Autumn 2026", date(2026, 10, 1), date(2026, 10, 31)),
)
TODAY = date(2026, 11, 15)
_THEMES = {  # title: description, share of people in each round
    "Being asked for papers": ("Police ask for papers or status at stops and at the door.", (0.10, 0.17, 0.31)),
    "Street lights that stay broken": ("Dark paths and bus stops where the lights have been out for months.", (0.21, 0.22, 0.21)),
    "Nobody speaks my language on the phone": ("Calls to 911 and to the front desk end without an interpreter.", (0.19, 0.20, 0.18)),
    "Letters that promise papers for money": ("False lawyers write and call, and ask for money.", (0.0, 0.0, 0.13)),
    "Nothing for young people in the evening": ("A youth centre, sport and somewhere warm to be.", (0.16, 0.15, 0.14)),
    "Afraid to report a crime": ("People fear what happens to them when they call for help.", (0.12, 0.12, 0.13)),
    "Cars that race past the school": ("Speeding near the school and on Mill Road.", (0.26, 0.12, 0.05)),
    "Complaints that nobody answers": ("People complained about an officer and never heard back.", (0.10, 0.11, 0.11)),
    "A theme of few": ("Raised by a handful.", (0.02, 0.02, 0.012)),
}
THEMES = tuple(
    Theme(ThemeId(f"theme-{number}"), title, description, (), ROUNDS[0].id, approved_by="staff" if number != 3 else "")
    for number, (title, (description, _)) in enumerate(_THEMES.items())
)
SESSIONS = tuple(
    Session(SessionId(f"session-{number}"), ROUNDS[number // 2].id, SourceId("source-1"), f"session-{number}", title, held_on)
    for number, (title, held_on) in enumerate(
        {
            "Riverside library": date(2025, 10, 14),
            "Northgate church hall": date(2025, 10, 21),
            "Old Mill school": date(2026, 4, 9),
            "Cedar Heights mosque": date(2026, 4, 16),
            "Riverside market": date(2026, 10, 8),
            "Northgate walk-in": date(2026, 10, 15),
        }.items()
    )
)


def make_voices(*, people: int = 420, seed: int = 7) -> list[Voice]:
    """`people` a round; each raises the themes by their shares, and some raise none."""
    chance, voices = random.Random(seed), []
    for number, each in enumerate(ROUNDS):
        for person in range(people):
            session = SESSIONS[2 * number + person % 2].id if person % 5 == 0 else None
            raised = [theme.id for theme, (_, shares) in zip(THEMES, _THEMES.values(), strict=True) if chance.random() < shares[number]]
            for theme_id in raised or (None,):
                passage = PassageId(f"passage-{number}-{person}-{theme_id}")
                voices.append(Voice(PersonId(f"person-{number}-{person}"), session, each.id, passage, theme_id))
    return voices


def _update(number: int, on: date, state: UpdateState, note: str, evidence: str = "") -> StatusUpdate:
    role = Role.BOARD if state in JUDGED else Role.STAFF
    own_id = RecommendationId(f"recommendation-{number}")
    return StatusUpdate(UpdateId(f"update-{number}-{on}"), own_id, on, state, note, evidence, role=role)


def _step(number: int, title: str, first: date, due: date, done: date | None = None) -> Milestone:
    return Milestone(MilestoneId(f"milestone-{number}-{title}"), RecommendationId(f"recommendation-{number}"), title, first, due, done)


def make_recommendations() -> tuple[Recommendation, ...]:
    """Late, moved twice, due soon, on time, verified, reported done, withdrawn, without a date."""
    asked = (
        (1, "Mend the street lights within two weeks of a report", "Public Works", date(2025, 12, 4), date(2026, 10, 5), 1, MadeBy.PERSON),
        (2, "Put speed bumps on Mill Road", "Public Works", date(2025, 12, 4), date(2026, 3, 1), 6, MadeBy.PERSON),
        (3, "Open a telephone line with interpreters", "City Manager's Office", date(2026, 5, 7), date(2026, 12, 1), 2, MadeBy.MODEL),
        (
            4,
            "Publish what became of each complaint",
            "Police Department, Field Services",
            date(2026, 5, 7),
            date(2027, 3, 1),
            7,
            MadeBy.PERSON,
        ),
        (
            5,
            "Tell officers in writing when papers may be asked for",
            "Police Department",
            date(2026, 5, 7),
            date(2026, 9, 1),
            0,
            MadeBy.PERSON,
        ),
        (6, "Keep the school hall open three evenings a week", "Parks and Recreation", date(2025, 12, 4), None, 4, MadeBy.MODEL),
        (7, "Buy body cameras with sound", "Police Department", date(2025, 12, 4), None, 7, MadeBy.MODEL),
    )
    steps = {
        1: (
            _step(1, "Crews hired", date(2026, 5, 1), date(2026, 8, 15)),
            _step(1, "First district done", date(2026, 3, 1), date(2026, 6, 15), date(2026, 6, 20)),
        ),
        2: (_step(2, "Bumps laid", date(2026, 2, 10), date(2026, 2, 10), date(2026, 2, 12)),),
        3: (_step(3, "Contract signed", date(2026, 8, 1), date(2026, 8, 1), date(2026, 7, 28)),),
    }
    updates = {
        1: (
            _update(1, date(2026, 1, 15), UpdateState.RESPONDED, "Agreed; a second crew is needed."),
            _update(1, date(2026, 9, 3), UpdateState.IN_PROGRESS, "Poles for the second district are on order.", "Purchase order 118"),
        ),
        2: (
            _update(2, date(2026, 2, 12), UpdateState.REPORTED_DONE, "Four bumps laid."),
            _update(2, date(2026, 3, 20), UpdateState.VERIFIED, "Two board members walked the road.", "Photographs of 20 March"),
        ),
        3: (_update(3, date(2026, 8, 2), UpdateState.PLANNED, "The line opens on 1 December."),),
        5: (_update(5, date(2026, 8, 30), UpdateState.REPORTED_DONE, "A notice was posted in each station."),),
        7: (
            _update(
                7, date(2026, 1, 20), UpdateState.WITHDRAWN, "The board took this back: people had asked for answers, not for cameras."
            ),
        ),
    }
    return tuple(
        Recommendation(
            RecommendationId(f"recommendation-{number}"),
            f"R-{number:02}",
            title,
            "",
            owner,
            issued_on,
            due_on,
            links=(ThemeLink(THEMES[theme].id, made_by, 0.8),),
            milestones=steps.get(number, ()),
            updates=updates.get(number, ()),
        )
        for number, title, owner, issued_on, due_on, theme, made_by in asked
    )


@cache
def count_all() -> tuple[tuple[Finding, ...], ...]:
    """The findings of each round, all of one run."""
    voices = make_voices()
    return tuple(
        count_findings(voices, round_id=each.id, previous_round_id=ROUNDS[number - 1].id if number else None, run_id=RUN)
        for number, each in enumerate(ROUNDS)
    )


def make_facts(**changed: object) -> DigestFacts:
    """The facts of the third round; `changed` replaces any of them."""
    findings = count_all()
    values: dict[str, object] = {
        "town": "Alder Falls",
        "title": "What people told us about safety",
        "language": "en",
        "round": ROUNDS[2],
        "earlier_rounds": ROUNDS[:2],
        "themes": THEMES,
        "findings": findings[2],
        "earlier_findings": findings[0] + findings[1],
        "people_heard": 420,
        "responses": 431,
        "sessions": SESSIONS,
        "languages_heard": (("en", 196), ("es", 102), ("ar", 41), ("so", 33), ("vi", 28), ("pt", 12), ("am", 4), ("sw", 4)),
        "languages_resident": (("en", 0.55), ("es", 0.18), ("ar", 0.06), ("so", 0.09), ("am", 0.06)),
        "groups_heard": (
            GroupHeard("Neighbourhood", (("Riverside", 131), ("Northgate", 118), ("Old Mill", 96), ("Cedar Heights", 60), ("Harbor", 3))),
        ),
        "indicators": (
            IndicatorFacts(
                "I feel safe when I walk alone after dark",
                1,
                5,
                tuple(
                    IndicatorPoint(each.id, 380, top, mean)
                    for each, top, mean in zip(ROUNDS, (133, 150, 171), (2.9, 3.0, 3.2), strict=True)
                ),
            ),
        ),
        "unthemed_people": 77,
        "unthemed_passages": 81,
        "held": (("language not known", 14), ("may point to one person", 3)),
        "translations": (("apertium", 126),),
        "untranslated": 88,
        "recommendations": make_recommendations(),
        "leak": 0.041,
        "receipts": (("ingest", Receipt(read=431, written=414, held=17)),),
        "made_at": datetime(2026, 11, 15, 9, 30, tzinfo=UTC),
        "today": TODAY,
        "release_number": 2,
    }
    return DigestFacts(**(values | changed))  # type: ignore[arg-type]


def make_full_facts(**changed: object) -> DigestFacts:
    """The third round with all that can be said of themes: sub-themes, how solid they are, a campaign, one hidden, the alarm."""
    wanted = (Solidity.SOLID, Solidity.SOLID, Solidity.FAIR, Solidity.FAIR, Solidity.SOLID, Solidity.TENTATIVE, Solidity.FAIR)
    values: dict[str, object] = {
        "parts": (
            PartHeard(THEMES[0].id, ThemeId("part-0"), "Papers asked for at traffic stops", 60),
            PartHeard(THEMES[0].id, ThemeId("part-1"), "At the door without a warrant", 35),
            PartHeard(THEMES[1].id, ThemeId("part-2"), "Lights out on Mill Road", 40),
            PartHeard(THEMES[1].id, ThemeId("part-3"), "A part that few raised", 4),
        ),
        "solidity": {theme.id: each for theme, each in zip(THEMES, (*wanted, Solidity.TENTATIVE, Solidity.FAIR), strict=True)},
        "same_words": {THEMES[1].id: 20, THEMES[3].id: 48},
        "hid": frozenset({THEMES[4].id}),
        "passages": 900,
        "leak": 0.18,
        "is_leak_alarming": True,
    }
    return make_facts(**(values | changed))


def make_file_facts() -> DigestFacts:
    """What a single file of comments gives: one round without dates, and nothing but themes."""
    here = Round(RoundId("round-file"), "file", "comments.csv")
    voices = [
        Voice(each.person_id, None, here.id, each.passage_id, each.theme_id) for each in make_voices() if each.round_id == ROUNDS[2].id
    ]
    return DigestFacts(
        town="Alder Falls",
        title="Themes in a file",
        language="en",
        round=here,
        themes=THEMES,
        findings=count_findings(voices, round_id=here.id, previous_round_id=None, run_id=RUN),
        people_heard=len({each.person_id for each in voices}),
        made_at=datetime(2026, 11, 15, 9, 30, tzinfo=UTC),
        today=TODAY,
    )


def make_filled_page(code: str = "en") -> DigestPage:
    """The page of the third round in which every field of every shape says something, in one language of the catalogues."""
    from tests.digest.filled import fill_page

    return fill_page(code)
