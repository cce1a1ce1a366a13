"""The columns of a survey's response table: field names, headings and the entries of the field map, as LimeSurvey makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from re import sub

from demo.limesurvey.definitions import Choice, SurveyDefinition, Texts
from demo.limesurvey.numbering import NumberedQuestion
from demo.limesurvey.question_types import Layout, QuestionType

ABBREVIATED_LENGTH = 15

_META_LABELS = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "token": "Access code",
    "startdate": "Date started",
    "datestamp": "Date last action",
    "ipaddr": "IP address",
    "refurl": "Referrer URL",
}
_META_TYPES = {"ipaddr": "ipaddress", "refurl": "url"}
_OTHER: Texts = {"ar": "غير ذلك", "en": "Other", "es": "Otro", "fr": "Autre"}
_COMMENT: Texts = {"en": "Comment"}
_OTHER_COMMENT: Texts = {"en": "Other comment"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the response table: `name` is the field name (`202601X1X3SQ001`), `heading` is `qfeel[SQ001]`.

    `parts` are the texts of its row, column, rank or comment by the field map's names for them. `is_own_words` marks what
    somebody wrote beside a choice: under "other", or as a comment.
    """

    name: str
    heading: str
    numbered: NumberedQuestion | None = None
    aid: str = ""
    parts: tuple[tuple[str, Texts], ...] = ()
    subquestion_id: int | None = None
    scale: int | None = None
    suffix: str | None = None
    is_own_words: bool = False
    is_last: bool = False

    @property
    def type(self) -> str:
        """The question's type letter, or the kind of a column that belongs to no question."""
        return self.numbered.question.type.value if self.numbered else _META_TYPES.get(self.name, self.name)

    def label(self, language: str, base: str, *, is_short: bool = False) -> str:
        """The heading in words: the question and, in brackets, its row; cut after 15 signs when `is_short`."""
        if self.numbered is None:
            return _META_LABELS.get(self.name, self.name)
        text = _cut(strip_tags(text_in(self.numbered.question.texts, language, base)), is_short=is_short)
        parts = [_cut(text_in(texts, language, base), is_short=is_short) for _, texts in self.parts]
        scale = [] if self.scale is None else [f"Scale {self.scale + 1}"]
        brackets = "".join(f"[{part}]" for part in (*parts, *scale))
        return f"{text} {brackets}" if brackets else text

    def describe(self, sid: int, language: str, base: str) -> dict[str, object]:
        """The entry of `get_fieldmap` for this column."""
        if self.numbered is None:
            return _describe_meta(self, sid)
        place, question = self.numbered, self.numbered.question
        text = text_in(question.texts, language, base)
        entry: dict[str, object] = {"fieldname": self.name, "type": question.type.value, "sid": sid, "gid": place.gid, "qid": place.qid}
        entry |= {"aid": self.aid, "title": question.code}
        entry["question"] = f"filecount - {text}" if question.type is QuestionType.UPLOAD and self.aid else text
        entry |= {name: text_in(texts, language, base) for name, texts in self.parts}
        entry |= {"group_name": text_in(place.group.titles, language, base), "mandatory": "N", "encrypted": "N"}
        entry |= {"hasconditions": "N", "usedinconditions": "N", "questionSeq": place.order, "groupSeq": place.group_order}
        return entry | self._particular_entries() | self._closing_entries()

    def _particular_entries(self) -> dict[str, object]:
        entries: dict[str, object] = {}
        if self.subquestion_id is not None:
            entries["sqid"] = self.subquestion_id
        if self.scale is not None:
            entries |= {"scale_id": self.scale, "scale": f"Scale {self.scale + 1}"}
        if self.suffix is not None:
            entries["suffix"] = self.suffix
        return entries

    def _closing_entries(self) -> dict[str, object]:
        # LimeSurvey says the whole question's settings only at the last of its columns.
        entries: dict[str, object] = {"preg": "", "SQrelevance": "1"} if self.subquestion_id is not None else {}
        if self.is_last and self.numbered:
            other = "Y" if self.numbered.question.has_other else "N"
            entries |= {"relevance": "1", "grelevance": "", "preg": "", "other": other, "help": ""}
        return entries


def columns_of(survey: SurveyDefinition, numbered: tuple[NumberedQuestion, ...], version: int = 6) -> tuple[Column, ...]:
    """All columns of the survey's response table, in order, with the field names of this version of LimeSurvey.

    Version 6 names them by survey, group, question and code (`202601X1X3SQ001`), version 7 by ids alone (`Q3_S10`),
    after `createFieldMap` in LimeSurvey's public source. A text display has a column too, which stays null.
    """
    naming = _name_by_ids if version >= 7 else _name_by_codes
    meta = [Column(name, name) for name in meta_names(survey)]
    return tuple(meta + [naming(survey.sid, column) for each in numbered for column in question_columns(each)])


def meta_names(survey: SurveyDefinition) -> tuple[str, ...]:
    """The columns that belong to no question, as the survey's privacy settings leave them."""
    names = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
    if survey.participants is not None and not survey.is_anonymised:
        names.append("token")
    if survey.has_dates and not survey.is_anonymised:
        names += ["startdate", "datestamp"]
    if survey.has_addresses and not survey.is_anonymised:
        names += ["ipaddr", "refurl"]
    return tuple(names)


