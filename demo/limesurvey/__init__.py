"""A local server that speaks LimeSurvey's RemoteControl 2, for the demo and the tests."""

from demo.limesurvey.definitions import (
    Account,
    Choice,
    Participant,
    Question,
    QuestionGroup,
    QuestionType,
    SurveyDefinition,
)
from demo.limesurvey.faults import Fault
from demo.limesurvey.server import DEMO_ACCOUNT, LocalLimeSurvey
from demo.limesurvey.wire import WireEntry

__all__ = [
    "DEMO_ACCOUNT",
    "Account",
    "Choice",
    "Fault",
    "LocalLimeSurvey",
    "Participant",
    "Question",
    "QuestionGroup",
    "QuestionType",
    "SurveyDefinition",
    "WireEntry",
]
