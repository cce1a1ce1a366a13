"""`hearback codebook` as staff and researchers use it: shown first, told in sentences, and back again."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.refi import read_qdpx, write_qdpx
from flows.steps import prepare
from flows.steps.theme import theme
from tests.cli.test_sources import assert_explains, here
from tests.codebook.book import BUSES, HEAD, LIGHT, write
from tests.flows.held_town import AUTUMN, held_town, pull_answers
from warehouse.store import Store

SAID = (
    "The street lamps on our road are broken",
    "It is too dark at night, we need lamps",
    "The bus is always late",
    "I wait an hour for the bus to come",
    "The library is a good place",
)
AS_ANA = ("--as", "Ana", "--why", "second coding at the university")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """A town that was themed with a codebook."""
    with held_town(tmp_path_factory.mktemp("commands")) as (settings, store):
        pull_answers(store, settings, {str(number): {"said": words} for number, words in enumerate(SAID)})
        prepare.cut(settings, AUTUMN)
        prepare.embed(settings, AUTUMN)
        write(settings.folder, HEAD + LIGHT + BUSES)
        first = here("codebook", "import", "book.csv", "--dry-run", folder=settings.folder)
        assert first.returncode == 0 and "Would be: 2 new" in first.stdout and store.codebook.all() == ()
        done = here("codebook", "import", "book.csv", *AS_ANA, folder=settings.folder)
        assert done.returncode == 0 and "2 new, 0 changed" in done.stdout, done.stderr
        theme(settings, AUTUMN)
        yield settings.folder, store


def test_the_list_shows_what_a_codebooks_themes_have_now(town: tuple[Path, Store]) -> None:
    folder, _ = town
    rows = {each["title"]: each for each in json.loads(here("codebook", "list", "--json", folder=folder).stdout)}
    assert rows["Better street lighting"]["passages"] >= 1 and rows["Better street lighting"]["examples"] == 2
    assert "Better street lighting" in here("codebook", "list", folder=folder).stdout


def test_the_same_table_again_says_that_nothing_changed(town: tuple[Path, Store]) -> None:
    folder, store = town
    before = store.fingerprint()
    assert "Nothing changed" in here("codebook", "import", "book.csv", folder=folder).stdout
    assert store.fingerprint() == before


def test_a_project_goes_out_and_what_was_coded_there_comes_back(town: tuple[Path, Store]) -> None:
    folder, store = town
    out = here("codebook", "export", "--qdpx", "out.qdpx", "--everybody", *AS_ANA, folder=folder)
    assert out.returncode == 0 and "5 redacted comments" in out.stdout, out.stderr
    file = folder / "out.qdpx"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    project = read_qdpx(file.read_bytes(), "f")
    codes = {each.name: each.guid for each in project.codes}
    team = "00000000-0000-4000-8000-00000000000b"

    def recode(name: str) -> None:
        sources = tuple(
            replace(
                source,
                selections=tuple(
                    replace(each, codings=tuple(replace(one, code=codes[name], user=team) for one in each.codings))
                    for each in source.selections
                ),
            )
            for source in project.sources
        )
        (folder / "back.qdpx").write_bytes(write_qdpx(replace(project, sources=sources)))

    recode("Buses that come late")
    shown = json.loads(here("codebook", "import", "back.qdpx", "--dry-run", "--json", folder=folder).stdout)
    assert shown["passages_moved"] >= 1 and store.decisions.bindings().moved == {}
    done = here("codebook", "import", "back.qdpx", *AS_ANA, folder=folder)
    assert done.returncode == 0 and f"{shown['passages_moved']} passages moved" in done.stdout, done.stderr
    assert len(store.decisions.bindings().moved) == shown["passages_moved"]
    recode("Better street lighting")
    assert_explains(here("codebook", "import", "back.qdpx", "--as", "Ben", "--why", "no", folder=folder), 2, "Ana placed it")


def test_a_codebook_goes_out_alone(town: tuple[Path, Store]) -> None:
    folder, _ = town
    assert "2 themes" in here("codebook", "export", "--qdc", "out.qdc", folder=folder).stdout
    assert_explains(here("codebook", "export", "--qdc", "out.qdc", folder=folder), 2, "cannot be made")
    assert "Nothing changed" in here("codebook", "import", "out.qdc", folder=folder).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export",), "not said what to write"),
        (("export", "--qdc", "a.qdc", "--qdpx", "a.qdpx"), "not said what to write"),
        (("export", "--qdpx", "b.qdpx", "--everybody"), "not said why"),
        (("export", "--qdpx", "c.qdpx", "--why", "x", "--round", "winter"), "no round 'winter'"),
        (("export", "--qdpx", "d.qdpx", "--why", "x"), "nobody there agreed"),
        (("import", "none.csv"), "cannot be read"),
        (("import", "hearback.toml"), "not known how"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_next_step(town: tuple[Path, Store], arguments: tuple[str, ...], told: str) -> None:
    folder, _ = town
    assert_explains(here("codebook", *arguments, folder=folder), 2, told)


def test_a_codebook_is_tried_on_a_file_with_several_answers_a_row(tmp_path: Path) -> None:
    rows = [f"The street lamp number {number} is broken and it is dark" for number in range(4)]
    rows += [f"Bus {number} is late again and I wait" for number in range(4)]
    rows += ["The street lamps are broken and it is dark. The bus is late again and I wait."]
    write(tmp_path, "said\n" + "\n".join(f'"{each}"' for each in rows) + "\n", "said.csv")
    write(tmp_path, HEAD + LIGHT + BUSES)
    done = here("codebook", "apply", "said.csv", "--codebook", "book.csv", "--text-col", "said", "--out", "answers.csv", folder=tmp_path)
    assert done.returncode == 0 and "of 9 rows" in done.stdout, done.stderr
    answers: dict[int, set[str]] = {}
    for each in csv.DictReader((tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()):
        answers.setdefault(int(each["row"]), set()).add(each["title"])
    assert all(answers[row] == {"Better street lighting"} for row in range(4))
    assert all(answers[row] == {"Buses that come late"} for row in range(4, 8))
