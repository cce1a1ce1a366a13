"""Which process this is, and whether another one still lives."""

from __future__ import annotations

import hashlib
import os
import socket
from dataclasses import dataclass
from pathlib import Path

_STARTED_FIELD = 19  # the 22nd field of /proc/PID/stat, counted after the command's closing bracket


@dataclass(frozen=True, slots=True)
class Process:
    """A process in a way that does not mix it up with a later one of the same number. The host's name is only hashed."""

    host_hash: str
    pid: int
    started: str

    def is_known_dead(self) -> bool:
        """True when it ran on this host and does so no longer; False where that cannot be told from here."""
        return self.host_hash == _hash_host() and _read_start(self.pid) != self.started


def this_process() -> Process:
    """The process that asks."""
    return Process(_hash_host(), os.getpid(), _read_start(os.getpid()) or "")


def _hash_host() -> str:
    """Host name, boot and process namespace: numbers of processes mean the same only where all three agree."""
    boot = _read_or_empty(Path("/proc/sys/kernel/random/boot_id"))
    try:
        namespace = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        namespace = ""
    return hashlib.sha256("\x1f".join((socket.gethostname(), boot, namespace)).encode()).hexdigest()[:16]


def _read_start(pid: int) -> str | None:
    """When the process started, in the kernel's ticks; "" where the system does not say, None where there is no such process."""
    if Path("/proc/self/stat").exists():
        after_name = _read_or_empty(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
        is_gone = not after_name or after_name[0] == "Z"
        return None if is_gone else after_name[_STARTED_FIELD]
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return ""
    return ""


def _read_or_empty(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
