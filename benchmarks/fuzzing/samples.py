"""A small sound sample of every kind of input, of invented people, and those of the shared data where they are at hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_TEXTS = {
    "talk.vtt": "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nOda: The lamp is broken.\n\n00:00:04.500 --> 00:00:06.000\n<v Tam>It is.</v>\n",
    "rolling.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nthe bus\n\n00:02.000 --> 00:04.000\nthe bus\n<00:02.500><c> is</c> late\n",
    "talk.srt": "1\n00:00:01,000 --> 00:00:03,000\nThe stairs flood.\n\n2\n00:00:03,000 --> 00:00:05,000\nEvery winter.\n",
    "talk.sbv": "0:00:01.000,0:00:03.000\nThe stairs flood.\n\n0:00:03.000,0:00:05.000\nEvery winter.\n",
    "talk.txt": "---\ndate: 2026-10-02\nplace: Hall\n---\nFacilitator: What worries you?\nOda: The lamp, it is dark.\n\nTam  0:14\nThe bus.\n",
    "notes.md": '+++\ndate = 2026-10-02\nlanguages = ["en"]\n+++\n# Notes\n- the lamp is broken\n- **Oda:** the bus is late\n> quoted\n',
    "talk.csv": "speaker,start,text\nOda,00:00:01,The lamp is broken\nTam,00:00:09,The bus is late\n",
    "talk.tsv": "Speaker\tTime\tText\nOda\t0:01\tThe lamp is broken\n",
    "forms.csv": "Timestamp,What worries you?,Trust\n2026/11/21 3:04:05 PM GMT+1,The lamp is broken,4\n2026/11/22 9:00:00 AM GMT+1,The bus,2\n",
    "limesurvey.csv": '"id";"submitdate";"said";"trust"\n"1";"2026-10-02 10:00:00";"The lamp";"4"\n"2";"";"The bus";"A2"\n',
    "kobo.tsv": "_id\tgroup/said\ttrust\t_submission_time\n7\tThe lamp\t3\t2026-10-02T10:00:00+02:00\n",
}
_QUALTRICS = (
    "StartDate,Finished,said,trust\nStart Date,Finished,What worries you?,Trust\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""finished""}","{""ImportId"":""QID1_TEXT""}","{""ImportId"":""QID2""}"\n'
    "2026-10-02 10:00:00,True,The lamp,4\n"
)
_WHISPER = {
    "text": " The lamp. You",
    "language": "en",
    "segments": [
        {"id": 0, "start": 0.0, "end": 2.0, "text": " The lamp.", "no_speech_prob": 0.01, "avg_logprob": -0.2},
        {"id": 1, "start": 2.0, "end": 4.0, "text": " You", "no_speech_prob": 0.9, "avg_logprob": -1.2},
    ],
}
_AWS = {
    "results": {
        "transcripts": [{"transcript": "The lamp."}],
        "speaker_labels": {
            "speakers": 1,
            "segments": [
                {
                    "start_time": "0.0",
                    "end_time": "1.0",
                    "speaker_label": "spk_0",
                    "items": [{"start_time": "0.0", "end_time": "0.5", "speaker_label": "spk_0"}],
                }
            ],
        },
        "items": [
            {"type": "pronunciation", "start_time": "0.0", "end_time": "0.5", "alternatives": [{"content": "The", "confidence": "0.9"}]},
            {"type": "pronunciation", "start_time": "0.5", "end_time": "0.9", "alternatives": [{"content": "lamp", "confidence": "0.9"}]},
            {"type": "punctuation", "alternatives": [{"content": ".", "confidence": "0.0"}]},
        ],
    }
}
_FACTS = 'title = "Hall"\ndate = 2026-10-02\nplace = "Hall"\nlanguages = ["en"]\nattendance = 12\nmay_quote = true\n'


@dataclass(frozen=True, slots=True)
class Sample:
    """One sound input: the ending of its name says who reads it. `kind` is transcript, survey, facts or answer."""

    kind: str
    name: str
    content: bytes = field(repr=False)


@cache
def list_samples(shared: Path | None) -> tuple[Sample, ...]:
    """All samples, in a fixed order; with those under `shared`, a folder of transcripts."""
    return (*_own_samples(), *(_shared_samples(shared) if shared else ()))


def _own_samples() -> Iterator[Sample]:
    for name, text in _TEXTS.items():
        kind = "transcript" if name.startswith(("talk", "notes", "rolling")) else "survey"
        yield Sample(kind, name, text.encode())
    yield Sample("survey", "qualtrics.csv", _QUALTRICS.encode())
    yield Sample("transcript", "whisper.json", json.dumps(_WHISPER).encode())
    yield Sample("transcript", "aws.json", json.dumps(_AWS).encode())
    yield Sample("transcript", "talk.docx", _docx("Oda: The lamp is broken.", "Tam: The bus is late."))
    yield Sample("survey", "forms.xlsx", _xlsx())
    yield Sample("facts", "talk.toml", _FACTS.encode())
    for method in ("get_fieldmap", "get_summary", "get_survey_properties", "get_question_properties", "get_session_key"):
        yield Sample("answer", method, b"")
    yield from (Sample("answer", name, b"") for name in ("export_responses", "export_responses", "rows", "rows", "rows"))


def _shared_samples(folder: Path) -> Iterator[Sample]:
    endings = (".vtt", ".srt", ".sbv", ".txt", ".docx", ".json")
    for file in sorted(folder.rglob("*")):
        if file.suffix in endings and file.stat().st_size < 200_000:
            yield Sample("transcript", f"shared{file.suffix}", file.read_bytes())


def _archive(parts: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + text, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"


def _docx(*paragraphs: str) -> bytes:
    words = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_KIND}.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{words}</w:body></w:document>',
        }
    )


def _xlsx() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = (("Id", "said", "trust"), ("1", "The lamp", "4"), ("2", "The bus", "2"))
    cells = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>' for letter, value in zip("ABC", row, strict=True))
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return _archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.spreadsheetml.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets><sheet name="Answers" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )
