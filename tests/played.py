"""The command line as a person runs it, with the network cut off, and what the demo made of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# In a network namespace of its own there is only a loopback device, which must be raised first.
CUT_OFF = (
    "import fcntl, socket, struct, sys;"
    "s = socket.socket(); r = struct.pack('16sh14x', b'lo', 0x1 | 0x40); fcntl.ioctl(s, 0x8914, r); s.close();"
    "sys.argv = ['hearback', *sys.argv[1:]]; import cli.main; cli.main.main()"
)


def can_cut_off() -> bool:
    """True where this process may make a network namespace."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0


def hearback(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, without any network where that can be had."""
    command = [sys.executable, "-c", CUT_OFF, *arguments] if can_cut_off() else [sys.executable, "-m", "cli.main", *arguments]
    prefix = ["unshare", "--net"] if can_cut_off() else []
    return subprocess.run([*prefix, *command], capture_output=True, text=True, check=False)


@dataclass(frozen=True, slots=True)
class PlayedDemo:
    folder: Path
    figures: dict[str, Any]
    was_cut_off: bool
