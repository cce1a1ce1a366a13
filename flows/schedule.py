"""A deployment a source and round from the settings, each with its cron, a daily one for what was promised to end, and reminders.

One pull a source at a time is kept by the lease in the warehouse, not by Prefect's concurrency limits: after a hard
kill those count the dead run for ever, while a lease of a dead process is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from config.settings import Settings
from config.source_tables import TranscriptSettings
from domain.errors import BadSettings
from domain.receipt import Receipt
from flows.planned import Planned
from flows.pull import pull_source
from flows.reminders import remind, send_waiting_reminders
from flows.retention import destroy_old_words
from flows.sessions import import_sessions
from flows.timetable import kept_timetable

DAILY = "30 3 * * *"
"""When raw words whose time is over are destroyed: at night, in the zone of the town."""

HOURLY = "40 * * * *"
"""When reminders that wait are sent: those that were made in quiet hours, and those that failed."""

_FLOWS: tuple[Flow[..., Receipt], ...] = (pull_source, import_sessions, destroy_old_words, remind, send_waiting_reminders)


def plan(settings: Settings, settings_file: Path, round_name: str) -> tuple[Planned, ...]:
    """The deployments of every source that has a schedule, the daily one that destroys raw words whose time is over, and reminders."""
    daily = Planned("daily", destroy_old_words.name, DAILY, settings.hearback.timezone, {"settings_file": str(settings_file)})
    pulls = (
        Planned(
            name=f"{name}-{round_name}",
            flow_name=import_sessions.name if isinstance(source, TranscriptSettings) else pull_source.name,
            cron=source.schedule,
            timezone=source.timezone or settings.hearback.timezone,
            parameters={"settings_file": str(settings_file), "source": name, "round_name": round_name},
        )
        for name, source in settings.sources.items()
        if source.schedule
    )
    return (*pulls, daily, *_plan_reminders(settings, settings_file))


def _plan_reminders(settings: Settings, settings_file: Path) -> tuple[Planned, ...]:
    """Where they are on: every day at the hour of the settings, and every hour for those that wait."""
    if not settings.reminders.enabled:
        return ()
    zone, parameters = settings.hearback.timezone, {"settings_file": str(settings_file)}
    return (
        Planned("reminders", remind.name, f"0 {settings.reminders.at} * * *", zone, parameters),
        Planned("waiting-reminders", send_waiting_reminders.name, HOURLY, zone, parameters),
    )


def to_deployment(planned: Planned) -> RunnerDeployment:
    """Prefect's own deployment of it. Raises BadSettings for a cron line that cannot be read."""
    flow = {each.name: each for each in _FLOWS}[planned.flow_name]
    try:
        timetable = Cron(planned.cron, timezone=planned.timezone)
        made = flow.to_deployment(name=planned.name, schedule=timetable, parameters=dict(planned.parameters))
    except ValueError:
        raise BadSettings(
            f"The schedule {planned.cron!r} is not a cron line.",
            where=f"deployment {planned.name}",
            next_step='Write five fields, as in "0 6 * * MON" (Mondays at six).',
        ) from None
    assert isinstance(made, RunnerDeployment)  # `to_deployment` gives an awaitable only within a running event loop
    return made


def serve_all(planned: Sequence[Planned]) -> None:
    """Serve them until the process is stopped. One flow at a time on this machine: models are large."""
    deployments = [to_deployment(each) for each in planned]
    with kept_timetable(planned):
        serve(*deployments, limit=1, print_starting_message=False)
