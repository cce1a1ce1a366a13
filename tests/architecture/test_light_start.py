"""The command line answers at once because it imports nothing heavy before a command needs it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"torch", "pandas", "numpy", "sqlalchemy", "prefect", "pydantic", "spacy", "bertopic", "citric", "presidio_analyzer", "jinja2"}


def test_the_command_line_imports_nothing_heavy() -> None:
    script = "import sys, cli.main; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    names = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(HEAVY & set(names)) == []


def test_the_steps_know_no_prefect() -> None:
    modules = "pull, sessions, prepare, theme, link, findings, digest, check, overview, file_themes, file_redact"
    script = f"import sys; from flows.steps import {modules}; print('prefect' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
