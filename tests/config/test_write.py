"""A source is written into the settings and nothing else in them moves."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from config.write import add_source, render_source, write_source
from domain.errors import BadSettings, WrongUse

START = (Path(config.__file__).parent / "start.toml").read_text(encoding="utf-8")
PAPER: dict[str, Any] = {
    "kind": "file",
    "file": "paper.csv",
    "columns": {
        "comments": ['What "worries" you?'],
        "indicators": [{"question": "q1", "title": "Trust", "lowest": 1, "highest": 5}],
        "groups": {"neighbourhood": "Where?"},
    },
}
SESSIONS = {"kind": "transcripts", "folder": "sessions"}

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)


@st.composite
def settings_texts(draw: st.DrawFn) -> str:
    """Settings as a person leaves them: comments anywhere, sources in any order, texts that look like headers."""
    parts = [draw(comments()), '[hearback]\ntown = "T" # a town\n', draw(comments())]
    for name in draw(st.lists(names, unique=True, max_size=3)):
        body = f'[sources.{name}] # here\nkind = "transcripts"\ntitle = """\n[sources.mine]\n{draw(names)}"""\nfolder = "f"\n'
        parts += [body, draw(comments())]
    text = "".join(parts)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def comments() -> st.SearchStrategy[str]:
    return st.lists(words.map(lambda said: f"# {said}\n") | st.just("\n") | st.just("# [sources.mine]\n"), max_size=3).map("".join)


@given(words, words, st.lists(words, min_size=1, max_size=3), st.dictionaries(words, words, max_size=3))
def test_what_is_rendered_reads_back(title: str, code: str, texts: list[str], groups: dict[str, str]) -> None:
    values = {"title": title, "columns": {"comments": texts, "groups": groups, "indicators": [{"question": code, "title": title}]}}
    assert tomllib.loads(render_source("mine", values)) == {"sources": {"mine": values}}


@given(settings_texts())
def test_adding_keeps_every_sign_that_was_there(text: str) -> None:
    if "mine" in tomllib.loads(text).get("sources", {}):
        return
    after = add_source(text, "mine", render_source("mine", PAPER))
    assert after.startswith(text.rstrip())
    assert tomllib.loads(after)["sources"]["mine"] == PAPER
    assert ("\r\n" in text) <= ("\n" not in after.replace("\r\n", ""))


@given(settings_texts(), settings_texts())
def test_replacing_keeps_all_that_is_another_sources(before: str, below: str) -> None:
    text = add_source(before.replace("\r\n", "\n"), "mine", render_source("mine", PAPER) + "\n", is_replaced=True)
    text += "".join(f"# {number} {line}\n" for number, line in enumerate(below.replace("\r\n", "\n").split("\n")))
    text += '[sources.zz-last]\nkind = "transcripts"\nfolder = "f"\n'
    after = add_source(text, "mine", render_source("mine", SESSIONS) + "\n", is_replaced=True)
    old, new = tomllib.loads(text)["sources"], tomllib.loads(after)["sources"]
    assert new == old | {"mine": SESSIONS}
    assert [line for line in after.split("\n") if line.startswith("#")] == [line for line in text.split("\n") if line.startswith("#")]


def test_a_source_is_replaced_where_it_stands() -> None:
    text = '[sources.a]\nkind = "transcripts"\nfolder = "x"\n\n# about b\n[sources.b]\nkind = "transcripts"\nfolder = "y"\n'
    after = add_source(text, "a", render_source("a", {"kind": "transcripts", "folder": "z"}), is_replaced=True)
    assert after == text.replace('"x"', '"z"')


def test_a_name_that_is_there_is_not_overwritten() -> None:
    text = START + '\n[sources.a]\nkind = "transcripts"\nfolder = "x"\n'
    with pytest.raises(WrongUse, match="--replace"):
        add_source(text, "a", render_source("a", SESSIONS))


def test_a_source_on_one_line_is_left_to_a_person() -> None:
    text = '[sources]\na = { kind = "transcripts", folder = "x" }\n'
    with pytest.raises(WrongUse, match="by hand"):
        add_source(text, "a", render_source("a", SESSIONS), is_replaced=True)


def test_what_would_not_be_valid_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "hearback.toml"
    file.write_text(START, encoding="utf-8")
    with pytest.raises(BadSettings, match="kind"):
        write_source(file, "a", render_source("a", {"kind": "magic"}))
    assert file.read_text(encoding="utf-8") == START
    assert [each.name for each in tmp_path.iterdir()] == ["hearback.toml"]


def test_the_files_mode_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text(START, encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "hearback.toml"
    link.symlink_to(real)
    write_source(link, "a", render_source("a", SESSIONS))
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert tomllib.loads(real.read_text(encoding="utf-8"))["sources"]["a"] == SESSIONS
