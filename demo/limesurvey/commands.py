"""What can be done to a local server while it runs: responses, activation, keys, faults, and what a survey asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from re import match
from typing import Any

from demo.limesurvey import schema
from demo.limesurvey.definitions import Choice, Question, Row, SurveyDefinition, Texts, Value
from demo.limesurvey.faults import Fault, FaultPlan
from demo.limesurvey.question_types import QuestionType
from demo.limesurvey.state import LOCK_OUT_S, ServerState, SurveyState

EXPIRED_ON = "2026-01-01 00:00:00"
_DATES = ("submitdate", "startdate", "datestamp")


class ResponseCommands:
    """Responses as people and staff make and change them."""

    state: ServerState

    def insert(self, sid: int, row: Row) -> int:
        """Add a response by column headings or field names, as it is; its id."""
        with self.state.lock:
            return self.state.surveys[sid].insert(row)

    def update(self, sid: int, response_id: int, changes: Row) -> None:
        """Change a response; no date moves."""
        with self.state.lock:
            self.state.surveys[sid].update(response_id, changes)

    def delete(self, sid: int, response_id: int) -> None:
        """Remove a response."""
        with self.state.lock:
            self.state.surveys[sid].delete(response_id)

    def submit(self, sid: int, row: Row, *, is_finished: bool = True) -> int:
        """Answer as in a browser: dates are the server's time and `timeadjust`, what was shown and not answered is "".

        With `tokenanswerspersistence` the same token edits its response; without, it makes a second one.
        """
        with self.state.lock:
            survey, now = self.state.surveys[sid], self._adjusted_now()
            kept = self._kept_by_token(survey, row.get("token"))
            if kept is not None:
                self.edit(sid, kept, row)
                return kept
            shown = {column.heading: "" for column in survey.columns if column.numbered and column.type != "D"}
            dates = {name: now for name in _DATES if name in survey.names and (is_finished or name != "submitdate")}
            return survey.insert({**shown, "startlanguage": survey.definition.language, **dates, **row})

    def edit(self, sid: int, response_id: int, changes: Row) -> None:
        """Change a response as in a browser: submitdate and datestamp move, where the survey keeps them."""
        with self.state.lock:
            survey, now = self.state.surveys[sid], self._adjusted_now()
            moved = () if survey.definition.is_anonymised else ("submitdate", "datestamp")
            survey.update(response_id, {**changes, **{name: now for name in moved if name in survey.names}})

    def rows(self, sid: int) -> dict[int, dict[str, Value]]:
        """Every response as it is now, by id and heading; empty while there is no table."""
        with self.state.lock:
            return self.state.surveys[sid].rows()

    def _adjusted_now(self) -> str:
        hours = match(r"([+-]?\d+) hours?", str(self.state.site["timeadjust"]))
        now: datetime = self.state.wall_clock() + timedelta(hours=int(hours[1]) if hours else 0)
        return now.strftime("%Y-%m-%d %H:%M:%S")

    @staticmethod
    def _kept_by_token(survey: SurveyState, token: Value) -> int | None:
        if survey.settings.get("tokenanswerspersistence") != "Y" or not token:
            return None
        found = [identity for identity, known in survey.existing_table().column("token") if known == token]
        return found[-1] if found else None


class OperationCommands:
    """What an administrator does to surveys and to the server, and what goes wrong."""

    state: ServerState
    faults: FaultPlan

    def deactivate(self, sid: int) -> None:
        """Archive the response table; `autonumber_start` becomes the highest id left in it and 1."""
        with self.state.lock:
            self.state.surveys[sid].deactivate()

    def reactivate(self, sid: int) -> None:
        """Give the survey a new, empty response table; its ids begin at `autonumber_start`."""
        with self.state.lock:
            self.state.surveys[sid].activate()

    def restore(self, sid: int) -> int:
        """Bring the rows of the last archive back under their ids, as importing archived responses does; how many."""
        with self.state.lock:
            survey = self.state.surveys[sid]
            archive, table = survey.archives[-1], survey.existing_table()
            wanted = [each for each in archive.ids_between() if each not in table]
            for identity in wanted:
                table.insert({name: value for name, value in archive.row(identity).items() if name != "id"}, identity)
            return len(wanted)

    def expire(self, sid: int, on: str | None = EXPIRED_ON) -> None:
        """Set the survey's expiry; it stays active all the same."""
        with self.state.lock:
            self.state.surveys[sid].expires = on

    def expire_keys(self) -> None:
        """Let every session key lapse."""
        with self.state.lock:
            self.state.keys.clear()

    def lock_out(self, seconds: float = LOCK_OUT_S) -> None:
        """Refuse every login for a while, as after three bad passwords; existing keys go on working."""
        with self.state.lock:
            self.state.lock_out(seconds)

    def set_site_setting(self, name: str, value: object) -> None:
        """Change a setting of the whole server, such as `timeadjust`."""
        with self.state.lock:
            self.state.site[name] = value

    def fail_next(self, fault: Fault, times: int = 1, *, method: str | None = None) -> None:
        """Let the next requests fail, of one method where it is named."""
        with self.state.lock:
            self.faults.add(Fault(fault), times, method)


