"""When the next run is, by the cron line and the clock of the town."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.planned import Planned


def planned(cron: str, timezone: str = "America/Chicago") -> Planned:
    return Planned("paper-spring", "pull_source", cron, timezone, {"settings_file": "x", "source": "paper", "round_name": "spring"})


def test_the_next_run_follows_the_clock_of_the_town_also_in_summer() -> None:
    from flows.timetable import next_time

    winter = next_time(planned("0 6 * * MON"), datetime(2026, 1, 1, tzinfo=UTC))
    summer = next_time(planned("0 6 * * MON"), datetime(2026, 7, 1, tzinfo=UTC))
    assert winter.astimezone(UTC) == datetime(2026, 1, 5, 12, tzinfo=UTC)
    assert summer.astimezone(UTC) == datetime(2026, 7, 6, 11, tzinfo=UTC)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a Prefect server of its own."""
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/api"
    try:
        for _ in range(240):
            try:
                if httpx.get(f"{address}/health").status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.slow
def test_the_next_run_stands_on_the_servers_list_once(server: str) -> None:
    script = """
from datetime import datetime, UTC
from prefect.client.orchestration import get_client
from flows.schedule import to_deployment
from flows.timetable import put_next_run
from tests.flows.test_timetable import planned
now, what = datetime.now(UTC), planned("0 6 * * MON")
with get_client(sync_client=True) as client:
    assert put_next_run(client, what, now) is False
    to_deployment(what).apply()
    assert [put_next_run(client, what, now) for _ in range(3)] == [True] * 3
    runs = client.read_flow_runs()
    assert len({run.expected_start_time for run in runs}) == len(runs) >= 1, runs
    assert min(run.expected_start_time for run in runs) > now
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PREFECT_API_URL": server}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
