"""What a process has in its memory does not come onto the disk when it crashes."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
