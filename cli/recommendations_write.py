"""`hearback recommendations add|set|extend|milestone`: what is written down about a recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.held_words import show_safely
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, name_actor
from cli.recommendation_options import On, OneReference, Step, WhoDecides, Why, opened_record, read_day, read_on
from cli.recommendations_told import print_told
from domain.errors import WrongUse

if TYPE_CHECKING:
    from domain.recommendations import DueChange, Ground

Words = str | None
Many = list[str] | None
Title = Annotated[Words, typer.Option("--title", help="What is asked for, in a line.", show_default=False)]
Text = Annotated[Words, typer.Option("--text", help="What is asked for, in full.", show_default=False)]
Owner = Annotated[Words, typer.Option("--owner", help="Who answers for it: a contact or a body.", show_default=False)]
Deputy = Annotated[Words, typer.Option("--deputy", help="Who stands in; an empty text takes it away.", show_default=False)]
Issued = Annotated[Words, typer.Option("--issued-on", help="Day on which it was asked for; else today.", show_default=False)]
Due = Annotated[Words, typer.Option("--due", help="Day by which it should be done.", show_default=False)]
Answers = Annotated[Words, typer.Option("--answers", help="What it answers, in plain words.", show_default=False)]
IssuedBy = Annotated[Words, typer.Option("--issued-by", help="Who asks for it.", show_default=False)]
To = Annotated[Words, typer.Option("--addressed-to", help="Who is asked.", show_default=False)]
Standard = Annotated[Words, typer.Option("--evidence-standard", help="What will count as done.", show_default=False)]
Indicators = Annotated[Many, typer.Option("--indicator", help="A question or a series that should move; may be said again.")]
Urls = Annotated[Many, typer.Option("--url", help="Address of a paper about it; may be said again.")]
Collection = Annotated[Words, typer.Option("--collection", help="The set that it belongs to.", show_default=False)]
External = Annotated[Words, typer.Option("--external-id", help="What another system calls it.", show_default=False)]
Places = Annotated[Many, typer.Option("--place", help="A neighborhood that it concerns; may be said again.")]
Needs = Annotated[Many, typer.Option("--needs", help="Reference of what has to be done before it; may be said again.")]
Grounds = Annotated[Many, typer.Option("--ground", help="What it rests on, as in session:ID or round:ID; may be said again.")]

Weight = Annotated[float | None, typer.Option("--weight", help="How much it counts beside the others; else 1.", show_default=False)]
StepNeeds = Annotated[Many, typer.Option("--needs", help="A milestone that comes before it; may be said again.")]
OneStep = Annotated[str, typer.Argument(help="The milestone's title, or how it begins.", show_default=False)]
NewTitle = Annotated[Words, typer.Option("--title", help="Another title.", show_default=False)]

steps = typer.Typer(no_args_is_help=True, help="The dated steps of a recommendation.")


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    group.command("add")(add)
    group.command("set")(set_values)
    group.command("extend")(extend)
    group.add_typer(steps, name="milestone")


def add(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    title: Title = None,
    text: Text = None,
    owner: Owner = None,
    deputy: Deputy = None,
    issued_on: Issued = None,
    due: Due = None,
    answers: Answers = None,
    issued_by: IssuedBy = None,
    addressed_to: To = None,
    evidence_standard: Standard = None,
    indicators: Indicators = None,
    urls: Urls = None,
    collection: Collection = None,
    external_id: External = None,
    places: Places = None,
    needs: Needs = None,
    grounds: Grounds = None,
    why: Why = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Put down a recommendation: at least its reference, its title and who answers for it."""
    given = _gather(
        title=title,
        text=text,
        owner=owner,
        deputy=deputy,
        issued_on=issued_on,
        answers=answers,
        issued_by=issued_by,
        addressed_to=addressed_to,
        evidence_standard=evidence_standard,
        indicators=indicators,
        urls=urls,
        collection=collection,
        external_id=external_id,
        places=places,
        needs=needs,
        grounds=grounds,
    )
    for name in ("title", "owner"):
        if not given.get(name):
            raise WrongUse(f"The {name} is missing.", next_step=f"Say it with: --{name}")
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.add import add as keep
        from domain.ids import RecommendationId, stable_id
        from domain.recommendations import Recommendation

        due_on = read_day("--due", due) if due else None
        values = {"text": given["title"], "issued_on": today, "due_on": due_on, "first_due_on": due_on} | given
        value = Recommendation(id=RecommendationId(stable_id("recommendation", reference)), reference=reference, **values)
        after = keep(store, value, who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more=f"Look at it with: hearback recommendations show {reference}")


