"""Surveys with canaries in their answers and names planted beside them: a LimeSurvey, a CSV, a TSV and a workbook."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from config.packs import list_languages
from demo.limesurvey import Choice, Participant, Question, QuestionGroup, QuestionType, SurveyDefinition
from demo.limesurvey.definitions import Row
from tests.canaries.plants import Plants
from tests.canaries.seeds import Canary
from tests.surveys.workbooks import NAMESPACE, RELATIONS, Value, write_workbook

SID = 880_417
HEADS = ("id", "who", "when", "language", "worry", "ward", "trust", "e-mail")
_PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{editor}</cp:lastModifiedBy>'
    "</cp:coreProperties>"
)


def make_survey(canaries: Sequence[Canary], plants: Plants) -> SurveyDefinition:
    """A survey whose `qworry` is pulled, and whose contact question, addresses and invitations never are."""
    people = tuple(
        Participant(
            plants.word("token"), plants.name("invited by first name"), plants.name("invited by last name"), plants.email("invited")
        )
        for _ in range(3)
    )
    return SurveyDefinition(
        sid=SID,
        titles={"en": "What worries you"},
        languages=tuple(list_languages()),
        groups=(QuestionGroup({"en": "All"}, _QUESTIONS),),
        rows=tuple(_row(canary, people[place % 3], plants) for place, canary in enumerate(canaries)),
        participants=people,
    )


def _ask(code: str, kind: QuestionType, text: str) -> Question:
    return Question(code, kind, {"en": text})


_WARDS = (Choice("N1", {"en": "Mill End"}), Choice("N2", {"en": "Harbour"}))
_QUESTIONS = (
    _ask("qworry", QuestionType.LONG_TEXT, "What worries you?"),
    _ask("qtrust", QuestionType.FIVE_POINT, "How far do you trust the city?"),
    Question("qward", QuestionType.LIST, {"en": "Where do you live?"}, options=_WARDS, has_other=True),
    _ask("qcontact", QuestionType.SHORT_TEXT, "Your name and number, if you want to be called"),
)


def _row(canary: Canary, invited: Participant, plants: Plants) -> Row:
    return {
        "submitdate": "2026-10-01 10:00:00",
        "startdate": "2026-10-01 09:50:00",
        "datestamp": "2026-10-01 10:00:00",
        "startlanguage": canary.language,
        "token": invited.token,
        "ipaddr": f"192.0.2.{canary.number % 156 + 100}",
        "refurl": f"https://mail.example.org/{plants.word('page that led to the survey')}",
        "qworry": canary.text,
        "qtrust": str(canary.number % 5 + 1),
        "qward": "-oth-",
        "qward[other]": plants.email("ward in own words"),
        "qcontact": f"{plants.name('contact')}, {plants.number('contact')}",
    }


def write_tables(folder: Path, canaries: Sequence[Canary], plants: Plants) -> dict[str, Path]:
    """The canaries in thirds as CSV, TSV and workbook, by the name of the source."""
    folder.mkdir(parents=True)
    thirds = [canaries[place::3] for place in range(3)]
    rows = [[_cells(canary, plants, place == 0) for place, canary in enumerate(third)] for third in thirds]
    return {
        "paper": _write_text(folder / "paper.csv", rows[0], ","),
        "tabbed": _write_text(folder / "tabbed.tsv", rows[1], "\t"),
        "workbook": _write_workbook(folder / "workbook.xlsx", rows[2], plants),
    }


def _cells(canary: Canary, plants: Plants, is_odd: bool) -> list[str]:
    """A row; an odd one says a name where a day belongs, and another where a number from 1 to 5 does."""
    return [
        plants.word("id of a row"),
        plants.name("who answered"),
        plants.name("a name for a day") if is_odd else "2026-10-02 11:00:00",
        canary.language,
        canary.text,
        plants.email("ward in a file"),
        plants.email("an address for a number") if is_odd else str(canary.number % 5 + 1),
        plants.email("column that is not mapped"),
    ]


def _write_text(file: Path, rows: Sequence[Sequence[str]], delimiter: str) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=delimiter).writerows([HEADS, *rows])
    return file


def _write_workbook(file: Path, rows: Sequence[Sequence[str]], plants: Plants) -> Path:
    """The answers on one sheet, and names in the properties, a comment on a cell and a sheet that is hidden."""
    sheets: dict[str, list[Sequence[Value]]] = {"Answers": [HEADS, *rows], "Notes": [["remark"], [plants.name("hidden sheet")]]}
    names = (
        f'<workbook {NAMESPACE} xmlns:r="{RELATIONS}"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/>'
        f'<sheet name="Notes" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>'
    )
    more = {
        "xl/workbook.xml": names,
        "docProps/core.xml": _PROPERTIES.format(author=plants.name("author of XLSX"), editor=plants.name("last editor of XLSX")),
        "xl/comments1.xml": f"<comments {NAMESPACE}><authors><author>{plants.name('author of a note in XLSX')}</author></authors>"
        f'<commentList><comment ref="B2" authorId="0"><text><t>{plants.name("note in XLSX")}</t></text></comment></commentList></comments>',
    }
    return write_workbook(file, sheets, more)


def write_filter_inputs(folder: Path, canaries: Sequence[Canary]) -> tuple[Path, Path]:
    """The same canaries as JSON lines for `hearback redact` and as CSV for `hearback themes`."""
    lines, table = folder / "texts.jsonl", folder / "texts.csv"
    said = [json.dumps({"id": canary.number, "text": canary.text, "lang": canary.language}, ensure_ascii=False) for canary in canaries]
    lines.write_text("\n".join(said) + "\n", encoding="utf-8")
    with table.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["words", "tongue"], *([canary.text, canary.language] for canary in canaries)])
    return lines, table
