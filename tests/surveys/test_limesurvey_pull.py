"""Pulling a survey over real HTTP: what comes, what does not, and in which shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from demo.limesurvey import LocalLimeSurvey
from domain.errors import SourceError
from domain.listening import ClosedAnswer, OpenAnswer, Response
from domain.text import RawText
from surveys.mapping import Mapping
from tests.surveys.small_survey import MAPPING, PARIS, ROWS, SID, calls, opened, small_survey


@pytest.fixture
def server() -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey([small_survey()]) as running:
        yield running


def pull(server: LocalLimeSurvey, mapping: Mapping = MAPPING, *, is_partial_taken: bool = False) -> list[Response]:
    with opened(server, mapping, is_partial_taken=is_partial_taken) as survey:
        return [response for page in survey.pages() for response in page]


def test_a_response_comes_whole_and_in_its_own_words(server: LocalLimeSurvey) -> None:
    first = pull(server)[0]
    assert first == Response(
        external_id="1",
        language="so",
        submitted_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
        submitted_on=date(2026, 11, 1),
        is_complete=True,
        open_answers=(
            OpenAnswer("q_concern", RawText("the stairs are dark")),
            OpenAnswer("qservices[other]", RawText("the clinic")),
        ),
        closed_answers=(ClosedAnswer("qtrust", "2", 2.0), ClosedAnswer("qfeel[SQ001]", "yes", 4.0)),
        groups=(("neighbourhood", "Hill & Dale"),),
        may_quote=True,
        respondent=RawText("tok-1"),
    )


def test_what_was_written_under_other_is_a_comment_and_never_a_group(server: LocalLimeSurvey) -> None:
    written = Mapping(comments=("qneighbourhood",), groups=(("neighbourhood", "qneighbourhood"),))
    second = pull(server, written)[1]
    assert second.open_answers == (OpenAnswer("qneighbourhood", RawText("by the  canal")),)
    assert second.groups == (("neighbourhood", "other"),)


def test_no_answer_is_none_and_a_language_that_is_no_tag_is_left(server: LocalLimeSurvey) -> None:
    second = pull(server)[1]
    assert second.groups == (("neighbourhood", "other"),)
    assert second.open_answers == second.closed_answers == ()
    assert second.language == "fr", "what was written under language reads like no tag, so the language of the form holds"
    assert second.respondent is None
    assert not second.may_quote


def test_partial_responses_come_only_when_they_are_wanted(server: LocalLimeSurvey) -> None:
    assert [each.external_id for each in pull(server)] == ["1", "2"]
    everyone = pull(server, is_partial_taken=True)
    assert [each.is_complete for each in everyone] == [True, True, False]
    assert everyone[2].submitted_at is everyone[2].submitted_on is None


def test_no_unmapped_column_ever_crosses_the_wire(server: LocalLimeSurvey) -> None:
    pull(server, Mapping(comments=("qconcern",), groups=(("neighbourhood", "qneighbourhood"),)), is_partial_taken=True)
    exports = [entry for entry in server.wire if entry.method.startswith("export")]
    allowed = {"id", "submitdate", "startlanguage", "qconcern", "qneighbourhood"}
    assert exports
    assert all(entry.params[9] for entry in exports), "aFields is always sent"
    assert {heading for entry in exports for heading in entry.headings} == allowed


@pytest.mark.parametrize("code", ["ipaddr", "refurl", "seed", "token", "startdate"])
def test_what_limesurvey_keeps_about_a_person_cannot_be_mapped(server: LocalLimeSurvey, code: str) -> None:
    with pytest.raises(SourceError, match="is not read"):
        pull(server, Mapping(comments=("qconcern", code)))
    assert calls(server, "export_responses") == 0


def test_an_unknown_question_is_named_before_any_row_is_read(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match=r"no question 'qconcerns'. Did you mean 'qconcern'\?"):
        pull(server, replace(MAPPING, comments=("qconcerns",)))
    assert calls(server, "export_responses") == 0


def test_an_array_without_its_row_leads_to_its_rows(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match=r"Did you mean 'qfeel\[SQ001\]'"):
        pull(server, Mapping(comments=("qfeel",)))


def test_pages_follow_the_ids_over_gaps(server: LocalLimeSurvey) -> None:
    for number in range(5):
        server.insert(SID, {"submitdate": "2026-11-03 08:00:00", "qconcern": f"row {number}"})
    server.delete(SID, 5)
    server.insert(SID, {"id": 900, "submitdate": "2026-11-03 08:00:00"})
    with opened(server) as survey:
        pages = [[int(each.external_id) for each in page] for page in survey.pages()]
    assert [each for page in pages for each in page] == [1, 2, 4, 6, 7, 8, 900]
    assert all(1 <= len(page) <= 2 for page in pages)


def test_an_anonymised_survey_has_no_dates_and_no_tokens() -> None:
    rows = [{"startlanguage": "en", "qconcern": "quiet"}]
    with LocalLimeSurvey([small_survey(is_anonymised=True, rows=tuple(rows))]) as server:
        with pytest.raises(SourceError, match="no question 'token'"):
            pull(server)
        (only,) = pull(server, replace(MAPPING, respondent=None))
    assert only.is_complete
    assert only.submitted_at is only.submitted_on is None


def test_an_empty_survey_has_no_pages() -> None:
    with LocalLimeSurvey([small_survey(rows=())]) as server:
        assert pull(server) == []


def test_a_survey_with_partial_responses_only_has_no_pages() -> None:
    with LocalLimeSurvey([small_survey(rows=ROWS[2:])]) as server:
        assert pull(server) == []


def test_numbers_that_come_as_text_make_no_difference(server: LocalLimeSurvey) -> None:
    with LocalLimeSurvey([small_survey()], numbers_are_text=True) as other:
        assert pull(other, is_partial_taken=True) == pull(server, is_partial_taken=True)


def test_check_tells_what_the_survey_is_and_what_does_not_fit(server: LocalLimeSurvey) -> None:
    with opened(server, replace(MAPPING, comments=("qconcern", "qconzern"))) as survey:
        facts = survey.check()
    assert (facts.title, facts.is_active, facts.is_anonymised, facts.languages) == ("Small survey", True, False, ("en", "so"))
    assert (facts.completed, facts.incomplete) == (2, 1)
    assert facts.questions[0].title == "What worries you?"
    assert "qname" in facts.unmapped
    assert "qconcern" in facts.mapped
    assert set(facts.mapped) | set(facts.unmapped) == {each.code for each in facts.questions}
    assert facts.problems == ("The survey has no question 'qconzern'. Did you mean 'qconcern'?",)
    assert calls(server, "export_responses") == 0


def test_check_tells_of_a_survey_that_ended_or_never_began(server: LocalLimeSurvey) -> None:
    server.expire(SID)
    with opened(server) as survey:
        assert "ended on 2026-01-01" in survey.check().problems[0]
    server.deactivate(SID)
    with opened(server) as survey:
        facts = survey.check()
    assert "not active" in facts.problems[0]
    assert facts.completed is None


def test_a_time_that_the_clock_skipped_or_repeated_still_reads() -> None:
    rows = tuple({"submitdate": f"2026-{when}", "qconcern": "x"} for when in ("03-29 02:30:00", "10-25 02:30:00"))
    with LocalLimeSurvey([small_survey(rows=rows)]) as server:
        days = [each.submitted_on for each in pull(server)]
    assert days == [date(2026, 3, 29), date(2026, 10, 25)]
    assert PARIS.key == "Europe/Paris"
