"""`python -m demo.limesurvey --responses 100000 --latency recorded`: the local server in a process of its own.

The first line on standard output is JSON: `url`, `sid`, `user`, `password`. It serves until its standard input closes. Each
line that comes in is a command as JSON, `{"do": "delete", "args": [515151, 7]}`, and is answered with one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from demo.limesurvey.made import SID, make_rows, make_survey
from demo.limesurvey.server import DEMO_ACCOUNT, LocalLimeSurvey

_COMMANDS = ("insert", "update", "delete", "submit", "edit", "deactivate", "reactivate", "restore", "expire", "expire_keys", "lock_out")
_FAULTS = ("fail_next", "rename_question", "reword_question", "remove_question", "retype_question", "add_language", "remove_language")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until standard input closes."""
    wish = _parse(arguments)
    latency = None if wish.latency == "none" else wish.latency
    server = LocalLimeSurvey([make_survey()], numbers_are_text=wish.strings, version=wish.version, latency=latency)
    for row in make_rows(wish.responses, wish.seed):
        server.insert(SID, row)
    with server:
        _say({"url": server.url, "sid": SID, "user": DEMO_ACCOUNT.user, "password": DEMO_ACCOUNT.password})
        for line in sys.stdin:
            _say(_obey(server, line))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.limesurvey", description="Serve a made survey as LimeSurvey would.")
    parser.add_argument("--responses", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", type=int, choices=(6, 7), default=6)
    parser.add_argument("--latency", choices=("none", "recorded"), default="none")
    parser.add_argument("--strings", action="store_true", help="answer integers as text")
    return parser.parse_args(arguments)


def _obey(server: LocalLimeSurvey, line: str) -> dict[str, Any]:
    try:
        command = json.loads(line)
        name = command["do"]
        if name not in (*_COMMANDS, *_FAULTS):
            raise ValueError(f"There is no command {name!r}; there are: {', '.join((*_COMMANDS, *_FAULTS))}.")
        return {"result": getattr(server, name)(*command.get("args", ()), **command.get("options", {}))}
    except (ValueError, KeyError, TypeError) as problem:
        return {"problem": f"{type(problem).__name__}: {problem}"}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
