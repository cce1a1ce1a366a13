"""Each decision about a recommendation once, in an order in which they can follow one another, with the events that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from desk.recommending.add import add
from desk.recommending.exchange.export import export_recommendations
from desk.recommending.exchange.take import import_files
from desk.recommending.exchange.terms import Terms
from desk.recommending.extend import extend
from desk.recommending.fields import set_fields
from desk.recommending.milestones import StepTold, add_milestone, change_milestone, report_milestone
from desk.recommending.report import Told, close, reopen, report, respond, supersede, withdraw
from desk.recommending.verify import verify
from domain.ids import RecommendationId
from domain.recommendations import Recommendation, Reply, Role, UpdateState

WHO, WHY, TODAY = "Rowan", "agreed in the meeting", date(2026, 11, 1)
ISSUED, LATER = date(2026, 3, 1), date(2026, 12, 1)
ROWS = "reference,title,text,owner,issued_on\nR-02,Benches,Mend the benches,Public Works,2026-03-01\n"
OF_R_01 = Recommendation(RecommendationId("recommendation-r-01"), "R-01", "Light", "Mend the light", "Public Works", ISSUED, None)

LOOKS_AT_RECOMMENDATIONS = {
    f"desk.recommending.{name}"
    for name in (
        "deed.read_current",
        "draft.carry_over",
        "history.read_history",
        "past.keep_past",  # it keeps what a decision hands to it, in the decision's own transaction
        "references.gather_needed",
        "suggest.list_raised",
        "suggest.list_suggested",
        "suggest.suggest_recommendations",
        "suggest.suggest_themes",
        "suggest_updates.suggest_for_updates",
    )
}


def _told(day: int, **values: Any) -> Told:
    return Told(date(2026, 10, day), "As the minutes have it", **values)


def _verify(at: Any) -> None:
    told = _told(5, evidence="Walked there", by="Auditor", role=Role.AUDITOR)
    verify(at.store, "R-01", UpdateState.VERIFIED, told, who=WHO, today=TODAY)


def _report(at: Any) -> None:
    report(at.store, "R-01", UpdateState.REPORTED_DONE, _told(4), who=WHO, today=TODAY)


def _import(at: Any) -> None:
    file = at.folder / "recommendations.csv"
    file.write_text(ROWS, encoding="utf-8")
    import_files(at.store, [file], Terms(), who=WHO, today=TODAY)


def _import_updates(at: Any) -> None:
    file = at.folder / "updates.csv"
    file.write_text("reference,on,state,note\nR-02,2026-03-09,planned,Ordered\n", encoding="utf-8")
    import_files(at.store, [file], Terms(), who=WHO, today=TODAY)


def _add_step(at: Any) -> None:
    add_milestone(at.store, "R-01", StepTold("Order"), date(2026, 5, 1), who=WHO, why=WHY, today=TODAY)


def _change_step(at: Any) -> None:
    change_milestone(at.store, "R-01", "Order", StepTold(weight=2.0), who=WHO, why=WHY, today=TODAY)


def _report_step(at: Any) -> None:
    report_milestone(at.store, "R-01", "Order", done_on=date(2026, 10, 3), who=WHO, why=WHY, today=TODAY)


def _export(at: Any) -> None:
    export_recommendations(at.store, at.folder / "out.json", who=WHO, why=WHY)


RECOMMENDING: list[tuple[str, Callable[[Any], object], tuple[str, ...]]] = [
    ("exchange.take.import_files", _import, ("recommendations imported",)),
    ("exchange.take.import_files", _import_updates, ("status updates imported",)),
    ("exchange.export.export_recommendations", _export, ("recommendations exported",)),
    ("add.add", lambda at: add(at.store, OF_R_01, who=WHO, why=WHY, today=TODAY), ("recommendation added",)),
    (
        "fields.set_fields",
        lambda at: set_fields(at.store, "R-01", {"places": ("Riverside",)}, who=WHO, why=WHY, today=TODAY),
        ("recommendation changed",),
    ),
    ("milestones.add_milestone", _add_step, ("milestone added",)),
    ("milestones.change_milestone", _change_step, ("milestone changed",)),
    ("milestones.report_milestone", _report_step, ("milestone reported",)),
    ("extend.extend", lambda at: extend(at.store, "R-01", LATER, who=WHO, why=WHY, today=TODAY), ("due date moved",)),
    (
        "report.respond",
        lambda at: respond(at.store, "R-01", Reply.ACCEPTED, _told(1), who=WHO, today=TODAY),
        ("recommendation answered",),
    ),
    ("report.report", _report, ("progress reported",)),
    ("verify.verify", _verify, ("recommendation verified",)),
    ("report.close", lambda at: close(at.store, "R-01", _told(6), who=WHO, today=TODAY), ("recommendation ended",)),
    ("report.reopen", lambda at: reopen(at.store, "R-01", _told(7), who=WHO, today=TODAY), ("recommendation reopened",)),
    ("report.withdraw", lambda at: withdraw(at.store, "R-01", _told(8), who=WHO, today=TODAY), ("recommendation ended",)),
    ("report.reopen", lambda at: reopen(at.store, "R-01", _told(9), who=WHO, today=TODAY), ("recommendation reopened",)),
    ("report.supersede", lambda at: supersede(at.store, "R-01", "R-02", _told(10), who=WHO, today=TODAY), ("recommendation ended",)),
]
