"""What became of a survey's questions since they were last read: what still means the same, and what may not.

Answers are held where they may no longer mean what they meant when a person mapped the question: it is gone, it is of
another kind, a point left its scale, or a label says something else. A held question stays held until somebody accepts it.

A label *says the same* when, without case and punctuation, it has the same words in the same order, each of them alike but
for a slip of spelling: words of five letters or more with the same first letter, at least 85 % alike (difflib). So
"Neighborhood" may become "Neighbourhood" in silence, but "safe" never "unsafe", nor "useful" "useless". In scripts without spaces
each sign is a word, and a number must be the same number. The text of an indicator asks *the same* while at least 60 % of its
words stay in their order. Both are strict on purpose: a false alarm costs one look, a missed change spoils a series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.questions import Option, Question, QuestionRole, Texts
from surveys.answers import score_answer
from surveys.limesurvey.kinds import is_same_family
from surveys.mapping import Mapping, fold_code

ENOUGH_WORDS = 0.6
ENOUGH_LETTERS = 0.85
_SPELLED_LENGTH = 5

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # Thai, Lao, Burmese, Khmer, Chinese, Japanese
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


class DriftKind(StrEnum):
    """What happened to a question."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RETYPED = "retyped"
    RECODED = "recoded"
    REWORDED = "reworded"
    LANGUAGE_ADDED = "language added"
    LANGUAGE_REMOVED = "language removed"


@dataclass(frozen=True, slots=True)
class Drift:
    """One change of a mapped question, in a sentence for staff. `code` is "" for what concerns the whole survey.

    `is_held` says that its answers cannot be trusted to mean what they meant, and must not be read.
    """

    code: str
    kind: DriftKind
    is_held: bool
    word: str


def find_drift(
    known: Sequence[Question],
    now: Sequence[Question],
    mapping: Mapping,
    *,
    codes_by_id: Table[str, str] | None = None,
    source: str = "NAME",
) -> tuple[Drift, ...]:
    """The changes of the mapped questions between two readings, in the mapping's order; none on the first reading.

    `codes_by_id` gives the code of every question of the survey by its own id, so that a renamed one is recognised also
    when its new code is not mapped. `source` is named in what to do next.
    """
    if not known:
        return ()
    before, after = _by_code(known), _by_code(now)
    comparison = _Comparison(mapping, {each.native_id: each.code for each in now} | dict(codes_by_id or {}), source)
    found = list(_compare_languages(known, now))
    for code in mapping.codes:
        found += comparison.compare(code, before.get(fold_code(code)), after.get(fold_code(code)), known)
    return tuple(found)


def _by_code(questions: Sequence[Question]) -> dict[str, Question]:
    return {fold_code(each.code): each for each in questions}


