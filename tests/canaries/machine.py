"""A scratch machine: folders for what goes in and for all that a program may write, and the commands run there.

`inputs/` holds what people handed over and is never written to; everything else lies under `machine/`, and is searched.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.canaries.inside import WRITTEN

CHECKOUT = Path(__file__).parents[2]
_LOUD = {
    # A host's own settings: everything that Prefect can log and keep, it logs and keeps.
    "PREFECT_LOGGING_LEVEL": "DEBUG",
    "PREFECT_LOGGING_ROOT_LEVEL": "INFO",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "hearback,flows,nlp,surveys,warehouse,citric,presidio-analyzer",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "DEBUG",
    "PREFECT_LOGGING_TO_API_ENABLED": "true",
    "PREFECT_SERVER_LOGGING_LEVEL": "DEBUG",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "true",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PYTHONFAULTHANDLER": "1",
    "OMP_NUM_THREADS": "2",
}
_LOUDEST = {"PREFECT_LOGGING_ROOT_LEVEL": "DEBUG"}  # every library's own log: megabytes of it
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
_LONGEST_S = 540


@dataclass(frozen=True, slots=True, repr=False)
class Done:
    """A command that ended, or was ended: its name, exit code, and what it printed."""

    name: str
    code: int
    out: bytes
    err: bytes


@dataclass(slots=True, repr=False)
class Machine:
    """One scratch machine. `seen` are the command lines and environments of its processes."""

    root: Path
    done: list[Done] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)
    sessions: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in ("inputs", "machine/home", "machine/tmp", "machine/work", "machine/printed"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @property
    def inputs(self) -> Path:
        """What goes in."""
        return self.root / "inputs"

    @property
    def all(self) -> Path:
        """Everything that a program may write."""
        return self.root / "machine"

    @property
    def work(self) -> Path:
        """The folder of the settings, which is also the current one."""
        return self.all / "work"

    @property
    def written(self) -> Path:
        """The list of paths that were opened for writing, beside what is searched."""
        return self.root / "written.txt"

    def strays(self) -> list[str]:
        """The paths outside the machine to which something was written."""
        told = set(self.written.read_text(encoding="utf-8", errors="replace").splitlines())
        outside = (each for each in told if each.startswith("/") and not each.startswith((str(self.all), "/dev/null", "/proc/self/")))
        return sorted(each for each in outside if "/__pycache__" not in each)  # numba's compiled code, which knows no words

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        trouble: str = "",
        kill: Callable[[], bool] | None = None,
        printed_as: str = "",
        is_loudest: bool = False,
    ) -> Done:
        """`hearback` with these arguments, in a process of its own; what it prints is kept under `machine/printed`.

        `printed_as` names those files. `trouble` is what shall go wrong inside (`tests.canaries.inside`); `kill` is asked every few milliseconds, and once
        it says True the process and all that it started end by SIGKILL.
        """
        name = printed_as or f"{len(self.done):02}-{arguments[0]}"
        printed = self.all / "printed"
        settings = self._environment(trouble) | (_LOUDEST if is_loudest else {})
        with (printed / f"{name}.out").open("wb") as out, (printed / f"{name}.err").open("wb") as err:
            command = [sys.executable, "-m", "tests.canaries.inside", *arguments]
            process = subprocess.Popen(
                command,
                cwd=self.work,
                env=settings,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            self.sessions.add(process.pid)
            with self._watched():
                self._feed(process, stdin, kill)
        self._end_children()
        self.sessions.clear()
        done = Done(name, process.returncode, (printed / f"{name}.out").read_bytes(), (printed / f"{name}.err").read_bytes())
        self.done.append(done)
        return done

    def _environment(self, trouble: str) -> dict[str, str]:
        home = self.all / "home"
        places = {name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        own = {
            "HOME": str(home),
            "TMPDIR": str(self.all / "tmp"),
            "PYTHONPATH": str(CHECKOUT),
            "CANARY_TROUBLE": trouble,
            WRITTEN: str(self.written),
        }
        return kept | _LOUD | places | own | {"PYTHONDONTWRITEBYTECODE": "1"}

    def _feed(self, process: subprocess.Popen[bytes], stdin: bytes, kill: Callable[[], bool] | None) -> None:
        feeding = threading.Thread(target=_write_all, args=(process, stdin), daemon=True)
        feeding.start()
        ends = time.monotonic() + _LONGEST_S
        while process.poll() is None:
            if (kill is not None and kill()) or time.monotonic() > ends:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            time.sleep(0.005 if kill else 0.02)
        feeding.join(5)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Look at command lines and environments while the process runs."""
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(0.5):
                for place in self.processes():
                    self.seen.update(_read_process(place))

        watching = threading.Thread(target=look, daemon=True)
        watching.start()
        try:
            yield
        finally:
            ended.set()
            watching.join(5)

    def processes(self) -> Iterator[Path]:
        """The folders under /proc of the processes that were started on this machine: of its sessions, or with its home."""
        mark = f"HOME={self.all / 'home'}".encode()
        others = (place for place in Path("/proc").iterdir() if place.name.isdecimal() and int(place.name) != os.getpid())
        for place in others:
            if _session_of(place) in self.sessions or mark in _read_or_nothing(place / "environ"):
                yield place

    def _end_children(self) -> None:
        """End what a killed run left behind, such as Prefect's own server: only processes that were started here."""
        for place in self.processes():
            try:
                os.kill(int(place.name), signal.SIGKILL)
            except ProcessLookupError:
                continue


def _write_all(process: subprocess.Popen[bytes], content: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(content)
        process.stdin.close()
    except BrokenPipeError:
        return  # it ended without reading all


def _read_process(place: Path) -> Iterator[bytes]:
    for name in ("cmdline", "environ", "comm"):
        yield _read_or_nothing(place / name)


def _session_of(place: Path) -> int:
    """The session of a process: the sixth field of its state, the fourth after the command's closing bracket."""
    fields = _read_or_nothing(place / "stat").rpartition(b")")[2].split()
    return int(fields[3]) if len(fields) > 3 else 0


def _read_or_nothing(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