class SchemaCommands:
    """What a survey asks. LimeSurvey changes columns of inactive surveys only; `force` does it all the same, answers kept."""

    state: ServerState

    def add_question(self, sid: int, question: Question, group: int = 0, *, force: bool = False) -> None:
        """Ask one more question at the end of a group."""
        self._redefine(sid, schema.add_question(self._columns_may_change(sid, force=force), question, group))

    def remove_question(self, sid: int, code: str, *, force: bool = False) -> None:
        """Ask a question no more; its answers are gone."""
        changed = schema.remove_question(self._columns_may_change(sid, force=force), code)
        self.state.surveys[sid].book.forget(code)
        self._redefine(sid, changed)

    def retype_question(self, sid: int, code: str, kind: QuestionType, *, force: bool = False, **parts: Any) -> None:
        """Give a question another type, with other `options`, `subquestions`, `columns` where they are named."""
        known = self._columns_may_change(sid, force=force)
        self._redefine(sid, schema.change_question(known, code, lambda each: replace(each, type=QuestionType(kind), **parts)))

    def rename_question(self, sid: int, code: str, new: str) -> None:
        """Give a question another code; its id and its answers stay. LimeSurvey allows it while the survey is active."""
        known, plain = self.state.surveys[sid].definition, new.replace("_", "")
        if plain != code and plain in {each.code for each in known.questions}:
            raise ValueError(f"Survey {sid} has a question {plain!r} already.")
        changed = schema.change_question(known, code, lambda each: replace(each, code=plain))
        self.state.surveys[sid].book.rename(code, plain)
        self._redefine(sid, changed)

    def recode_options(self, sid: int, code: str, options: Sequence[Choice]) -> None:
        """Give a question other answer options; what was answered keeps the old codes."""
        self._change(sid, code, options=tuple(options))

    def reword_question(self, sid: int, code: str, texts: Texts, *, part: str | None = None) -> None:
        """Word a question, or one of its rows or options, differently in the languages named."""
        known = self.state.surveys[sid].definition
        self._redefine(sid, schema.change_question(known, code, lambda each: schema.reword(each, texts, part)))

    def add_language(self, sid: int, language: str) -> None:
        """Offer the survey in one more language."""
        self._redefine(sid, schema.add_language(self.state.surveys[sid].definition, language))

    def remove_language(self, sid: int, language: str) -> None:
        """Offer the survey in one language less."""
        self._redefine(sid, schema.remove_language(self.state.surveys[sid].definition, language))

    def _change(self, sid: int, code: str, **parts: Any) -> None:
        known = self.state.surveys[sid].definition
        self._redefine(sid, schema.change_question(known, code, lambda each: replace(each, **parts)))

    def _redefine(self, sid: int, definition: SurveyDefinition) -> None:
        with self.state.lock:
            self.state.redefine(self.state.surveys[sid], definition)

    def _columns_may_change(self, sid: int, *, force: bool) -> SurveyDefinition:
        survey = self.state.surveys[sid]
        if survey.is_active and not force:
            raise ValueError(f"Survey {sid} is active: LimeSurvey changes no columns then. Deactivate it, or force the change.")
        return survey.definition
