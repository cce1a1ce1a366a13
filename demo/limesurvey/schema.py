"""Changes to what a survey asks, as new definitions: questions added, removed, retyped, renamed, reworded, and languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from demo.limesurvey.definitions import Choice, Question, QuestionGroup, SurveyDefinition, Texts

Definition = SurveyDefinition


def add_question(survey: Definition, question: Question, group: int = 0) -> Definition:
    """The survey with one more question at the end of a group; raises ValueError where the code is taken."""
    if question.code in {each.code for each in survey.questions}:
        raise ValueError(f"Survey {survey.sid} has a question {question.code!r} already.")
    return _with_group(survey, group, lambda questions: (*questions, question))


def remove_question(survey: Definition, code: str) -> Definition:
    """The survey without a question."""
    find_question(survey, code)
    groups = tuple(replace(each, questions=tuple(q for q in each.questions if q.code != code)) for each in survey.groups)
    return replace(survey, groups=groups)


def change_question(survey: Definition, code: str, change: Callable[[Question], Question]) -> Definition:
    """The survey with one question changed."""
    find_question(survey, code)
    groups = tuple(replace(each, questions=tuple(change(q) if q.code == code else q for q in each.questions)) for each in survey.groups)
    return replace(survey, groups=groups)


def find_question(survey: Definition, code: str) -> Question:
    """The question of this code; raises ValueError where there is none."""
    for question in survey.questions:
        if question.code == code:
            return question
    raise ValueError(f"Survey {survey.sid} has no question {code!r}; it has: {', '.join(each.code for each in survey.questions)}.")


def reword(question: Question, texts: Texts, part: str | None = None) -> Question:
    """The question, or one of its rows, columns or options, with other texts in the languages named."""
    if part is None:
        return replace(question, texts={**question.texts, **texts})

    def reworded(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(replace(each, texts={**each.texts, **texts}) if each.code == part else each for each in choices)

    return replace(
        question,
        subquestions=reworded(question.subquestions),
        columns=reworded(question.columns),
        options=reworded(question.options),
        second_options=reworded(question.second_options),
    )


def add_language(survey: Definition, language: str) -> Definition:
    """The survey with one more language; texts it lacks are shown in the base language."""
    return survey if language in survey.languages else replace(survey, languages=(*survey.languages, language))


def remove_language(survey: Definition, language: str) -> Definition:
    """The survey without one of its languages; the base language stays."""
    if language == survey.language:
        raise ValueError(f"{language!r} is the base language of survey {survey.sid}; LimeSurvey keeps it.")
    return replace(survey, languages=tuple(each for each in survey.languages if each != language))


def _with_group(survey: Definition, place: int, change: Callable[[tuple[Question, ...]], tuple[Question, ...]]) -> Definition:
    groups: list[QuestionGroup] = list(survey.groups)
    groups[place] = replace(groups[place], questions=change(groups[place].questions))
    return replace(survey, groups=tuple(groups))
