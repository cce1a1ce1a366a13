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
from demo.limesurvey.faults import SPOKEN_IN_SQL, Fault
from demo.limesurvey.latency import RECORDED_LATENCY, Latency
from demo.limesurvey.server import DEMO_ACCOUNT, LocalLimeSurvey
from demo.limesurvey.wire import WireEntry

__all__ = [
    "DEMO_ACCOUNT",
    "RECORDED_LATENCY",
    "SPOKEN_IN_SQL",
    "Account",
    "Choice",
    "Fault",
    "Latency",
    "LocalLimeSurvey",
    "Participant",
    "Question",
    "QuestionGroup",
    "QuestionType",
    "SurveyDefinition",
    "WireEntry",
]
