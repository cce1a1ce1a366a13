"""Every kind of event that the program writes is explained on the auditor's page, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("warehouse", "desk", "flows", "web", "cli", "digest", "demo")


def find_actions() -> dict[str, str]:
    """The action of each event that the code appends, and the file that does."""
    found = {}
    for file in (each for folder in FOLDERS for each in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _appends(node)):
            names = list(_say(tree, call.args[1]))
            assert names, f"{file.name}: say the action of an event where a reader finds it"
            found |= dict.fromkeys(names, file.name)
    return found


def _appends(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr != "append" or len(call.args) < 4:
        return False
    log = function.value
    return (isinstance(log, ast.Attribute) and log.attr in ("audit", "_audit")) or (
        isinstance(log, ast.Call) and ast.unparse(log.func) == "Audit"
    )


def _say(tree: ast.AST, node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be: itself, or what is given to its name anywhere in the module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _say(tree, node.body)
        yield from _say(tree, node.orelse)
    elif isinstance(node, ast.Name):
        for given in _find_given(tree, node.id):
            yield from _say(tree, given)


def _find_given(tree: ast.AST, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Assign):
            yield from _find_assigned(node.targets[0], node.value, name)


def _find_assigned(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple):
        values = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        for place, each in enumerate(target.elts):
            if isinstance(each, ast.Name) and each.id == name:
                yield from (one.elts[place] for one in values if isinstance(one, ast.Tuple))


def test_every_kind_of_event_is_explained_and_no_other() -> None:
    table = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8").partition("| kind of event |")[2].partition("\n\n")[0]
    explained = {name for line in table.splitlines()[2:] for name in re.findall(r"`([^`]+)`", line.split("|")[1])}
    assert find_actions().keys() == explained
    assert len(explained) > 15
