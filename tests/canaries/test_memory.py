"""What a process has in its memory does not come onto the disk when it crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.canaries.search import Searcher

_LOOK = """
import ctypes, resource, sys
{act}
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
_COMMAND = "sys.argv = ['hearback', '--help']; import cli.main\ntry: cli.main.main()\nexcept SystemExit: pass"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process as Linux tells of it")
def test_the_command_line_forbids_core_dumps() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK.format(act=_COMMAND)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process as Linux tells of it")
def test_without_it_a_process_may_be_dumped() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK.format(act="")], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "1"


_NAME = "Vorkelquil Bexnoldra"
_REQUEST = """
import os, signal
from flows.steps import session_request
with {opened}:
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no files in memory")
@pytest.mark.parametrize(
    ("opened", "is_left"),
    [
        (f"session_request.written_request('evening', [], {{'facilitators': ['{_NAME}']}})", False),
        (f"session_request._on_disk('{_NAME}')", True),  # what proves that the other would be found
    ],
    ids=["as it is", "on the disk"],
)
def test_an_import_that_is_killed_leaves_no_name(tmp_path: Path, opened: str, is_left: bool) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", _REQUEST.format(opened=opened)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert bool(Searcher({"facilitator": [_NAME]}).in_folder(tmp_path)) is is_left
