"""The threat model, the consent texts and the assessments: whole in every language, and true to the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.screen_texts import list_text_codes
from config.settings import Settings
from config.tables import GeneralSettings, RedactionSettings
from tests.architecture.test_documents import list_commands
from warehouse.tables import all_tables

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "privacy"
KINDS = ("consent", "assessment")
OURS = [DOCS / "threat-model.md", *sorted(FOLDER.glob("*.md"))]
UNREAD = {
    "en": "No lawyer has read this text yet",
    "es": "Ningún hablante nativo ni abogado ha leído todavía esta traducción",
    "fr": "Aucun locuteur natif ni juriste n'a encore lu cette traduction",
    "ar": "لم يقرأ هذه الترجمة بعدُ متحدث أصلي ولا محامٍ",
}


def read(kind: str, code: str) -> str:
    return (FOLDER / f"{kind}.{code}.md").read_text(encoding="utf-8")


def describe(text: str) -> dict[str, object]:
    """What must be the same in every language: headings, list items, rows, blanks to fill in, commands, figures."""
    lines = text.splitlines()
    blanks = re.findall(r"\[[^\]]*\](?!\()", text)
    return {
        "headings": [line.split(" ")[0] for line in lines if line.startswith("#")],
        "items": sum(line.startswith("- ") for line in lines),
        "rows": sum(line.startswith("|") for line in lines),
        "boxes": text.count("☐"),
        "blanks": len(blanks),
        "figures": sorted(blank for blank in blanks if blank.strip("[]").isdigit()),
        "commands": sorted(re.findall(r"`([^`]+)`", text)),
        "links": sorted(re.sub(r"\.(en|es|fr|ar)\.md", ".md", target) for target in re.findall(r"\]\(([^)]+)\)", text)),
    }


def test_there_is_each_text_in_each_language_of_the_pages() -> None:
    assert {file.name for file in FOLDER.glob("*.md")} == {f"{kind}.{code}.md" for kind in KINDS for code in list_text_codes()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["es", "fr", "ar"])
def test_a_translation_has_the_same_parts_as_the_english_text(kind: str, code: str) -> None:
    assert describe(read(kind, code)) == describe(read(kind, "en"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", list_text_codes())
def test_each_text_says_who_has_not_read_it(kind: str, code: str) -> None:
    assert UNREAD[code] in read(kind, code)


@pytest.mark.parametrize("kind", KINDS)
def test_arabic_reads_from_the_right(kind: str) -> None:
    text = read(kind, "ar")
    assert text.startswith('<div dir="rtl" lang="ar">')
    assert text.rstrip().endswith("</div>")


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_the_texts_are_those_of_the_program(kind: str) -> None:
    figures = {int(each.strip("[]")) for each in re.findall(r"\[\d+\]", read(kind, "en"))}
    assert figures == {RedactionSettings().raw_days, Settings().digest.threshold}


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_the_documents_name_only_commands_that_exist(file: Path) -> None:
    commands = list_commands()
    groups = {name.split()[0] for name in commands}
    for named in re.findall(r"`hearback ([a-z][a-z -]*?)`", file.read_text(encoding="utf-8")):
        words = named.split(" --")[0]
        assert words in commands or words in groups, f"{file.name} names `hearback {named}`"


def test_the_threat_model_names_only_settings_that_exist() -> None:
    text = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    fields = RedactionSettings.model_fields.keys() | GeneralSettings.model_fields.keys() | Settings().digest.model_fields.keys()
    named = set(re.findall(r"`(raw_days|key_folder|threshold|round_to|[a-z]+_days)`", text))
    assert named
    assert named <= fields


def test_the_threat_model_says_of_each_compromise_what_it_gives_up_and_what_remains() -> None:
    text = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.M)[2:-1]
    assert len(parts) >= 13
    for part in parts:
        title = part.splitlines()[0]
        assert re.search(r"gives? up", part, re.IGNORECASE), title
        assert re.search(r"\*\*(Reduces it|Remains)\*\*", part), title


def test_the_words_about_the_open_part_name_what_the_tables_hold() -> None:
    """The threat model says that the day and the tool's number stand in the open: it must stop saying so when they do not."""
    columns = {f"{table.name}.{column.name}" for table in all_tables() for column in table.c}
    text = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    assert ("response.submitted_on" in columns) == ("the day it was sent" in text)
    assert ("response.external_id" in columns) == ("the survey tool's number of the answer" in text)