@dataclass(frozen=True, slots=True)
class _Comparison:
    mapping: Mapping
    codes_by_id: Table[str, str]
    source: str

    def compare(self, code: str, before: Question | None, after: Question | None, known: Sequence[Question]) -> Iterator[Drift]:
        if before is None and after is not None:
            yield _say_new(code, after, known)
        elif before is not None and after is None:
            yield self._say_gone(code, before)
        elif before is not None and after is not None:
            yield from self._compare_both(code, before, after)

    def _say_gone(self, code: str, before: Question) -> Drift:
        new = self.codes_by_id.get(before.native_id) if before.native_id else None
        if new and fold_code(new) != fold_code(code):
            word = f"The question {code!r} is called {new!r} in LimeSurvey now. Write {new!r} in its place in the source's columns."
            return Drift(code, DriftKind.RENAMED, True, word)
        word = f"The question {code!r} is no longer in the survey. Take it out of the source's columns, or bring it back in LimeSurvey."
        return Drift(code, DriftKind.REMOVED, True, word)

    def _compare_both(self, code: str, before: Question, after: Question) -> Iterator[Drift]:
        if before.type != after.type:
            is_held = not is_same_family(before.type, after.type)
            what = f"The question {code!r} was of LimeSurvey's type {before.type!r} and is of type {after.type!r} now"
            yield self._drift(code, DriftKind.RETYPED, is_held, what)
            if is_held:
                return  # options of another type cannot be compared
        yield from self._compare_texts(code, before, after)
        if after.role in _CODED_ROLES:
            yield from self._compare_options(code, before, after)

    def _compare_texts(self, code: str, before: Question, after: Question) -> Iterator[Drift]:
        old, new = _shared_texts(before.texts, after.texts)
        if not old or fold_words(old) == fold_words(new):
            return
        is_held = after.role in _ASKED_ROLES and not asks_the_same(old, new)
        yield self._drift(code, DriftKind.REWORDED, is_held, f"The text of {code!r} was {_cut(old)!r} and is {_cut(new)!r} now")

    def _compare_options(self, code: str, before: Question, after: Question) -> Iterator[Drift]:
        old, new = {each.code: each for each in before.options}, {each.code: each for each in after.options}
        for each in before.options:
            if each.code not in new:
                yield self._say_option_gone(code, each, after)
        for each in after.options:
            if each.code not in old:
                yield self._say_option_new(code, each, after)
            else:
                yield from self._compare_labels(code, old[each.code], each, old)

    def _say_option_gone(self, code: str, option: Option, after: Question) -> Drift:
        is_held = after.role is QuestionRole.INDICATOR or option.code == self._consent_value(after)
        kind = DriftKind.RECODED if is_held else DriftKind.REMOVED
        return self._drift(code, kind, is_held, f"The answer {option.code!r} ({_name(option)}) of {code!r} can no longer be chosen")

    def _say_option_new(self, code: str, option: Option, after: Question) -> Drift:
        is_held = self._is_on_scale(code, option.code)
        kind = DriftKind.RECODED if is_held else DriftKind.ADDED
        where = ", and its scale is another one for it" if is_held else ""
        return self._drift(code, kind, is_held, f"The question {code!r} has a new answer {option.code!r} ({_name(option)}){where}")

    def _compare_labels(self, code: str, before: Option, after: Option, old: Table[str, Option]) -> Iterator[Drift]:
        base = after.texts[0][0] if after.texts else ""
        said, says = dict(before.texts), dict(after.texts)
        for language in (each for each in says if each in said):
            if fold_words(said[language]) == fold_words(says[language]):
                continue
            swapped = next(
                (each.code for each in old.values() if each.code != after.code and _label(each, language) == fold_words(says[language])), ""
            )
            is_held = bool(swapped) or (language == base and not says_the_same(said[language], says[language]))
            what = f"The answer {after.code!r} of {code!r} said {_cut(said[language])!r} and says {_cut(says[language])!r} now ({language})"
            what += f", which was the answer {swapped!r} before" if swapped else ""
            yield self._drift(code, DriftKind.RECODED if is_held else DriftKind.REWORDED, is_held, what)

    def _is_on_scale(self, code: str, option: str) -> bool:
        scales = (each for each in self.mapping.indicators if each.question == code)
        return any(score_answer(option, each) is not None for each in scales)

    def _consent_value(self, question: Question) -> str | None:
        return self.mapping.quote_consent_value if question.role is QuestionRole.CONSENT else None

    def _drift(self, code: str, kind: DriftKind, is_held: bool, what: str) -> Drift:
        step = f" If it means the same, accept it with: hearback source accept {self.source} {code}" if is_held else ""
        return Drift(code, kind, is_held, f"{what}.{step}")


_ASKED_ROLES = frozenset((QuestionRole.INDICATOR, QuestionRole.CONSENT))
_CODED_ROLES = frozenset((QuestionRole.INDICATOR, QuestionRole.GROUP, QuestionRole.CONSENT))


def _say_new(code: str, after: Question, known: Sequence[Question]) -> Drift:
    former = next((each.code for each in known if after.native_id and each.native_id == after.native_id), "")
    if former:
        return Drift(code, DriftKind.RENAMED, False, f"The question {code!r} was called {former!r} before; it is read under its new code.")
    return Drift(code, DriftKind.ADDED, False, f"The question {code!r} is new among the columns, and is read from now on.")


def _compare_languages(known: Sequence[Question], now: Sequence[Question]) -> Iterator[Drift]:
    before, after = _languages(known), _languages(now)
    if not after:
        return
    for language in (each for each in after if each not in before):
        yield Drift("", DriftKind.LANGUAGE_ADDED, False, f"The survey is in {language!r} now too.")
    for language in (each for each in before if each not in after):
        yield Drift("", DriftKind.LANGUAGE_REMOVED, False, f"The survey is no longer in {language!r}.")


def _languages(questions: Sequence[Question]) -> list[str]:
    return list(dict.fromkeys(language for each in questions for language, _ in each.texts if language))


def _shared_texts(before: Texts, after: Texts) -> tuple[str, str]:
    """Both texts in the first language that both have; the first of each where they share none."""
    old, new = dict(before), dict(after)
    language = next((each for each in old if each in new), None)
    if language is not None:
        return old[language], new[language]
    return (before[0][1], after[0][1]) if before and after else ("", "")


def says_the_same(label: str, other: str) -> bool:
    """True when two labels have the same words but for case, punctuation and slips of spelling."""
    words, others = fold_words(label), fold_words(other)
    return len(words) == len(others) and all(map(_is_same_word, words, others))


def asks_the_same(text: str, other: str) -> bool:
    """True when most words of two questions are the same, in the same order."""
    return SequenceMatcher(None, fold_words(text), fold_words(other), autojunk=False).ratio() >= ENOUGH_WORDS


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation; a sign of its own in scripts without spaces."""
    return tuple(_WORD.findall(text.casefold()))


def _is_same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < _SPELLED_LENGTH or word[0] != other[0] or any(map(str.isdigit, word + other)):
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= ENOUGH_LETTERS


def _label(option: Option, language: str) -> tuple[str, ...] | None:
    text = dict(option.texts).get(language)
    return fold_words(text) if text else None


def _name(option: Option) -> str:
    return _cut(option.texts[0][1]) if option.texts else "without a text"


def _cut(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
