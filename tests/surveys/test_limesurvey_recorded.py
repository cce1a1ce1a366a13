"""Pulling the recorded survey: 42 responses with everything people write, through the whole connector."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from demo.limesurvey import LocalLimeSurvey
from domain.text import RawText
from surveys.limesurvey import LimeSurveyAccess, open_survey
from surveys.mapping import Indicator, Mapping
from tests.limesurvey.recorded import decoded, recorded_accounts, recorded_surveys

MAPPING = Mapping(
    comments=("qconcern", "qchange", "qservices[other]"),
    indicators=(Indicator("qtrust", "Trust"), Indicator("qfeel[SQ002]", "Feeling safe at the bus stop", 1, 4)),
    groups=(("neighbourhood", "qneighbourhood"), ("home language", "qlanguage")),
    quote_consent="qcontactok",
)


@pytest.mark.parametrize("page_size", [1, 7, 1000])
def test_every_recorded_word_arrives_unchanged(page_size: int) -> None:
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts()) as server:
        access = LimeSurveyAccess(server.url, "puller", RawText("PASSWORD"), 202601, page_size=page_size, is_local_allowed=True)
        with open_survey(access, MAPPING, timezone=ZoneInfo("America/Chicago"), is_partial_taken=True) as survey:
            assert survey.check().problems == ()
            pulled = {response.external_id: response for page in survey.pages() for response in page}
    rows = {str(row["id"]): row for row in decoded("export_json_all_code_short")}
    assert pulled.keys() == rows.keys()
    for identity, row in rows.items():
        words = {answer.question: answer.words.reveal() for answer in pulled[identity].open_answers}
        assert words == {code: row[code] for code in MAPPING.comments if (row[code] or "").strip()}
        assert pulled[identity].is_complete == (row["submitdate"] is not None)
        assert pulled[identity].language == row["startlanguage"]


def test_no_recorded_token_address_or_unmapped_answer_crosses_the_wire() -> None:
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts()) as server:
        access = LimeSurveyAccess(server.url, "puller", RawText("PASSWORD"), 202601, is_local_allowed=True)
        with open_survey(access, MAPPING, timezone=ZoneInfo("UTC"), is_partial_taken=True) as survey:
            list(survey.pages())
        crossed = {heading for entry in server.wire for heading in entry.headings}
    assert crossed == {
        *("id", "submitdate", "startlanguage", "qconcern", "qchange", "qservices[other]", "qtrust", "qfeel[SQ002]"),
        *("qneighbourhood", "qlanguage", "qcontactok"),
    }