def question_columns(each: NumberedQuestion) -> list[Column]:
    """The columns of one question; `name` holds both versions' endings, divided by a tab, until they are named."""
    found = list(_LAYOUTS[each.question.type.traits.layout](each))
    question = each.question
    if question.has_other:
        found.append(_column(each, "other", "other\t_Cother", parts=(("subquestion", _OTHER),), is_own_words=True))
        if question.type.traits.has_comments:
            ending = "othercomment\t_Cothercomment"
            found.append(_column(each, "othercomment", ending, parts=(("subquestion", _OTHER_COMMENT),), is_own_words=True))
    return [*found[:-1], replace(found[-1], is_last=True)] if found else []


def _one(each: NumberedQuestion) -> Iterator[Column]:
    yield _column(each, "", "\t")


def _commented(each: NumberedQuestion) -> Iterator[Column]:
    yield _column(each, "", "\t")
    yield _column(each, "comment", "comment\t_Ccomment", parts=(("subquestion", _COMMENT),), is_own_words=True)


def _rows(each: NumberedQuestion) -> Iterator[Column]:
    for part, qid in zip(each.question.subquestions, each.subquestion_ids, strict=True):
        yield _column(each, part.code, f"{part.code}\t_S{qid}", parts=(("subquestion", part.texts),), subquestion_id=qid)
        if each.question.type.traits.has_comments:
            parts = (("subquestion", part.texts), ("subquestion1", _COMMENT))
            yield _column(each, f"{part.code}comment", f"{part.code}comment\t_S{qid}_Ccomment", parts=parts, is_own_words=True)


def _cells(each: NumberedQuestion) -> Iterator[Column]:
    for row, row_id in zip(each.question.subquestions, each.subquestion_ids, strict=True):
        for part, part_id in zip(each.question.columns, each.column_ids, strict=True):
            aid = f"{row.code}_{part.code}"
            parts = (("subquestion1", row.texts), ("subquestion2", part.texts))
            yield _column(each, aid, f"{aid}\t_S{row_id}_S{part_id}", parts=parts, subquestion_id=row_id)


def _dual(each: NumberedQuestion) -> Iterator[Column]:
    for part, qid in zip(each.question.subquestions, each.subquestion_ids, strict=True):
        for scale in (0, 1):
            made = _column(
                each, part.code, f"{part.code}#{scale}\t_S{qid}#{scale}", parts=(("subquestion", part.texts),), subquestion_id=qid
            )
            yield replace(made, scale=scale, heading=f"{made.heading}[{scale + 1}]")


def _ranks(each: NumberedQuestion) -> Iterator[Column]:
    most = each.question.most_ranks or len(each.option_ids)
    for rank, option_id in enumerate(each.option_ids[:most], 1):
        texts = {"en": f"Rank {rank}"}
        yield _column(each, str(rank), f"{rank}\t_R{option_id}", parts=(("subquestion", texts),))


def _files(each: NumberedQuestion) -> Iterator[Column]:
    yield _column(each, "", "\t")
    yield _column(each, "filecount", "_filecount\t_Cfilecount")


_LAYOUTS = {
    Layout.ONE: _one,
    Layout.COMMENTED: _commented,
    Layout.ROWS: _rows,
    Layout.CELLS: _cells,
    Layout.DUAL: _dual,
    Layout.RANKS: _ranks,
    Layout.FILES: _files,
}


def _column(
    each: NumberedQuestion,
    aid: str,
    endings: str,
    *,
    parts: tuple[tuple[str, Texts], ...] = (),
    subquestion_id: int | None = None,
    is_own_words: bool = False,
) -> Column:
    heading = f"{each.question.code}[{aid}]" if aid else each.question.code
    return Column(endings, heading, each, aid, parts, subquestion_id, is_own_words=is_own_words)


def _name_by_codes(sid: int, column: Column) -> Column:
    place = column.numbered
    assert place
    return replace(column, name=f"{sid}X{place.gid}X{place.qid}{column.name.partition(chr(9))[0]}")


def _name_by_ids(sid: int, column: Column) -> Column:
    place, ending = column.numbered, column.name.partition("\t")[2]
    assert place
    is_plain_one = not place.question.type.has_rows and column.aid in ("other", "comment")
    suffix = ending.partition("#")[0] if column.aid and not is_plain_one else None
    # Version 7 says the ending here where version 6 says the code; only the headings keep the code.
    return replace(column, name=f"Q{place.qid}{ending}", aid=ending if is_plain_one else column.aid, suffix=suffix)


def _describe_meta(column: Column, sid: int) -> dict[str, object]:
    ids = {"gid": "", "qid": "", "aid": "", "title": "", "question": _META_LABELS[column.name], "group_name": ""}
    return {"fieldname": column.name, "sid": sid, "type": column.type, **ids}


def text_in(texts: Texts, language: str, base: str) -> str:
    """The text in the language, else in the base language, else any."""
    return texts.get(language) or texts.get(base) or next(iter(texts.values()), "")


def strip_tags(text: str) -> str:
    """The text without HTML."""
    return unescape(sub(r"<[^>]*>", "", text)).strip()


def _cut(text: str, *, is_short: bool) -> str:
    return text[:ABBREVIATED_LENGTH] + ".. " if is_short and len(text) > ABBREVIATED_LENGTH else text


def is_choice(column: Column) -> bool:
    """True when the column's values are codes of its question's options."""
    return column.numbered is not None and column.numbered.question.type.has_options and not column.is_own_words


def options_of(column: Column) -> tuple[Choice, ...]:
    """The options that the column's values are codes of, on its own scale."""
    if not is_choice(column) or column.numbered is None:
        return ()
    question = column.numbered.question
    return question.second_options if column.scale == 1 else question.options
