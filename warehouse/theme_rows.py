"""Between the domain's values and rows: themes, events, runs, assignments and findings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from domain.action import Change, Difference, Finding, Incomparable, Share
from domain.decisions import DecisionKind, ThemeDecision
from domain.themes import Assignment, EventKind, MadeBy, Origin, Standing, Theme, ThemeEvent, ThemingRun
from warehouse.rows import Values


def write_theme(theme: Theme) -> Values:
    """The row of a theme."""
    return asdict(theme) | {"origin": theme.origin.value}


def read_theme(row: Row[Any]) -> Theme:
    """A theme from its row."""
    return Theme(**{**row._mapping, "origin": Origin(row.origin)})


def write_event(event: ThemeEvent) -> Values:
    """The row of an event, but for its number."""
    return asdict(event) | {"kind": event.kind.value, "made_by": event.made_by.value}


def read_event(row: Row[Any]) -> ThemeEvent:
    """An event from its row."""
    return ThemeEvent(row.theme_id, EventKind(row.kind), row.round_id, row.run_id, MadeBy(row.made_by), row.detail)


def read_run(row: Row[Any]) -> ThemingRun:
    """A run from its row."""
    return ThemingRun(**row._mapping)


def write_assignment(each: Assignment) -> Values:
    """The row of an assignment."""
    return {
        "run_id": each.run_id,
        "passage_id": each.passage_id,
        "theme_id": each.theme_id,
        "score": each.score,
        "made_by": each.made_by.value,
        "part_id": each.part_id,
    }


def read_assignment(row: Row[Any]) -> Assignment:
    """An assignment from its row."""
    return Assignment(row.run_id, row.passage_id, row.theme_id, row.score, MadeBy(row.made_by), row.part_id)


def read_standing(row: Row[Any]) -> Standing:
    """A theme's standing from its row."""
    return Standing(**row._mapping)


def write_decision(decision: ThemeDecision) -> Values:
    """The row of a decision."""
    return asdict(decision) | {"kind": decision.kind.value}


def read_decision(row: Row[Any]) -> ThemeDecision:
    """A decision from its row."""
    return ThemeDecision(**{**row._mapping, "kind": DecisionKind(row.kind)})


_PLAIN = ("id", "round_id", "theme_id", "run_id", "people", "people_heard", "sessions", "passages", "previous_round_id", "design_effect")


def write_finding(finding: Finding) -> Values:
    """The row of a finding."""
    row = {name: getattr(finding, name) for name in _PLAIN}
    return (
        row
        | _write_share("share", finding.share)
        | _write_share("previous_share", finding.previous_share)
        | _write_share("difference", finding.difference)
        | {"change": finding.change.value, "incomparable": [each.value for each in finding.incomparable]}
    )


def _write_share(name: str, share: Share | Difference | None) -> Values:
    parts = (None, None, None) if share is None else (share.value, share.low, share.high)
    return dict(zip((name, f"{name}_low", f"{name}_high"), parts, strict=True))


def read_finding(row: Row[Any]) -> Finding:
    """A finding from its row."""
    previous = None if row.previous_share is None else Share(row.previous_share, row.previous_share_low, row.previous_share_high)
    difference = None if row.difference is None else Difference(row.difference, row.difference_low, row.difference_high)
    return Finding(
        **{name: getattr(row, name) for name in _PLAIN},
        share=Share(row.share, row.share_low, row.share_high),
        previous_share=previous,
        change=Change(row.change),
        difference=difference,
        incomparable=tuple(map(Incomparable, row.incomparable)),
    )
