"""What the documents say is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer

from cli.main import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def list_commands() -> set[str]:
    """Every command as it is typed: `pull`, `source check`."""
    group = typer.main.get_command(app)
    names = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        names |= {f"{name} {inner}" for inner in getattr(command, "commands", {})} or {name}
    return names


def test_every_command_is_documented() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in DOCUMENTS)
    assert sorted(name for name in list_commands() if f"hearback {name}" not in text) == []


def test_every_command_in_the_documents_exists() -> None:
    commands = list_commands()
    first_words = {name.split()[0] for name in commands}
    for file in DOCUMENTS:
        for word, second in re.findall(
            r"^\s*(?:\$ )?(?:\.venv/bin/)?hearback ([a-z]+)(?: ([a-z]+))?", file.read_text(encoding="utf-8"), re.M
        ):
            assert word in first_words, f"{file.name} names `hearback {word}`"
            if word not in commands:
                assert f"{word} {second}" in commands, f"{file.name} names `hearback {word} {second}`"


def test_every_dependency_has_its_line() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\[<>=! ]", each)[0] for each in project["dependencies"] + project["optional-dependencies"]["test"]]
    assert [name for name in names if name.casefold() not in text] == []


def test_every_dependency_is_pinned_and_no_index_is_named() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.!]*", line)] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), f"{file.name} links to {target}"


def test_the_screens_never_speak_of_the_machinery() -> None:
    banned = re.compile(r"\b(cluster|embedding|outlier|topic model|NLP)s?\b", re.IGNORECASE)
    for file in sorted((ROOT / "config" / "texts").glob("*.toml")):
        assert not banned.search(file.read_text(encoding="utf-8")), file.name
