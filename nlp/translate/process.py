"""Runs Apertium's programs: words go through pipes only, never onto a command line or into a file."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence


class PipelineFailed(Exception):
    """The pipeline ended with an error, or did not end in time. Says nothing of what went through it."""


def run_pipeline(command: Sequence[str], given: bytes, *, timeout_s: float) -> bytes:
    """What the command writes when it reads `given`. Raises PipelineFailed; then none of its programs is left running."""
    with _start(command) as process:
        try:
            output, _ = process.communicate(given, timeout=timeout_s)
        except subprocess.TimeoutExpired:
            _end_group(process.pid)
            raise PipelineFailed(f"It did not end within {timeout_s:.0f} seconds.") from None
        except BaseException:  # Also when somebody presses Ctrl-C: leave no program behind.
            _end_group(process.pid)
            raise
    if process.returncode != 0:
        raise PipelineFailed(f"It ended with exit code {process.returncode}.")
    return output


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - a program found on the path, and the name of a mode it listed itself
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_small_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise PipelineFailed(f"It could not be started ({error.strerror}).") from None


def _end_group(group: int) -> None:
    """End the whole pipeline: killing its shell alone would leave ten programs waiting on one another."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return  # All of it had ended by itself.


def _small_environment() -> dict[str, str]:
    """Where programs are found, and where their empty temporary file may lie; nothing else of ours."""
    kept = {name: os.environ[name] for name in ("TMPDIR", "APERTIUM_DATADIR") if name in os.environ}
    return {"PATH": os.environ.get("PATH", os.defpath), **kept}
