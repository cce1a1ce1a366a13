"""What `hearback codebook import` says it did, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.show import print_line, print_table

if TYPE_CHECKING:
    from desk.codebook import CodebookPlan
    from desk.codebook_moves import PlannedMoves

_THEN = "The next `hearback run` looks for them."


def describe_plan(plan: CodebookPlan, moves: PlannedMoves | None, *, is_dry: bool) -> dict[str, object]:
    """The same as figures."""
    told: dict[str, object] = {
        "rows": len(plan.planned),
        "new": plan.new,
        "changed": plan.changed,
        "unchanged": len(plan.planned) - plan.new - plan.changed,
        "redacted_texts": plan.redacted,
        "deeper_than_two_levels": plan.flattened,
        "is_dry_run": is_dry,
        "themes": [
            {"id": each.theme.id, "title": each.theme.title, "state": each.state, "parent_id": each.theme.parent_id}
            for each in plan.planned
        ],
    }
    if moves is not None:
        told["passages_moved"] = len(moves.moves)
        told["sources"] = {"read": moves.sources, "not_of_here": moves.foreign, "changed_since": moves.reworded}
        told |= {"second_codes_not_taken": moves.also, "passages_without_code": moves.uncoded}
    return told


def print_plan(plan: CodebookPlan, moves: PlannedMoves | None, *, is_dry: bool) -> None:
    """A line a theme, then what else is to be known, then whether it was done."""
    rows = [
        [each.theme.id, f"{'  ' if each.theme.parent_id else ''}{each.theme.title}", each.state, len(each.row.examples)]
        for each in plan.planned
    ]
    print_table("", ["theme", "title", "", "examples"], rows, numbers_from=3)
    for line in (*_tell_rows(plan), *(_tell_moves(moves) if moves else ())):
        print_line(line)
    moved = len(moves.moves) if moves else 0
    if not (plan.new or plan.changed or moved):
        print_line("Nothing changed: everything was already as it should be.")
        return
    done = f"{plan.new} new, {plan.changed} changed, {len(plan.planned) - plan.new - plan.changed} as they were."
    done += f" {moved} passages moved." if moves else ""
    print_line(f"Would be: {done} Nothing was written." if is_dry else f"{done} {_THEN}")


def _tell_rows(plan: CodebookPlan) -> list[str]:
    lines = []
    if plan.redacted:
        lines.append(f"In {plan.redacted} texts something that may point to a person was taken out.")
    if plan.flattened:
        lines.append(f"{plan.flattened} lay deeper than two levels: they were put beneath the theme at the top.")
    return lines


def _tell_moves(moves: PlannedMoves) -> list[str]:
    told = (
        (moves.foreign, "{} texts are none of the comments here: their words and codings were not taken."),
        (moves.reworded, "{} comments have other words here by now: their codings were not taken."),
        (moves.also, "{} second codes of a passage were not taken: a passage has one theme."),
        (moves.uncoded, "{} passages have a theme here and no code there. To take them out of it: --take-away"),
    )
    return [line.format(count) for count, line in told if count]
