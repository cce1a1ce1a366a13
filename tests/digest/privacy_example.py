"""An installation as a privacy report sees it, for tests: every part can be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.privacy.facts import Guards, KeyPlace, Original, PrivacyFacts, RawWords
from digest.privacy.kinds import KINDS
from digest.privacy.report import PrivacyPage, build_privacy_page
from digest.telling.wording import Wording
from domain.measured import Caught, MarkedSet, MeasuredRedaction, Split
from warehouse.evidence import Deed

TEXTS = load_texts("en")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TABLES = tuple(table for kind in KINDS for table in kind.tables)


def make_set(*caught: Caught, name: str = "seen", is_in_view: bool = True) -> MarkedSet:
    return MarkedSet(name, "sentences made for a test", is_in_view, 40, 10, 1, 2, caught)


def make_measured(*sets: MarkedSet, version: str = "rules=1") -> MeasuredRedaction:
    return MeasuredRedaction(version, date(2026, 11, 1), "python -m made", ("PERSON", "EMAIL"), sets)


MEASURED = make_measured(
    make_set(
        Caught(Split.ALL, "all", 210, 200, 2),
        Caught(Split.TYPE, "PERSON", 200, 194, 2),
        Caught(Split.NAME_CASING, "lower", 50, 45, 0),
        Caught(Split.NAME_LANGUAGE, "es", 20, 20, 0),
        Caught(Split.LANGUAGE, "es", 20, 20, 0),
        Caught(Split.NAME_ORIGIN, "somali", 30, 29, 0),
        Caught(Split.TYPE_LANGUAGE, "PERSON es", 20, 20, 0),
    )
)


def make_facts(rows: Mapping[str, int] | None = None, **other: object) -> PrivacyFacts:
    values: dict[str, object] = {
        "town": "Alder Falls",
        "made_at": NOW,
        "today": NOW.date(),
        "rows": dict.fromkeys(TABLES, 40) | {"pending_scrub": 0} | dict(rows or {}),
        "raw": (RawWords("Safety survey", 90, 40, date(2026, 12, 24), is_in_settings=True),),
        "held": (("language not known", 25), ("may point to one person", 15)),
        "decisions": {},
        "deeds": (Deed("raw words destroyed", 12, 340, NOW),),
        "originals": (Original("Safety survey", "limesurvey", is_here=False),),
        "guards": Guards(KeyPlace.ENVIRONMENT, is_database_elsewhere=False, open_to_others=()),
        "languages": ("en", "es"),
        "are_officers_kept": False,
        "redaction_version": "rules=1",
        "measured": MEASURED,
        "is_audit_intact": True,
        "policy": DisclosurePolicy(threshold=10, round_to=5),
    }
    return PrivacyFacts(**(values | other))  # type: ignore[arg-type]


def make_page(facts: PrivacyFacts) -> PrivacyPage:
    return build_privacy_page(facts, wording=Wording(TEXTS))


def answer(page: PrivacyPage, key: str) -> tuple[str, ...]:
    """The lines under one question of the first screen."""
    return next(each.lines for each in page.answers if each.key == key)


def rows_of(page: PrivacyPage, title: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table by their first cell."""
    tables = [table for section in page.sections for table in (*section.tables, *section.folded) if table.title == title]
    return {row[0]: row[1:] for table in tables for row in table.rows}
