"""The 26 points of how LimeSurvey really answers, each with what the connector makes of it.

The local server behaves as the recorded one did: `tests/limesurvey` replays every recording against it. Points that have
tests elsewhere are named here, so that the list is whole.

| point | tests |
|---|---|
| 1 errors at HTTP 200 | here; `test_limesurvey_limits` (raw SQL in `error`) |
| 2 shapes of nothing | here |
| 3 no JSON at 200 | here; `test_limesurvey_faults` (empty, XML, page, redirect) |
| 4 HTTP 500 and 400 | here; `test_limesurvey_faults` (wrong path, unknown survey) |
| 5 lock-out | here; `test_limesurvey_faults` |
| 6 keys expire, parallel calls | `test_limesurvey_limits`, `test_limesurvey_faults` |
| 7 underscores | here |
| 8 headings, `-oth-` | here; `test_limesurvey_types`, `test_limesurvey_pull` |
| 9 `aFields` by field map names | here; `test_limesurvey_pull` |
| 10 integers as text | here |
| 11 shown and never shown | here |
| 12 language of the respondent | here |
| 13 text as it was written | here; `test_limesurvey_recorded` |
| 14 questions mixed with subquestions | here |
| 15 words that mean all, 0 that means unset | here |
| 16 naive times | here; `test_limesurvey_pull` |
| 17 edits that move no date | here |
| 18 one token, two responses | here |
| 19 late finishers, deletions | here |
| 20 deactivation | here; `test_limesurvey_limits` (`first_id`) |
| 21 expired and active | here |
| 22 default export | here; `test_limesurvey_recorded` |
| 23 anonymised | here |
| 24 settings of the server | here |
| 25 pages by id | `test_limesurvey_walk`, `test_limesurvey_faults` (20,000 rows) |
| 26 rows skipped while others delete | here |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from demo.limesurvey import Account, Fault, LocalLimeSurvey
from domain.errors import SourceError, SourceUnavailable
from domain.listening import Response
from domain.text import RawText
from surveys.limesurvey import SurveyTitle, list_surveys, open_survey
from surveys.mapping import Mapping
from tests.limesurvey.recorded import decoded, recorded_accounts, recorded_surveys
from tests.surveys.small_survey import MAPPING, SID, access_to, calls, opened, small_survey

QUIET = replace(MAPPING, respondent=None)
DONE = "2026-11-03 08:00:00"


@pytest.fixture(params=[6, 7])
def server(request: pytest.FixtureRequest) -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey([small_survey()], version=request.param) as running:
        yield running


def pull(server: LocalLimeSurvey, mapping: Mapping = MAPPING, *, is_partial_taken: bool = False) -> list[Response]:
    with opened(server, mapping, is_partial_taken=is_partial_taken) as survey:
        return [response for page in survey.pages() for response in page]


def words(response: Response) -> list[str]:
    return [answer.words.reveal() for answer in response.open_answers]


def test_point_1_a_refusal_at_http_200_is_an_error(server: LocalLimeSurvey) -> None:
    server.state.accounts = (Account("listener", "not-a-secret", surveys=frozenset({1})),)
    with pytest.raises(SourceError, match="may not read this survey"):
        pull(server)


def test_point_2_every_shape_of_nothing_is_told_apart(server: LocalLimeSurvey) -> None:
    server.deactivate(SID)
    with pytest.raises(SourceError, match="not active"):
        pull(server)
    server.reactivate(SID)
    assert pull(server) == [], "active, and nobody has answered yet"
    with opened(server) as survey:
        assert (survey.count(), survey.which_are_there({1, 2})) == (0, set())
    server.insert(SID, {"id": 900, "submitdate": DONE})
    with opened(server) as survey:
        assert [len(page) for page in survey.pages(above=900)] == [], "out of range"
    server.state.accounts = (Account("listener", "not-a-secret", surveys=frozenset({1})),)
    assert list_surveys(access_to(server)) == (), "no surveys found"


def test_point_2_an_inactive_survey_has_no_count(server: LocalLimeSurvey) -> None:
    server.deactivate(SID)
    with opened(server) as survey:
        assert survey.count() is None


@pytest.mark.parametrize("fault", [Fault.EMPTY, Fault.XML, Fault.HTML])
def test_point_3_what_is_no_json_in_the_middle_is_no_end_of_the_survey(server: LocalLimeSurvey, fault: Fault) -> None:
    with pytest.raises(SourceError, match="JSON-RPC interface is off"), opened(server, page_size=1) as survey:
        pages = survey.pages()
        server.fail_next(fault, method="export_responses")
        list(pages)


def test_point_4_an_unknown_survey_is_named_wherever_it_is_met(server: LocalLimeSurvey) -> None:
    with opened(server, survey_id=99) as survey:
        for ask in (survey.check, survey.questions, survey.count, lambda: list(survey.pages())):
            with pytest.raises(SourceError, match="no survey with this number"):
                ask()


def test_point_5_a_locked_address_is_asked_once_and_told_to_wait(server: LocalLimeSurvey) -> None:
    server.lock_out()
    with pytest.raises(SourceError, match="Wait ten minutes"), opened(server):
        pytest.fail("nobody may come in")
    assert calls(server, "get_session_key") == 1


def test_point_5_a_lock_out_leaves_a_living_key_alone(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        server.lock_out()
        assert sum(map(len, survey.pages())) == 2


def test_point_7_a_code_is_found_with_or_without_its_underscores(server: LocalLimeSurvey) -> None:
    for code in ("q_concern", "qconcern"):
        (first, *_) = pull(server, Mapping(comments=(code,)))
        assert first.open_answers[0].question == code, "answers keep the name that the settings give them"


def test_point_8_what_was_written_under_other_has_a_column_of_its_own(server: LocalLimeSurvey) -> None:
    _, second = pull(server, Mapping(comments=("qneighbourhood[other]",), groups=(("area", "qneighbourhood"),)))
    assert words(second) == ["by the  canal"]
    assert second.groups == (("area", "other"),)


def test_point_9_every_export_names_columns_that_the_field_map_has(server: LocalLimeSurvey) -> None:
    pull(server)
    columns = server.state.surveys[SID].columns
    known = {column.name for column in columns}
    exports = [entry for entry in server.wire if entry.method == "export_responses"]
    assert exports
    assert all(set(entry.params[9]) <= known for entry in exports), "an unknown name would be a column of nulls, in silence"


def test_point_10_integers_that_come_as_text_make_no_difference(server: LocalLimeSurvey) -> None:
    with LocalLimeSurvey([small_survey()], numbers_are_text=True, version=server.state.version) as other:
        for each in (server, other):
            each.deactivate(SID)
            each.reactivate(SID)
            each.insert(SID, {"submitdate": DONE, "qtrust": "3"})
        told = []
        for each in (server, other):
            with opened(each) as survey:
                pages = list(survey.pages())
                told.append((survey.questions(), survey.count(), survey.first_id(), survey.which_are_there({3, 4}), pages, survey.check()))
    assert told[0] == told[1]
    assert told[0][2:4] == (4, {4})
    assert list_surveys.__doc__


def test_point_11_shown_and_left_empty_and_never_shown_are_both_no_answer(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": DONE, "qconcern": "", "qtrust": None, "qneighbourhood": "", "qquote": ""})
    last = pull(server)[-1]
    assert (last.open_answers, last.closed_answers, last.groups, last.may_quote) == ((), (), (), False)


def test_point_12_the_language_is_that_of_the_form_where_none_is_stated(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": DONE, "startlanguage": "so"})
    assert pull(server)[-1].language == "so"


@pytest.mark.parametrize(
    "said",
    ["<script>alert(1)</script>", '=HYPERLINK("http://example.org")', "نور مكسور", "🚌💥", "a\nb\tc", 'O\'Neill; "x"', "\\u0041", " x "],
)
def test_point_13_words_arrive_as_they_were_written(server: LocalLimeSurvey, said: str) -> None:
    server.insert(SID, {"submitdate": DONE, "qconcern": said})
    assert words(pull(server)[-1]) == [said]


def test_point_13_signs_that_no_database_keeps_are_replaced(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": DONE, "qconcern": "a\x00b\ud800c"})
    assert words(pull(server)[-1]) == ["a\ufffdb\ufffdc"]


def test_point_14_questions_come_from_the_field_map_in_the_order_of_the_survey(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        codes = [each.code for each in survey.check().questions]
    assert codes[:4] == ["qconcern", "qtrust", "qfeel[SQ001]", "qfeel[SQ002]"]
    assert calls(server, "list_questions") == 0


def test_point_15_only_words_that_limesurvey_knows_are_sent_and_never_an_id_of_0(server: LocalLimeSurvey) -> None:
    pull(server)
    pull(server, is_partial_taken=True)
    exports = [entry.params for entry in server.wire if entry.method == "export_responses"]
    assert {params[4] for params in exports} == {"complete", "all"}
    assert all(params[7] != 0 and params[8] != 0 for params in exports)


@pytest.mark.parametrize(("zone", "instant"), [("America/Chicago", 14), ("Europe/Paris", 7), ("Asia/Kathmandu", 2)])
def test_point_16_times_are_read_in_the_configured_zone(server: LocalLimeSurvey, zone: str, instant: int) -> None:
    server.insert(SID, {"submitdate": DONE})
    with open_survey(access_to(server), MAPPING, timezone=ZoneInfo(zone), is_partial_taken=False) as survey:
        last = [each for page in survey.pages() for each in page][-1]
    assert last.submitted_at is not None
    assert last.submitted_at.astimezone(UTC).replace(minute=0) == datetime(2026, 11, 3, instant, tzinfo=UTC)
    assert last.submitted_on == datetime(2026, 11, 3, tzinfo=UTC).date()


def test_point_17_an_edit_that_moves_no_date_is_seen_in_the_words(server: LocalLimeSurvey) -> None:
    before = pull(server)[0]
    server.update(SID, 1, {"qconcern": "the stairs were mended"})
    after = pull(server)[0]
    assert before.submitted_at == after.submitted_at
    assert words(after)[0] == "the stairs were mended"


def test_point_18_one_token_can_have_two_responses(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": DONE, "token": "tok-1", "qconcern": "once more"})
    pulled = [each for each in pull(server) if each.respondent == RawText("tok-1")]
    assert [each.external_id for each in pulled] == ["1", "4"]


def test_point_19_a_late_finisher_has_an_old_id_and_a_deletion_leaves_no_trace(server: LocalLimeSurvey) -> None:
    server.update(SID, 3, {"submitdate": DONE})
    server.delete(SID, 1)
    assert [each.external_id for each in pull(server)] == ["2", "3"]
    with opened(server) as survey:
        assert survey.which_are_there({1, 2, 3}) == {2, 3}
        assert [each.external_id for page in survey.pages(above=3) for each in page] == []


def test_point_20_deactivation_is_an_error_and_never_an_empty_survey(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        server.deactivate(SID)
        with pytest.raises(SourceError, match="What was pulled before stays"):
            survey.which_are_there({1, 2})


def test_point_20_after_a_reactivation_ids_go_on_above_what_was_put_away(server: LocalLimeSurvey) -> None:
    server.deactivate(SID)
    server.reactivate(SID)
    new = server.insert(SID, {"submitdate": DONE})
    with opened(server) as survey:
        assert survey.first_id() == new == 4
        assert [each.external_id for page in survey.pages() for each in page] == ["4"]


def test_point_21_an_expired_survey_is_read_and_said_to_be_over(server: LocalLimeSurvey) -> None:
    server.expire(SID)
    assert list_surveys(access_to(server)) == (SurveyTitle(SID, "Small survey", True),)
    with opened(server) as survey:
        facts = survey.check()
        assert (facts.is_active, facts.is_expired) == (True, True)
        assert sum(map(len, survey.pages())) == 2


def test_point_22_no_call_of_any_kind_lets_an_unmapped_or_held_column_cross(server: LocalLimeSurvey) -> None:
    mapping = replace(QUIET, comments=("q_concern",), language=None)
    with opened(server, mapping, is_partial_taken=True) as survey:
        survey.check()
        survey.questions()
        list(survey.pages(left_out={"qtrust", "qquote"}))
        list(survey.pages(left_out={"qtrust"}, above=1))
        survey.which_are_there({1, 2, 3})
    crossed = {heading for entry in server.wire for heading in entry.headings}
    assert crossed == {"id", "submitdate", "startlanguage", "qconcern", "qfeel[SQ001]", "qneighbourhood", "qquote"} - {"qtrust"}
    first_pull = next(entry.headings for entry in server.wire if "qconcern" in entry.headings)
    assert "qquote" not in first_pull
    assert not {entry.method for entry in server.wire} & {"list_participants", "get_response_ids", "export_responses_by_token"}


def test_point_22_what_is_left_out_is_missing_from_the_responses_and_counts_as_no_consent(server: LocalLimeSurvey) -> None:
    with opened(server, MAPPING) as survey:
        ((first, _),) = survey.pages(left_out={"q_concern", "qquote", "qneighbourhood", "token", "qtrust"})
    assert words(first) == ["the clinic"]
    assert (first.may_quote, first.groups, first.respondent) == (False, (), None)
    assert [each.question for each in first.closed_answers] == ["qfeel[SQ001]"]


def test_point_23_an_anonymised_survey_has_no_day_and_nobody() -> None:
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts()) as server:
        access = replace(access_to(server), user="puller", password=RawText("PASSWORD"), survey_id=202602)
        with open_survey(access, Mapping(comments=("qconcern",)), timezone=ZoneInfo("UTC"), is_partial_taken=True) as survey:
            assert not survey.check().has_tokens
            responses = [each for page in survey.pages() for each in page]
    rows = decoded("export_anon_json_all")
    hidden = [str(row["id"]) for row in rows if (row["submitdate"] or "1980-01-01").startswith("1980-01-01")]
    assert [each.external_id for each in responses if each.submitted_on is None] == hidden != []
    assert len(responses) == len(rows)
    assert {each.respondent for each in responses} == {None}


def test_point_24_no_setting_of_the_server_is_ever_asked_for(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        survey.check()
        list(survey.pages())
        survey.first_id()
    assert calls(server, "get_site_settings") == 0
    asked = [entry.params for entry in server.wire if entry.method == "get_survey_properties"]
    assert asked
    assert all(params[2] for params in asked), "settings are named, so that none comes by chance"


def test_point_26_what_an_export_skipped_is_found_when_it_is_asked_again() -> None:
    rows = tuple({"submitdate": DONE, "qconcern": f"comment {number}"} for number in range(400))
    with LocalLimeSurvey([small_survey(rows=rows)], skips_rows_on_delete=True) as server, opened(server, page_size=400) as survey:
        victims = iter((1, 2, 3))

        def delete_one(sid: int) -> None:
            if (victim := next(victims, None)) is not None:
                server.delete(sid, victim)

        server.between_batches = delete_one
        seen = {int(each.external_id) for page in survey.pages() for each in page}
        unseen = set(range(4, 401)) - seen
        assert unseen, "the export skipped rows that are there"
        server.between_batches = None
        assert survey.which_are_there(unseen | {1, 2, 3}) == unseen


def test_point_26_a_small_span_cannot_skip_anything() -> None:
    rows = tuple({"submitdate": DONE} for _ in range(400))
    with LocalLimeSurvey([small_survey(rows=rows)], skips_rows_on_delete=True) as server, opened(server) as survey:
        victims = iter(range(1, 400))
        server.between_batches = lambda sid: server.delete(sid, next(victims))
        wanted = set(range(200, 401))
        assert survey.which_are_there(wanted) == wanted


def test_a_server_that_fails_in_passing_is_asked_again_for_what_describes_the_survey(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        for method in ("get_fieldmap", "get_question_properties", "get_summary", "get_survey_properties"):
            server.fail_next(Fault.UNAVAILABLE, 2, method=method)
        assert survey.questions()
        assert survey.count() == 2


def test_what_describes_a_survey_is_asked_for_once(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        survey.count()
        survey.questions()
        list(survey.pages())
        survey.check()
    assert calls(server, "get_summary") == 1
    assert calls(server, "get_fieldmap") == len(("en", "so"))


def test_a_list_of_surveys_needs_no_number_and_gives_the_key_back() -> None:
    with LocalLimeSurvey([small_survey(), small_survey(sid=9, is_active=False, rows=(), titles={"en": "A <b>draft</b>"})]) as server:
        titles = list_surveys(access_to(server, survey_id=0))
        assert titles == (SurveyTitle(SID, "Small survey", True), SurveyTitle(9, "A draft", False))
        assert not server.state.keys
        with pytest.raises(SourceError) as caught:
            list_surveys(access_to(server, survey_id=0, password=RawText("wrong")))
    assert caught.value.where == server.url
    with pytest.raises(SourceUnavailable):
        list_surveys(access_to(server, survey_id=0))


def test_a_date_that_people_gave_is_found_under_its_code_with_underscores(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": DONE, "qdate": "2026-10-05 00:00:00"})
    last = pull(server, replace(QUIET, submitted="q_date"))[-1]
    assert str(last.submitted_on) == "2026-10-05"
