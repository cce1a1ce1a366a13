"""The columns of a survey's response table: ids, field names, headings and the field map, as LimeSurvey makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from re import sub

from demo.limesurvey.definitions import Choice, Question, QuestionGroup, QuestionType, SurveyDefinition, Texts

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
_OTHER = {"ar": "غير ذلك", "en": "Other", "es": "Otro", "fr": "Autre"}


@dataclass(frozen=True, slots=True)
class NumberedQuestion:
    """A question with the ids that the server gave it; `subquestion_ids` stand in the order of its subquestions."""

    question: Question
    group: QuestionGroup
    qid: int
    gid: int
    group_order: int
    order: int
    subquestion_ids: tuple[int, ...]


@dataclass(slots=True)
class Numbering:
    """Hands out question and group ids over all surveys of a server: questions first, then their subquestions."""

    next_qid: Iterator[int] = field(default_factory=lambda: count(1))
    next_gid: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self, survey: SurveyDefinition) -> tuple[NumberedQuestion, ...]:
        """Every question of the survey with its ids."""
        gids = [next(self.next_gid) for _ in survey.groups]
        places = [(order, group, question) for order, group in enumerate(survey.groups) for question in group.questions]
        qids = [next(self.next_qid) for _ in places]
        return tuple(
            NumberedQuestion(
                question, group, qid, gids[group_order], group_order, order, tuple(next(self.next_qid) for _ in question.subquestions)
            )
            for order, (qid, (group_order, group, question)) in enumerate(zip(qids, places, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the response table: `name` is the field name (`202601X1X3SQ001`), `heading` is `qfeel[SQ001]`."""

    name: str
    heading: str
    numbered: NumberedQuestion | None = None
    part: Choice | None = None
    subquestion_id: int | None = None
    is_other: bool = False
    is_last: bool = True

    @property
    def type(self) -> str:
        """The question's type letter, or the kind of a column that belongs to no question."""
        return self.numbered.question.type.value if self.numbered else _META_TYPES.get(self.name, self.name)

    def label(self, language: str, base: str, *, is_short: bool = False) -> str:
        """The heading in words: the question and, in brackets, its row; cut after 15 signs when `is_short`."""
        if self.numbered is None:
            return _META_LABELS.get(self.name, self.name)
        text = _cut(strip_tags(text_in(self.numbered.question.texts, language, base)), is_short=is_short)
        part = self._part_text(language, base)
        return text if part is None else f"{text} [{_cut(part, is_short=is_short)}]"

    def _part_text(self, language: str, base: str) -> str | None:
        if self.is_other:
            return _OTHER.get(language, _OTHER["en"])
        return text_in(self.part.texts, language, base) if self.part else None

    def describe(self, sid: int, language: str, base: str) -> dict[str, object]:
        """The entry of `get_fieldmap` for this column."""
        if self.numbered is None:
            return _describe_meta(self, sid)
        place, question = self.numbered, self.numbered.question
        entry: dict[str, object] = {"fieldname": self.name, "type": question.type.value, "sid": sid, "gid": place.gid, "qid": place.qid}
        entry["aid"] = "other" if self.is_other else self.part.code if self.part else ""
        if self.subquestion_id is not None:
            entry["sqid"] = self.subquestion_id
        entry |= {"title": question.code, "question": text_in(question.texts, language, base)}
        part = self._part_text(language, base)
        if part is not None:
            entry["subquestion"] = part
        entry |= {"group_name": text_in(place.group.titles, language, base), "mandatory": "N", "encrypted": "N"}
        entry |= {"hasconditions": "N", "usedinconditions": "N", "questionSeq": place.order, "groupSeq": place.group_order}
        return entry | self._closing_entries()

    def _closing_entries(self) -> dict[str, object]:
        # LimeSurvey says the whole question's settings only at the last of its columns.
        entries: dict[str, object] = {"preg": "", "SQrelevance": "1"} if self.part else {}
        if self.is_last and self.numbered:
            other = "Y" if self.numbered.question.has_other else "N"
            entries |= {"relevance": "1", "grelevance": "", "preg": "", "other": other, "help": ""}
        return entries


def columns_of(survey: SurveyDefinition, numbered: tuple[NumberedQuestion, ...]) -> tuple[Column, ...]:
    """All columns of the survey's response table, in order."""
    meta = [Column(name, name) for name in meta_names(survey)]
    return tuple(meta + [column for each in numbered for column in _question_columns(survey.sid, each)])


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


def _question_columns(sid: int, each: NumberedQuestion) -> list[Column]:
    question, stem = each.question, f"{sid}X{each.gid}X{each.qid}"
    last = len(question.subquestions) - 1
    found = [
        Column(stem + part.code, f"{question.code}[{part.code}]", each, part, qid, is_last=place == last and not question.has_other)
        for place, (part, qid) in enumerate(zip(question.subquestions, each.subquestion_ids, strict=True))
    ]
    if not question.type.has_rows:
        found.insert(0, Column(stem, question.code, each, is_last=not question.has_other))
    if question.has_other:
        found.append(Column(stem + "other", f"{question.code}[other]", each, is_other=True))
    return found


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


def has_options(question: Question) -> bool:
    """True when the question's answers are codes of its options."""
    return question.type in (QuestionType.LIST, QuestionType.ARRAY)
