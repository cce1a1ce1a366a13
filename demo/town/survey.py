"""The town's survey as LimeSurvey would hold it: questions, codes and a row for each person."""

from __future__ import annotations

from demo.limesurvey.definitions import Choice, Question, QuestionGroup, QuestionType, Row, SurveyDefinition
from demo.town.people import AGE_BANDS, NEIGHBOURHOODS, Townsperson, gather_people

SURVEY_ID = 710234
LANGUAGES = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "sw", "ht", "ru", "am")


def make_survey() -> SurveyDefinition:
    """Alder Falls' survey with everybody's answers."""
    return SurveyDefinition(
        sid=SURVEY_ID,
        titles={"en": "Safety in Alder Falls"},
        languages=LANGUAGES,
        groups=(
            QuestionGroup({"en": "Your safety"}, (_ask("qworry", "What worries you about safety where you live?"), *_SCALES)),
            QuestionGroup({"en": "What should happen"}, (_ask("qidea", "What should the city or the police do?"),)),
            QuestionGroup({"en": "About you"}, _ABOUT),
        ),
        rows=tuple(_row(person) for person in gather_people()),
    )


def _ask(code: str, text: str) -> Question:
    return Question(code, QuestionType.LONG_TEXT, {"en": text})


_SCALES = (
    Question("qtrust", QuestionType.FIVE_POINT, {"en": "How much do you trust the police here? (1 not at all, 5 fully)"}),
    Question("qnight", QuestionType.FIVE_POINT, {"en": "How safe do you feel after dark? (1 very unsafe, 5 very safe)"}),
)


def _list(code: str, text: str, options: dict[str, str]) -> Question:
    return Question(code, QuestionType.LIST, {"en": text}, options=tuple(Choice(key, {"en": label}) for key, label in options.items()))


_ABOUT = (
    _list("qhood", "Where do you live?", NEIGHBOURHOODS),
    _list("qage", "How old are you?", AGE_BANDS),
    Question("qquote", QuestionType.YES_NO, {"en": "May we quote your words without your name?"}),
    Question("qcontact", QuestionType.SHORT_TEXT, {"en": "If you want us to call you back: your name and number"}),
)


def _row(person: Townsperson) -> Row:
    worry, idea = person.answer("worry"), person.answer("idea")
    moment = person.submitted_at.strftime("%Y-%m-%d %H:%M:%S")
    return {
        "submitdate": moment,
        "startdate": moment,
        "datestamp": moment,
        "startlanguage": person.language,
        "ipaddr": "203.0.113.7",  # an address for examples; the pull never asks for it
        "qworry": worry.text if worry else "",
        "qidea": idea.text if idea else "",
        "qtrust": str(person.trust),
        "qnight": str(person.safe_at_night),
        "qhood": person.neighbourhood,
        "qage": person.age,
        "qquote": "Y" if person.may_quote else "N",
        "qcontact": "Invented Caller, 555-0100",  # never mapped: must not cross the wire
    }
