"""Keep the next run of every deployment on the server's list while they are served.

A Prefect 3.8 server puts runs on its list in bulk, which fails beside SQLAlchemy 2.1 (InvalidRequestError, "bulk DML"): its
schedules are kept, and nothing ever runs. So whoever serves asks for the runs one by one, under the keys that the server's
own scheduler uses: where that works, no run is there twice.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound, PrefectException
from prefect.server.schemas.schedules import CronSchedule
from prefect.states import Scheduled

from flows.planned import Planned

EVERY_S = 10.0


@contextmanager
def kept_timetable(planned: Sequence[Planned], *, every_s: float = EVERY_S) -> Iterator[None]:
    """Ask for the next run of each deployment, again and again, within the block."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(planned, stop, every_s), name="hearback-timetable", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()


def _keep(planned: Sequence[Planned], stop: threading.Event, every_s: float) -> None:
    was_away = False
    # Serving makes each deployment's schedule anew, with another id: a run that was asked for before would be there twice.
    while not stop.wait(every_s):
        try:
            with get_client(sync_client=True) as client:
                for each in planned:
                    put_next_run(client, each, datetime.now(UTC))
            was_away = False
        except (httpx.HTTPError, PrefectException) as error:
            if not was_away:  # told once, not every few seconds of a night
                sys.stderr.write(f"hearback: The Prefect server does not answer ({type(error).__name__}). Trying again until it does.\n")
            was_away = True


def put_next_run(client: SyncPrefectClient, planned: Planned, after: datetime) -> bool:
    """Put the first run after this instant on the server's list; False while the deployment is not there, or is paused."""
    try:
        deployment = client.read_deployment_by_name(f"{planned.flow_name}/{planned.name}")
    except ObjectNotFound:
        return False
    if deployment.paused:
        return False
    for schedule in deployment.schedules:
        date = next_time(planned, after)
        key = f"scheduled {deployment.id} {schedule.id} {date}"
        client.create_flow_run_from_deployment(deployment.id, state=Scheduled(scheduled_time=date), idempotency_key=key)
    return True


def next_time(planned: Planned, after: datetime) -> datetime:
    """The first time of the cron line after this instant, in its own time zone: summer time counts."""
    dates = asyncio.run(CronSchedule(cron=planned.cron, timezone=planned.timezone).get_dates(n=1, start=after))
    return dates[0]