def set_values(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    title: Title = None,
    text: Text = None,
    owner: Owner = None,
    deputy: Deputy = None,
    issued_on: Issued = None,
    answers: Answers = None,
    issued_by: IssuedBy = None,
    addressed_to: To = None,
    evidence_standard: Standard = None,
    indicators: Indicators = None,
    urls: Urls = None,
    collection: Collection = None,
    external_id: External = None,
    places: Places = None,
    needs: Needs = None,
    grounds: Grounds = None,
    why: Why = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Change what is written down, with the reason. An option that can be said again replaces all of its kind; "" empties it."""
    given = _gather(
        title=title,
        text=text,
        owner=owner,
        deputy=deputy,
        issued_on=issued_on,
        answers=answers,
        issued_by=issued_by,
        addressed_to=addressed_to,
        evidence_standard=evidence_standard,
        indicators=indicators,
        urls=urls,
        collection=collection,
        external_id=external_id,
        places=places,
        needs=needs,
        grounds=grounds,
    )
    if not given:
        raise WrongUse("It is not said what is to change.", next_step='Say it as in: --owner "Public Works" --why "moved house"')
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.fields import set_fields

        after = set_fields(store, reference, given, who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more=f"Its past: hearback recommendations history {after.reference}")


def extend(
    reference: OneReference,
    to: Annotated[str, typer.Option("--to", help="The new date, or “none” to take a recommendation's own date away.")],
    step: Step = "",
    why: Why = "",
    on: On = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Move a date, with the reason. The first date stays known, and how often and how far it moved is shown."""
    wanted = None if to.strip().casefold() == "none" else read_day("--to", to)
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.extend import extend as keep

        after, move = keep(store, reference, wanted, step=step, on=read_on(on, today), who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more=_say_move(move, sum(_same_part(each, move) for each in after.due_changes)))


@steps.command("add")
def add_step(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    title: Annotated[str, typer.Argument(help="What is to be done, in a line.", show_default=False)],
    due: Annotated[str, typer.Option("--due", help="Day by which it should be done.")],
    weight: Weight = None,
    needs: StepNeeds = None,
    why: Why = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Add a dated step."""
    due_on = read_day("--due", due)
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.milestones import StepTold, add_milestone

        told = StepTold(title, weight, needs)
        after = add_milestone(store, reference, told, due_on, who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more="")


@steps.command("set")
def set_step(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    step: OneStep,
    title: NewTitle = None,
    weight: Weight = None,
    needs: StepNeeds = None,
    why: Why = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Give a step another title or weight, or say what comes before it (a date moves with: extend)."""
    if title is None and weight is None and needs is None:
        raise WrongUse("It is not said what is to change.", next_step="Say it as in: --weight 2 --why REASON")
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.milestones import StepTold, change_milestone

        told = StepTold(title, weight, None if needs is None else [each for each in needs if each.strip()])
        after = change_milestone(store, reference, step, told, who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more="")


@steps.command("done")
def report_step(
    reference: OneReference,
    step: OneStep,
    on: On = "",
    is_undone: Annotated[bool, typer.Option("--not-yet", help="It is not done after all; say --why.")] = False,
    why: Why = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Report a step done; the board or an auditor says with `verify` whether it is."""
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.milestones import report_milestone

        done_on = None if is_undone else read_on(on, today)
        after = report_milestone(store, reference, step, done_on=done_on, who=name_actor(who), why=why, today=today)
        print_told(store, after, today, as_json=as_json, more="")


def _gather(**values: str | Sequence[str] | None) -> dict[str, Any]:
    """What was given, by the names of fields; a list of nothing but an empty text is an empty list."""
    given: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            given[name] = read_day("--issued-on", value) if name == "issued_on" else value.strip()
        elif value is not None:
            kept = [each.strip() for each in value if each.strip()]
            given[name] = tuple(map(_read_ground, kept)) if name == "grounds" else tuple(dict.fromkeys(kept))
    return given


def _read_ground(words: str) -> Ground:
    from domain.recommendations import Ground, GroundKind

    kind, _, ref = words.partition(":")
    if kind not in set(GroundKind) or not ref.strip():
        raise WrongUse(
            f"--ground {show_safely(words)} is not understood.", next_step=f"Write one of {', '.join(GroundKind)}, a colon and its id."
        )
    return Ground(GroundKind(kind), ref.strip())


def _say_move(move: DueChange, moves: int) -> str:
    times = "once" if moves == 1 else f"{moves} times"
    if move.before is None or move.after is None:
        return f"The date was {move.before or 'not set'} and is {move.after or 'not set'} now. It moved {times}."
    days = (move.after - move.before).days
    way = "later" if days > 0 else "earlier"
    return f"The date was {move.before} and is {move.after} now: {abs(days)} day{'' if abs(days) == 1 else 's'} {way}. It moved {times}."


def _same_part(one: DueChange, other: DueChange) -> bool:
    return one.milestone_id == other.milestone_id
