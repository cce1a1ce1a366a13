"""No core dump: a process that crashes must not leave its memory, with what people said, on the disk."""

from __future__ import annotations

import sys

_SET_DUMPABLE = 4  # PR_SET_DUMPABLE of prctl(2)


def forbid_core_dumps() -> None:
    """Let this process, and by its limit those that it starts, leave no memory behind; where the system knows no such limit, nothing.

    On Linux the limit alone is not enough: a crash handler that the kernel pipes memory to ignores it (core(5)).
    """
    try:
        import resource
    except ImportError:  # not on Windows, which writes no dump unless an administrator asks for it
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
