"""The survey's columns as its field map tells them, whatever they are called (`202601X1X3SQ001`, or `Q3_S10` in version 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from html import unescape
from typing import Any

from surveys.limesurvey.kinds import DISPLAY, OPTIONED, TEXTS, TICKS, UPLOAD

_NO_SIGNS = re.compile("[\x00\ud800-\udfff]")
_TEXT_KEYS = ("question", "subquestion", "subquestion1", "subquestion2", "scale")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `name` is what `aFields` takes, `heading` what the export calls it (`qfeel[SQ001]`).

    `row` is what stands in brackets, `row_id` LimeSurvey's own id of that row where it tells one; `scale` counts the
    scales of a dual one from 0. `row_text` is the row's own text, `text` both.
    """

    name: str
    heading: str
    type: str
    text: str
    qid: int | None
    title: str = ""
    row: str = ""
    row_id: str = ""
    row_text: str = ""
    question_text: str = ""
    scale: int | None = None
    help: str = ""
    has_other: bool = False

    @property
    def is_question(self) -> bool:
        """False for the columns that LimeSurvey adds by itself, such as the address."""
        return self.qid is not None

    @property
    def is_other(self) -> bool:
        """True for the column of what was written under "other"."""
        return self.is_question and self.row == "other"

    @property
    def is_comment(self) -> bool:
        """True for the column of a comment on a choice: `q[comment]`, `q[S1comment]`, `q[othercomment]`."""
        return (self.type == "O" and self.row == "comment") or (self.type == "P" and self.row.endswith("comment"))

    @property
    def is_written(self) -> bool:
        """True when people write their own words there."""
        return self.type in TEXTS or self.is_other or self.is_comment

    @property
    def is_upload(self) -> bool:
        """True for files, and for how many there are."""
        return self.type == UPLOAD

    @property
    def is_display(self) -> bool:
        """True for a text that is shown and not answered."""
        return self.type == DISPLAY

    @property
    def is_tick(self) -> bool:
        """True for one box of a multiple choice."""
        return self.type in TICKS and not self.is_written

    @property
    def has_option_codes(self) -> bool:
        """True when its answers are codes of options that LimeSurvey keeps a text for."""
        return self.type in OPTIONED and not self.is_written

    @property
    def native_id(self) -> str:
        """LimeSurvey's own id, which stays when codes change: the question's, the row's, and the scale."""
        scale = "" if self.scale is None else str(self.scale)
        row = self.row_id if self.row_id and self.type not in ";:" and not self.is_comment else self.row
        return "/".join(filter(None, (str(self.qid) if self.is_question else self.name, row, scale)))


def read_fields(fieldmap: Table[str, Any]) -> tuple[Field, ...]:
    """The columns of a survey from `get_fieldmap`, in order."""
    told: dict[int | None, dict[str, Any]] = {}
    for entry in fieldmap.values():
        # The whole question's settings stand at the last of its columns only.
        told.setdefault(_read_qid(entry), {}).update({key: entry[key] for key in ("other", "help") if entry.get(key)})
    return tuple(_read_field(name, entry, told[_read_qid(entry)]) for name, entry in fieldmap.items())


def _read_qid(entry: Table[str, Any]) -> int | None:
    return int(entry["qid"]) if entry.get("qid") else None


def _read_field(name: str, entry: Table[str, Any], told: Table[str, Any]) -> Field:
    # Version 7 writes `_Cother` where version 6 writes `other`; the headings of both say `other`.
    title, row = str(entry.get("title") or ""), str(entry.get("aid") or "").removeprefix("_C")
    scale = int(entry.get("scale_id") or 0) if entry.get("scale") else None
    heading = "".join((title, f"[{row}]" if row else "", "" if scale is None else f"[{scale + 1}]")) if title else name
    texts = [plain_text(str(entry.get(key) or "")) for key in _TEXT_KEYS]
    return Field(
        name=name,
        heading=heading,
        type=str(entry.get("type") or ""),
        text=" / ".join(filter(None, texts)),
        qid=_read_qid(entry),
        title=title,
        row=row,
        row_id=str(entry.get("sqid") or ""),
        row_text=" / ".join(filter(None, texts[1:])),
        question_text=texts[0],
        scale=scale,
        help=plain_text(str(told.get("help") or "")) if entry.get("qid") else "",
        has_other=told.get("other") == "Y" and bool(entry.get("qid")),
    )


def plain_text(html: str) -> str:
    """The text without markup, on one line, and without signs that are none."""
    without_code = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", html)
    return clean_text(" ".join(unescape(re.sub(r"<[^<>]*>", " ", without_code)).split()))


def clean_text(text: str) -> str:
    """The text with NUL and lone surrogates replaced, which no file and no database can keep."""
    return _NO_SIGNS.sub("\ufffd", text)
