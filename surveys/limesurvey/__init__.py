"""LimeSurvey as a source, over RemoteControl 2 (JSON-RPC) by way of `citric`."""

from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.facts import SurveyFacts, SurveyQuestion
from surveys.limesurvey.survey import Survey, open_survey
from surveys.limesurvey.titles import SurveyTitle, list_surveys

__all__ = ["LimeSurveyAccess", "RetryPolicy", "Survey", "SurveyFacts", "SurveyQuestion", "SurveyTitle", "list_surveys", "open_survey"]
